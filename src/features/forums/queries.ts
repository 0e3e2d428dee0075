import "server-only";
import { cacheLife, cacheTag } from "next/cache";
import { bestTranslation } from "@/i18n/fallback";
import type { Locale } from "@/i18n/locales";
import { isSpokenLanguage, type SpokenLanguage } from "@/i18n/spoken-languages";
import { db, type Tx } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import { FORUMS_TAG, forumTag } from "./cache-tags";
import { type ForumState, forumState, type PlacesTaken, placesLeft } from "./rules";
import type { ForumKind, ForumListing, LanguageOfferState, Place, Track } from "./schema";

export interface LanguageOffer {
  language: SpokenLanguage;
  state: LanguageOfferState;
  main: boolean;
}

/** A forum as lists show it. Texts carry the language they are in. */
export interface ForumCard {
  slug: string;
  kind: ForumKind;
  state: ForumState;
  startsAt: Date;
  endsAt: Date;
  place: Place;
  venueName: string;
  online: boolean;
  /** Seats left; null: not limited, or nothing to book. */
  seatsLeft: number | null;
  languages: LanguageOffer[];
  text: {
    locale: string;
    reviewed: boolean;
    title: string;
    summary: string;
  };
  hasOutcome: boolean;
}

export interface AgendaSession {
  id: string;
  startsAt: Date;
  endsAt: Date;
  room: string | null;
  track: Track | null;
  languages: SpokenLanguage[];
  text: { locale: string; title: string; description: string } | null;
}

/** All that a forum's page tells. Holds no personal data but the organiser's public contact. */
export interface ForumPage extends Omit<ForumCard, "text"> {
  id: string;
  registrationClosesAt: Date | null;
  capacity: number | null;
  childcareCapacity: number | null;
  childcareLeft: number | null;
  organisation: { name: string; url: string | null };
  contact: { name: string; email: string; phone: string | null };
  address: string | null;
  municipality: string | null;
  coordinates: { latitude: number; longitude: number } | null;
  venueText: { locale: string; accessibility: string; directions: string } | null;
  text: ForumCard["text"] & { description: string; audience: string; outcome: string | null };
  sessions: AgendaSession[];
  updatedAt: Date;
}

export interface ForumList {
  forums: ForumCard[];
  total: number;
  page: number;
  pages: number;
}

/** Forums on one page of a list. */
const PAGE_SIZE = 12;

const CARD_INCLUDE = {
  venue: true,
  translations: true,
  languages: { orderBy: [{ main: "desc" }, { language: "asc" }] },
} satisfies Prisma.ForumInclude;

/** Minutes pass and states change without a write (a deadline, the end): pages are renewed in the background. */
function forumCacheLife() {
  cacheLife({ stale: 30, revalidate: 30, expire: 300 });
}

/**
 * Counts the places that registrations hold, per forum. The one place that every question about free places goes to;
 * inside a command give its transaction, after locking the forum.
 */
export async function countPlaces(forumIds: readonly string[], client: Tx = db()): Promise<Map<string, PlacesTaken>> {
  const counts = new Map(forumIds.map((id) => [id, { seats: 0, childcare: 0, waiting: 0 }]));
  if (forumIds.length === 0) return counts;
  const rows = await client.$queryRaw<{ forumId: string; seats: number; childcare: number; waiting: number }[]>`
    SELECT r."forumId",
           COALESCE(SUM(p.people) FILTER (WHERE r.status = 'confirmed'), 0)::int AS seats,
           COALESCE(SUM(cardinality(r."childcareAges")) FILTER (WHERE r.status = 'confirmed' AND r."childcareStatus" = 'confirmed'), 0)::int AS childcare,
           (COUNT(*) FILTER (WHERE r.status = 'waiting'))::int AS waiting
    FROM "Registration" r
    JOIN LATERAL (SELECT COUNT(*) AS people FROM "Participant" p WHERE p."registrationId" = r.id) p ON TRUE
    WHERE r."forumId" = ANY(${forumIds}::uuid[]) AND r.status <> 'cancelled'
    GROUP BY r."forumId"`;
  for (const { forumId, ...places } of rows) counts.set(forumId, places);
  return counts;
}

/** One page of the coming or past forums, as the reader narrowed them: soonest first, past ones latest first. */
export async function listForums(locale: Locale, listing: ForumListing): Promise<ForumList> {
  "use cache";
  cacheTag(FORUMS_TAG);
  forumCacheLife();
  const now = new Date();
  const where = {
    status: listing.past ? ("published" as const) : { in: ["published" as const, "cancelled" as const] },
    endsAt: listing.past ? { lte: now } : { gt: now },
    ...(listing.kind && { kind: listing.kind }),
    ...(listing.place && { venue: { place: listing.place } }),
    ...(listing.language && {
      languages: { some: { language: listing.language, state: { not: "not_available" as const } } },
    }),
  };
  const total = await db().forum.count({ where });
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const rows = await db().forum.findMany({
    where,
    include: CARD_INCLUDE,
    orderBy: { startsAt: listing.past ? "desc" : "asc" },
    skip: (listing.page - 1) * PAGE_SIZE,
    take: PAGE_SIZE,
  });
  const places = await countPlaces(rows.map((row) => row.id));
  const forums = rows.flatMap((row) => toCard(row, places.get(row.id)?.seats ?? 0, locale, now) ?? []);
  return { forums, total, page: listing.page, pages };
}

