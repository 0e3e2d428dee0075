import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { cache } from "react";
import { type ForumSubject, hasRole, type SessionSubject } from "@/features/access/policy";
import type { OpenWorkspace } from "@/features/accounts/policy";
import type { ReadAudit } from "@/features/audit/policy";
import type { AuditKeys } from "@/features/audit/schema";
import { getCapacity, listCapacities } from "@/features/capacity/queries";
import { type ForumCapacity, placesLeft } from "@/features/capacity/rules";
import { PUBLISHED_EDITIONS } from "@/features/content/queries";
import { type EditionRow, type Standing, textFor } from "@/features/content/rules";
import type { Locale } from "@/i18n/locales";
import { pagesOf } from "@/i18n/page-number";
import { isSpokenLanguage, type SpokenLanguage } from "@/i18n/spoken-languages";
import { db, escapeLike, inBackground } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import { lastGood } from "@/platform/last-good";
import type { LegalPerson } from "@/platform/operator";
import { FORUMS_TAG, forumTag, PUBLIC_TAG } from "./cache-tags";
import { LAST_PAGE } from "./listing-path";
import { canManageForum } from "./policy";
import { type ForumState, forumState } from "./rules";
import type {
  ForumFilterSchema,
  ForumKind,
  ForumListing,
  ForumSearchSchema,
  LanguageOfferState,
  Track,
} from "./schema";

export interface LanguageOfferView {
  language: SpokenLanguage;
  state: LanguageOfferState;
  main: boolean;
}

/** A forum as lists show it. Texts carry the language they are in. */
export interface ForumCardView {
  id: string;
  slug: string;
  organisationId: string;
  kind: ForumKind;
  state: ForumState;
  startsAt: Date;
  endsAt: Date;
  /** The key of its municipality, or `online`. */
  place: string;
  venueName: string;
  online: boolean;
  /** Free seats; null if unlimited, or if there is nothing to book. */
  seatsLeft: number | null;
  languages: LanguageOfferView[];
  text: {
    locale: string;
    title: string;
    summary: string;
  };
  hasOutcome: boolean;
}

export interface ForumSessionView {
  id: string;
  startsAt: Date;
  endsAt: Date;
  room: string | null;
  track: Track | null;
  /** Seats at this table; null if only the forum's own limit applies. */
  capacity: number | null;
  seatsLeft: number | null;
  languages: SpokenLanguage[];
  text: { locale: string; title: string; description: string; standing: Standing } | null;
}

export interface ForumChangeView {
  kind: "time" | "place" | "cancelled" | "programme";
  at: Date;
  previousStartsAt: Date | null;
  previousEndsAt: Date | null;
  previousVenue: string | null;
}

/** Everything on a forum's page. Contains no personal data except the organiser's public contact. */
export interface ForumView extends Omit<ForumCardView, "text"> {
  registrationOpensAt: Date | null;
  registrationClosesAt: Date | null;
  /** When staff recorded its outcome; null if not yet. */
  closedAt: Date | null;
  capacity: number | null;
  childcareCapacity: number | null;
  childcareLeft: number | null;
  servesMeal: boolean;
  arrangesAccess: boolean;
  /** How many days after the end personal data is removed. */
  retentionDays: number;
  /** What staff changed after registration opened, oldest first. */
  changes: ForumChangeView[];
  organisation: { id: string; url: string | null } & LegalPerson;
  contact: { name: string; email: string; phone: string | null };
  venueSlug: string;
  address: string | null;
  municipality: string | null;
  coordinates: { latitude: number; longitude: number } | null;
  venueText: { locale: string; accessibility: string; directions: string; standing: Standing } | null;
  text: ForumCardView["text"] & { description: string; audience: string; outcome: string | null; standing: Standing };
  sessions: ForumSessionView[];
  updatedAt: Date;
}

/** A forum as calendars show it. */
export interface CalendarForumView
  extends Pick<
    ForumView,
    "id" | "slug" | "state" | "startsAt" | "endsAt" | "updatedAt" | "venueName" | "address" | "coordinates" | "contact"
  > {
  text: { title: string; summary: string };
}

