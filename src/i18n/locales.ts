/**
 * The registry of page languages. A new language is one line here and one folder in `messages/`; tests check the rest.
 * Intl and calendars get `bcp47`: Gregorian calendar, Latin digits and 24-hour clock, whatever the locale's default.
 */
export const LOCALES = {
  fi: {
    name: "suomi",
    dir: "ltr",
    unread: true,
    bcp47: "fi-FI-u-ca-gregory-nu-latn-hc-h23",
    fallback: ["en"],
    clock: { on: "{weekday}na", at: "klo {time}", range: "klo {start}–{end}", comma: ", ", weekdayOnCards: "short" },
  },
  sv: {
    name: "svenska",
    dir: "ltr",
    unread: true,
    bcp47: "sv-FI-u-ca-gregory-nu-latn-hc-h23",
    fallback: ["fi", "en"],
    clock: { on: "{weekday}", at: "kl. {time}", range: "kl. {start}–{end}", comma: ", ", weekdayOnCards: "short" },
  },
  en: {
    name: "English",
    dir: "ltr",
    unread: false,
    bcp47: "en-GB-u-ca-gregory-nu-latn-hc-h23",
    fallback: ["fi"],
    clock: { on: "{weekday}", at: "at {time}", range: "{start}–{end}", comma: ", ", weekdayOnCards: "short" },
  },
  ar: {
    name: "العربية",
    dir: "rtl",
    unread: true,
    bcp47: "ar-u-ca-gregory-nu-latn-hc-h23",
    fallback: ["en", "fi"],
    clock: { on: "{weekday}", at: "الساعة {time}", range: "من {start} إلى {end}", comma: "، ", weekdayOnCards: "long" },
  },
  so: {
    name: "Soomaali",
    dir: "ltr",
    unread: true,
    bcp47: "so-u-ca-gregory-nu-latn-hc-h23",
    fallback: ["en", "fi"],
    clock: {
      on: "{weekday}",
      at: "saacadda {time}",
      range: "saacadda {start}–{end}",
      comma: ", ",
      weekdayOnCards: "long",
    },
  },
} as const satisfies Record<string, LocaleEntry>;

interface LocaleEntry {
  /** The language's own name for itself. */
  name: string;
  dir: "ltr" | "rtl";
  /** No native reader has checked its texts yet. The portal tells staff so. */
  unread: boolean;
  bcp47: string;
  /** Languages in which to look for content that is missing in this one, best first. */
  fallback: readonly string[];
  /**
   * How the language writes the weekday of an event (Finnish has a case for it), a time of day and a period, what it
   * puts between date and time, and whether readers know its short weekdays (nobody knows CLDR's "Tldo").
   */
  clock: { on: string; at: string; range: string; comma: string; weekdayOnCards: "short" | "long" };
}

export type Locale = keyof typeof LOCALES;
export const LOCALE_CODES = Object.keys(LOCALES) as [Locale, ...Locale[]];
export const DEFAULT_LOCALE: Locale = "fi";

/** Tells whether untrusted input, such as a path segment, is the code of a page language. */
export function isLocale(value: unknown): value is Locale {
  return typeof value === "string" && Object.hasOwn(LOCALES, value);
}
