import { TZDate } from "@date-fns/tz";

/** Lengths of time in milliseconds. A day is 24 hours; calendar days can have 23 or 25, so use `addDays` for those. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Every time is shown and read in this zone, whatever the reader's device is set to. */
export const TIME_ZONE = "Europe/Helsinki";

/** A point on the Helsinki wall clock. */
interface WallClock {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/** What the Helsinki wall clock shows at an instant. */
export function wallClock(instant: Date): WallClock {
  const date = new TZDate(instant, TIME_ZONE);
  return {
    year: date.getFullYear(),
    month: date.getMonth() + 1,
    day: date.getDate(),
    hour: date.getHours(),
    minute: date.getMinutes(),
  };
}

/**
 * The instant of a Helsinki wall-clock time (`HH:MM`) on a day (`YYYY-MM-DD`). In the hour that autumn repeats, the
 * first of the two. Null for a malformed text, an impossible day or time (30 February, 25:00), and the hour that the
 * clock skips in spring.
 */
export function instantOf(day: string, time = "00:00"): Date | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/.exec(`${day}T${time}`);
  if (!match) return null;
  const [year, month, date, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  const found = new Date(+new TZDate(year, month - 1, date, hour, minute, TIME_ZONE));
  const wanted = `${day}T${time}`;
  const earlier = new Date(found.getTime() - HOUR);
  if (inputValue(earlier) === wanted) return earlier;
  return inputValue(found) === wanted ? found : null;
}

/** An instant as the value of a datetime-local field, on the Helsinki wall clock: `YYYY-MM-DDTHH:MM`. */
export function inputValue(instant: Date): string {
  const { year, month, day, hour, minute } = wallClock(instant);
  const digits = (value: number, length = 2) => String(value).padStart(length, "0");
  return `${digits(year, 4)}-${digits(month)}-${digits(day)}T${digits(hour)}:${digits(minute)}`;
}

/** The same time of day some days later or earlier in the Helsinki calendar, exact across both clock changes. */
export function addDays(instant: Date, days: number): Date {
  const date = new TZDate(instant, TIME_ZONE);
  date.setDate(date.getDate() + days);
  return new Date(+date);
}

/** The whole Helsinki days of a period: from its first midnight to the one after its end. An end at midnight is the day before's. */
export function wholeDays({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): { from: Date; until: Date } {
  const last = new Date(Math.max(endsAt.getTime() - 1, startsAt.getTime()));
  return { from: midnight(startsAt), until: midnight(addDays(midnight(last), 1)) };
}

/** The beginning of an instant's day in Helsinki, whose clock never changes at midnight. */
function midnight(instant: Date): Date {
  const found = instantOf(inputValue(instant).slice(0, 10));
  if (!found) throw new Error("every day begins at midnight");
  return found;
}

/**
 * Whether two periods overlap, so that nobody can attend both. A period that begins when the other ends does not
 * overlap it.
 */
export function overlap(a: { startsAt: Date; endsAt: Date }, b: { startsAt: Date; endsAt: Date }): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

/**
 * Moves an instant so that it keeps its distance from the start on the Helsinki wall clock: an event at 17.30 two days
 * before `from` moves to 17.30 two days before `to`, whatever clock changes lie between. A time that spring skips moves
 * one hour later.
 */
export function alongClock(instant: Date, from: Date, to: Date): Date {
  const onClock = (of: Date) => {
    const { year, month, day, hour, minute } = wallClock(of);
    return Date.UTC(year, month - 1, day, hour, minute);
  };
  const wanted = onClock(instant) + onClock(to) - onClock(from);
  const clock = (time: number) => new Date(time).toISOString().slice(0, 16).split("T") as [string, string];
  const minute = instantOf(...clock(wanted)) ?? instantOf(...clock(wanted + HOUR));
  if (!minute) throw new Error("the clock skips an hour at most");
  return new Date(minute.getTime() + (((instant.getTime() % MINUTE) + MINUTE) % MINUTE));
}
