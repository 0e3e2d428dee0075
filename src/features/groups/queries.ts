import "server-only";
import { cacheLife } from "next/cache";
import type { GroupSubject } from "@/features/access/policy";
import type { OpenWorkspace } from "@/features/accounts/policy";
import type { ReadAudit } from "@/features/audit/policy";
import type { AuditKeys } from "@/features/audit/schema";
import { PUBLISHED_EDITIONS } from "@/features/content/queries";
import { type EditionRow, type Standing, textFor } from "@/features/content/rules";
import { keep } from "@/features/forums/queries";
import { listDaysOff } from "@/features/year-calendar/queries";
import type { Locale } from "@/i18n/locales";
import { pagesOf } from "@/i18n/page-number";
import { isSpokenLanguage, type SpokenLanguage } from "@/i18n/spoken-languages";
import { addDays } from "@/i18n/time";
import { db, escapeLike, inBackground } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import { lastGood } from "@/platform/last-good";
import { GROUPS_TAG, groupTag } from "./cache-tags";
import { LAST_PAGE } from "./listing-path";
import type { LeadGroup, ListGroups, ManageGroup, ShowOneself } from "./policy";
import {
  type Break,
  breakOn,
  dayOf,
  type GroupState,
  groupState,
  isFull,
  leftOutUntil,
  publicPlace,
  rhythmOf,
  weekdaysOf,
} from "./rules";
import {
  type GroupEntry,
  type GroupKind,
  type GroupListing,
  type GroupSearchSchema,
  type Rhythm,
  WEEKDAYS,
  type Weekday,
} from "./schema";

/** A meeting as readers see it. */
export interface MeetingView {
  id: string;
  startsAt: Date;
  endsAt: Date;
  cancelled: boolean;
  /** When the schedule had it, if it was moved. */
  movedFrom: Date | null;
  /** What it is about, if somebody said so and it is held; the language is a BCP 47 tag. */
  topic: TopicView | null;
}

/** What a meeting is about, in one language. */
export interface TopicView {
  text: string;
  language: string;
}

interface UsuallyView {
  rhythm: Exclude<Rhythm, "appointment">;
  weekdays: Weekday[];
  startsAt: Date;
  endsAt: Date;
}

/** A group as lists show it. The text carries the language it is in. */
export interface GroupCardView {
  id: string;
  slug: string;
  kind: GroupKind;
  entry: GroupEntry;
  state: GroupState;
  languages: SpokenLanguage[];
  /** The key of its municipality, or `online`. */
  place: string;
  district: string | null;
  childcare: boolean;
  /** When it meets by its schedule: of the weekdays and the time, not of one meeting. Null if by appointment. */
  usually: UsuallyView | null;
  /** The next meeting that is held; null if none is planned. */
  next: MeetingView | null;
  text: { locale: string; title: string; summary: string };
}

/** A linked forum as a group's page names it. */
interface LinkedForumView {
  slug: string;
  title: string;
  locale: string;
  startsAt: Date;
  /** Whether the group prepares for it or talks of it afterwards; or it is cancelled, which those who prepared have to know. */
  what: "prepares" | "followsUp" | "cancelled";
}

/** Everything on a group's page. What the group keeps private is not in it. */
export interface GroupView extends Omit<GroupCardView, "text"> {
  /** The meeting place, only if the group has it public. */
  placeName: string | null;
  address: string | null;
  placeIsPublic: boolean;
  capacity: number | null;
  /** The last day of the present break, if there is one. */
  pausedUntil: string | null;
  /** The next meetings, cancelled ones among them. */
  meetings: MeetingView[];
  /** First names and languages of the tutors who have agreed to be shown. */
  tutors: { name: string; languages: SpokenLanguage[] }[];
  contact: { name: string; email: string; phone: string | null };
  organisation: { name: string; url: string | null };
  forums: LinkedForumView[];
  text: GroupCardView["text"] & { description: string; firstTime: string; standing: Standing };
}

export interface GroupListView {
  groups: GroupCardView[];
  total: number;
  page: number;
  pages: number;
}

/** Groups on one page of a list. */
const PAGE_SIZE = 12;
/** The meetings that a group's page shows. */
const NEXT_SHOWN = 5;
/** Seconds after which a page with last-known data asks again. */
const ASK_AGAIN = 5;

/** Reads for a public page; while the database does not answer, returns what was last known, or else `otherwise`. */
async function readPublic<T>(key: string, load: () => Promise<T>, otherwise?: T): Promise<T> {
  const { value, fresh } = await lastGood(`groups:${key}`, load, otherwise);
  if (!fresh) cacheLife({ stale: ASK_AGAIN, revalidate: ASK_AGAIN, expire: 300 });
  return value;
}

