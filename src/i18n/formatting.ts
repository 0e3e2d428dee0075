import { LOCALES, type Locale } from "./locales";
import { TIME_ZONE, wallClock } from "./time";

/** The weekday in the reader's language, e.g. "tiistai". */
export function formatWeekday(locale: Locale, instant: Date, width: "long" | "short" = "long"): string {
  return new Intl.DateTimeFormat(LOCALES[locale].bcp47, { weekday: width, timeZone: TIME_ZONE }).format(instant);
}

/** D.M.YYYY, as in every Finnish letter. */
export function formatNumericDate(instant: Date): string {
  const { day, month, year } = wallClock(instant);
  return `${day}.${month}.${year}`;
}

/** D.M., if the context makes the year clear. */
export function formatDayMonth(instant: Date): string {
  const { day, month } = wallClock(instant);
  return `${day}.${month}.`;
}

/** The weekday in the reader's language, then D.M.YYYY: "tiistai 24.11.2026". */
export function formatDate(locale: Locale, instant: Date): string {
  return `${formatWeekday(locale, instant)} ${formatNumericDate(instant)}`;
}

/** HH.MM on the 24-hour clock. 9.05 becomes "09.05", so that columns line up and nobody takes it for p.m. */
export function formatTime(instant: Date): string {
  const { hour, minute } = wallClock(instant);
  return `${String(hour).padStart(2, "0")}.${String(minute).padStart(2, "0")}`;
}

/** Keeps the parts of a template and their numbers on one line. */
function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00A0");
}

/** A time of day as in a sentence: "klo 17.30", "kl. 17.30", "at 17.30". */
export function formatAt(locale: Locale, instant: Date): string {
  return unbroken(LOCALES[locale].clock.at.replace("{time}", formatTime(instant)));
}

/** A period within one day: "klo 17.30–19.30". Right-to-left languages use words, which no text direction can reverse. */
export function formatTimeRange(locale: Locale, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }): string {
  const { range } = LOCALES[locale].clock;
  return unbroken(range.replace("{start}", formatTime(startsAt)).replace("{end}", formatTime(endsAt)));
}

/** The day and hours of an event in one line: "tiistai 24.11.2026, klo 17.30–19.30". */
export function formatWhen(locale: Locale, event: { startsAt: Date; endsAt: Date }): string {
  return `${formatDate(locale, event.startsAt)}${LOCALES[locale].clock.comma}${formatTimeRange(locale, event)}`;
}

/** A date and time that stand alone, for example beside a label: "tiistai 24.11.2026 klo 23.59". */
export function formatDateTime(locale: Locale, instant: Date): string {
  return `${formatDate(locale, instant)} ${formatAt(locale, instant)}`;
}

/** A date within a sentence: "viimeistään tiistaina 24.11.2026". */
export function formatDateInSentence(locale: Locale, instant: Date): string {
  const weekday = LOCALES[locale].clock.on.replace("{weekday}", formatWeekday(locale, instant));
  return `${weekday} ${formatNumericDate(instant)}`;
}

/** Date and time within a sentence: "vastaa viimeistään tiistaina 24.11.2026 klo 23.59". */
export function formatDateTimeInSentence(locale: Locale, instant: Date): string {
  return `${formatDateInSentence(locale, instant)} ${formatAt(locale, instant)}`;
}

/** Date and time without the weekday, for sentences that would have to inflect it: "24.11.2026 klo 23.59 asti". */
export function formatNumericDateTime(locale: Locale, instant: Date): string {
  return `${formatNumericDate(instant)} ${formatAt(locale, instant)}`;
}

/**
 * Joins items as the language writes a list. Languages without Intl.ListFormat, such as Sorani, get their script's
 * comma instead of English words.
 */
export function formatList(locale: Locale, items: readonly string[]): string {
  return formatListToParts(locale, items)
    .map(({ value }) => value)
    .join("");
}

/** The same in parts: items (`element`) and what joins them (`literal`). */
export function formatListToParts(
  locale: Locale,
  items: readonly string[],
): { type: "element" | "literal"; value: string }[] {
  const { bcp47, dir } = LOCALES[locale];
  if (Intl.ListFormat.supportedLocalesOf([bcp47]).length > 0)
    return new Intl.ListFormat(bcp47, { type: "conjunction", style: "narrow" }).formatToParts(items);
  const comma = { type: "literal", value: dir === "rtl" ? "، " : ", " } as const;
  return items.flatMap((value, n) => [...(n > 0 ? [comma] : []), { type: "element" as const, value }]);
}

/** Joins a few words as within a sentence: "tiistaisin ja torstaisin". */
export function formatListInWords(locale: Locale, items: readonly string[]): string {
  const { bcp47 } = LOCALES[locale];
  if (Intl.ListFormat.supportedLocalesOf([bcp47]).length === 0) return formatList(locale, items);
  return new Intl.ListFormat(bcp47, { type: "conjunction" }).format(items);
}

/** Sorts in the reader's language, or in Finnish order if Intl does not know that language. */
export function collator(locale: Locale): Intl.Collator {
  return new Intl.Collator([locale, "fi"]);
}

/** Converts digits of every script (٤ ۴ ४ ৪ ４) to Latin ones and leaves everything else unchanged. */
export function toLatinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    // Unicode keeps the ten digits of a script together, zero first.
    let before = 0;
    const point = digit.codePointAt(0) ?? 0;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(point - before - 1))) before++;
    return String(before % 10);
  });
}
