import "server-only";
import { HeartHandshake } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { routes } from "@/i18n/routes";
import type { FormStep } from "@/ui/form-model";
import { TextLink } from "@/ui/text-link";
import type { FormContext } from "./form-context";

/** People who register others confirm that they were asked to. */
export async function permissionStep({ locale }: FormContext): Promise<FormStep> {
  const t = await getTranslations({ locale, namespace: "Register" });
  return {
    id: "permission",
    title: t("permissionTitle"),
    icon: <HeartHandshake aria-hidden />,
    fields: [{ kind: "check", name: "permission", label: t("permission"), required: true, private: true }],
  };
}

/** The consent that every registration requires. */
export async function consentStep({ locale, forum, purpose }: FormContext): Promise<FormStep> {
  const [t, site] = await Promise.all([
    getTranslations({ locale, namespace: "Register" }),
    getTranslations({ locale, namespace: "Site" }),
  ]);
  return {
    id: "consent",
    fields: [
      {
        kind: "check",
        name: "consent",
        label: purpose === "behalf" ? t("consentBehalf") : t("consent"),
        required: true,
        // Must be given again in the language it is read in, so it is not restored from a draft.
        private: true,
        hint: (
          <>
            {t("consentHint", { days: forum.retentionDays })}{" "}
            <TextLink href={routes.privacy(locale)} target="_blank">
              {t("consentLink")} ({site("newWindow")})
            </TextLink>
          </>
        ),
      },
    ],
  };
}
