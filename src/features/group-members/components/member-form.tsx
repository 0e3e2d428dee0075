import "server-only";
import { BookOpenText, CircleQuestionMark, Headphones, IdCard, MessageCircle, PhoneCall, PhoneOff } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { CONTACT_WAYS, HONEYPOT, MAX_QUESTION } from "@/features/registration/schema";
import { LOCALES, type Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGE_CODES, SPOKEN_LANGUAGES, type SpokenLanguage } from "@/i18n/spoken-languages";
import { createFormToken } from "@/platform/security/form-token";
import { type FormValues, formLabels } from "@/ui/form-answer";
import { emailField, LOCALE_OPTIONS } from "@/ui/form-fields";
import type { FormField, FormStep, Option } from "@/ui/form-model";
import { TextLink } from "@/ui/text-link";
import type { OwnMemberView } from "../queries";
import { KEPT_DAYS } from "../rules";
import { MEMBER_AGES } from "../schema";

/** The group that somebody asks to come to, as the form needs it. */
interface AskedGroup {
  slug: string;
  languages: readonly SpokenLanguage[];
}

/** The usual answers: an adult who speaks the group's language and reads messages in the page's. */
function usualValues(locale: Locale, { languages: [main] }: AskedGroup): FormValues {
  return { language: main ?? "fi", age: "adult", messageLocale: locale, contactWay: "read" };
}

/** The values of an empty form. Each form has its own stamp, so that sending it twice makes one request. */
export function emptyRequest(locale: Locale, group: AskedGroup): FormValues {
  return { ...usualValues(locale, group), stamp: createFormToken() };
}

/** How somebody is reached now, as values of the form's fields. */
export function contactValues(member: OwnMemberView): FormValues {
  const { name, phone, email, keepsScreenshot, messageLocale, contactWay } = member;
  return {
    ...{ name, phone: phone ?? "", email: email ?? "", messageLocale, contactWay },
    ...(keepsScreenshot && { screenshot: "on" }),
  };
}

/** Name and ways to be reached: what both forms ask. */
async function reachFields(locale: Locale): Promise<FormField[]> {
  const [t, own] = await Promise.all([
    getTranslations({ locale, namespace: "Register" }),
    getTranslations({ locale, namespace: "GroupJoin" }),
  ]);
  return [
    {
      ...{ kind: "text", name: "name", label: t("name"), hint: t("nameHint"), required: true },
      ...{ autoComplete: "name", maxLength: 200 },
    },
    {
      ...{ kind: "text", name: "phone", label: t("phone"), hint: t("phoneHint"), type: "tel", inputMode: "tel" },
      ...{ autoComplete: "tel", ltr: true, maxLength: 40 },
    },
    { kind: "radios", name: "contactWay", label: own("contactWay"), options: "contactWays" },
    {
      kind: "fold",
      id: "reach",
      label: t("noPhone"),
      icon: <PhoneOff aria-hidden />,
      fields: [
        emailField(t("email"), { hint: own("emailHint"), autoComplete: "email", maxLength: 300 }),
        { kind: "check", name: "screenshot", label: own("screenshot") },
      ],
    },
  ];
}

/** The lists for the forms' questions, the group's languages first. */
async function listsOf(locale: Locale, languages: readonly SpokenLanguage[]): Promise<Record<string, Option[]>> {
  const t = await getTranslations({ locale, namespace: "Register" });
  return {
    ages: MEMBER_AGES.map((value) => ({
      value,
      label: { adult: t("ageAdult"), from_13_to_17: t("age13to17") }[value],
      // Young people may name someone to call.
      opens: value !== "adult",
    })),
    languages: [...new Set([...languages, ...SPOKEN_LANGUAGE_CODES])].map((value) => ({
      ...{ value, label: SPOKEN_LANGUAGES[value].name, lang: value },
    })),
    locales: LOCALE_OPTIONS,
    contactWays: CONTACT_WAYS.map((value) => ({
      value,
      label: { read: t("contactWayRead"), listen: t("contactWayListen"), call: t("contactWayCall") }[value],
      icon: { read: <BookOpenText aria-hidden />, listen: <Headphones aria-hidden />, call: <PhoneCall aria-hidden /> }[
        value
      ],
    })),
  };
}