/** A forum as feeds show it. */
export interface FeedForumView extends CalendarForumView {
  createdAt: Date;
  /** Languages in which it is held or interpreted. */
  languages: SpokenLanguage[];
  text: CalendarForumView["text"] & { locale: string };
}

export interface ForumListView {
  forums: ForumCardView[];
  total: number;
  page: number;
  pages: number;
}

/** Forums on one page of a list. */
const PAGE_SIZE = 12;

const CARD_INCLUDE = {
  venue: true,
  editions: PUBLISHED_EDITIONS,
  languages: { orderBy: [{ main: "desc" }, { language: "asc" }] },
} satisfies Prisma.ForumInclude;

/**
 * Caches what a public page shows until one of its tags expires: through writes anywhere, or through the clock, at the
 * instants that `listForumsByClock` knows. The lifetimes here, in seconds, are a safety net and for browsers.
 */
export function keep(tag: string): void {
  cacheTag(tag, PUBLIC_TAG);
  cacheLife({ stale: 30, revalidate: 300, expire: 3600 });
}

/** Seconds after which a page with last-known data asks again. */
const ASK_AGAIN = 5;

/**
 * Reads for a public page. While the database does not answer, returns what was last known. That does not depend on the
 * reader's language, so one visitor's page serves the others.
 */
async function readPublic<T>(key: string, load: () => Promise<T>): Promise<T> {
  const { value, fresh } = await lastGood(`forums:${key}`, load);
  if (!fresh) cacheLife({ stale: ASK_AGAIN, revalidate: ASK_AGAIN, expire: 300 });
  return value;
}

/** One page of coming or past forums that match the filter: coming ones soonest first, past ones latest first. */
export async function searchForums(locale: Locale, listing: ForumListing): Promise<ForumListView> {
  "use cache";
  keep(FORUMS_TAG);
  const { rows, places, total, pages } = await readPublic(`list:${JSON.stringify(listing)}`, () => readList(listing));
  const now = new Date();
  const forums = rows.flatMap((row) => toCard(row, places.get(row.id)?.taken.forum ?? 0, locale, now) ?? []);
  return { forums, total, page: listing.page, pages };
}

async function readList(listing: ForumListing) {
  const now = new Date();
  const where = {
    status: listing.past ? ("published" as const) : { in: ["published" as const, "cancelled" as const] },
    endsAt: listing.past ? { lte: now } : { gt: now },
    ...(listing.kind && { kind: listing.kind }),
    ...(listing.place && { venue: { municipalityKey: listing.place } }),
    ...(listing.organisation && { organisation: { slug: listing.organisation } }),
    ...(listing.language && {
      languages: { some: { language: listing.language, state: { not: "not_available" as const } } },
    }),
  };
  const total = await db().forum.count({ where });
  const pages = Math.min(LAST_PAGE, pagesOf(total, PAGE_SIZE));
  const rows = await db().forum.findMany({
    where,
    include: CARD_INCLUDE,
    orderBy: { startsAt: listing.past ? "desc" : "asc" },
    skip: (listing.page - 1) * PAGE_SIZE,
    take: PAGE_SIZE,
  });
  return { rows, places: await listCapacities(rows.map((row) => row.id)), total, pages };
}

/**
 * All coming forums that match a filter, in one language, for calendars and feeds. Not cached, because feeds cache
 * their output.
 */
export async function listForumsForCalendar(locale: Locale, filter: ForumFilterSchema): Promise<FeedForumView[]> {
  return toCalendar(await readPublic("calendar", listCalendarRows), locale, filter);
}

type CalendarRow = Awaited<ReturnType<typeof listCalendarRows>>[number];

/** Whether a forum matches a filter, as in the lists. */
function fits(row: CalendarRow, { language, place, kind, organisation }: ForumFilterSchema): boolean {
  return (
    (!language || row.languages.some((offer) => offer.language === language && offer.state !== "not_available")) &&
    (!place || row.venue.municipalityKey === place) &&
    (!kind || row.kind === kind) &&
    (!organisation || row.organisation.slug === organisation)
  );
}

