import "server-only";
import { Utensils } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { formatTime } from "@/i18n/formatting";
import type { FormField } from "@/ui/form-model";
import { ACCESS_NEEDS, DIETS, needsConsent } from "../../schema";
import type { FormContext } from "./form-context";

/** The choice of a person's session in each time slot. */
export async function sessionFields({ locale, forum, slots }: FormContext, person: number): Promise<FormField[]> {
  const t = await getTranslations({ locale, namespace: "Register" });
  return slots.map((slot, n) => ({
    kind: "select",
    name: `people.${person}.session.${n}`,
    label: t("session", { time: formatTime(slot[0]?.startsAt ?? forum.startsAt) }),
    options: `slot${n}`,
  }));
}

/**
 * A person's diet and access needs, folded, with the consent to keep them; nothing if the forum does not ask. Each
 * person's fold asks for the consent, but one covers the whole party.
 */
export async function needsFields({ locale, forum, asksNeeds }: FormContext, person: number): Promise<FormField[]> {
  if (!asksNeeds) return [];
  const [t, needs] = await Promise.all([
    getTranslations({ locale, namespace: "Register" }),
    getTranslations({ locale, namespace: "Needs" }),
  ]);
  const checks = (kind: "diet" | "access", values: readonly (typeof DIETS | typeof ACCESS_NEEDS)[number][]) =>
    values.map(
      (value): FormField => ({
        kind: "check",
        name: `people.${person}.${kind}.${value}`,
        label: needs(value),
        private: true,
      }),
    );
  const groups: FormField[] = [
    ...(forum.servesMeal
      ? [
          {
            kind: "group" as const,
            id: `people.${person}.diets`,
            label: t("diet"),
            columns: true,
            fields: checks("diet", DIETS),
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
            fields: checks("access", ACCESS_NEEDS),
          },
        ]
      : []),
    {
      kind: "text",
      name: `people.${person}.note`,
      label: t("needsNote"),
      autoComplete: "off",
      maxLength: 300,
      private: true,
    },
    {
      kind: "check",
      name: needsConsent(person),
      label: t("consentDietHealth"),
      hint: t("consentDietHealthHint"),
      private: true,
      once: true,
    },
  ];
  return [
    {
      kind: "fold",
      id: `people.${person}.needs`,
      label: t("needs"),
      icon: <Utensils aria-hidden />,
      fields: groups,
    },
  ];
}