/** The short form with which somebody asks to come to a group. In a full one, they get on the waiting list. */
export async function joinForm(locale: Locale, group: AskedGroup, full: boolean) {
  const [t, own, site] = await Promise.all([
    getTranslations({ locale, namespace: "Register" }),
    getTranslations({ locale, namespace: "GroupJoin" }),
    getTranslations({ locale, namespace: "Site" }),
  ]);
  const [main = "fi"] = group.languages;
  const steps: FormStep[] = [
    {
      id: "you",
      fields: [
        { kind: "hidden", name: "stamp", kept: "sent" },
        { kind: "trap", name: HONEYPOT, label: t("trap") },
        ...(await reachFields(locale)),
        {
          kind: "fold",
          id: "who",
          label: t("who"),
          usual: (
            <>
              <bdi dir="ltr">18+</bdi>
              {" · "}
              <bdi lang={main}>{SPOKEN_LANGUAGES[main].name}</bdi>
            </>
          ),
          icon: <IdCard aria-hidden />,
          fields: [
            { kind: "select", name: "language", label: t("language"), hint: t("languageHint"), options: "languages" },
            { kind: "select", name: "age", label: t("age"), options: "ages" },
            {
              ...{ kind: "text", name: "guardian", label: t("guardian"), hint: t("guardianHint"), gated: true },
              ...{ autoComplete: "off", ltr: true, maxLength: 300 },
            },
          ],
        },
        {
          kind: "fold",
          id: "ask",
          label: t("ask"),
          icon: <CircleQuestionMark aria-hidden />,
          fields: [
            {
              ...{ kind: "text", name: "question", label: own("question"), hint: own("questionHint"), lines: 3 },
              // Longer than the limit, so that nothing typed or pasted is cut without a word.
              maxLength: 2 * MAX_QUESTION,
              // People may write about health or family.
              private: true,
            },
          ],
        },
        {
          kind: "fold",
          id: "messages",
          label: t("messageLocale"),
          usual: <bdi lang={locale}>{LOCALES[locale].name}</bdi>,
          icon: <MessageCircle aria-hidden />,
          fields: [{ kind: "select", name: "messageLocale", label: t("messageLocale"), options: "locales" }],
        },
        {
          ...{ kind: "check", name: "consent", label: own("consent"), required: true },
          // Must be given again in the language it is read in, so it is not restored from a draft.
          private: true,
          hint: (
            <>
              {own("consentHint", { days: KEPT_DAYS })}{" "}
              <TextLink href={routes.privacy(locale)} target="_blank">
                {t("consentLink")} ({site("newWindow")})
              </TextLink>
            </>
          ),
        },
      ],
    },
  ];
  return {
    steps,
    lists: await listsOf(locale, group.languages),
    usual: usualValues(locale, group),
    intro: own("intro"),
    draft: {
      ...{ name: `join:${group.slug}`, restored: own("draftRestored"), forget: t("draftForget") },
      accepted: { text: own("already"), link: own("alreadyLink") },
    },
    words: await formLabels(locale, full ? own("submitFull") : own("submit")),
  };
}

/** The form with which somebody in a group changes how they are reached. */
export async function contactForm(locale: Locale) {
  const [t, register] = await Promise.all([
    getTranslations({ locale, namespace: "GroupMember" }),
    getTranslations({ locale, namespace: "Register" }),
  ]);
  const steps: FormStep[] = [
    {
      id: "reach",
      fields: [
        ...(await reachFields(locale)),
        { kind: "select", name: "messageLocale", label: register("messageLocale"), options: "locales" },
      ],
    },
  ];
  return {
    steps,
    lists: await listsOf(locale, []),
    usual: {},
    intro: t("contactIntro"),
    words: await formLabels(locale, t("save")),
  };
}
