import "server-only";
import { IdCard, PhoneOff, User } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ForumView } from "@/features/forums/queries";
import { listInterpreterPromises } from "@/features/interpretation/queries";
import { type InterpreterPromise, orderDeadline } from "@/features/interpretation/rules";
import { formatDateInSentence, formatList } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { emailField } from "@/ui/form-fields";
import type { FormField, FormStep } from "@/ui/form-model";
import { HONEYPOT } from "../../schema";
import type { FormContext } from "./form-context";
import { usualPerson } from "./form-values";

/** The first person of the party, who usually fills in the form: everything required, and the usual answers. */
export async function youStep(context: FormContext): Promise<FormStep> {
  const { locale, forum, purpose } = context;
  const t = await getTranslations({ locale, namespace: "Register" });
  const behalf = purpose === "behalf";
  return {
    id: "you",
    title: behalf ? t("them") : t("you"),
    icon: <User aria-hidden />,
    fields: [
      { kind: "hidden", name: "stamp", kept: "sent" },
      { kind: "hidden", name: "acceptWaiting" },
      { kind: "trap", name: HONEYPOT, label: t("trap") },
      {
        kind: "text",
        name: "people.0.name",
        label: behalf ? t("personName") : t("name"),
        hint: t("nameHint"),
        required: true,
        autoComplete: behalf ? "off" : "name",
        maxLength: 200,
      },
      {
        kind: "text",
        name: "phone",
        label: t("phone"),
        hint: t("phoneHint"),
        type: "tel",
        inputMode: "tel",
        autoComplete: behalf ? "off" : "tel",
        ltr: true,
        maxLength: 40,
      },
      await otherReach(context),
      {
        kind: "fold",
        id: "who",
        label: behalf ? t("theirWho") : t("who"),
        usual: await usualWords(context),
        icon: <IdCard aria-hidden />,
        fields: [
          {
            kind: "radios",
            name: "people.0.role",
            label: behalf ? t("personRole") : t("role"),
            options: "roles",
            columns: true,
          },
          { kind: "select", name: "people.0.age", label: t("age"), options: "ages" },
          {
            kind: "text",
            name: "guardian",
            label: t("guardian"),
            hint: t("guardianHint"),
            gated: true,
            autoComplete: "off",
            ltr: true,
            maxLength: 300,
          },
          {
            kind: "select",
            name: "people.0.language",
            label: behalf ? t("personLanguage") : t("language"),
            hint: t("languageHint"),
            options: "languages",
          },
        ],
      },
      {
        kind: "check",
        name: "people.0.interpretation",
        label: behalf ? t("personInterpretation") : t("interpretation"),
        hint: await interpretationHint(locale, forum),
        hintOnceTicked: true,
      },
    ],
  };
}

/** For people without a phone: an email address, or their confirmation that they keep a picture. */
async function otherReach({ locale, purpose }: FormContext): Promise<FormField> {
  const t = await getTranslations({ locale, namespace: "Register" });
  const behalf = purpose === "behalf";
  return {
    kind: "fold",
    id: "reach",
    label: t("noPhone"),
    icon: <PhoneOff aria-hidden />,
    fields: [
      emailField(t("email"), { hint: t("emailHint"), autoComplete: behalf ? "off" : "email", maxLength: 300 }),
      { kind: "check", name: "screenshot", label: behalf ? t("slip") : t("screenshot") },
    ],
  };
}

/** The usual person in one line: role, age and language. */
async function usualWords({ locale, forum }: FormContext) {
  const roles = await getTranslations({ locale, namespace: "ParticipantRoles" });
  const { role, age, language } = usualPerson(locale, forum);
  return (
    <>
      {roles(role)}
      {" · "}
      <bdi dir="ltr">{age === "adult" ? "18+" : "13–17"}</bdi>
      {" · "}
      <bdi lang={language}>{SPOKEN_LANGUAGES[language].name}</bdi>
    </>
  );
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
      : t("formUntil", { date: formatDateInSentence(locale, deadline) }),
    ...(none ? [t("formNone", { languages: none })] : []),
  ].join(" ");
}