const coming = (now: Date) => ({ where: { endsAt: { gt: now } }, orderBy: { startsAt: "asc" as const } });

const CARD = (now: Date) =>
  ({
    id: true,
    slug: true,
    kind: true,
    entry: true,
    status: true,
    full: true,
    capacity: true,
    _count: { select: { members: { where: { status: "member" } } } },
    languages: true,
    municipalityKey: true,
    district: true,
    childcare: true,
    startsAt: true,
    minutes: true,
    recurrence: true,
    editions: PUBLISHED_EDITIONS,
    breaks: { select: { firstDay: true, lastDay: true } },
    meetings: { ...coming(now), where: { endsAt: { gt: now }, cancelledAt: null }, take: 1 },
  }) satisfies Prisma.GroupSelect;

type CardRow = Prisma.GroupGetPayload<{ select: ReturnType<typeof CARD> }>;

const toBreaks = (rows: readonly { firstDay: Date; lastDay: Date }[]): Break[] =>
  rows.map(({ firstDay, lastDay }) => ({
    firstDay: firstDay.toISOString().slice(0, 10),
    lastDay: lastDay.toISOString().slice(0, 10),
  }));

const toMeeting = (row: {
  id: string;
  scheduledAt: Date;
  startsAt: Date;
  endsAt: Date;
  cancelledAt: Date | null;
  topic: string | null;
  topicLanguage: string | null;
}): MeetingView => ({
  id: row.id,
  startsAt: row.startsAt,
  endsAt: row.endsAt,
  cancelled: row.cancelledAt !== null,
  movedFrom: row.scheduledAt.getTime() === row.startsAt.getTime() ? null : row.scheduledAt,
  topic: row.cancelledAt ? null : topicOf(row),
});

function topicOf({ topic, topicLanguage }: { topic: string | null; topicLanguage: string | null }): TopicView | null {
  return topic !== null && topicLanguage !== null ? { text: topic, language: topicLanguage } : null;
}

/** A group's state, which counts its members but tells nobody how many they are. */
const stateOf = (
  row: Pick<CardRow, "status" | "full" | "capacity" | "_count"> & { breaks: { firstDay: Date; lastDay: Date }[] },
  now: Date,
): GroupState =>
  groupState({ status: row.status, full: isFull(row, row._count.members), breaks: toBreaks(row.breaks) }, now);

type ScheduleRow = Pick<CardRow, "startsAt" | "minutes" | "recurrence">;

function usuallyOf({ startsAt, minutes, recurrence }: ScheduleRow): UsuallyView | null {
  const { rhythm } = rhythmOf(recurrence);
  if (!startsAt || !minutes || !recurrence || rhythm === "appointment") return null;
  return {
    rhythm,
    weekdays: weekdaysOf({ startsAt, recurrence }),
    startsAt,
    endsAt: new Date(startsAt.getTime() + minutes * 60_000),
  };
}

/** Null if the group has no published text. */
function toCard(row: CardRow, locale: Locale, now: Date): GroupCardView | null {
  const text = textFor("group", row.editions, locale);
  if (!text) return null;
  const [next] = row.meetings;
  return {
    id: row.id,
    slug: row.slug,
    kind: row.kind,
    entry: row.entry,
    state: stateOf(row, now),
    languages: row.languages.filter(isSpokenLanguage),
    place: row.municipalityKey,
    district: row.district,
    childcare: row.childcare,
    usually: usuallyOf(row),
    next: next ? toMeeting(next) : null,
    text: { locale: text.locale, title: text.words.title, summary: text.words.summary },
  };
}

/** One page of the groups that match a filter: those with room first, then those that meet soonest. */
export async function searchGroups(locale: Locale, listing: GroupListing): Promise<GroupListView> {
  "use cache";
  keep(GROUPS_TAG);
  const { rows, total, pages } = await readPublic(`list:${JSON.stringify(listing)}`, () => readList(listing));
  const now = new Date();
  return { groups: rows.flatMap((row) => toCard(row, locale, now) ?? []), total, page: listing.page, pages };
}

/** SQL: whether readers see the group `g` as full, as in `isFull`. */
export const IS_FULL = Prisma.sql`(g."full" OR g.capacity IS NOT NULL AND g.capacity <= (
  SELECT count(*) FROM "GroupMember" m WHERE m."groupId" = g.id AND m.status = 'member'))`;

