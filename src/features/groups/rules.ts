import { formatWeekday } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { addDays, inputValue, instantOf, MINUTE, wallClock } from "@/i18n/time";
import { RHYTHMS, type Rhythm, type ScheduleInput, WEEKDAYS, type Weekday, weekdayOf } from "./schema";

/** A day of the Helsinki calendar: `YYYY-MM-DD`. */
type Day = string;

/** Days without meetings, the last one included. */
export interface Break {
  firstDay: Day;
  lastDay: Day;
}

/** The day of the Helsinki calendar on which an instant is. */
export const dayOf = (instant: Date): Day => inputValue(instant).slice(0, 10);

/** The public state of a group. `paused`: it is on a break today. */
export type GroupState = "draft" | "ended" | "paused" | "full" | "open";

/** A group's state on a day. Ended outranks everything, and a break outranks full: whoever comes today finds nobody. */
export function groupState(
  { status, full, breaks }: { status: "draft" | "published" | "ended"; full: boolean; breaks: readonly Break[] },
  now: Date,
): GroupState {
  if (status !== "published") return status;
  if (breakOn(breaks, dayOf(now))) return "paused";
  return full ? "full" : "open";
}

/** The break that a day belongs to; the one that lasts longest if several do. */
export function breakOn(breaks: readonly Break[], day: Day): Break | undefined {
  return breaks
    .filter(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay)
    .toSorted((a, b) => b.lastDay.localeCompare(a.lastDay))[0];
}

const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

/**
 * The RRULE of a schedule (RFC 5545, 3.3.10). Monthly meetings keep their weekday: the second Thursday stays the second
 * Thursday, and the fifth becomes the last, because not every month has five. Weekly ones can have several weekdays, the
 * first meeting's among them.
 */
