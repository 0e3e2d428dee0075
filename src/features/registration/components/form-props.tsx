import "server-only";
import { Baby, BookOpenText, Headphones, Phone, PhoneCall, User, Users } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ForumPage } from "@/features/forums/queries";
import { LOCALE_CODES, LOCALES, type Locale } from "@/i18n/locales";
import {
  isSpokenLanguage,
  SPOKEN_LANGUAGE_CODES,
  SPOKEN_LANGUAGES,
  type SpokenLanguage,
} from "@/i18n/spoken-languages";
import { TextLink } from "@/ui/text-link";
import type { TicketView } from "../queries";
import { CONTACT_WAYS, type FormValues, MAX_CHILDREN, MAX_PEOPLE, ROLES } from "../schema";

/** More errors than this at once are counted by the last title. */
const MOST_ERRORS = 30;

/** The words, choices and pictures of the registration form for one forum and reader. */
export async function registerFormProps(locale: Locale, forum: ForumPage, kind: "register" | "waiting" | "change") {
  const [t, roles] = await Promise.all([
    getTranslations({ locale, namespace: "Register" }),
    getTranslations({ locale, namespace: "Roles" }),
  ]);
  const numbers = (length: number) => Array.from({ length }, (_, n) => n);
  const first = new Set<SpokenLanguage>([
    ...(isSpokenLanguage(locale) ? [locale] : []),
    ...forum.languages.map(({ language }) => language),
    ...SPOKEN_LANGUAGE_CODES,
  ]);
  return {
    labels: {
      errorTitles: numbers(MOST_ERRORS).map((count) => t("errorTitle", { count })),
      you: t("you"),
      name: t("name"),
      nameHint: t("nameHint"),
      role: t("role"),
      language: t("language"),
      languageHint: t("languageHint"),
      interpretation: t("interpretation"),
      family: t("family"),
      familyHint: t("familyHint"),
      addPerson: numbers(MAX_PEOPLE - 1).map((n) => t("addPerson", { number: n + 2 })),
      personName: t("personName"),
      personRole: t("personRole"),
      personLanguage: t("personLanguage"),
      personInterpretation: t("personInterpretation"),
      childcare: t("childcare"),
      childcareHint: t("childcareHint"),
      childAges: numbers(MAX_CHILDREN).map((n) => t("childAge", { number: n + 1 })),
      reach: t("reach"),
      reachHint: t("reachHint"),
      phone: t("phone"),
      phoneHint: t("phoneHint"),
      email: t("email"),
      emailHint: t("emailHint"),
      screenshot: t("screenshot"),
      messageLocale: t("messageLocale"),
      contactWay: t("contactWay"),
      consent: t("consent"),
      consentHint: t("consentHint"),
      submit: kind === "change" ? t("submitChange") : t("submit"),
      submitWaiting: t("submitWaiting"),
      sending: t("sending"),
    },
    roles: ROLES.map((value) => ({ value, label: roles(value) })),
    languages: [...first].map((value) => ({ value, label: SPOKEN_LANGUAGES[value].name, lang: value })),
    locales: LOCALE_CODES.map((value) => ({ value, label: LOCALES[value].name, lang: value })),
    contactWays: CONTACT_WAYS.map((value) => ({
      value,
      label: { read: t("contactWayRead"), listen: t("contactWayListen"), call: t("contactWayCall") }[value],
    })),
    people: MAX_PEOPLE,
    children: forum.childcareCapacity === null ? 0 : MAX_CHILDREN,
    consentLink: (
      <TextLink href={`/${locale}/privacy`} target="_blank">
        {t("consentLink")}
      </TextLink>
    ),
    icons: {
      you: <User aria-hidden />,
      family: <Users aria-hidden />,
      childcare: <Baby aria-hidden />,
      reach: <Phone aria-hidden />,
      read: <BookOpenText aria-hidden />,
      listen: <Headphones aria-hidden />,
      call: <PhoneCall aria-hidden />,
    },
  };
}

/** What an empty form shows: the page's language is the likeliest one to speak and to be written to in. */
export function emptyValues(locale: Locale, submission: string): FormValues {
  const language = isSpokenLanguage(locale) ? locale : "fi";
  const values: FormValues = { submission, "people.0.role": "parent", messageLocale: locale, contactWay: "read" };
  for (let n = 0; n < MAX_PEOPLE; n++) {
    values[`people.${n}.language`] = language;
    if (n > 0) values[`people.${n}.role`] = "parent";
  }
  return values;
}

/** A registration as the form's fields show it. */
export function valuesOf(locale: Locale, ticket: TicketView): FormValues {
  const values = emptyValues(locale, "");
  ticket.people.forEach((person, n) => {
    values[`people.${n}.name`] = person.name;
    values[`people.${n}.role`] = person.role;
    values[`people.${n}.language`] = person.language;
    if (person.interpretation) values[`people.${n}.interpretation`] = "on";
  });
  ticket.childcare.ages.forEach((age, n) => {
    values[`child.${n}`] = String(age);
  });
  values.phone = ticket.phone ?? "";
  values.email = ticket.email ?? "";
  if (ticket.keepsScreenshot) values.screenshot = "on";
  values.messageLocale = ticket.messageLocale;
  values.contactWay = ticket.contactWay;
  return values;
}
