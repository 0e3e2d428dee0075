import "server-only";
import { CalendarRange } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { KEPT_KINDS, nameField } from "@/features/year-calendar/schema";
import { LOCALE_CODES, type Locale } from "@/i18n/locales";
import { languageOf, OwnName } from "@/i18n/localized";
import type { FormField, FormStep, Option } from "@/ui/form-model";

/** The kinds of occasions as a form's options. */
export async function kindOptions(locale: Locale): Promise<Option[]> {
  const messages = await getTranslations({ locale });
  return KEPT_KINDS.map((value) => ({ value, label: messages(`Occasions.${value}`) }));
}

/** An occasion's kind, days, places and names. */
export async function occasionStep(locale: Locale): Promise<FormStep> {
  const t = await getTranslations({ locale, namespace: "YearCalendar" });
  const day = (name: string, label: string, more: { hint?: string; required?: boolean }): FormField => ({
    ...{ kind: "text", name, label, type: "date", ltr: true },
    ...more,
  });
  return {
    id: "occasion",
    title: t("timeTitle"),
    icon: <CalendarRange aria-hidden />,
    fields: [
      { kind: "select", name: "kind", label: t("kind"), options: "kinds" },
      day("firstDay", t("firstDay"), { required: true }),
      day("lastDay", t("lastDay"), { hint: t("lastDayHint") }),
      {
        kind: "text",
        name: "municipalities",
        label: t("municipalities"),
        hint: t("municipalitiesHint"),
        lines: 2,
        maxLength: 2000,
        language: languageOf("fi", locale),
      },
      {
        kind: "fold",
        id: "names",
        label: t("names"),
        hint: t("namesHint"),
        fields: LOCALE_CODES.map((language) => ({
          kind: "text",
          name: nameField(language),
          label: (
            <>
              {t("name")} (<OwnName language={language} locale={locale} />)
            </>
          ),
          maxLength: 80,
          language: languageOf(language, locale),
        })),
      },
      { kind: "hidden", name: "seen" },
    ],
  };
}