/** The published groups that match a filter, as `g`. */
function matching({ language, place, day, kind, childcare, places }: Omit<GroupListing, "page">): Prisma.Sql {
  return Prisma.join(
    [
      Prisma.sql`g.status = 'published'`,
      ...(language ? [Prisma.sql`${language} = ANY(g.languages)`] : []),
      ...(place ? [Prisma.sql`g.place = ${place}`] : []),
      ...(day ? [Prisma.sql`${WEEKDAYS.indexOf(day) + 1} = ANY(g.weekdays)`] : []),
      ...(kind ? [Prisma.sql`g.kind = ${kind}::"GroupKind"`] : []),
      ...(childcare ? [Prisma.sql`g.childcare`] : []),
      ...(places ? [Prisma.sql`${IS_FULL} = ${places === "full"}`] : []),
    ],
    " AND ",
  );
}

/** Full groups last, then by the next meeting that is held; groups without one after the others. */
const SOONEST = (now: Date) => Prisma.sql`ORDER BY ${IS_FULL}, ${nextOf(now)} NULLS LAST, g.id`;

/**
 * The start of a group's next meeting that is held. No meeting lasts longer than a day, so that the index leads past all that
 * are over.
 */
function nextOf(now: Date): Prisma.Sql {
  return Prisma.sql`(SELECT min(m."startsAt") FROM "GroupMeeting" m
    WHERE m."groupId" = g.id AND m."startsAt" > ${addDays(now, -2)} AND m."endsAt" > ${now} AND m."cancelledAt" IS NULL)`;
}

async function readRows(ids: readonly { id: string }[], now: Date): Promise<CardRow[]> {
  const rows = await db().group.findMany({ where: { id: { in: ids.map(({ id }) => id) } }, select: CARD(now) });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap(({ id }) => byId.get(id) ?? []);
}

async function readList({ page, ...filter }: GroupListing) {
  const now = new Date();
  const where = matching(filter);
  const [counted] = await db().$queryRaw<
    { count: number }[]
  >`SELECT count(*)::int AS count FROM "Group" g WHERE ${where}`;
  const ids = await db().$queryRaw<{ id: string }[]>`
    SELECT g.id FROM "Group" g WHERE ${where} ${SOONEST(now)} LIMIT ${PAGE_SIZE} OFFSET ${(page - 1) * PAGE_SIZE}`;
  const total = counted?.count ?? 0;
  return { rows: await readRows(ids, now), total, pages: Math.min(LAST_PAGE, pagesOf(total, PAGE_SIZE)) };
}

/** What there is to filter lists of groups by: every value is that of some public group. */
export interface GroupFacets {
  /** Most groups first. */
  languages: { language: SpokenLanguage; groups: number }[];
  places: string[];
  kinds: GroupKind[];
  days: Weekday[];
  childcare: boolean;
  /** Some have room; some are full. */
  open: boolean;
  full: boolean;
}

/** What lists of groups can be filtered by. */
export async function listGroupFacets(): Promise<GroupFacets> {
  "use cache";
  keep(GROUPS_TAG);
  const { languages, ...facets } = await readPublic("facets", readFacets);
  return {
    ...facets,
    languages: languages.flatMap(({ language, groups }) => (isSpokenLanguage(language) ? [{ language, groups }] : [])),
  };
}

async function readFacets() {
  const languages = await db().$queryRaw<{ language: string; groups: number }[]>`
    SELECT l.language, count(*)::int AS groups FROM "Group" g, unnest(g.languages) l (language)
    WHERE g.status = 'published' GROUP BY l.language ORDER BY groups DESC, l.language`;
  const [all] = await db().$queryRaw<
    { places: string[]; kinds: GroupKind[]; days: number[]; childcare: boolean; open: boolean; full: boolean }[]
  >`
    WITH seen AS MATERIALIZED (
      SELECT g.place, g.kind::text AS kind, g.weekdays, g.childcare, ${IS_FULL} AS taken FROM "Group" g WHERE g.status = 'published')
    SELECT COALESCE(array_agg(DISTINCT place), '{}') AS places, COALESCE(array_agg(DISTINCT kind), '{}') AS kinds,
      COALESCE((SELECT array_agg(DISTINCT d.day) FROM seen, unnest(weekdays) d (day)), '{}') AS days,
      COALESCE(bool_or(childcare), false) AS childcare, COALESCE(bool_or(NOT taken), false) AS open,
      COALESCE(bool_or(taken), false) AS "full"
    FROM seen`;
  const { days = [], ...facets } = all ?? { places: [], kinds: [], childcare: false, open: false, full: false };
  return { languages, ...facets, days: WEEKDAYS.filter((_, n) => days.includes(n + 1)) };
}