/** The forums that match a filter as a calendar shows them, in one language. */
export function toCalendar(rows: CalendarRow[], locale: Locale, filter: ForumFilterSchema): FeedForumView[] {
  const now = new Date();
  return rows.flatMap((row) => {
    const text = textFor("forum", row.editions, locale);
    if (!text || !fits(row, filter)) return [];
    return {
      id: row.id,
      slug: row.slug,
      // Taken places make no difference to a calendar.
      state: forumState(row, 0, now),
      startsAt: row.startsAt,
      endsAt: row.endsAt,
      updatedAt: row.updatedAt,
      venueName: row.venue.name,
      ...placeOf(row.venue),
      contact: { name: row.contactName, email: row.contactEmail, phone: row.contactPhone },
      createdAt: row.createdAt,
      languages: row.languages.flatMap(({ language, state }) =>
        isSpokenLanguage(language) && state !== "not_available" ? [language] : [],
      ),
      text: { locale: text.locale, title: text.words.title, summary: text.words.summary },
    };
  });
}

/** The name of the organisation with this slug, if it has public forums. */
export async function findOrganiser(slug: string): Promise<{ name: string } | null> {
  const organisers = await listOrganisers();
  return organisers.find((organiser) => organiser.slug === slug) ?? null;
}

/** The organisations with public forums, by name. */
export async function listOrganisers(): Promise<{ slug: string; name: string }[]> {
  "use cache";
  keep(FORUMS_TAG);
  return readPublic("organisers", readOrganisers);
}

async function readOrganisers() {
  return db().organisation.findMany({
    where: { forums: { some: { status: { not: "draft" } } } },
    select: { slug: true, name: true },
    orderBy: { name: "asc" },
  });
}

/** The places of public forums: keys of municipalities, or `online`. */
export async function listPlaces(): Promise<string[]> {
  "use cache";
  keep(FORUMS_TAG);
  return readPublic("places", readPlaces);
}

async function readPlaces(): Promise<string[]> {
  const rows = await db().venue.findMany({
    where: { forums: { some: { status: { not: "draft" } } } },
    select: { municipalityKey: true },
    distinct: ["municipalityKey"],
  });
  return rows.map(({ municipalityKey }) => municipalityKey);
}

