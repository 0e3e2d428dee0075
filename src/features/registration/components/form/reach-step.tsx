import "server-only";
import { Phone } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { FormStep } from "@/ui/form";
import type { FormContext } from "./form-context";

/** How the party is reached, and whom to call should something happen to a young person. */
export async function reachStep({ locale, purpose }: FormContext): Promise<FormStep> {
  const t = await getTranslations({ locale, namespace: "Register" });
  return {
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
  };
}
