import { inputValue } from "@/i18n/time";
import { FIRST_YEAR, type KeptKind, LAST_YEAR } from "./schema";

/** A day of the Helsinki calendar: `YYYY-MM-DD`. */
export type Day = string;

/** Days one after another, the last included. */
export interface DaySpan {
  firstDay: Day;
  lastDay: Day;
}

/** An occasion in the year calendar: entered by people, fixed by law, or computed. */
export interface Occasion extends DaySpan {
  key: OccasionKey;
  /** The id of an entered occasion; null if nobody can change it. */
  id: string | null;
  /** By page language, if the word for its key does not say enough. */
  names: readonly { locale: string; name: string }[];
  /** Where it is; none: everywhere. */
  municipalityKeys: readonly string[];
  /** It depends on the sighting of the moon and may be a day earlier or later. */
  estimate: boolean;
}

/** Finland's public holidays, by their rules in the library. */
const PUBLIC_HOLIDAYS = {
  "01-01": "new_year",
  "01-06": "epiphany",
  "easter -2": "good_friday",
  easter: "easter",
  "easter 1": "easter_monday",
  "05-01": "may_day",
  "easter 39": "ascension",
  "easter 49": "pentecost",
  "friday after 06-19": "midsummer_eve",
  "saturday after 06-20": "midsummer",
  "saturday after 10-31": "all_saints",
  "12-06": "independence_day",
  "12-24": "christmas_eve",
  "12-25": "christmas",
  "12-26": "st_stephen",
  "12-31": "new_years_eve",
} as const;

/** Feasts of the Julian calendar by their rules, with how many days before them belong to them. */
export const JULIAN_FEASTS = {
  "julian 12-25": { key: "orthodox_christmas", before: 1 },
  orthodox: { key: "orthodox_easter", before: 2 },
} as const;

/** Feasts by their first day in their calendar, and how many days they last. Ramadan is a whole month. */
const RECKONED = [
  { key: "ramadan", calendar: "islamic-umalqura", month: 9, day: 1, days: 30 },
  { key: "eid_al_fitr", calendar: "islamic-umalqura", month: 10, day: 1, days: 3 },
  { key: "eid_al_adha", calendar: "islamic-umalqura", month: 12, day: 10, days: 4 },
  { key: "nowruz", calendar: "persian", month: 1, day: 1, days: 1 },
] as const;

type PublicHolidayKey = (typeof PUBLIC_HOLIDAYS)[keyof typeof PUBLIC_HOLIDAYS];
export type OccasionKey =
  | KeptKind
  | PublicHolidayKey
  /** One that this version has no word for yet. */
  | "public_holiday"
  | (typeof JULIAN_FEASTS)[keyof typeof JULIAN_FEASTS]["key"]
  | (typeof RECKONED)[number]["key"];

const everywhere = { id: null, municipalityKeys: [], names: [], estimate: false } as const;

const DAY = 24 * 60 * 60_000;

