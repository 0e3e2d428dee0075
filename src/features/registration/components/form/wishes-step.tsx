import "server-only";
import { Camera, CircleQuestionMark, MessageCircle, SlidersHorizontal, Table2 } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { LOCALES } from "@/i18n/locales";
import type { FormField, FormStep } from "@/ui/form-model";
import { MAX_QUESTION } from "../../schema";
import type { FormContext } from "./form-context";
import { needsFields, sessionFields } from "./person-fields";

/** The first person's further wishes, each folded behind what happens by default. */
export async function wishesStep(context: FormContext): Promise<FormStep> {
  const { locale, slots } = context;
  const t = await getTranslations({ locale, namespace: "Register" });
  const tables: FormField = {
    kind: "fold",
    id: "tables",
    label: t("tables"),
    usual: t("sessionNone"),
    icon: <Table2 aria-hidden />,
    fields: await sessionFields(context, 0),
  };
  return {
    id: "wishes",
    title: t("wishes"),
    optional: t("optional"),
    icon: <SlidersHorizontal aria-hidden />,
    fields: [
      ...(slots.length > 0 ? [tables] : []),
      ...(await needsFields(context, 0)),
      {
        kind: "fold",
        id: "ask",
        label: t("ask"),
        icon: <CircleQuestionMark aria-hidden />,
        fields: [
          {
            kind: "text",
            name: "question",
            label: t("question"),
            hint: t("questionHint"),
            lines: 3,
            // Longer than the limit, so that nothing typed or pasted is cut without a word.
            maxLength: 2 * MAX_QUESTION,
            // People may write about health or family.
            private: true,
          },
        ],
      },
      {
        kind: "fold",
        id: "messages",
        label: t("messages"),
        usual: (
          <>
            <bdi lang={locale}>{LOCALES[locale].name}</bdi> · {t("contactWayRead")}
          </>
        ),
        icon: <MessageCircle aria-hidden />,
        fields: [
          { kind: "select", name: "messageLocale", label: t("messageLocale"), options: "locales" },
          { kind: "radios", name: "contactWay", label: t("contactWay"), options: "contactWays" },
        ],
      },
      {
        kind: "fold",
        id: "consents",
        label: t("consents"),
        usual: t("consentsUsual"),
        hint: t("consentsHint"),
        icon: <Camera aria-hidden />,
        fields: [
          {
            kind: "check",
            name: "consent.photos",
            label: t("consentPhotos"),
            hint: t("consentPhotosHint"),
            private: true,
          },
          {
            kind: "check",
            name: "consent.later_forums",
            label: t("consentLaterForums"),
            hint: t("consentLaterForumsHint"),
            private: true,
          },
        ],
      },
    ],
  };
}