/** The coming forums as calendars need them: one read for all page languages and spoken languages. */
export async function listCalendarRows() {
  return db().forum.findMany({
    where: { status: { not: "draft" }, endsAt: { gt: new Date() } },
    select: {
      id: true,
      slug: true,
      kind: true,
      status: true,
      startsAt: true,
      endsAt: true,
      registrationOpensAt: true,
      registrationClosesAt: true,
      capacity: true,
      updatedAt: true,
      contactName: true,
      contactEmail: true,
      contactPhone: true,
      createdAt: true,
      venue: true,
      organisation: { select: { slug: true } },
      languages: { select: { language: true, state: true } },
      editions: PUBLISHED_EDITIONS,
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  });
}

/** The languages that coming forums offer and how many forums offer each, most offered first. */
export async function listOfferedLanguages(): Promise<{ language: SpokenLanguage; forums: number }[]> {
  "use cache";
  keep(FORUMS_TAG);
  const rows = await readPublic("languages", readOfferedLanguages);
  return rows.flatMap((row) =>
    isSpokenLanguage(row.language) ? [{ language: row.language, forums: row._count.forumId }] : [],
  );
}

async function readOfferedLanguages() {
  return db().forumLanguage.groupBy({
    by: ["language"],
    where: { state: { not: "not_available" }, forum: { status: "published", endsAt: { gt: new Date() } } },
    _count: { forumId: true },
    orderBy: [{ _count: { forumId: "desc" } }, { language: "asc" }],
  });
}

/** Slugs of all forums that have a public page, for the site map. */
export async function listForumSlugs(): Promise<string[]> {
  "use cache";
  keep(FORUMS_TAG);
  return readPublic("slugs", readSlugs);
}

async function readSlugs(): Promise<string[]> {
  const rows = await db().forum.findMany({
    where: { status: { not: "draft" } },
    select: { slug: true },
    orderBy: { startsAt: "desc" },
  });
  return rows.map((row) => row.slug);
}

/** Slugs of the next forums, soonest first, at most `most`. The build makes their pages. */
export async function listComingSlugs(most: number): Promise<string[]> {
  "use cache";
  keep(FORUMS_TAG);
  const rows = await db().forum.findMany({ ...coming(), select: { slug: true }, take: most });
  return rows.map(({ slug }) => slug);
}

function coming() {
  return {
    where: { status: { not: "draft" as const }, endsAt: { gt: new Date() } },
    orderBy: [{ startsAt: "asc" as const }, { id: "asc" as const }],
  };
}

/** How many of the next forums are read at the start. */
const REMEMBERED = 200;

/**
 * Reads what the public pages show when a server starts, so that they work even if the database fails before anybody
 * has visited them.
 */
export function rememberForums(): Promise<void> {
  return inBackground(remember);
}

async function remember(): Promise<void> {
  for (const past of [false, true]) {
    const listing: ForumListing = { past, page: 1 };
    await lastGood(`forums:list:${JSON.stringify(listing)}`, () => readList(listing));
  }
  await lastGood("forums:languages", readOfferedLanguages);
  await lastGood("forums:calendar", listCalendarRows);
  await lastGood("forums:organisers", readOrganisers);
  await lastGood("forums:places", readPlaces);
  await lastGood("forums:slugs", readSlugs);
  const next = await db().forum.findMany({ ...coming(), include: PAGE_INCLUDE, take: REMEMBERED });
  for (const found of await withPlaces(next)) await lastGood(`forums:page:${found.row.slug}`, async () => found);
}

/** Forums on one page of a list for staff. */
const STAFF_PAGE = 25;

/** One page of a user's forums. */
export interface ForumPageView {
  forums: ForumCardView[];
  total: number;
  pages: number;
}

/** Forums whose title in any language, venue or slug contains a text. */
function holding(text: string): Prisma.ForumWhereInput {
  if (!text) return {};
  const holds = { contains: escapeLike(text), mode: "insensitive" } as const;
  return {
    OR: [
      { editions: { some: { published: { not: null }, title: holds } } },
      { venue: { name: holds } },
      { slug: holds },
    ],
  };
}

async function readPage(
  locale: Locale,
  where: Prisma.ForumWhereInput,
  page: number,
  startsAt: "asc" | "desc",
): Promise<ForumPageView> {
  const now = new Date();
  const [total, rows] = await Promise.all([
    db().forum.count({ where }),
    db().forum.findMany({
      where,
      include: CARD_INCLUDE,
      orderBy: [{ startsAt }, { id: "asc" }],
      skip: (page - 1) * STAFF_PAGE,
      take: STAFF_PAGE,
    }),
  ]);
  const places = await listCapacities(rows.map(({ id }) => id));
  return {
    forums: rows.flatMap((row) => toCard(row, places.get(row.id)?.taken.forum ?? 0, locale, now) ?? []),
    total,
    pages: pagesOf(total, STAFF_PAGE),
  };
}

/** One page of the forums that take registrations now, soonest first, for helpers: all, or the one with an id. */
export async function searchOpenForums(
  locale: Locale,
  forumId: string | null,
  { text, page }: Pick<ForumSearchSchema, "text" | "page">,
): Promise<ForumPageView> {
  const now = new Date();
  const where = {
    AND: [
      {
        status: "published" as const,
        registrationClosesAt: { gte: now },
        OR: [{ registrationOpensAt: null }, { registrationOpensAt: { lte: now } }],
        endsAt: { gt: now },
        ...(forumId && { id: forumId }),
      },
      holding(text),
    ],
  };
  return readPage(locale, where, page, "asc");
}

/** What a user looks after: forums by id, all forums of organisations, or all forums. */
export type ForumScope =
  | "all"
  | { forumIds: readonly string[]; sessionIds: readonly string[]; organisationIds: readonly string[] };

function within(scope: ForumScope): Prisma.ForumWhereInput {
  if (scope === "all") return {};
  return {
    OR: [
      { id: { in: [...scope.forumIds] } },
      { organisationId: { in: [...scope.organisationIds] } },
      { sessions: { some: { id: { in: [...scope.sessionIds] } } } },
    ],
  };
}

/** One page of the forums that a user looks after: coming ones or drafts soonest first, past ones latest first. */
export async function searchForumsOf(
  locale: Locale,
  scope: ForumScope,
  { text, when, page }: ForumSearchSchema,
): Promise<ForumPageView> {
  const now = new Date();
  const wanted: Prisma.ForumWhereInput =
    when === "drafts"
      ? { status: "draft" }
      : { status: { not: "draft" }, endsAt: when === "past" ? { lte: now } : { gt: now } };
  const where = { AND: [wanted, within(scope), holding(text)] };
  return readPage(locale, where, page, when === "past" ? "desc" : "asc");
}

/** What policies need to know about a forum; null if there is none. */
export async function findForumSubject(key: { id: string } | { slug: string }): Promise<ForumSubject | null> {
  const row = await db().forum.findUnique({ where: key, select: { id: true, organisationId: true } });
  return row && { forumId: row.id, organisationId: row.organisationId };
}

/** What policies need to know about a session; null if there is none with that id. */
export async function findSessionSubject(sessionId: string): Promise<SessionSubject | null> {
  const row = await db().forumSession.findUnique({
    where: { id: sessionId },
    select: { forum: { select: { id: true, organisationId: true } } },
  });
  return row && { sessionId, forumId: row.forum.id, organisationId: row.forum.organisationId };
}

/**
 * A user's forums like `searchForumsOf`, and for each whether they manage it or only look after a part. Drafts only for
 * people who manage forums.
 */
export async function searchOwnForums(
  { by }: OpenWorkspace,
  locale: Locale,
  search: ForumSearchSchema,
): Promise<{ forums: { forum: ForumCardView; manages: boolean }[]; total: number; pages: number }> {
  const none = { forums: [], total: 0, pages: 1 };
  if (by.kind !== "user") return none;
  if (search.when === "drafts" && !hasRole(by, "administrator", "staff", "counsellor")) return none;
  const { forums, ...rest } = await searchForumsOf(
    locale,
    hasRole(by, "administrator")
      ? "all"
      : {
          forumIds: by.forumIds,
          sessionIds: search.when === "drafts" ? [] : by.forumSessionIds,
          organisationIds: hasRole(by, "staff") ? by.organisationIds : [],
        },
    search,
  );
  return {
    ...rest,
    forums: forums.map((forum) => ({
      forum,
      manages: canManageForum.allows(by, { forumId: forum.id, organisationId: forum.organisationId }),
    })),
  };
}

/** A forum and its sessions by their titles, to be assigned to a user. */
export interface AssignableForumView {
  id: string;
  title: string;
  /** The language of the title; undefined if a name replaces it. */
  locale: string | undefined;
  startsAt: Date;
  sessions: { id: string; title: string; locale: string | undefined }[];
}

/** How many forums are offered at once; others must be searched for. */
const OFFERED = 12;

/**
 * The forums that can be assigned to a user, as a whole or by session: those already assigned, and the next ones that
 * contain a text. Already assigned ones are always included, because what a form leaves out is removed.
 */
export async function listAssignableForums(
  locale: Locale,
  { forumIds, sessionIds, text }: { forumIds: readonly string[]; sessionIds: readonly string[]; text: string },
): Promise<AssignableForumView[]> {
  const include = {
    editions: PUBLISHED_EDITIONS,
    sessions: { include: { editions: PUBLISHED_EDITIONS }, orderBy: { position: "asc" } },
  } satisfies Prisma.ForumInclude;
  const order = [{ startsAt: "asc" as const }, { id: "asc" as const }];
  const [inCare, found] = await Promise.all([
    db().forum.findMany({
      where: within({ forumIds, sessionIds, organisationIds: [] }),
      include,
      orderBy: order,
    }),
    db().forum.findMany({
      where: { AND: [{ status: { not: "draft" }, endsAt: { gt: new Date() } }, holding(text)] },
      include,
      orderBy: order,
      take: OFFERED,
    }),
  ]);
  const all = [...inCare, ...found.filter(({ id }) => !inCare.some((forum) => forum.id === id))];
  return all.map(({ id, slug, startsAt, editions, sessions }) => {
    const text = textFor("forum", editions, locale);
    return {
      id,
      title: text?.words.title ?? slug,
      locale: text?.locale,
      startsAt,
      sessions: sessions.map((session) => {
        const name = textFor("session", session.editions, locale);
        return {
          id: session.id,
          title: name?.words.title ?? session.room ?? String(session.position + 1),
          locale: name?.locale,
        };
      }),
    };
  });
}

/** The titles of forums, including drafts, by their ids, each in the best available language. */
export async function listForumTitles(
  locale: Locale,
  ids: readonly string[],
): Promise<Map<string, { title: string; locale: string }>> {
  const rows = await db().forum.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, editions: PUBLISHED_EDITIONS },
  });
  return new Map(
    rows.flatMap(({ id, editions }) => {
      const best = textFor("forum", editions, locale);
      return best ? [[id, { title: best.words.title, locale: best.locale }] as const] : [];
    }),
  );
}

