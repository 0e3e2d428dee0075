import { LOCALES, type Locale } from "./locales";
import { TIME_ZONE, wallClock } from "./time";

/** The weekday in the reader's language, e.g. "tiistai". */
export function formatWeekday(locale: Locale, instant: Date, width: "long" | "short" = "long"): string {
  return new Intl.DateTimeFormat(LOCALES[locale].bcp47, { weekday: width, timeZone: TIME_ZONE }).format(instant);
}

/** D.M.YYYY, as on every Finnish letter. */
export function formatNumericDate(instant: Date): string {
  const { day, month, year } = wallClock(instant);
  return `${day}.${month}.${year}`;
}

/** D.M., where the year is clear from the context. */
export function formatDayMonth(instant: Date): string {
  const { day, month } = wallClock(instant);
  return `${day}.${month}.`;
}

/** The weekday in the reader's language, then D.M.YYYY: "tiistai 24.11.2026". */
export function formatDate(locale: Locale, instant: Date): string {
  return `${formatWeekday(locale, instant)} ${formatNumericDate(instant)}`;
}

/** HH.MM on the 24-hour clock: "9.05" is "09.05", so that columns line up and nobody reads p.m. into it. */
export function formatTime(instant: Date): string {
  const { hour, minute } = wallClock(instant);
  return `${String(hour).padStart(2, "0")}.${String(minute).padStart(2, "0")}`;
}

/** Keeps what a template and its numbers say on one line. */
function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00A0");
}

/** A time of day as a sentence says it: "klo 17.30", "kl. 17.30", "at 17.30". */
function formatAt(locale: Locale, instant: Date): string {
  return unbroken(LOCALES[locale].clock.at.replace("{time}", formatTime(instant)));
}

/**
 * From when until when on one day: "klo 17.30–19.30". Languages written from the right say it in words, which no text
 * direction can turn round.
 */
export function formatTimeRange(locale: Locale, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }): string {
  const { range } = LOCALES[locale].clock;
  return unbroken(range.replace("{start}", formatTime(startsAt)).replace("{end}", formatTime(endsAt)));
}

/** Day and hours of an event, in one line: "tiistai 24.11.2026, klo 17.30–19.30". */
export function formatWhen(locale: Locale, event: { startsAt: Date; endsAt: Date }): string {
  return `${formatDate(locale, event.startsAt)}${LOCALES[locale].clock.comma}${formatTimeRange(locale, event)}`;
}

/** Date and time standing by themselves, as beside a label: "tiistai 24.11.2026 klo 23.59". */
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

/** Date and time without the weekday, where that would have to be inflected: "24.11.2026 klo 23.59 asti". */
export function formatNumericDateTime(locale: Locale, instant: Date): string {
  return `${formatNumericDate(instant)} ${formatAt(locale, instant)}`;
}

/**
 * Joins items as the language writes a list. Sorani and other languages whose Intl.ListFormat is missing get the
 * comma of their script instead of English words.
 */
export function formatList(locale: Locale, items: readonly string[]): string {
  const { bcp47, dir } = LOCALES[locale];
  if (Intl.ListFormat.supportedLocalesOf([bcp47]).length === 0) return items.join(dir === "rtl" ? "، " : ", ");
  return new Intl.ListFormat(bcp47, { type: "conjunction", style: "narrow" }).format(items);
}

/** Sorts as the reader's language does, falling back to Finnish order where Intl does not know the language. */
export function collator(locale: Locale): Intl.Collator {
  return new Intl.Collator([locale, "fi"]);
}

/** Turns digits of every script (٤ ۴ ४ ৪ ４) into Latin ones; leaves all else as it is. */
export function toLatinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    // Unicode keeps the ten digits of a script together, zero first.
    let before = 0;
    const point = digit.codePointAt(0) ?? 0;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(point - before - 1))) before++;
    return String(before % 10);
  });
}