export function recurrenceOf({ startsAt, rhythm, alsoOn = [], lastDay }: ScheduleInput): string {
  const first = weekdayOf(startsAt);
  const code = CODES[WEEKDAYS.indexOf(first)];
  const codes = CODES.filter((_, n) => WEEKDAYS[n] === first || alsoOn.some((day) => day === WEEKDAYS[n])).join();
  const nth = Math.ceil(wallClock(startsAt).day / 7);
  const rule = {
    weekly: `FREQ=WEEKLY;BYDAY=${codes}`,
    biweekly: `FREQ=WEEKLY;INTERVAL=2;BYDAY=${codes}`,
    monthly: `FREQ=MONTHLY;BYDAY=${nth > 4 ? -1 : nth}${code}`,
  }[rhythm];
  if (lastDay === null) return rule;
  // The end of a rule whose start has a time zone is in UTC (3.3.10).
  const end = new Date(addDays(instantOf(lastDay) ?? startsAt, 1).getTime() - 1000);
  return `${rule};UNTIL=${end.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** A weekday by its name: any day with it will do. */
export function weekdayName(locale: Locale, day: Weekday): string {
  return formatWeekday(locale, new Date(Date.UTC(2027, 2, 1 + WEEKDAYS.indexOf(day), 12)));
}

/** The weekdays of a rule, Monday first; without any in it, the first meeting's. */
export function weekdaysOf({ startsAt, recurrence }: { startsAt: Date; recurrence: string }): Weekday[] {
  const named = /BYDAY=([^;]+)/.exec(recurrence)?.[1]?.split(",") ?? [];
  const found = WEEKDAYS.filter((_, n) => named.some((one) => one.endsWith(CODES[n] ?? "?")));
  return found.length > 0 ? found : [weekdayOf(startsAt)];
}

/** How often a rule that `recurrenceOf` made repeats, and its last day, if it has one. No rule: by appointment. */
export function rhythmOf(recurrence: string | null): { rhythm: Rhythm; lastDay: Day | null } {
  if (recurrence === null) return { rhythm: "appointment", lastDay: null };
  const parts = new Map(recurrence.split(";").map((part) => part.split("=") as [string, string]));
  const rhythm = parts.get("FREQ") === "MONTHLY" ? "monthly" : parts.get("INTERVAL") === "2" ? "biweekly" : "weekly";
  const [, year, month, day, hour, minute] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/.exec(parts.get("UNTIL") ?? "")?.map(Number) ?? [];
  const until = year && month && day ? new Date(Date.UTC(year, month - 1, day, hour, minute)) : null;
  return { rhythm: RHYTHMS.find((one) => one === rhythm) ?? "weekly", lastDay: until && dayOf(until) };
}

/** The most people who can say that they will come along from one network: a school or a shared flat has one. */
export const VISITS = { act: "group-visit", times: 30, within: 3600 };

/** One person who says it again within this time counts once. */
export const VISIT_AGAIN = { act: "group-visit-again", times: 1, within: 12 * 3600 };

/** How often one person may write what meetings are about. `act` names it. */
export const TOPICS = { act: "group-topic", times: 60, within: 3600 };

/** How many days what a meeting was about is kept after it. */
const TOPIC_KEPT_DAYS = 30;

/** The topics of meetings that ended before this instant have been kept long enough. */
export function topicsForgottenBefore(now: Date): Date {
  return addDays(now, -TOPIC_KEPT_DAYS);
}

/** How far ahead meetings are planned, in days of the calendar: half a year. */
const PLANNED_DAYS = 182;

/** Until when meetings are planned at an instant. */
export function plannedUntil(now: Date): Date {
  return addDays(now, PLANNED_DAYS);
}

/** How long after the planned meetings calendars still leave out days off, in days: a year and a half. */
const DAYS_OFF_KNOWN = 548;

/** Until when the calendar of a group leaves out days off and days of a break, of which some may be farther ahead. */
export function leftOutUntil(planned: Date, breaks: readonly Break[]): Date {
  const ends = breaks.map(({ lastDay }) => addDays(instantOf(lastDay) ?? planned, 1).getTime());
  return new Date(Math.max(addDays(planned, DAYS_OFF_KNOWN).getTime(), ...ends));
}

/** A planned meeting. */
export interface PlannedMeeting {
  scheduledAt: Date;
  endsAt: Date;
}

/** The meetings at some starts, without those on days of a break or on days off. */
export function meetingsAt(
  starts: readonly Date[],
  { minutes, breaks, daysOff }: { minutes: number; breaks: readonly Break[]; daysOff: ReadonlySet<Day> },
): PlannedMeeting[] {
  return starts
    .filter((start) => !breakOn(breaks, dayOf(start)) && !daysOff.has(dayOf(start)))
    .map((scheduledAt) => ({ scheduledAt, endsAt: new Date(scheduledAt.getTime() + minutes * MINUTE) }));
}

/** A meeting that has a row already. */
export interface KnownMeeting {
  id: string;
  scheduledAt: Date;
  startsAt: Date;
  endsAt: Date;
  changedAt: Date | null;
}

/**
 * How known meetings become the planned ones: which to add, which to remove, and which end at another time. What staff moved
 * or cancelled stays as they left it, as long as the schedule still has it.
 */
export function replanned(
  known: readonly KnownMeeting[],
  planned: readonly PlannedMeeting[],
): { add: PlannedMeeting[]; remove: string[]; end: { id: string; endsAt: Date }[] } {
  const ends = new Map(planned.map(({ scheduledAt, endsAt }) => [scheduledAt.getTime(), endsAt]));
  const have = new Set(known.map(({ scheduledAt }) => scheduledAt.getTime()));
  return {
    add: planned.filter(({ scheduledAt }) => !have.has(scheduledAt.getTime())),
    remove: known.flatMap(({ id, scheduledAt }) => (ends.has(scheduledAt.getTime()) ? [] : [id])),
    end: known.flatMap(({ id, scheduledAt, endsAt, changedAt }) => {
      const planned = ends.get(scheduledAt.getTime());
      return planned && changedAt === null && planned.getTime() !== endsAt.getTime() ? [{ id, endsAt: planned }] : [];
    }),
  };
}

/** What may be said of where a group meets: the place only if the group says so, else the part of town. */
export function publicPlace(group: {
  placeIsPublic: boolean;
  district: string | null;
  placeName: string | null;
  address: string | null;
}): { district: string | null; placeName: string | null; address: string | null } {
  const { placeIsPublic, district, placeName, address } = group;
  return placeIsPublic ? { district, placeName, address } : { district, placeName: null, address: null };
}

/** Whether a group has room for another member. It counts its members and nobody else: not those who asked or wait. */
export function hasRoom({ capacity }: { capacity: number | null }, members: number): boolean {
  return capacity === null || members < capacity;
}

/** Whether readers see a group as full: staff said so, or all of its places are taken. */
export function isFull(group: { full: boolean; capacity: number | null }, members: number): boolean {
  return group.full || !hasRoom(group, members);
}