/**
 * Slugs of the forums that only the clock changes between two instants: registration opens or closes, the forum begins
 * or ends.
 */
export async function listForumsByClock(since: Date, until: Date): Promise<string[]> {
  const within = { gte: since, lt: until };
  const rows = await inBackground(() =>
    db().forum.findMany({
      where: {
        status: { not: "draft" },
        OR: [
          { registrationOpensAt: within },
          { registrationClosesAt: within },
          { startsAt: within },
          { endsAt: within },
        ],
      },
      select: { slug: true },
    }),
  );
  return rows.map(({ slug }) => slug);
}

/** The venues on offer by name, for staff who make or move a forum; with the forum's present venue. */
export async function listVenues(
  forumId?: string,
): Promise<{ slug: string; name: string; municipality: string | null }[]> {
  return db().venue.findMany({
    where: { OR: [{ retiredAt: null }, ...(forumId ? [{ forums: { some: { id: forumId } } }] : [])] },
    select: { slug: true, name: true, municipality: true },
    orderBy: { name: "asc" },
  });
}

/** Where the venue of a slug is: its municipality's key, or `online`; null where there is no such venue. */
export async function findVenuePlace(slug: string): Promise<string | null> {
  const venue = await db().venue.findUnique({ where: { slug }, select: { municipalityKey: true } });
  return venue?.municipalityKey ?? null;
}

