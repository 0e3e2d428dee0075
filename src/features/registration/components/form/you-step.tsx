import "server-only";
import { User } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ForumView } from "@/features/forums/queries";
import { listInterpreterPromises } from "@/features/interpretation/queries";
import { type InterpreterPromise, orderDeadline } from "@/features/interpretation/rules";
import { formatDateInSentence, formatList } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import type { FormStep } from "@/ui/form";
import { HONEYPOT } from "../../schema";
import type { FormContext } from "./form-context";
import { needsFields, sessionFields } from "./person-fields";

/** The first of the party, who mostly fills in the form. */
export async function youStep(context: FormContext): Promise<FormStep> {
  const { locale, forum, purpose } = context;
  const t = await getTranslations({ locale, namespace: "Register" });
  return {
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
      ...(await sessionFields(context, 0)),
      ...(await needsFields(context, 0)),
    ],
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
      : t("formUntil", { date: formatDateInSentence(locale, deadline) }),
    ...(none ? [t("formNone", { languages: none })] : []),
  ].join(" ");
}
