/**
 * The registry of page languages. A new language is one line here and one folder in `messages/`; tests check the rest.
 * `bcp47` is what Intl and calendars get: Gregorian calendar, Latin digits and 24 hours whatever the locale's default.
 */
export const LOCALES = {
  fi: {
    name: "suomi",
    dir: "ltr",
    bcp47: "fi-FI-u-ca-gregory-nu-latn-hc-h23",
    fallback: ["en"],
    clock: { at: "klo {time}", range: "klo {start}–{end}", comma: ", " },
  },
  sv: {
    name: "svenska",
    dir: "ltr",
    bcp47: "sv-FI-u-ca-gregory-nu-latn-hc-h23",
    fallback: ["fi", "en"],
    clock: { at: "kl. {time}", range: "kl. {start}–{end}", comma: ", " },
  },
  en: {
    name: "English",
    dir: "ltr",
    bcp47: "en-GB-u-ca-gregory-nu-latn-hc-h23",
    fallback: ["fi"],
    clock: { at: "at {time}", range: "{start}–{end}", comma: ", " },
  },
  ar: {
    name: "العربية",
    dir: "rtl",
    bcp47: "ar-u-ca-gregory-nu-latn-hc-h23",
    fallback: ["en", "fi"],
    clock: { at: "الساعة {time}", range: "من {start} إلى {end}", comma: "، " },
  },
  so: {
    name: "Soomaali",
    dir: "ltr",
    bcp47: "so-u-ca-gregory-nu-latn-hc-h23",
    fallback: ["en", "fi"],
    clock: { at: "saacadda {time}", range: "saacadda {start}–{end}", comma: ", " },
  },
} as const satisfies Record<string, LocaleEntry>;

interface LocaleEntry {
  /** The language's own name for itself. */
  name: string;
  dir: "ltr" | "rtl";
  bcp47: string;
  /** The languages in which content missing in this one is looked for, best first. */
  fallback: readonly string[];
  /** How the language says a time of day and a stretch of it, and what it puts between date and time. */
  clock: { at: string; range: string; comma: string };
}

export type Locale = keyof typeof LOCALES;
export const LOCALE_CODES = Object.keys(LOCALES) as [Locale, ...Locale[]];
export const DEFAULT_LOCALE: Locale = "fi";

/** Tells whether untrusted input, such as a path segment, is the code of a page language that is shipped. */
export function isLocale(value: unknown): value is Locale {
  return typeof value === "string" && Object.hasOwn(LOCALES, value);
}
