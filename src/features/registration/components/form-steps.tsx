import "server-only";
import {
  Baby,
  BookOpenText,
  Headphones,
  HeartHandshake,
  Phone,
  PhoneCall,
  ShieldCheck,
  User,
  Users,
} from "lucide-react";
import { getTranslations } from "next-intl/server";
import { PARTICIPANT_ROLES } from "@/features/capacity/schema";
import type { ForumSessionView, ForumView } from "@/features/forums/queries";
import { choicesOf } from "@/features/forums/rules";
import { listInterpreterPromises } from "@/features/interpretation/queries";
import { type InterpreterPromise, orderDeadline } from "@/features/interpretation/rules";
import { formatDate, formatList, formatTime } from "@/i18n/formatting";
import { LOCALE_CODES, LOCALES, type Locale } from "@/i18n/locales";
import {
  isSpokenLanguage,
  SPOKEN_LANGUAGE_CODES,
  SPOKEN_LANGUAGES,
  type SpokenLanguage,
} from "@/i18n/spoken-languages";
import { createFormToken } from "@/platform/security/form-token";
import type { FormField, FormStep, Option } from "@/ui/form";
import { type FormValues, formLabels } from "@/ui/form-answer";
import { TextLink } from "@/ui/text-link";
import type { TicketView } from "../queries";
import {
  ACCESS_NEEDS,
  AGE_GROUPS,
  CONTACT_WAYS,
  DIETS,
  HONEYPOT,
  MAX_CHILDREN,
  MAX_CHOICES,
  MAX_PEOPLE,
} from "../schema";

const numbers = (length: number) => Array.from({ length }, (_, n) => n);

/** Who fills in the form, and to what end. */
export type FormPurpose = "register" | "behalf" | "change";

