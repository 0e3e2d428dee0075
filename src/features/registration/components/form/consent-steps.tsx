import "server-only";
import { HeartHandshake, ShieldCheck } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { routes } from "@/i18n/routes";
import type { FormStep } from "@/ui/form";
import { TextLink } from "@/ui/text-link";
import type { FormContext } from "./form-context";

/** The consents that are asked for one by one. */
export async function optionalConsentsStep({ locale, asksNeeds }: FormContext): Promise<FormStep> {
  const t = await getTranslations({ locale, namespace: "Register" });
  return {
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
  };
}

/** Whoever registers others says that they were asked to. */
export async function permissionStep({ locale }: FormContext): Promise<FormStep> {
  const t = await getTranslations({ locale, namespace: "Register" });
  return {
    id: "permission",
    title: t("permissionTitle"),
    icon: <HeartHandshake aria-hidden />,
    fields: [{ kind: "check", name: "permission", label: t("permission"), required: true }],
  };
}

/** The consent without which nobody is registered. */
export async function consentStep({ locale, forum, purpose }: FormContext): Promise<FormStep> {
  const t = await getTranslations({ locale, namespace: "Register" });
  return {
    id: "consent",
    fields: [
      {
        kind: "check",
        name: "consent",
        label: purpose === "behalf" ? t("consentBehalf") : t("consent"),
        required: true,
        hint: (
          <>
            {t("consentHint", { days: forum.retentionDays })}{" "}
            <TextLink href={routes.privacy(locale)} target="_blank">
              {t("consentLink")}
            </TextLink>
          </>
        ),
      },
    ],
  };
}
