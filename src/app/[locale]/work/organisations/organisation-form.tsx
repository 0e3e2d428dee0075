import "server-only";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import type { FormField, FormStep } from "@/ui/form-model";

/** An organisation's legal identity. */
export async function identityStep(locale: Locale): Promise<FormStep> {
  const t = await getTranslations({ locale, namespace: "Organisations" });
  const contact = (name: string, label: string, more: Partial<Extract<FormField, { kind: "text" }>>): FormField => ({
    kind: "text",
    name,
    label,
    maxLength: 300,
    ...more,
  });
  return {
    id: "identity",
    fields: [
      contact("name", t("name"), { maxLength: 120, required: true, language: { lang: "fi" } }),
      contact("businessId", t("businessId"), { hint: t("businessIdHint"), maxLength: 20, ltr: true }),
      contact("address", t("address"), { language: { lang: "fi" } }),
      contact("email", t("email"), { type: "email", inputMode: "email", ltr: true, maxLength: 254 }),
      contact("phone", t("phone"), { type: "tel", inputMode: "tel", ltr: true, maxLength: 40 }),
      contact("privacyContact", t("privacyContact"), { hint: t("privacyContactHint") }),
      contact("url", t("url"), { type: "url", inputMode: "url", ltr: true }),
    ],
  };
}