/** So many days later, or earlier. */
export function shiftDay(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** The days of the Helsinki calendar that a period overlaps. A period that ends at midnight does not overlap the next day. */
export function daysOf({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): DaySpan {
  const dayOf = (instant: Date) => inputValue(instant).slice(0, 10);
  const firstDay = dayOf(startsAt);
  const lastDay = dayOf(new Date(endsAt.getTime() - 1));
  return lastDay > firstDay ? { firstDay, lastDay } : { firstDay, lastDay: firstDay };
}

/** Days of a forum that are looked at: what seems to last longer is a slip of typing. */
const MOST_DAYS = 31;

/** The days of a forum that the calendar looks at: a month at most; null outside of the years that it can show. */
export function comparedDays(time: { startsAt: Date; endsAt: Date }): DaySpan | null {
  const { firstDay, lastDay } = daysOf(time);
  if (firstDay < `${FIRST_YEAR}-01-01` || firstDay > `${LAST_YEAR}-12-31`) return null;
  const [earlier = firstDay] = [lastDay, shiftDay(firstDay, MOST_DAYS - 1)].sort();
  return { firstDay, lastDay: earlier };
}

/** Whether two spans share a day. */
function shareDay(one: DaySpan, other: DaySpan): boolean {
  return one.firstDay <= other.lastDay && other.firstDay <= one.lastDay;
}

/** A day from the library of holidays as an occasion. One that we have no word for has its Finnish name. */
export function holidayOccasion({ rule, day, name }: { rule: string; day: Day; name: string }): Occasion {
  const one = { ...everywhere, firstDay: day, lastDay: day };
  if (Object.hasOwn(JULIAN_FEASTS, rule)) {
    const { key, before } = JULIAN_FEASTS[rule as keyof typeof JULIAN_FEASTS];
    return { ...one, key, firstDay: shiftDay(day, -before) };
  }
  if (Object.hasOwn(PUBLIC_HOLIDAYS, rule))
    return { ...one, key: PUBLIC_HOLIDAYS[rule as keyof typeof PUBLIC_HOLIDAYS] };
  return { ...one, key: "public_holiday", names: [{ locale: "fi", name }] };
}

/** Whether an occasion is a public holiday in Finland, or one of the eves that most people have off. */
export function isPublicHoliday({ key }: Pick<Occasion, "key">): boolean {
  return key === "public_holiday" || (Object.values(PUBLIC_HOLIDAYS) as OccasionKey[]).includes(key);
}

/**
 * The feasts of a year, computed with the platform's calendars: Umm al-Qura for those of Islam, the Persian one for
 * Nowruz. All are estimates: the moon may be sighted a day earlier or later, and communities follow different
 * authorities.
 */
export function reckonedFeasts(year: number): Occasion[] {
  // Ramadan of the year before may continue into this one.
  const from = Date.UTC(year - 1, 10, 1);
  const until = Date.UTC(year, 11, 31);
  const calendars = new Map(
    [...new Set(RECKONED.map(({ calendar }) => calendar))].map((calendar) => [
      calendar,
      daysByDate(calendar, from, until),
    ]),
  );
  const thisYear = { firstDay: `${year}-01-01`, lastDay: `${year}-12-31` };
  return RECKONED.flatMap(({ key, calendar, month, day, days }) =>
    (calendars.get(calendar)?.get(`${month}-${day}`) ?? []).map((firstDay): Occasion => {
      const last = shiftDay(firstDay, days - 1);
      // A month of the moon has 29 days or 30.
      const next = key === "ramadan" ? calendarDate(calendar, Date.parse(last)) : "";
      return { ...everywhere, key, firstDay, lastDay: next === "10-1" ? shiftDay(last, -1) : last, estimate: true };
    }),
  )
    .filter((feast) => shareDay(feast, thisYear))
    .sort(inOrder);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The month and day in a calendar, e.g. `9-1`, of a day given as its midnight in UTC. */
function calendarDate(calendar: string, time: number): string {
  const format =
    formats.get(calendar) ??
    new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, { month: "numeric", day: "numeric", timeZone: "UTC" });
  formats.set(calendar, format);
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
  return `${parts.get("month")}-${parts.get("day")}`;
}

function daysByDate(calendar: string, from: number, until: number): Map<string, Day[]> {
  const days = new Map<string, Day[]>();
  for (let time = from; time <= until; time += DAY) {
    const date = calendarDate(calendar, time);
    days.set(date, [...(days.get(date) ?? []), new Date(time).toISOString().slice(0, 10)]);
  }
  return days;
}

/** Earliest first; of those that begin together, the one that ends first. */
export function inOrder(a: Occasion, b: Occasion): number {
  return a.firstDay.localeCompare(b.firstDay) || a.lastDay.localeCompare(b.lastDay) || a.key.localeCompare(b.key);
}

/** How an occasion lies to the time of a forum. */
export type Clash = { occasion: Occasion } & {
  /** `about`: an estimate, which may be a day earlier or later. */
  how: "on" | "begins" | "ends" | "during" | "about";
};

/** What is unknown about a period: a kind of occasion that usually falls there, in the year in which it would begin. */
export interface Unknown {
  kind: KeptKind;
  year: number;
}

/** The occasions that a forum would clash with, earliest first. Estimates count a day further on both sides. */
export function clashesOf(forum: DaySpan, occasions: readonly Occasion[]): Clash[] {
  const touches = (occasion: Occasion) =>
    shareDay(
      forum,
      occasion.estimate
        ? { firstDay: shiftDay(occasion.firstDay, -1), lastDay: shiftDay(occasion.lastDay, 1) }
        : occasion,
    );
  return occasions
    .filter(touches)
    .toSorted(inOrder)
    .map((occasion) => ({ occasion, how: howOf(forum, occasion) }));
}

function howOf(forum: DaySpan, { firstDay, lastDay, estimate }: Occasion): Clash["how"] {
  if (estimate) return firstDay < forum.firstDay && forum.lastDay < lastDay ? "during" : "about";
  if (firstDay === lastDay) return "on";
  if (firstDay >= forum.firstDay) return "begins";
  return lastDay <= forum.lastDay ? "ends" : "during";
}

/**
 * When in the year an occasion usually falls, from the first to the last day on which it has begun or ended in any
 * municipality, as `MM-DD`: a calendar without an entry there has a gap. A window that ends before it begins ends in
 * the next year.
 */
const USUAL: Partial<Record<KeptKind, readonly [first: string, last: string]>> = {
  joint_application: ["01-15", "03-31"],
  winter_holiday: ["02-12", "03-15"],
  summer_holiday: ["05-30", "08-15"],
  autumn_holiday: ["10-08", "10-31"],
  christmas_holiday: ["12-18", "01-10"],
};

const windowOf = (kind: KeptKind, year: number): DaySpan | null => {
  const [first, last] = USUAL[kind] ?? [];
  return first && last ? { firstDay: `${year}-${first}`, lastDay: `${last < first ? year + 1 : year}-${last}` } : null;
};

/** Whether a kind of occasion is known for a year: one begins in it. */
const isKnown = (kind: KeptKind, year: number, occasions: readonly Occasion[]) =>
  occasions.some(({ key, firstDay }) => key === kind && firstDay.startsWith(`${year}-`));

/**
 * What the calendar is missing for a period: kinds that usually fall there and are not in `occasions`, those of the
 * place. School holidays belong to municipalities: `anySchool` is false if there is none, as online.
 */
export function unknownOf(span: DaySpan, occasions: readonly Occasion[], anySchool: boolean): Unknown[] {
  const [from, until] = [Number(span.firstDay.slice(0, 4)) - 1, Number(span.lastDay.slice(0, 4))];
  const years = Array.from({ length: until - from + 1 }, (_, n) => from + n);
  return years.flatMap((year) =>
    (Object.keys(USUAL) as KeptKind[])
      .filter((kind) => anySchool || kind === "joint_application")
      .filter((kind) => {
        const usual = windowOf(kind, year);
        return usual !== null && shareDay(usual, span) && !isKnown(kind, year, occasions);
      })
      .map((kind) => ({ kind, year })),
  );
}

/** What the calendar is missing for a whole year: kinds that usually begin in it and are not in `occasions`. */
export function unknownInYear(year: number, occasions: readonly Occasion[]): KeptKind[] {
  return (Object.keys(USUAL) as KeptKind[]).filter((kind) => !isKnown(kind, year, occasions));
}
