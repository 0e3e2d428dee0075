import "server-only";
import { UserPlus } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ForumView } from "@/features/forums/queries";
import type { Locale } from "@/i18n/locales";
import { formLabels, initialFormState } from "@/ui/form-answer";
import type { FormField } from "@/ui/form-model";
import { MAX_PEOPLE } from "../../schema";
import { consentStep, permissionStep } from "./consent-steps";
import { formContext, numbers } from "./form-context";
import { usualValues } from "./form-values";
import { optionLists } from "./option-lists";

/**
 * The short form with which people are registered at the door: names, roles and languages, a phone number if they want
 * messages, their permission and consent, and the reason for their history.
 */
export async function arrivalsForm(locale: Locale, forum: ForumView) {
  const context = formContext(locale, forum, "behalf");
  const [t, door, permission, consent, lists] = await Promise.all([
    getTranslations({ locale, namespace: "Register" }),
    getTranslations({ locale, namespace: "Door" }),
    permissionStep(context),
    consentStep(context),
    optionLists(context),
  ]);
  const person = (n: number): FormField[] => [
    {
      kind: "text",
      name: `people.${n}.name`,
      label: t("personName"),
      ...(n === 0 && { hint: t("nameHint"), required: true }),
      autoComplete: "off",
      maxLength: 200,
    },
    { kind: "select", name: `people.${n}.language`, label: t("personLanguage"), options: "languages" },
    { kind: "select", name: `people.${n}.role`, label: t("personRole"), options: "roles" },
    { kind: "select", name: `people.${n}.age`, label: t("age"), options: "ages" },
  ];
  const others = numbers(MAX_PEOPLE - 1).map(
    (n): FormField => ({
      kind: "fold",
      id: `people.${n + 1}`,
      label: t("addPerson", { number: String(n + 2) }),
      title: t("person", { number: String(n + 2) }),
      icon: <UserPlus aria-hidden />,
      series: true,
      fields: person(n + 1),
    }),
  );
  const reach: FormField[] = [
    {
      kind: "text",
      name: "phone",
      label: t("phone"),
      hint: door("phoneHint"),
      type: "tel",
      inputMode: "tel",
      autoComplete: "off",
      ltr: true,
      maxLength: 40,
    },
    { kind: "select", name: "messageLocale", label: t("messageLocale"), options: "locales" },
  ];
  const reason: FormField = {
    kind: "text",
    name: "reason",
    label: door("reason"),
    hint: door("reasonHint"),
    maxLength: 200,
    required: true,
  };
  const values = { ...usualValues(locale, forum), form: crypto.randomUUID(), reason: door("reasonUsual") };
  return {
    initial: initialFormState(values),
    lists,
    usual: usualValues(locale, forum),
    steps: [
      { id: "people", fields: [{ kind: "hidden" as const, name: "form" }, ...person(0), ...others] },
      { id: "reach", fields: reach },
      { id: "permission", fields: [...permission.fields, ...consent.fields, reason] },
    ],
    words: await formLabels(locale, door("registerTitle")),
  };
}