/** Every coming forum in one language's words, for the calendar feed; `spoken` narrows to those that offer a language. */
export async function listForumsForCalendar(locale: Locale, spoken: SpokenLanguage | undefined): Promise<ForumPage[]> {
  "use cache";
  cacheTag(FORUMS_TAG);
  forumCacheLife();
  const rows = await db().forum.findMany({
    where: {
      status: { not: "draft" },
      endsAt: { gt: new Date() },
      ...(spoken && { languages: { some: { language: spoken, state: { not: "not_available" } } } }),
    },
    select: { slug: true },
    orderBy: { startsAt: "asc" },
    take: 200,
  });
  const forums: ForumPage[] = [];
  for (const { slug } of rows) {
    const forum = await loadForum(locale, slug);
    if (forum) forums.push(forum);
  }
  return forums;
}

/** Languages that coming forums offer, most offered first, with how many forums offer each. */
export async function listOfferedLanguages(): Promise<{ language: SpokenLanguage; forums: number }[]> {
  "use cache";
  cacheTag(FORUMS_TAG);
  forumCacheLife();
  const rows = await db().forumLanguage.groupBy({
    by: ["language"],
    where: { state: { not: "not_available" }, forum: { status: "published", endsAt: { gt: new Date() } } },
    _count: { forumId: true },
    orderBy: [{ _count: { forumId: "desc" } }, { language: "asc" }],
  });
  return rows.flatMap((row) =>
    isSpokenLanguage(row.language) ? [{ language: row.language, forums: row._count.forumId }] : [],
  );
}

/** Slugs of all forums that have a public page, for prerendering and the site map. */
export async function listForumSlugs(): Promise<string[]> {
  "use cache";
  cacheTag(FORUMS_TAG);
  forumCacheLife();
  const rows = await db().forum.findMany({
    where: { status: { not: "draft" } },
    select: { slug: true },
    orderBy: { startsAt: "desc" },
  });
  return rows.map((row) => row.slug);
}

/** A forum's public page, kept until a write touches the forum; null for a draft or an unknown slug. */
export async function getForumPage(locale: Locale, slug: string): Promise<ForumPage | null> {
  "use cache";
  cacheTag(forumTag(slug));
  forumCacheLife();
  return loadForum(locale, slug);
}

/** A forum as it is this instant, for forms and tickets; null for a draft or an unknown slug. */
export async function loadForum(locale: Locale, slug: string, client: Tx = db()): Promise<ForumPage | null> {
  const row = await client.forum.findUnique({
    where: { slug, status: { not: "draft" } },
    include: {
      ...CARD_INCLUDE,
      venue: { include: { translations: true } },
      organisation: true,
      sessions: {
        include: { translations: true, languages: true },
        orderBy: [{ startsAt: "asc" }, { position: "asc" }],
      },
    },
  });
  if (!row) return null;
  const places = (await countPlaces([row.id], client)).get(row.id) ?? { seats: 0, childcare: 0, waiting: 0 };
  const card = toCard(row, places.seats, locale, new Date());
  const text = bestTranslation(row.translations, locale);
  if (!card || !text) return null;
  const { venue } = row;
  const venueText = bestTranslation(venue.translations, locale);
  return {
    ...card,
    id: row.id,
    registrationClosesAt: row.registrationClosesAt,
    capacity: row.capacity,
    childcareCapacity: row.childcareCapacity,
    childcareLeft: placesLeft(row.childcareCapacity, places.childcare),
    organisation: { name: row.organisation.name, url: row.organisation.url },
    contact: { name: row.contactName, email: row.contactEmail, phone: row.contactPhone },
    address: venue.online
      ? null
      : [venue.streetAddress, [venue.postalCode, venue.municipality].filter(Boolean).join(" ")]
          .filter(Boolean)
          .join(", "),
    municipality: venue.municipality,
    coordinates:
      venue.latitude !== null && venue.longitude !== null
        ? { latitude: venue.latitude, longitude: venue.longitude }
        : null,
    venueText: venueText
      ? { locale: venueText.locale, accessibility: venueText.accessibility, directions: venueText.directions }
      : null,
    text: { ...card.text, description: text.description, audience: text.audience, outcome: text.outcome },
    sessions: row.sessions.map((session) => {
      const words = bestTranslation(session.translations, locale);
      return {
        id: session.id,
        startsAt: session.startsAt,
        endsAt: session.endsAt,
        room: session.room,
        track: session.track,
        languages: session.languages.map(({ language }) => language).filter(isSpokenLanguage),
        text: words ? { locale: words.locale, title: words.title, description: words.description } : null,
      };
    }),
    updatedAt: row.updatedAt,
  };
}

interface CardRow {
  slug: string;
  kind: ForumKind;
  status: "draft" | "published" | "cancelled";
  startsAt: Date;
  endsAt: Date;
  registrationClosesAt: Date | null;
  capacity: number | null;
  venue: { name: string; online: boolean; place: string };
  languages: { language: string; state: LanguageOfferState; main: boolean }[];
  translations: {
    locale: string;
    title: string;
    summary: string;
    outcome: string | null;
    state: "draft" | "machine" | "reviewed";
  }[];
}

function toCard(row: CardRow, seatsTaken: number, locale: Locale, now: Date): ForumCard | undefined {
  const text = bestTranslation(row.translations, locale);
  if (!text) return undefined;
  const state = forumState(row, seatsTaken, now);
  return {
    slug: row.slug,
    kind: row.kind,
    state,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    place: row.venue.place as Place,
    venueName: row.venue.name,
    online: row.venue.online,
    seatsLeft: state === "drop_in" ? null : placesLeft(row.capacity, seatsTaken),
    languages: row.languages.flatMap(({ language, ...offer }) =>
      isSpokenLanguage(language) ? [{ language, ...offer }] : [],
    ),
    text: { locale: text.locale, reviewed: text.state === "reviewed", title: text.title, summary: text.summary },
    hasOutcome: Boolean(text.outcome),
  };
}