/** The most groups that a forum's page names. */
const BESIDE_FORUM = 3;

/**
 * Groups for the people of a forum: those that staff linked to it, then those with room in its languages and its place. At
 * most three, and nothing of a language that the forum does not have.
 */
export async function listGroupsOfForum(
  locale: Locale,
  { forumId, languages, place }: { forumId: string; languages: readonly SpokenLanguage[]; place: string },
): Promise<GroupCardView[]> {
  "use cache";
  keep(GROUPS_TAG);
  const rows = await readPublic(
    `forum:${forumId}:${languages.join()}:${place}`,
    () => readOfForum(forumId, languages, place),
    [],
  );
  const now = new Date();
  return rows.flatMap((row) => toCard(row, locale, now) ?? []);
}

async function readOfForum(forumId: string, languages: readonly SpokenLanguage[], place: string): Promise<CardRow[]> {
  const now = new Date();
  const linked = Prisma.sql`EXISTS (SELECT 1 FROM "GroupForum" l WHERE l."groupId" = g.id AND l."forumId" = ${forumId}::uuid)`;
  // Finnish, Swedish and English are spoken everywhere and say nothing about a group.
  const own = languages.filter((language) => !["fi", "sv", "en"].includes(language));
  const ids = await db().$queryRaw<{ id: string }[]>`
    SELECT g.id FROM "Group" g
    WHERE g.status = 'published'
      AND (${linked} OR (g.languages && ${own}::text[] AND g.place IN (${place}, 'online') AND NOT ${IS_FULL}))
    ORDER BY ${linked} DESC, g.place = 'online', ${IS_FULL}, g.id LIMIT ${BESIDE_FORUM}`;
  return readRows(ids, now);
}

const PAGE = (now: Date) =>
  ({
    ...CARD(now),
    placeName: true,
    address: true,
    placeIsPublic: true,
    contactName: true,
    contactEmail: true,
    contactPhone: true,
    updatedAt: true,
    organisation: { select: { name: true, url: true } },
    meetings: { ...coming(now), take: NEXT_SHOWN },
    tutors: {
      where: { agreedAt: { not: null }, user: { lockedAt: null, roles: { some: {} } } },
      select: { shownName: true, languages: true },
      orderBy: { since: "asc" },
    },
    forums: {
      where: { forum: { OR: [{ status: "published" }, { status: "cancelled", endsAt: { gt: now } }] } },
      select: {
        forum: { select: { slug: true, status: true, startsAt: true, endsAt: true, editions: PUBLISHED_EDITIONS } },
      },
      orderBy: { forum: { startsAt: "desc" } },
      take: 6,
    },
  }) satisfies Prisma.GroupSelect;

/**
 * A group's public page, cached until something about it changes; null for an unknown slug, a draft, and a draft that was ended
 * before anybody saw it. Nobody leads a group that has ended, so its page names no tutor.
 */
export async function findGroupPage(locale: Locale, slug: string): Promise<GroupView | null> {
  "use cache";
  keep(groupTag(slug));
  const row = await readPublic(`page:${slug}`, () =>
    db().group.findUnique({ where: { slug, publishedAt: { not: null } }, select: PAGE(new Date()) }),
  );
  return row && toPage(row, locale, new Date());
}

/** A group's page as readers will see it once it is published, for whoever looks after it; null if it has no words yet. */
export async function findGroupPreview(
  { subject: { groupId } }: ManageGroup,
  locale: Locale,
  now = new Date(),
): Promise<GroupView | null> {
  const row = await db().group.findUnique({ where: { id: groupId }, select: PAGE(now) });
  return row && toPage({ ...row, status: row.status === "draft" ? "published" : row.status }, locale, now);
}

type PageRow = Prisma.GroupGetPayload<{ select: ReturnType<typeof PAGE> }>;