/** The registration form of one forum, in words of the reader's language. */
export async function registrationForm(locale: Locale, forum: ForumView, purpose: FormPurpose) {
  const [t, roles, needs, tracks] = await Promise.all([
    getTranslations({ locale, namespace: "Register" }),
    getTranslations({ locale, namespace: "ParticipantRoles" }),
    getTranslations({ locale, namespace: "Needs" }),
    getTranslations({ locale, namespace: "Tracks" }),
  ]);
  const languages = new Set<SpokenLanguage>([
    ...(isSpokenLanguage(locale) ? [locale] : []),
    ...forum.languages.map(({ language }) => language),
    ...SPOKEN_LANGUAGE_CODES,
  ]);
  const slots = forum.state === "past" ? [] : choicesOf(forum.sessions).slice(0, MAX_CHOICES);
  const nameOfSession = (session: ForumSessionView) =>
    session.text?.title ?? (session.track ? tracks(session.track) : (session.room ?? ""));
  const lists: Record<string, Option[]> = {
    roles: PARTICIPANT_ROLES.map((value) => ({ value, label: roles(value) })),
    ages: AGE_GROUPS.map((value) => ({
      value,
      label: { adult: t("ageAdult"), from_13_to_17: t("age13to17"), under_13: t("ageUnder13") }[value],
    })),
    languages: [...languages].map((value) => ({ value, label: SPOKEN_LANGUAGES[value].name, lang: value })),
    locales: LOCALE_CODES.map((value) => ({ value, label: LOCALES[value].name, lang: value })),
    contactWays: CONTACT_WAYS.map((value) => ({
      value,
      label: { read: t("contactWayRead"), listen: t("contactWayListen"), call: t("contactWayCall") }[value],
      icon: { read: <BookOpenText aria-hidden />, listen: <Headphones aria-hidden />, call: <PhoneCall aria-hidden /> }[
        value
      ],
    })),
  };
  slots.forEach((slot, n) => {
    lists[`slot${n}`] = [
      { value: "", label: t("sessionNone") },
      ...slot.map((session) => ({
        value: session.id,
        label: session.seatsLeft === 0 ? t("sessionFull", { title: nameOfSession(session) }) : nameOfSession(session),
        ...(session.text && { lang: session.text.locale }),
      })),
    ];
  });
  const sessionFields = (person: number): FormField[] =>
    slots.map((slot, n) => ({
      kind: "select",
      name: `people.${person}.session.${n}`,
      label: t("session", { time: formatTime(slot[0]?.startsAt ?? forum.startsAt) }),
      options: `slot${n}`,
    }));
  const asksNeeds = forum.servesMeal || forum.arrangesAccess;
  const checks = (
    person: number,
    kind: "diet" | "access",
    values: readonly (typeof DIETS | typeof ACCESS_NEEDS)[number][],
  ) =>
    values.map(
      (value): FormField => ({ kind: "check", name: `people.${person}.${kind}.${value}`, label: needs(value) }),
    );
  const needsFields = (person: number): FormField[] => {
    if (!asksNeeds) return [];
    const groups: FormField[] = [
      ...(forum.servesMeal
        ? [
            {
              kind: "group" as const,
              id: `people.${person}.diets`,
              label: t("diet"),
              columns: true,
              fields: checks(person, "diet", DIETS),
            },
          ]
        : []),
      ...(forum.arrangesAccess
        ? [
            {
              kind: "group" as const,
              id: `people.${person}.accesses`,
              label: t("access"),
              columns: true,
              fields: checks(person, "access", ACCESS_NEEDS),
            },
          ]
        : []),
      { kind: "text", name: `people.${person}.note`, label: t("needsNote"), autoComplete: "off", maxLength: 300 },
    ];
    const fields = groups.flatMap((group) => ("fields" in group ? group.fields : [group]));
    return [
      {
        kind: "fold",
        id: `people.${person}.needs`,
        label: t("needs"),
        openWhen: fields.flatMap((field) => ("name" in field ? field.name : [])),
        fields: groups,
      },
    ];
  };
  const steps: FormStep[] = [
    {
      id: "you",
      title: purpose === "behalf" ? t("them") : t("you"),
      icon: <User aria-hidden />,
      fields: [
        { kind: "hidden", name: "stamp" },
        { kind: "hidden", name: "acceptWaiting" },
        { kind: "trap", name: HONEYPOT, label: t("trap") },
        {
          kind: "text",
          name: "people.0.name",
          label: purpose === "behalf" ? t("personName") : t("name"),
          hint: t("nameHint"),
          required: true,
          autoComplete: purpose === "behalf" ? "off" : "name",
          maxLength: 200,
        },
        {
          kind: "radios",
          name: "people.0.role",
          label: purpose === "behalf" ? t("personRole") : t("role"),
          options: "roles",
          columns: true,
        },
        { kind: "select", name: "people.0.age", label: t("age"), options: "ages" },
        {
          kind: "select",
          name: "people.0.language",
          label: purpose === "behalf" ? t("personLanguage") : t("language"),
          hint: t("languageHint"),
          options: "languages",
        },
        {
          kind: "check",
          name: "people.0.interpretation",
          label: purpose === "behalf" ? t("personInterpretation") : t("interpretation"),
          hint: await interpretationHint(locale, forum),
        },
        ...sessionFields(0),
        ...needsFields(0),
      ],
    },
    {
      id: "family",
      title: purpose === "behalf" ? t("theirFamily") : t("family"),
      hint: t("familyHint"),
      icon: <Users aria-hidden />,
      fields: [
        ...numbers(MAX_PEOPLE - 1).map(
          (n): FormField => ({
            kind: "fold",
            id: `people.${n + 1}`,
            label: t("addPerson", { number: n + 2 }),
            series: true,
            openWhen: [`people.${n + 1}.name`, `people.${n + 1}.interpretation`],
            fields: [
              {
                kind: "text",
                name: `people.${n + 1}.name`,
                label: t("personName"),
                autoComplete: "off",
                maxLength: 200,
              },
              { kind: "select", name: `people.${n + 1}.role`, label: t("personRole"), options: "roles" },
              { kind: "select", name: `people.${n + 1}.age`, label: t("age"), options: "ages" },
              { kind: "select", name: `people.${n + 1}.language`, label: t("personLanguage"), options: "languages" },
              { kind: "check", name: `people.${n + 1}.interpretation`, label: t("personInterpretation") },
              ...sessionFields(n + 1),
              ...needsFields(n + 1),
            ],
          }),
        ),
        { kind: "check", name: "maySplit", label: t("maySplit"), hint: t("maySplitHint") },
      ],
    },
    ...(forum.childcareCapacity === null
      ? []
      : [
          {
            id: "childcare",
            title: t("childcare"),
            hint: t("childcareHint"),
            icon: <Baby aria-hidden />,
            fields: [
              {
                kind: "row" as const,
                id: "children",
                fields: numbers(MAX_CHILDREN).map(
                  (n): FormField => ({
                    kind: "text",
                    name: `child.${n}`,
                    label: t("childAge", { number: n + 1 }),
                    inputMode: "numeric",
                    autoComplete: "off",
                    maxLength: 4,
                  }),
                ),
              },
            ],
          },
        ]),
    {
      id: "reach",
      title: purpose === "behalf" ? t("theirReach") : t("reach"),
      hint: purpose === "behalf" ? undefined : t("reachHint"),
      icon: <Phone aria-hidden />,
      fields: [
        {
          kind: "text",
          name: "phone",
          label: t("phone"),
          hint: t("phoneHint"),
          type: "tel",
          inputMode: "tel",
          autoComplete: purpose === "behalf" ? "off" : "tel",
          ltr: true,
          maxLength: 40,
        },
        {
          kind: "text",
          name: "email",
          label: t("email"),
          hint: t("emailHint"),
          type: "email",
          inputMode: "email",
          autoComplete: purpose === "behalf" ? "off" : "email",
          ltr: true,
          maxLength: 300,
        },
        { kind: "check", name: "screenshot", label: purpose === "behalf" ? t("slip") : t("screenshot") },
        {
          kind: "fold",
          id: "guardians",
          label: t("guardianTitle"),
          openWhen: ["guardian"],
          fields: [
            {
              kind: "text",
              name: "guardian",
              label: t("guardian"),
              hint: t("guardianHint"),
              autoComplete: "off",
              ltr: true,
              maxLength: 300,
            },
          ],
        },
        { kind: "select", name: "messageLocale", label: t("messageLocale"), options: "locales" },
        { kind: "radios", name: "contactWay", label: t("contactWay"), options: "contactWays" },
      ],
    },
    {
      id: "consents",
      title: t("consents"),
      hint: t("consentsHint"),
      icon: <ShieldCheck aria-hidden />,
      fields: [
        ...(asksNeeds
          ? [
              {
                kind: "check" as const,
                name: "consent.diet_health",
                label: t("consentDietHealth"),
                hint: t("consentDietHealthHint"),
              },
            ]
          : []),
        { kind: "check", name: "consent.photos", label: t("consentPhotos"), hint: t("consentPhotosHint") },
        {
          kind: "check",
          name: "consent.later_forums",
          label: t("consentLaterForums"),
          hint: t("consentLaterForumsHint"),
        },
      ],
    },
    ...(purpose === "behalf"
      ? [
          {
            id: "permission",
            title: t("permissionTitle"),
            icon: <HeartHandshake aria-hidden />,
            fields: [{ kind: "check" as const, name: "permission", label: t("permission"), required: true }],
          },
        ]
      : []),
    ...(purpose === "change"
      ? []
      : [
          {
            id: "consent",
            fields: [
              {
                kind: "check" as const,
                name: "consent",
                label: purpose === "behalf" ? t("consentBehalf") : t("consent"),
                required: true,
                hint: (
                  <>
                    {t("consentHint", { days: forum.retentionDays })}{" "}
                    <TextLink href={`/${locale}/privacy`} target="_blank">
                      {t("consentLink")}
                    </TextLink>
                  </>
                ),
              },
            ],
          },
        ]),
  ];
  return {
    steps,
    lists,
    words: {
      ...(await formLabels(locale, purpose === "change" ? t("submitChange") : t("submit"))),
      submitOtherwise: t("submitWaiting"),
    },
  };
}

