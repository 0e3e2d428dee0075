import "server-only";
import { Baby } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { FormField, FormStep } from "@/ui/form";
import { MAX_CHILDREN } from "../../schema";
import { type FormContext, numbers } from "./form-context";

/** The ages of the children for the childcare. */
export async function childcareStep({ locale }: FormContext): Promise<FormStep> {
  const t = await getTranslations({ locale, namespace: "Register" });
  return {
    id: "childcare",
    title: t("childcare"),
    hint: t("childcareHint"),
    icon: <Baby aria-hidden />,
    fields: [
      {
        kind: "row",
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
  };
}
