import { TZDate } from "@date-fns/tz";

/** Lengths of time in milliseconds. A day is 24 hours; for days of the calendar, which may have 23 or 25, use `addDays`. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Every time is shown and read in this zone, whatever the reader's device says. */
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
 * The instant of a Helsinki wall-clock time (`HH:MM`) on a day (`YYYY-MM-DD`). Null for a text of another form, for a day
 * or a time that no calendar has (30 February, 25:00), and for the hour that the clock skips in spring. In the hour that
 * autumn repeats, the first of the two.
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

/** An instant as HTML's datetime-local fields hold it, on the Helsinki wall clock: `YYYY-MM-DDTHH:MM`. */
export function inputValue(instant: Date): string {
  const { year, month, day, hour, minute } = wallClock(instant);
  const digits = (value: number, length = 2) => String(value).padStart(length, "0");
  return `${digits(year, 4)}-${digits(month)}-${digits(day)}T${digits(hour)}:${digits(minute)}`;
}

/** The same time of day so many days of the Helsinki calendar later, or earlier: exact across both clock changes. */
export function addDays(instant: Date, days: number): Date {
  const date = new TZDate(instant, TIME_ZONE);
  date.setDate(date.getDate() + days);
  return new Date(+date);
}

/** Whether two spans of time share an instant, so that nobody can attend both: one that begins as the other ends does not. */
export function overlap(a: { startsAt: Date; endsAt: Date }, b: { startsAt: Date; endsAt: Date }): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

/**
 * As far from `to` on the Helsinki wall clock as an instant is from `from`: what begins at 17.30 two days before one forum begins at
 * 17.30 two days before the other, whichever clock changes lie between. A time that spring skips is an hour later.
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
