import "server-only";
import type { OwnAccount } from "@/features/accounts/policy";
import { PUBLISHED_EDITIONS } from "@/features/content/queries";
import { textFor } from "@/features/content/rules";
import type { Locale } from "@/i18n/locales";
import { pagesOf } from "@/i18n/page-number";
import { db } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import type { EnterTutorHours, SumTutorHours } from "./policy";
import type { TutorWork } from "./schema";

/** Time that a tutor entered. */
export interface HoursEntry {
  id: string;
  /** `YYYY-MM-DD`, by the Helsinki calendar. */
  day: string;
  minutes: number;
  work: TutorWork;
}

const daysOf = (year: number) => ({ gte: new Date(`${year}-01-01`), lt: new Date(`${year + 1}-01-01`) });

/** What a tutor entered for their group in a year, the latest day first. */
export async function listOwnHours({ by, subject: { groupId } }: EnterTutorHours, year: number): Promise<HoursEntry[]> {
  const rows = await db().tutorHours.findMany({
    where: { groupId, userId: by.id ?? "", day: daysOf(year) },
    select: { id: true, day: true, minutes: true, work: true },
    orderBy: [{ day: "desc" }, { createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map(({ day, ...entry }) => ({ ...entry, day: day.toISOString().slice(0, 10) }));
}

/** The time of one tutor for one group in a year. */
export interface HoursSum {
  /** Null once the tutor's account is erased, or if it has no name. */
  tutor: string | null;
  group: string;
  /** The language of the group's name; undefined if it is only a name. */
  locale: string | undefined;
  /** Minutes in the twelve months of the year. */
  months: number[];
  minutes: number;
}

/** Sums on one page. */
const PAGE_SIZE = 50;

interface SumRow {
  userId: string | null;
  groupId: string;
  name: string | null;
}

/** The tutors and groups of an organisation that have hours in a year, in the order of the tutors' names. */
const sumsOf = (organisationId: string, year: number) => Prisma.sql`
  FROM "TutorHours" h JOIN "Group" g ON g.id = h."groupId" LEFT JOIN "User" u ON u.id = h."userId"
  WHERE g."organisationId" = ${organisationId}::uuid AND h.day >= ${`${year}-01-01`}::date AND h.day < ${`${year + 1}-01-01`}::date`;

async function readSums(
  organisationId: string,
  locale: Locale,
  year: number,
  rows: readonly SumRow[],
): Promise<HoursSum[]> {
  const groups = await db().group.findMany({
    where: { id: { in: [...new Set(rows.map(({ groupId }) => groupId))] } },
    select: { id: true, slug: true, editions: PUBLISHED_EDITIONS },
  });
  const titles = new Map(
    groups.map(({ id, slug, editions }) => [id, { slug, text: textFor("group", editions, locale) }]),
  );
  const months = await db().$queryRaw<{ userId: string | null; groupId: string; month: number; minutes: number }[]>`
    SELECT h."userId", h."groupId", extract(month FROM h.day)::int AS month, sum(h.minutes)::int AS minutes
    ${sumsOf(organisationId, year)} AND h."groupId" = ANY(${[...titles.keys()]}::uuid[])
    GROUP BY h."userId", h."groupId", month`;
  const minutesOf = new Map(months.map((row) => [`${row.userId} ${row.groupId} ${row.month}`, row.minutes]));
  return rows.map(({ userId, groupId, name }) => {
    const title = titles.get(groupId);
    const each = Array.from({ length: 12 }, (_, n) => minutesOf.get(`${userId} ${groupId} ${n + 1}`) ?? 0);
    return {
      tutor: name,
      group: title?.text?.words.title ?? title?.slug ?? "",
      locale: title?.text?.locale,
      months: each,
      minutes: each.reduce((sum, minutes) => sum + minutes, 0),
    };
  });
}

/** One page of the hours of an organisation's tutors in a year, and the sum of all of them. */
export async function searchTutorHours(
  { subject: { organisationId } }: SumTutorHours,
  locale: Locale,
  { year, page }: { year: number; page: number },
): Promise<{ sums: HoursSum[]; minutes: number; pages: number }> {
  const [[all], rows] = await Promise.all([
    db().$queryRaw<{ count: number; minutes: number }[]>`
      SELECT count(DISTINCT (h."userId", h."groupId"))::int AS count, COALESCE(sum(h.minutes), 0)::int AS minutes
      ${sumsOf(organisationId, year)}`,
    db().$queryRaw<SumRow[]>`
      SELECT h."userId", h."groupId", max(u.name) AS name ${sumsOf(organisationId, year)}
      GROUP BY h."userId", h."groupId" ORDER BY max(u.name) NULLS LAST, h."userId", h."groupId"
      LIMIT ${PAGE_SIZE} OFFSET ${(page - 1) * PAGE_SIZE}`,
  ]);
  return {
    sums: await readSums(organisationId, locale, year, rows),
    minutes: all?.minutes ?? 0,
    pages: pagesOf(all?.count ?? 0, PAGE_SIZE),
  };
}

/** The hours of all tutors of an organisation in a year, for its export. */
export async function listTutorHours(
  { subject: { organisationId } }: SumTutorHours,
  locale: Locale,
  year: number,
): Promise<HoursSum[]> {
  const rows = await db().$queryRaw<SumRow[]>`
    SELECT h."userId", h."groupId", max(u.name) AS name ${sumsOf(organisationId, year)}
    GROUP BY h."userId", h."groupId" ORDER BY max(u.name) NULLS LAST, h."userId", h."groupId"`;
  return readSums(organisationId, locale, year, rows);
}

/** All hours that a user entered, for the export of their account. */
export async function listEnteredHours({
  subject: { userId },
}: OwnAccount): Promise<{ group: string; day: string; minutes: number; work: TutorWork }[]> {
  const rows = await db().tutorHours.findMany({
    where: { userId },
    select: { group: { select: { slug: true } }, day: true, minutes: true, work: true },
    orderBy: [{ day: "asc" }, { createdAt: "asc" }],
  });
  return rows.map(({ group, day, ...entry }) => ({ group: group.slug, day: day.toISOString().slice(0, 10), ...entry }));
}
