import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { SPOKEN_LANGUAGES, type SpokenLanguage } from "@/i18n/spoken-languages";

/** A spoken language by its own name, and by one that the person who orders the interpreter can read: "አማርኛ · amhara". */
export async function LanguageForStaff({ locale, language }: { locale: Locale; language: SpokenLanguage }) {
  const t = await getTranslations({ locale, namespace: "SpokenLanguages" });
  return (
    <>
      <bdi lang={language}>{SPOKEN_LANGUAGES[language].name}</bdi> · <bdi>{t(language)}</bdi>
    </>
  );
}
