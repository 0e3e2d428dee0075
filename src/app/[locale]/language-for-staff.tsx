import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { SPOKEN_LANGUAGES, type SpokenLanguage } from "@/i18n/spoken-languages";

/**
 * A spoken language by its own name, and by one that the person who orders the interpreter can read: "አማርኛ · amhara". Once
 * if both are the same.
 */
export async function LanguageForStaff({ locale, language }: { locale: Locale; language: SpokenLanguage }) {
  const t = await getTranslations({ locale, namespace: "SpokenLanguages" });
  const { name } = SPOKEN_LANGUAGES[language];
  return (
    <>
      <bdi lang={language}>{name}</bdi>
      {t(language) === name ? null : (
        <>
          {" · "}
          <bdi>{t(language)}</bdi>
        </>
      )}
    </>
  );
}
