import "server-only";
import { Baby, UserPlus, Users } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { FormField, FormStep } from "@/ui/form-model";
import { MAX_CHILDREN, MAX_PEOPLE } from "../../schema";
import { type FormContext, numbers } from "./form-context";
import { needsFields, sessionFields } from "./person-fields";

/** The other people of the party, and the ages of children for the childcare. */
export async function familyStep(context: FormContext): Promise<FormStep> {
  const { locale, purpose } = context;
  const t = await getTranslations({ locale, namespace: "Register" });
  const people = await Promise.all(
    numbers(MAX_PEOPLE - 1).map(
      async (n): Promise<FormField> => ({
        kind: "fold",
        id: `people.${n + 1}`,
        label: t("addPerson", { number: String(n + 2) }),
        title: t("person", { number: String(n + 2) }),
        icon: <UserPlus aria-hidden />,
        series: true,
        fields: [
          {
            kind: "text",
            name: `people.${n + 1}.name`,
            label: t("personName"),
            autoComplete: "off",
            maxLength: 200,
          },
          { kind: "select", name: `people.${n + 1}.age`, label: t("age"), options: "ages" },
          { kind: "select", name: `people.${n + 1}.role`, label: t("personRole"), options: "roles" },
          { kind: "select", name: `people.${n + 1}.language`, label: t("personLanguage"), options: "languages" },
          { kind: "check", name: `people.${n + 1}.interpretation`, label: t("personInterpretation") },
          ...(await sessionFields(context, n + 1)),
          ...(await needsFields(context, n + 1)),
        ],
      }),
    ),
  );
  const split: FormField = {
    kind: "check",
    name: "maySplit",
    label: t("maySplit"),
    hint: t("maySplitHint"),
    afterSeries: true,
  };
  const childcare: FormField = {
    kind: "fold",
    id: "childcare",
    label: t("addChild"),
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
            label: t("childAge", { number: String(n + 1) }),
            inputMode: "numeric",
            autoComplete: "off",
            maxLength: 4,
          }),
        ),
      },
    ],
  };
  return {
    id: "family",
    title: purpose === "behalf" ? t("theirFamily") : t("family"),
    optional: t("optional"),
    icon: <Users aria-hidden />,
    fields: [...people, split, ...(context.asksChildcare ? [childcare] : [])],
  };
}