/** A forum's public page, cached until a write touches the forum; null for a draft or an unknown slug. */
export async function findForumPage(locale: Locale, slug: string): Promise<ForumView | null> {
  "use cache";
  keep(forumTag(slug));
  return toPage(await readPublic(`page:${slug}`, () => readForum({ slug })), locale);
}

/**
 * A forum at this instant, for forms; null for a draft or an unknown slug. While the database does not answer, returns
 * what was last known, so that a form that comes back then, even as a page without JavaScript, keeps what was typed.
 * Read once per request, because the page's title and its content need the same forum.
 */
export const findForum = cache(async (locale: Locale, slug: string): Promise<ForumView | null> => {
  const { value } = await lastGood(`forums:page:${slug}`, () => readForum({ slug }));
  return toPage(value, locale);
});

/** The same by id, for tickets; only from the database. */
export async function findForumById(locale: Locale, id: string): Promise<ForumView | null> {
  return toPage(await readForum({ id }), locale);
}

/** The same for people who manage it; includes drafts. */
export async function findForumAtWork(locale: Locale, id: string): Promise<ForumView | null> {
  return toPage(await readForum({ id }, true), locale);
}

/**
 * Where a forum meets online. Not part of what pages show: callers give it only to people who hold a seat or manage the
 * forum.
 */
export async function findOnlineUrl(forumId: string): Promise<string | null> {
  const row = await db().forum.findUnique({ where: { id: forumId }, select: { onlineUrl: true } });
  return row?.onlineUrl ?? null;
}

