import "server-only";
import { Users } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { FormField, FormStep } from "@/ui/form";
import { MAX_PEOPLE } from "../../schema";
import { type FormContext, numbers } from "./form-context";
import { needsFields, sessionFields } from "./person-fields";

/** The others of the party. */
export async function familyStep(context: FormContext): Promise<FormStep> {
  const { locale, purpose } = context;
  const t = await getTranslations({ locale, namespace: "Register" });
  const people = await Promise.all(
    numbers(MAX_PEOPLE - 1).map(
      async (n): Promise<FormField> => ({
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
          ...(await sessionFields(context, n + 1)),
          ...(await needsFields(context, n + 1)),
        ],
      }),
    ),
  );
  return {
    id: "family",
    title: purpose === "behalf" ? t("theirFamily") : t("family"),
    hint: t("familyHint"),
    icon: <Users aria-hidden />,
    fields: [...people, { kind: "check", name: "maySplit", label: t("maySplit"), hint: t("maySplitHint") }],
  };
}
