import { LOCALES, type Locale } from "./locales";

const NO_BREAK_SPACE = "\u00A0";
/** Left-to-right isolate and its end (Unicode UAX #9): the text between them runs from the left, whatever surrounds it. */
const [ISOLATE, END] = ["\u2066", "\u2069"];

/** A phone number in groups, as in an example: 040 123 4567, +358 40 123 4567. */
const PHONE_NUMBER = /(?<![\p{L}\d.])(?:\+\d{1,3}|0\d{1,3})(?: \d{2,4}){1,4}(?!\d)/gu;
/** The number of a European standard: EN 301 549. */
const STANDARD = /(?<!\p{L})EN \d+(?: \d+)+/gu;
/** A number, or its placeholder (#), and the word it counts. */
const NUMBER_AND_WORD = /(?<![\p{L}\d.,])(\d+|#) (?=\p{L})/gu;
/** A word that needs the number after it. */
const WORD_AND_NUMBER = /(?<!\p{L})(WCAG|klo|kl\.|saacadda|الساعة) (?=[\d{])/gu;

/** Isolates a text that reads from left to right in every script, such as a phone number. */
export function isolated(locale: Locale, text: string): string {
  return LOCALES[locale].dir === "rtl" ? `${ISOLATE}${text}${END}` : text;
}

/**
 * Typesets a message: keeps numbers on one line with what they count, and the groups of a phone or standard number in
 * order, which a right-to-left line would reverse. Translators write ordinary spaces.
 */
export function typeset(locale: Locale, text: string): string {
  return text
    .replace(PHONE_NUMBER, (number) => isolated(locale, number.replaceAll(" ", NO_BREAK_SPACE)))
    .replace(STANDARD, (standard) => isolated(locale, standard.replaceAll(" ", NO_BREAK_SPACE)))
    .replace(NUMBER_AND_WORD, `$1${NO_BREAK_SPACE}`)
    .replace(WORD_AND_NUMBER, `$1${NO_BREAK_SPACE}`);
}

/** All of one language's messages, typeset. */
export function typesetAll<Texts extends object>(locale: Locale, texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [
      key,
      typeof value === "string" ? typeset(locale, value) : typesetAll(locale, value),
    ]),
  ) as Texts;
}