/** Several forums by id, in a few statements however many they are. Leaves out drafts and unknown ones. */
export async function listForumsById(locale: Locale, ids: readonly string[]): Promise<Map<string, ForumView>> {
  const rows = await db().forum.findMany({
    where: { id: { in: [...new Set(ids)] }, status: { not: "draft" } },
    include: PAGE_INCLUDE,
  });
  return new Map(
    (await withPlaces(rows)).flatMap((found) => {
      const forum = toPage(found, locale);
      return forum ? [[forum.id, forum] as const] : [];
    }),
  );
}

const PAGE_INCLUDE = {
  ...CARD_INCLUDE,
  venue: { include: { editions: PUBLISHED_EDITIONS } },
  organisation: true,
  changes: {
    select: { kind: true, at: true, previousStartsAt: true, previousEndsAt: true, previousVenue: true },
    orderBy: { at: "asc" },
  },
  sessions: {
    include: { editions: PUBLISHED_EDITIONS, languages: true },
    orderBy: [{ startsAt: "asc" }, { position: "asc" }],
  },
} satisfies Prisma.ForumInclude;

type PageRow = Prisma.ForumGetPayload<{ include: typeof PAGE_INCLUDE }>;

/** Adds the places taken to each forum's rows. */
async function withPlaces(rows: readonly PageRow[]): Promise<{ row: PageRow; places: ForumCapacity }[]> {
  const places = await listCapacities(rows.map(({ id }) => id));
  return rows.map((row) => ({ row, places: places.get(row.id) ?? { limits: {}, taken: {}, waiting: {} } }));
}

/** A forum's rows in every language; null for an unknown one, and for a draft unless `withDrafts`. */
async function readForum(key: { slug: string } | { id: string }, withDrafts = false) {
  const row = await db().forum.findUnique({
    where: withDrafts ? key : { ...key, status: { not: "draft" } },
    include: PAGE_INCLUDE,
  });
  return row && { row, places: await getCapacity(row.id) };
}

/** A forum's organiser with its legal identity. If it has no contact of its own, the forum's is used. */
function toOrganisation(
  {
    id,
    url,
    name,
    businessId,
    address,
    email,
    phone,
    privacyContact,
  }: LegalPerson & { id: string; url: string | null },
  contactEmail: string,
) {
  return { id, url, name, businessId, address, email: email ?? contactEmail, phone, privacyContact };
}

/** A forum's page in one language. */
function toPage(found: Awaited<ReturnType<typeof readForum>>, locale: Locale): ForumView | null {
  if (!found) return null;
  const { row, places } = found;
  const card = toCard(row, places.taken.forum ?? 0, locale, new Date());
  const text = textFor("forum", row.editions, locale);
  if (!card || !text) return null;
  const { venue } = row;
  const venueText = textFor("venue", venue.editions, locale);
  return {
    ...card,
    registrationOpensAt: row.registrationOpensAt,
    registrationClosesAt: row.registrationClosesAt,
    closedAt: row.closedAt,
    capacity: row.capacity,
    childcareCapacity: row.childcareCapacity,
    childcareLeft: row.childcareCapacity === null ? null : placesLeft(places, "childcare"),
    servesMeal: row.servesMeal,
    arrangesAccess: row.arrangesAccess,
    retentionDays: row.retentionDays,
    changes: row.changes,
    organisation: toOrganisation(row.organisation, row.contactEmail),
    contact: { name: row.contactName, email: row.contactEmail, phone: row.contactPhone },
    venueSlug: venue.slug,
    municipality: venue.municipality,
    ...placeOf(venue),
    venueText: venueText ? { ...venueText.words, locale: venueText.locale, standing: venueText.standing } : null,
    text: { ...text.words, outcome: text.words.outcome || null, locale: text.locale, standing: text.standing },
    sessions: row.sessions.map((session) => {
      const text = textFor("session", session.editions, locale);
      return {
        id: session.id,
        startsAt: session.startsAt,
        endsAt: session.endsAt,
        room: session.room,
        track: session.track,
        capacity: session.capacity,
        seatsLeft: placesLeft(places, `session:${session.id}`),
        languages: session.languages.map(({ language }) => language).filter(isSpokenLanguage),
        text: text ? { ...text.words, locale: text.locale, standing: text.standing } : null,
      };
    }),
    updatedAt: row.updatedAt,
  };
}