/** Everything on a group's page; null if it has no published text. */
function toPage(row: PageRow, locale: Locale, now: Date): GroupView | null {
  const card = toCard(row, locale, now);
  const text = textFor("group", row.editions, locale);
  if (!card || !text) return null;
  return {
    ...card,
    ...publicPlace(row),
    placeIsPublic: row.placeIsPublic,
    capacity: row.capacity,
    pausedUntil: breakOn(toBreaks(row.breaks), dayOf(now))?.lastDay ?? null,
    next: row.meetings.filter(({ cancelledAt }) => cancelledAt === null).map(toMeeting)[0] ?? null,
    meetings: row.meetings.map(toMeeting),
    tutors: row.tutors.flatMap(({ shownName, languages }) =>
      shownName && row.status !== "ended" ? [{ name: shownName, languages: languages.filter(isSpokenLanguage) }] : [],
    ),
    contact: { name: row.contactName, email: row.contactEmail, phone: row.contactPhone },
    organisation: row.organisation,
    forums: row.forums.flatMap(({ forum }) => toLinked(forum, locale, now) ?? []),
    text: { ...card.text, ...text.words, standing: text.standing },
  };
}

/** A group as somebody sees it who asked to come: its page, and for its members where it meets. */
export interface GroupForMembers extends GroupView {
  /** Where it meets, which only its members are told; null for others. */
  inside: { placeName: string | null; address: string | null; onlineUrl: string | null } | null;
}

/**
 * A group for the page and the letters of somebody who asked to come, as it is now; null if it was never public. `inside` says
 * whether they are a member, and may know where it meets.
 */
export async function findGroupForMembers(
  locale: Locale,
  id: string,
  { inside }: { inside: boolean },
  now = new Date(),
): Promise<GroupForMembers | null> {
  const row = await db().group.findUnique({
    where: { id, publishedAt: { not: null } },
    select: { ...PAGE(now), onlineUrl: true },
  });
  const page = row && toPage(row, locale, now);
  if (!page) return null;
  const { placeName, address, onlineUrl } = row;
  return { ...page, inside: inside ? { placeName, address, onlineUrl } : null };
}

function toLinked(
  forum: { slug: string; status: string; startsAt: Date; endsAt: Date; editions: EditionRow[] },
  locale: Locale,
  now: Date,
): LinkedForumView | null {
  const text = textFor("forum", forum.editions, locale);
  if (!text) return null;
  const { slug, status, startsAt, endsAt } = forum;
  const what = status === "cancelled" ? "cancelled" : endsAt <= now ? "followsUp" : "prepares";
  return { slug, title: text.words.title, locale: text.locale, startsAt, what };
}

/** A group for its calendar: its schedule with what differs from it, also on days for which nothing is planned yet. Null if it has none, or is not public. */
export async function findGroupCalendar(locale: Locale, slug: string) {
  const row = await db().group.findUnique({
    where: { slug, status: "published" },
    include: {
      editions: PUBLISHED_EDITIONS,
      breaks: { select: { firstDay: true, lastDay: true } },
      meetings: {
        select: {
          ...{ scheduledAt: true, startsAt: true, endsAt: true, cancelledAt: true, changedAt: true },
          ...{ topic: true, topicAt: true },
        },
      },
    },
  });
  const text = row && textFor("group", row.editions, locale);
  if (!text || !row.startsAt || !row.minutes || !row.recurrence) return null;
  const { id, startsAt, minutes, recurrence, updatedAt, municipalityKey, meetings } = row;
  const plannedUntil = row.plannedUntil ?? startsAt;
  const breaks = toBreaks(row.breaks);
  const until = leftOutUntil(plannedUntil, breaks);
  const later = { firstDay: dayOf(plannedUntil), lastDay: dayOf(until) };
  return {
    ...{ id, slug, startsAt, minutes, recurrence, plannedUntil, updatedAt, municipalityKey, meetings, breaks },
    daysOff: new Set(row.skipsHolidays ? await listDaysOff(later) : []),
    leftOutUntil: until,
    ...publicPlace(row),
    text: { title: text.words.title, summary: text.words.summary },
  };
}

export type GroupCalendarView = NonNullable<Awaited<ReturnType<typeof findGroupCalendar>>>;

/** Slugs of all groups that take part in the site map. */
export async function listGroupSlugs(): Promise<string[]> {
  "use cache";
  keep(GROUPS_TAG);
  return readPublic("slugs", readSlugs);
}

async function readSlugs(): Promise<string[]> {
  const rows = await db().group.findMany({
    where: { status: "published" },
    select: { slug: true },
    orderBy: { publishedAt: "desc" },
  });
  return rows.map(({ slug }) => slug);
}

/**
 * The words (as the database says them) of groups that the clock changed between two instants: a meeting or a linked forum has
 * ended, or a break has begun or is over because a day has.
 */
