import { LOCALES, type Locale } from "./locales";

/** Every time is shown in this zone, whatever the reader's device says. */
export const TIME_ZONE = "Europe/Helsinki";

/**
 * The parts of an instant on the Helsinki wall clock, in Latin digits.
 * A Finnish letter writes 3.9.2026 and 17.30: no zero in front of day and month, none in front of the hour.
 */
function helsinkiParts(instant: Date) {
  const parts = new Intl.DateTimeFormat("en-GB-u-nu-latn", {
    timeZone: TIME_ZONE,
    day: "numeric",
    month: "numeric",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(instant);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return { day: of("day"), month: of("month"), year: of("year"), hour: of("hour"), minute: of("minute") };
}

/** The weekday in the reader's language, e.g. "tiistai". */
export function formatWeekday(locale: Locale, instant: Date, width: "long" | "short" = "long"): string {
  return new Intl.DateTimeFormat(LOCALES[locale].bcp47, { weekday: width, timeZone: TIME_ZONE }).format(instant);
}

/** D.M.YYYY, as on every Finnish letter. */
export function formatNumericDate(instant: Date): string {
  const { day, month, year } = helsinkiParts(instant);
  return `${day}.${month}.${year}`;
}

/** D.M., for where the year is plain from its surroundings. */
export function formatDayMonth(instant: Date): string {
  const { day, month } = helsinkiParts(instant);
  return `${day}.${month}.`;
}

/** The weekday in the reader's language, then D.M.YYYY: "tiistai 24.11.2026". */
export function formatDate(locale: Locale, instant: Date): string {
  return `${formatWeekday(locale, instant)} ${formatNumericDate(instant)}`;
}

/** HH.MM on the 24-hour clock: "9.05" is "09.05", so that columns line up and nobody reads p.m. into it. */
export function formatTime(instant: Date): string {
  const { hour, minute } = helsinkiParts(instant);
  return `${String(hour).padStart(2, "0")}.${String(minute).padStart(2, "0")}`;
}

/** Date and time, e.g. for a deadline: "tiistai 24.11.2026 23.59". */
export function formatDateTime(locale: Locale, instant: Date): string {
  return `${formatDate(locale, instant)} ${formatTime(instant)}`;
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

/** The instant of a Helsinki wall-clock time, HH:MM, on a day, YYYY-MM-DD. In the hour that autumn repeats, one of the two. */
export function helsinkiInstant(day: string, time: string): Date {
  const guess = new Date(`${day}T${time}:00Z`);
  const shown = new Date(`${helsinkiInput(guess)}:00Z`);
  return new Date(guess.getTime() - (shown.getTime() - guess.getTime()));
}

/** An instant as HTML's datetime-local fields hold it, on the Helsinki wall clock: YYYY-MM-DDTHH:MM. */
export function helsinkiInput(instant: Date): string {
  return new Intl.DateTimeFormat("sv-SE-u-nu-latn", { timeZone: TIME_ZONE, dateStyle: "short", timeStyle: "short" })
    .format(instant)
    .replace(" ", "T");
}
