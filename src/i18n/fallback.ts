import { LOCALE_CODES, LOCALES, type Locale } from "./locales";

/** The best text for a reader: their language, then its declared fall-backs, then any shipped language, then any. */
export function bestTranslation<T extends { locale: string }>(rows: readonly T[], locale: Locale): T | undefined {
  for (const candidate of [locale, ...LOCALES[locale].fallback, ...LOCALE_CODES]) {
    const found = rows.find((row) => row.locale === candidate);
    if (found) return found;
  }
  return rows[0];
}