/** The place of a venue; none for an online one. */
function placeOf(
  venue: Pick<PageRow["venue"], "online" | "streetAddress" | "postalCode" | "municipality" | "latitude" | "longitude">,
): Pick<ForumView, "address" | "coordinates"> {
  const { latitude, longitude } = venue;
  const town = [venue.postalCode, venue.municipality].filter(Boolean).join("\u00A0");
  return {
    address: venue.online ? null : [venue.streetAddress, town].filter(Boolean).join(", "),
    coordinates: latitude !== null && longitude !== null ? { latitude, longitude } : null,
  };
}

interface CardRow {
  id: string;
  slug: string;
  organisationId: string;
  kind: ForumKind;
  status: "draft" | "published" | "cancelled";
  startsAt: Date;
  endsAt: Date;
  registrationOpensAt: Date | null;
  registrationClosesAt: Date | null;
  capacity: number | null;
  venue: { name: string; online: boolean; municipalityKey: string };
  languages: { language: string; state: LanguageOfferState; main: boolean }[];
  editions: EditionRow[];
}

function toCard(row: CardRow, seatsTaken: number, locale: Locale, now: Date): ForumCardView | undefined {
  const text = textFor("forum", row.editions, locale);
  if (!text) return undefined;
  const state = forumState(row, seatsTaken, now);
  return {
    id: row.id,
    slug: row.slug,
    organisationId: row.organisationId,
    kind: row.kind,
    state,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    place: row.venue.municipalityKey,
    venueName: row.venue.name,
    online: row.venue.online,
    seatsLeft: state === "drop_in" || row.capacity === null ? null : Math.max(0, row.capacity - seatsTaken),
    languages: row.languages.flatMap(({ language, ...offer }) =>
      isSpokenLanguage(language) ? [{ language, ...offer }] : [],
    ),
    text: { locale: text.locale, title: text.words.title, summary: text.words.summary },
    hasOutcome: text.words.outcome !== "",
  };
}

/** The slugs of forums, by id. */
export async function listForumSlugsById(_permit: ReadAudit, { ids }: AuditKeys): Promise<Map<string, string>> {
  const rows = await db().forum.findMany({ where: { id: { in: ids } }, select: { id: true, slug: true } });
  return new Map(rows.map(({ id, slug }) => [id, slug]));
}

/** The id of the forum with a slug, if there is one. */
export async function listForumIdsBySlug(_permit: ReadAudit, slug: string): Promise<string[]> {
  const row = await db().forum.findUnique({ where: { slug }, select: { id: true } });
  return row ? [row.id] : [];
}

/** The names of sessions by id: the titles of their originals, or else their rooms. */
export async function listSessionNames(_permit: ReadAudit, { ids }: AuditKeys): Promise<Map<string, string>> {
  const rows = await db().forumSession.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      room: true,
      content: { select: { editions: { where: { state: "original" }, select: { title: true } } } },
    },
  });
  return new Map(rows.map(({ id, room, content }) => [id, content?.editions[0]?.title ?? room ?? id]));
}

/** The names of venues by id and by slug. */
export async function listVenueNames(_permit: ReadAudit, keys: AuditKeys): Promise<Map<string, string>> {
  return namesByKey(await db().venue.findMany(calledBy(keys)));
}

/** The names of organisations by id and by slug. */
export async function listOrganisationNames(_permit: ReadAudit, keys: AuditKeys): Promise<Map<string, string>> {
  return namesByKey(await db().organisation.findMany(calledBy(keys)));
}

const calledBy = ({ ids, texts }: AuditKeys) => ({
  where: { OR: [{ slug: { in: texts } }, { id: { in: ids } }] },
  select: { id: true, slug: true, name: true } as const,
});

const namesByKey = (rows: readonly { id: string; slug: string; name: string }[]) =>
  new Map(rows.flatMap(({ id, slug, name }) => [[id, name] as const, [slug, name] as const]));