/** What can honestly be promised about interpreters now: until when they are ordered, or which languages are certain. */
async function interpretationHint(locale: Locale, forum: ForumView): Promise<string> {
  const t = await getTranslations({ locale, namespace: "Interpretation" });
  const named = forum.languages.map(({ language }) => language);
  const promises = await listInterpreterPromises(forum.id, named);
  const names = (...wanted: InterpreterPromise[]) =>
    formatList(
      locale,
      named
        .filter((language) => wanted.includes(promises.get(language)?.promise ?? "possible"))
        .map((language) => SPOKEN_LANGUAGES[language].name),
    );
  const deadline = orderDeadline(forum.startsAt, "fi", null);
  const none = names("not_available");
  return [
    deadline < new Date()
      ? t("formLate", { languages: names("spoken", "coming") || "–" })
      : t("formUntil", { date: formatDate(locale, deadline) }),
    ...(none ? [t("formNone", { languages: none })] : []),
  ].join(" ");
}

/** What an empty form shows: the page's language is the likeliest one to speak and to be written to in. */
export function emptyValues(locale: Locale, forum: ForumView, full = false): FormValues {
  const language = isSpokenLanguage(locale) ? locale : "fi";
  const young = forum.kind === "student_evening";
  const values: FormValues = { stamp: createFormToken(), messageLocale: locale, contactWay: "read" };
  // Whoever opens the form of a full forum has read that they will wait.
  if (full) values.acceptWaiting = "on";
  for (const n of numbers(MAX_PEOPLE)) {
    values[`people.${n}.language`] = language;
    values[`people.${n}.role`] = young ? "student" : "parent";
    values[`people.${n}.age`] = young ? "from_13_to_17" : "adult";
  }
  return values;
}

