import "server-only";
import { PUBLISHED_EDITIONS } from "@/features/content/queries";
import { textFor } from "@/features/content/rules";
import type { Locale } from "@/i18n/locales";
import { finnishNameOf, MUNICIPALITY_KEYS, swedishNameOf } from "@/i18n/municipalities";
import { pagesOf } from "@/i18n/page-number";
import { db, escapeLike, type Tx } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import type { EditVenue, ListVenues, VenueSubject } from "./policy";
import type { VenueSearchSchema } from "./schema";

/** A venue as lists show it. */
export interface VenueRow {
  id: string;
  name: string;
  online: boolean;
  streetAddress: string | null;
  postalCode: string | null;
  /** The municipality's Finnish name; null if online. */
  municipality: string | null;
  municipalityKey: string;
  organisationId: string | null;
  organisation: string | null;
  /** New forums cannot choose it. */
  retired: boolean;
  /** Coming forums there, without drafts. */
  forums: number;
}

const VENUES_ON_A_PAGE = 25;

/** Published forums that have not ended, whose people are told of a change. */
const coming = (now: Date) => ({ status: "published" as const, endsAt: { gt: now } });

const ROW = (now: Date) =>
  ({
    organisation: { select: { name: true } },
    _count: { select: { forums: { where: coming(now) } } },
  }) satisfies Prisma.VenueInclude;

type Found = Prisma.VenueGetPayload<{ include: ReturnType<typeof ROW> }>;

function toRow({ organisation, _count, retiredAt, ...venue }: Found): VenueRow {
  const { id, name, online, streetAddress, postalCode, municipality, municipalityKey, organisationId } = venue;
  return {
    ...{ id, name, online, streetAddress, postalCode, municipality, municipalityKey, organisationId },
    organisation: organisation?.name ?? null,
    retired: retiredAt !== null,
    forums: _count.forums,
  };
}

/** The keys of the municipalities whose Finnish or Swedish name contains a text. */
function municipalitiesHolding(text: string): string[] {
  const looked = text.toLowerCase();
  return MUNICIPALITY_KEYS.filter((key) =>
    [finnishNameOf(key), swedishNameOf(key)].some((name) => name.toLowerCase().includes(looked)),
  );
}

/** One page of venues, found by a part of their name, address or municipality: those on offer first, by name. */
export async function searchVenues(
  _permit: ListVenues,
  { text, page }: VenueSearchSchema,
  now = new Date(),
): Promise<{ venues: VenueRow[]; total: number; pages: number }> {
  const holds = { contains: escapeLike(text), mode: "insensitive" } as const;
  const where: Prisma.VenueWhereInput = text
    ? {
        OR: [
          { name: holds },
          { streetAddress: holds },
          { postalCode: holds },
          { municipalityKey: { in: municipalitiesHolding(text) } },
        ],
      }
    : {};
  const [total, rows] = await Promise.all([
    db().venue.count({ where }),
    db().venue.findMany({
      where,
      include: ROW(now),
      orderBy: [{ retiredAt: { sort: "asc", nulls: "first" } }, { name: "asc" }, { id: "asc" }],
      skip: (page - 1) * VENUES_ON_A_PAGE,
      take: VENUES_ON_A_PAGE,
    }),
  ]);
  return { venues: rows.map(toRow), total, pages: pagesOf(total, VENUES_ON_A_PAGE) };
}

/** The parts of a venue that a policy needs; null if there is none. */
export async function findVenueSubject(id: string): Promise<VenueSubject | null> {
  const venue = await db().venue.findUnique({ where: { id }, select: { id: true, organisationId: true } });
  return venue && { venueId: venue.id, organisationId: venue.organisationId };
}

/** A venue for people who change it, with its text, if any. */
export async function findVenue(
  permit: EditVenue,
  now = new Date(),
): Promise<
  | (VenueRow & {
      latitude: number | null;
      longitude: number | null;
      text: { itemId: string; language: string } | null;
    })
  | null
> {
  const row = await db().venue.findUnique({
    where: { id: permit.subject.venueId },
    include: { ...ROW(now), content: { select: { id: true, sourceLanguage: true } } },
  });
  return (
    row && {
      ...toRow(row),
      ...{ latitude: row.latitude, longitude: row.longitude },
      text: row.content && { itemId: row.content.id, language: row.content.sourceLanguage },
    }
  );
}

/** What depends on a venue: shown before anybody is told of a new address. */
export interface VenueUse {
  /** The first of the coming forums there, soonest first. */
  forums: { id: string; slug: string; title: string; locale: string | undefined; startsAt: Date }[];
  total: number;
  /** People who have, wait for or have been offered a place in one of them. */
  people: number;
}

/** How many forums are named; the others are counted. */
const NAMED = 10;

/** The coming forums in a venue, and how many people have registered for them. */
export async function previewVenueChange(permit: EditVenue, locale: Locale, now = new Date()): Promise<VenueUse> {
  const forum = { ...coming(now), venueId: permit.subject.venueId };
  const [rows, total, people] = await Promise.all([
    db().forum.findMany({
      where: forum,
      select: { id: true, slug: true, startsAt: true, editions: PUBLISHED_EDITIONS },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      take: NAMED,
    }),
    db().forum.count({ where: forum }),
    db().participant.count({
      where: { registration: { forum, status: { in: ["confirmed", "offered", "waiting"] }, anonymisedAt: null } },
    }),
  ]);
  return {
    forums: rows.map(({ editions, ...row }) => {
      const text = textFor("forum", editions, locale);
      return { ...row, title: text?.words.title ?? row.slug, locale: text?.locale };
    }),
    total,
    people,
  };
}

/** The ids of the coming forums in a venue, in the order in which they are locked. */
export async function listComingForumIds(permit: EditVenue, now: Date, client: Tx): Promise<string[]> {
  const rows = await client.forum.findMany({
    where: { ...coming(now), venueId: permit.subject.venueId },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id }) => id);
}
