import "server-only";
import type { ReadAudit } from "@/features/audit/policy";
import type { AuditKeys } from "@/features/audit/schema";
import { formatNumericDate } from "@/i18n/formatting";
import { isMunicipality } from "@/i18n/municipalities";
import { pagesOf } from "@/i18n/page-number";
import { db } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import type { KeepYearCalendar, SeeYearCalendar } from "./policy";
import {
  type Clash,
  clashesOf,
  comparedDays,
  type Day,
  type DaySpan,
  holidayOccasion,
  inOrder,
  isPublicHoliday,
  JULIAN_FEASTS,
  type Occasion,
  reckonedFeasts,
  shiftDay,
  type Unknown,
  unknownInYear,
  unknownOf,
} from "./rules";
import type { KeptKind } from "./schema";

const ON_A_PAGE = 60;

const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** Here PostgreSQL's dates are midnights in UTC. */
const dayOf = (date: Date): Day => date.toISOString().slice(0, 10);

const WITH_NAMES = { names: { orderBy: { language: "asc" } } } satisfies Prisma.OccasionInclude;
type Found = Prisma.OccasionGetPayload<{ include: typeof WITH_NAMES }>;

const toOccasion = ({ id, kind, firstDay, lastDay, municipalityKeys, names }: Found): Occasion => ({
  ...{ id, key: kind, municipalityKeys, estimate: false },
  firstDay: dayOf(firstDay),
  lastDay: dayOf(lastDay),
  names: names.map(({ language, name }) => ({ locale: language, name })),
});

/** Entered occasions that overlap some days, general ones and, if a place is given, its own. */
async function listKept({ firstDay, lastDay }: DaySpan, place: string | null): Promise<Occasion[]> {
  const rows = await db().occasion.findMany({
    where: {
      firstDay: { lte: new Date(lastDay) },
      lastDay: { gte: new Date(firstDay) },
      ...(place !== null && {
        OR: [{ municipalityKeys: { has: place } }, { municipalityKeys: { isEmpty: true } }],
      }),
    },
    include: WITH_NAMES,
  });
  return rows.map(toOccasion);
}

const reckoned = new Map<number, Promise<Occasion[]>>();

/**
 * Finland's public holidays and the feasts of a year. The library contains the holidays of the whole world, some 30 MB
 * once loaded, so it is loaded on first use.
 */
function listReckoned(year: number): Promise<Occasion[]> {
  const known = reckoned.get(year);
  if (known) return known;
  const made = reckon(year);
  reckoned.set(year, made);
  made.catch(() => reckoned.delete(year));
  return made;
}

async function reckon(year: number): Promise<Occasion[]> {
  const { default: Holidays } = await import("date-holidays");
  const holidays = new Holidays("FI", { languages: ["fi"], types: ["public", "bank"] });
  for (const rule of Object.keys(JULIAN_FEASTS)) holidays.setHoliday(rule, { name: { fi: rule }, type: "public" });
  const days = holidays
    .getHolidays(year, "fi")
    .map(({ rule, date, name }) => holidayOccasion({ rule, day: date.slice(0, 10), name }));
  return [...days, ...reckonedFeasts(year)].sort(inOrder);
}

/** Computed occasions that overlap any of some years; one across the turn of a year only once. */
async function listReckonedOf(years: Iterable<number>): Promise<Occasion[]> {
  const byYear = await Promise.all([...new Set(years)].map(listReckoned));
  return [...new Map(byYear.flat().map((occasion) => [`${occasion.key} ${occasion.firstDay}`, occasion])).values()];
}

/** Finland's public holidays in a span of days, with the eves that most people have off. */
export async function listDaysOff({ firstDay, lastDay }: DaySpan): Promise<Day[]> {
  const years: number[] = [];
  for (let year = yearOf(firstDay); year <= yearOf(lastDay); year++) years.push(year);
  const occasions = await listReckonedOf(years);
  return occasions
    .filter((one) => isPublicHoliday(one) && firstDay <= one.firstDay && one.firstDay <= lastDay)
    .map((one) => one.firstDay);
}

/** The clashes of a forum's time, and what the calendar is missing for it. */
export interface ClashView {
  clashes: Clash[];
  unknown: Unknown[];
}

/**
 * The clashes of each of some periods in a place (a municipality's key, or `online`), as warnings only. School holidays
 * are the municipality's; an online forum is in none.
 */
export async function listClashes(
  municipalityKey: string,
  times: readonly { startsAt: Date; endsAt: Date }[],
): Promise<ClashView[]> {
  const spans = times.map(comparedDays);
  const known = spans.filter((span) => span !== null);
  const days = known.flatMap(({ firstDay, lastDay }) => [firstDay, lastDay]).sort();
  const [first = "", last = first] = [days[0], days.at(-1)];
  if (first === "") return spans.map(() => ({ clashes: [], unknown: [] }));
  // A year's holiday is known if it begins in that year, wherever the forum is in it; Christmas belongs to the year
  // before.
  const whole = { firstDay: `${yearOf(first) - 1}-01-01`, lastDay: `${yearOf(last)}-12-31` };
  // An estimate counts a day further on both sides.
  const years = known.flatMap(({ firstDay, lastDay }) => [
    yearOf(shiftDay(firstDay, -1)),
    yearOf(shiftDay(lastDay, 1)),
  ]);
  const occasions = (await Promise.all([listKept(whole, municipalityKey), listReckonedOf(years)])).flat();
  return spans.map((span) => ({
    clashes: span ? clashesOf(span, occasions) : [],
    unknown: span ? unknownOf(span, occasions, isMunicipality(municipalityKey)) : [],
  }));
}

/** One page of a year's occasions, and those that usually begin in it and are unknown. */
export interface YearView {
  occasions: Occasion[];
  total: number;
  pages: number;
  unknown: KeptKind[];
}

/** The occasions of a year, general ones and, if a municipality is given, its own; earliest first. */
export async function searchYear(
  _permit: SeeYearCalendar,
  { year, municipality, page }: { year: number; municipality?: string | undefined; page: number },
): Promise<YearView> {
  const span = { firstDay: `${year}-01-01`, lastDay: `${year}-12-31` };
  const [kept, others] = await Promise.all([listKept(span, municipality ?? null), listReckoned(year)]);
  const all = [...kept, ...others].sort(inOrder);
  return {
    occasions: all.slice((page - 1) * ON_A_PAGE, page * ON_A_PAGE),
    total: all.length,
    pages: pagesOf(all.length, ON_A_PAGE),
    unknown: unknownInYear(year, all),
  };
}

/** An entered occasion for editing, with its revision; null if it has been deleted. */
export async function findOccasion(
  _permit: KeepYearCalendar,
  id: string,
): Promise<(Occasion & { key: KeptKind; revision: number }) | null> {
  const row = await db().occasion.findUnique({ where: { id }, include: WITH_NAMES });
  return row && { ...toOccasion(row), key: row.kind, revision: row.revision };
}

/** How the audit log names occasions: by their days, and their name, if any. */
export async function listOccasionNames(_permit: ReadAudit, { ids }: AuditKeys): Promise<Map<string, string>> {
  const rows = await db().occasion.findMany({ where: { id: { in: ids } }, include: WITH_NAMES });
  return new Map(
    rows.map(({ id, firstDay, lastDay, names }) => {
      const name = names.find(({ language }) => language === "fi") ?? names[0];
      const days = [...new Set([firstDay, lastDay].map(formatNumericDate))].join("–");
      return [id, name ? `${name.name}, ${days}` : days];
    }),
  );
}