/** A registration as the form's fields show it. */
export function valuesOf(locale: Locale, ticket: TicketView): FormValues {
  const values = emptyValues(locale, ticket.forum);
  const tick = (name: string) => {
    values[name] = "on";
  };
  const slots = choicesOf(ticket.forum.sessions);
  ticket.people.forEach((person, n) => {
    const name = (field: string) => `people.${n}.${field}`;
    values[name("name")] = person.name;
    values[name("role")] = person.role;
    values[name("age")] = person.age;
    values[name("language")] = person.language;
    if (person.interpretation) tick(name("interpretation"));
    for (const { id } of person.sessions) {
      const slot = slots.findIndex((sessions) => sessions.some((session) => session.id === id));
      if (slot >= 0) values[name(`session.${slot}`)] = id;
    }
    for (const diet of person.needs.diet) tick(name(`diet.${diet}`));
    for (const need of person.needs.access) tick(name(`access.${need}`));
    values[name("note")] = person.needs.note;
  });
  ticket.childcare.ages.forEach((age, n) => {
    values[`child.${n}`] = String(age);
  });
  values.phone = ticket.phone ?? "";
  values.email = ticket.email ?? "";
  values.guardian = ticket.guardian ?? "";
  if (ticket.keepsScreenshot) tick("screenshot");
  if (ticket.maySplit) tick("maySplit");
  for (const { kind, withdrawnAt } of ticket.consents) if (!withdrawnAt) tick(`consent.${kind}`);
  values.messageLocale = ticket.messageLocale;
  values.contactWay = ticket.contactWay;
  return values;
}