export async function listGroupsByClock(since: Date, until: Date): Promise<string[]> {
  const newDay = dayOf(since) !== dayOf(until);
  const rows = await inBackground(() =>
    db().group.findMany({
      where: {
        status: "published",
        OR: [
          { meetings: { some: { endsAt: { gte: since, lt: until } } } },
          { forums: { some: { forum: { endsAt: { gte: since, lt: until } } } } },
          ...(newDay
            ? [
                { breaks: { some: { firstDay: new Date(dayOf(until)) } } },
                { breaks: { some: { lastDay: new Date(dayOf(since)) } } },
              ]
            : []),
        ],
      },
      select: { slug: true },
    }),
  );
  return rows.map(({ slug }) => groupTag(slug));
}

/** Reads the lists of groups when a server starts, so that they work even if the database fails before anybody came. */
export async function rememberGroups(): Promise<void> {
  const listing: GroupListing = { page: 1 };
  await inBackground(async () => {
    await lastGood(`groups:list:${JSON.stringify(listing)}`, () => readList(listing));
    await lastGood("groups:facets", readFacets);
    await lastGood("groups:slugs", readSlugs);
  });
}

// For staff.

/** Groups on one page of a list for staff. */
const STAFF_PAGE = 25;

/** A group as staff find it. */
export interface GroupRow {
  id: string;
  slug: string;
  state: GroupState;
  kind: GroupKind;
  languages: SpokenLanguage[];
  place: string;
  organisation: string;
  next: MeetingView | null;
  title: string;
  /** The language of the title; undefined if it is only a name. */
  locale: string | undefined;
}

