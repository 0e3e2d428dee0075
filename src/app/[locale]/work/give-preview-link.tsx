import { getTranslations } from "next-intl/server";
import { PREVIEW_DAYS } from "@/features/content/schema";
import { formatNumericDateTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { type Address, routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import type { FormState } from "@/ui/form-model";
import { GiveLink, holderField } from "../give-link";

interface Props {
  locale: Locale;
  /** What the link shows. */
  of: { title: string; locale: string };
  lead: string;
  /** The address of its preview. */
  back: Address;
  given: { holder: string; token: string; expiresAt: Date } | null;
  action: (state: FormState, form: FormData) => Promise<FormState>;
}

/** Where staff make a link that shows a text to somebody without an account before readers have it. */
export async function GivePreviewLink({ locale, of, lead, back, given, action }: Props) {
  const t = await getTranslations({ locale, namespace: "PostPreview" });
  return (
    <GiveLink
      title={t("give")}
      of={
        <p className="font-display text-xl font-bold" {...languageOf(of.locale, locale)}>
          {of.title}
        </p>
      }
      lead={lead}
      back={{ href: back, label: t("backToPreview") }}
      given={
        given && {
          title: t("givenTitle", { holder: given.holder }),
          path: routes.previewByLink(locale, given.token),
          text: t("givenText", { when: formatNumericDateTime(locale, given.expiresAt) }),
          copy: t("copy"),
          copied: t("copied"),
        }
      }
    >
      <Form
        action={action}
        initial={initialFormState({ days: "3" })}
        lists={{ days: PREVIEW_DAYS.map((days) => ({ value: days, label: t("days", { count: Number(days) }) })) }}
        steps={[
          {
            id: "link",
            fields: [
              holderField(t("holder"), t("holderHint")),
              { kind: "select", name: "days", label: t("validFor"), options: "days" },
            ],
          },
        ]}
        words={await formLabels(locale, t("submit"))}
      />
    </GiveLink>
  );
}
