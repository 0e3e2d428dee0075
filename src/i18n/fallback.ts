import { LOCALE_CODES, LOCALES, type Locale } from "./locales";

/** How far a translated text has come, as prisma's TranslationState. */
type TranslationState = "draft" | "machine" | "reviewed";

interface Translated {
  locale: string;
  state?: TranslationState;
}

/**
 * The best text for a reader: their language, then its declared fall-backs, then any shipped language. Drafts are never
 * shown. Returns undefined if nothing is published at all.
 */
export function bestTranslation<T extends Translated>(rows: readonly T[], locale: Locale): T | undefined {
  const shown = rows.filter((row) => row.state !== "draft");
  for (const candidate of [locale, ...LOCALES[locale].fallback, ...LOCALE_CODES]) {
    const found = shown.find((row) => row.locale === candidate);
    if (found) return found;
  }
  return shown[0];
}