/** One page of the groups of a user's organisations, drafts and ended ones included: those that meet soonest first. */
export async function searchGroupsAtWork(
  { by }: ListGroups,
  locale: Locale,
  { text, page }: GroupSearchSchema,
  now = new Date(),
): Promise<{ groups: GroupRow[]; total: number; pages: number }> {
  const holds = `%${escapeLike(text)}%`;
  const own = by.kind === "user" && !by.roles.includes("administrator") ? by.organisationIds : null;
  const where = Prisma.join(
    [
      Prisma.sql`true`,
      ...(own ? [Prisma.sql`g."organisationId" = ANY(${[...own]}::uuid[])`] : []),
      ...(text
        ? [
            Prisma.sql`(g.slug ILIKE ${holds} OR g.district ILIKE ${holds} OR EXISTS (
              SELECT 1 FROM "ContentEdition" e WHERE e."groupId" = g.id AND e.title ILIKE ${holds}))`,
          ]
        : []),
    ],
    " AND ",
  );
  const [[counted], ids] = await Promise.all([
    db().$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM "Group" g WHERE ${where}`,
    db().$queryRaw<{ id: string }[]>`
      SELECT g.id FROM "Group" g WHERE ${where}
      ORDER BY g.status = 'ended', ${nextOf(now)} NULLS LAST, g.id
      LIMIT ${STAFF_PAGE} OFFSET ${(page - 1) * STAFF_PAGE}`,
  ]);
  const rows = await db().group.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    select: { ...CARD(now), organisation: { select: { name: true } } },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const total = counted?.count ?? 0;
  return {
    total,
    pages: pagesOf(total, STAFF_PAGE),
    groups: ids.flatMap(({ id }) => {
      const row = byId.get(id);
      if (!row) return [];
      const words = textFor("group", row.editions, locale);
      return {
        id,
        slug: row.slug,
        state: stateOf(row, now),
        kind: row.kind,
        languages: row.languages.filter(isSpokenLanguage),
        place: row.municipalityKey,
        organisation: row.organisation.name,
        next: row.meetings.map(toMeeting)[0] ?? null,
        title: words?.words.title ?? row.slug,
        locale: words?.locale,
      };
    }),
  };
}

/** How many people said that they will come along to a meeting, and the languages that some of them said, most people first. */
export interface VisitsView {
  people: number;
  languages: { language: SpokenLanguage; people: number }[];
}

const NOBODY: VisitsView = { people: 0, languages: [] };

/** Who said that they will come along to some meetings: numbers only. Meetings without anybody are not in it. */
export async function listVisits(meetingIds: readonly string[]): Promise<Map<string, VisitsView>> {
  const rows = await db().groupVisit.findMany({
    where: { meetingId: { in: [...meetingIds] } },
    orderBy: [{ count: "desc" }, { spokenLanguage: "asc" }],
  });
  const visits = new Map<string, VisitsView>();
  for (const { meetingId, spokenLanguage, count } of rows) {
    const { people, languages } = visits.get(meetingId) ?? NOBODY;
    const said = isSpokenLanguage(spokenLanguage) ? [{ language: spokenLanguage, people: count }] : [];
    visits.set(meetingId, { people: people + count, languages: [...languages, ...said] });
  }
  return visits;
}

/** The parts of a group that a policy needs; null if there is none. */
export async function findGroupSubject(id: string): Promise<GroupSubject | null> {
  const group = await db().group.findUnique({ where: { id }, select: { id: true, organisationId: true } });
  return group && { groupId: group.id, organisationId: group.organisationId };
}

/** The same by its slug, for pages and actions of whoever leads it. */
export async function findGroupSubjectBySlug(slug: string): Promise<GroupSubject | null> {
  const group = await db().group.findUnique({ where: { slug }, select: { id: true, organisationId: true } });
  return group && { groupId: group.id, organisationId: group.organisationId };
}

/** The meetings that staff see: the coming ones of some weeks, and the last past ones. */
const STAFF_COMING = 16;
const STAFF_PAST = 8;

/** A group with everything that its staff look after; null if it no longer exists. */
export async function findGroupAtWork({ subject: { groupId } }: ManageGroup, locale: Locale, now = new Date()) {
  const row = await db().group.findUnique({
    where: { id: groupId },
    include: {
      editions: PUBLISHED_EDITIONS,
      _count: { select: { members: { where: { status: "member" } } } },
      organisation: { select: { name: true } },
      content: { select: { id: true, sourceLanguage: true } },
      breaks: { orderBy: { firstDay: "asc" } },
      meetings: { ...coming(now), take: STAFF_COMING },
      tutors: {
        include: { user: { select: { name: true, email: true } } },
        orderBy: { since: "asc" },
      },
      forums: {
        select: {
          forum: { select: { id: true, slug: true, startsAt: true, endsAt: true, editions: PUBLISHED_EDITIONS } },
        },
        orderBy: { forum: { startsAt: "desc" } },
      },
    },
  });
  if (!row) return null;
  const past = await db().groupMeeting.findMany({
    where: { groupId, endsAt: { lte: now } },
    orderBy: { startsAt: "desc" },
    take: STAFF_PAST,
  });
  const text = textFor("group", row.editions, locale);
  const visits = await listVisits(row.meetings.map(({ id }) => id));
  return {
    ...row,
    state: stateOf(row, now),
    languages: row.languages.filter(isSpokenLanguage),
    usually: usuallyOf(row),
    ...rhythmOf(row.recurrence),
    breaks: row.breaks.map(({ id, firstDay, lastDay }) => ({ id, ...(toBreaks([{ firstDay, lastDay }])[0] as Break) })),
    meetings: row.meetings.map((meeting) => ({ ...toMeeting(meeting), visits: visits.get(meeting.id) ?? NOBODY })),
    past: past.map(toMeeting),
    tutors: row.tutors.map(({ user, ...tutor }) => ({
      ...tutor,
      languages: tutor.languages.filter(isSpokenLanguage),
      name: user.name,
      email: user.email,
    })),
    forums: row.forums.flatMap(({ forum }) => {
      const words = textFor("forum", forum.editions, locale);
      const title = words?.words.title ?? forum.slug;
      return { id: forum.id, slug: forum.slug, startsAt: forum.startsAt, title, locale: words?.locale };
    }),
    title: text?.words.title ?? row.slug,
    locale: text?.locale,
    text: row.content && { itemId: row.content.id, language: row.content.sourceLanguage },
  };
}

export type GroupAtWork = NonNullable<Awaited<ReturnType<typeof findGroupAtWork>>>;

/** A coming meeting for the page that changes it. */
export interface MeetingAtWork extends MeetingView {
  /** When somebody last wrote what it is about or took that away; null if never. */
  topicAt: Date | null;
}

/** One coming meeting of a group, for the page that changes it; null if it is over or there is none. */
export async function findMeetingAtWork(
  { subject: { groupId } }: ManageGroup | LeadGroup,
  id: string,
  now = new Date(),
): Promise<MeetingAtWork | null> {
  const row = await db().groupMeeting.findFirst({ where: { id, groupId, endsAt: { gt: now } } });
  return row && { ...toMeeting(row), topicAt: row.topicAt };
}

// For those who lead a group.

/** The meetings that whoever leads a group sees at once. */
const LED_SHOWN = 5;

const LED = (now: Date) =>
  ({
    ...CARD(now),
    ...{ placeName: true, address: true, onlineUrl: true, publishedAt: true },
    meetings: { ...coming(now), take: LED_SHOWN },
  }) satisfies Prisma.GroupSelect;

/** A group as whoever leads it sees it, with its meeting place and its meeting link; null if it no longer exists. */
export async function findLedGroup({ subject: { groupId } }: LeadGroup, locale: Locale, now = new Date()) {
  const row = await db().group.findUnique({ where: { id: groupId }, select: LED(now) });
  if (!row) return null;
  const text = textFor("group", row.editions, locale);
  const { id, slug, kind, district, placeName, address, onlineUrl, capacity, full } = row;
  return {
    ...{ id, slug, kind, district, placeName, address, onlineUrl, capacity, full },
    state: stateOf(row, now),
    languages: row.languages.filter(isSpokenLanguage),
    place: row.municipalityKey,
    usually: usuallyOf(row),
    isPublic: row.publishedAt !== null,
    meetings: row.meetings.map(toMeeting),
    title: text?.words.title ?? slug,
    /** The language of the title; undefined if it is only a name. */
    locale: text?.locale,
  };
}

export type LedGroup = NonNullable<Awaited<ReturnType<typeof findLedGroup>>>;

/** A group that a user leads, on the page where their work begins. */
export interface OwnGroupRow {
  id: string;
  slug: string;
  state: GroupState;
  languages: SpokenLanguage[];
  usually: GroupCardView["usually"];
  next: MeetingView | null;
  title: string;
  locale: string | undefined;
}

/** The groups that a user leads as their tutor, those that meet soonest first. Ended ones are left out. */
export async function listOwnGroups({ by }: OpenWorkspace, locale: Locale, now = new Date()): Promise<OwnGroupRow[]> {
  if (by.kind !== "user" || !by.roles.includes("peer_tutor") || by.ledGroupIds.length === 0) return [];
  const rows = await db().group.findMany({
    where: { id: { in: [...by.ledGroupIds] }, status: { not: "ended" } },
    select: CARD(now),
    orderBy: { id: "asc" },
  });
  return rows
    .map((row) => {
      const text = textFor("group", row.editions, locale);
      return {
        ...{ id: row.id, slug: row.slug },
        state: stateOf(row, now),
        languages: row.languages.filter(isSpokenLanguage),
        usually: usuallyOf(row),
        next: row.meetings.map(toMeeting)[0] ?? null,
        title: text?.words.title ?? row.slug,
        locale: text?.locale,
      };
    })
    .sort((a, b) => (a.next?.startsAt.getTime() ?? Infinity) - (b.next?.startsAt.getTime() ?? Infinity));
}

/** What a group's page shows of the tutor who asks; null if they no longer lead it. */
export async function findOwnShown({ by, subject: { groupId } }: ShowOneself): Promise<{
  shownName: string | null;
  languages: SpokenLanguage[];
  agreedAt: Date | null;
} | null> {
  const row = await db().groupTutor.findFirst({
    where: { groupId, userId: by.id ?? "" },
    select: { shownName: true, languages: true, agreedAt: true },
  });
  return row && { ...row, languages: row.languages.filter(isSpokenLanguage) };
}

/** For the letters to a tutor: the group's name and next meeting, and whether they lead it at an instant. */
export async function findGroupForTutor(
  { groupId, userId }: { groupId: string; userId: string },
  locale: Locale,
  now: Date,
): Promise<{
  slug: string;
  title: string;
  titleLocale: string | undefined;
  next: MeetingView | null;
  leads: boolean;
} | null> {
  const row = await db().group.findUnique({ where: { id: groupId }, select: CARD(now) });
  if (!row) return null;
  const leads = await db().groupTutor.count({ where: { groupId, userId, user: { lockedAt: null } } });
  const text = textFor("group", row.editions, locale);
  return {
    slug: row.slug,
    title: text?.words.title ?? row.slug,
    titleLocale: text?.locale,
    next: row.meetings.map(toMeeting)[0] ?? null,
    leads: leads > 0 && row.status !== "ended",
  };
}

/** The ids of the groups whose meetings are planned less far ahead than an instant. */
export async function listOutrun(until: Date): Promise<string[]> {
  const rows = await db().group.findMany({
    where: { status: { not: "ended" }, startsAt: { not: null }, plannedUntil: { lt: until } },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id }) => id);
}

/** How the audit log names groups: by the title of their original. */
export async function listGroupNames(_permit: ReadAudit, { ids }: AuditKeys): Promise<Map<string, string>> {
  const rows = await db().group.findMany({
    where: { id: { in: ids } },
    select: { id: true, slug: true, editions: { where: { state: "original" }, select: { title: true } } },
  });
  return new Map(rows.map(({ id, slug, editions }) => [id, editions[0]?.title ?? slug]));
}
