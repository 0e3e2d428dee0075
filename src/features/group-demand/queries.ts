import "server-only";
import { PUBLISHED_EDITIONS } from "@/features/content/queries";
import { textFor } from "@/features/content/rules";
import { IS_FULL } from "@/features/groups/queries";
import type { GroupKind } from "@/features/groups/schema";
import type { Locale } from "@/i18n/locales";
import { pagesOf } from "@/i18n/page-number";
import { isSpokenLanguage, type SpokenLanguage } from "@/i18n/spoken-languages";
import { addDays } from "@/i18n/time";
import { db, type Tx } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import { hashToken, looksLikeToken } from "@/platform/security/tokens";
import type { SeeDemand } from "./policy";
import { askedBy, shownCount } from "./rules";
import type { DemandFilterSchema } from "./schema";

/** SQL: whether the group `g` is public and takes new people. */
const TAKES_PEOPLE = Prisma.sql`(g.status = 'published' AND NOT ${IS_FULL})`;

/** SQL: whether the group `g` is one that the wish `w` is for. */
const FITS = Prisma.sql`(${TAKES_PEOPLE} AND w.language = ANY(g.languages) AND (w.kind IS NULL OR g.kind = w.kind)
  AND (g.place = w.place OR w."onlineToo" AND g.place = 'online'))`;

/** Whether there is a group with room that a search asks for. */
export async function hasRoomSomewhere(
  tx: Tx,
  { language, place, kind }: { language: SpokenLanguage; place: string | undefined; kind: GroupKind | undefined },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT FROM "Group" g WHERE ${TAKES_PEOPLE} AND ${language} = ANY(g.languages)
      AND (${place ?? null}::text IS NULL OR g.place = ${place ?? null}) AND (${kind ?? null}::text IS NULL OR g.kind::text = ${kind ?? null})) AS found`;
  return row?.found ?? false;
}

/** The most people who are told in one go; the next go tells the others. */
const AT_ONCE = 500;

/** Wishes that wait and for which there is a group, with the group: near before online; the oldest wishes first. */
export async function listMetWishes(tx: Tx): Promise<{ id: string; groupId: string }[]> {
  return tx.$queryRaw<{ id: string; groupId: string }[]>`
    SELECT w.id, met.id AS "groupId" FROM "GroupWish" w
      CROSS JOIN LATERAL (SELECT g.id FROM "Group" g WHERE ${FITS} ORDER BY g.place = 'online', g."publishedAt", g.id LIMIT 1) met
    WHERE w."forgottenAt" IS NULL AND w."toldAt" IS NULL ORDER BY w."createdAt", w.id LIMIT ${AT_ONCE}`;
}

/** Wishes of one address that wait, and for which a group would do; locked until the transaction ends. */
export async function listWishesFor(
  tx: Tx,
  { id, groupId }: { id: string; groupId: string },
): Promise<{ id: string; email: string | null; phone: string | null; messageLocale: string }[]> {
  return tx.$queryRaw<{ id: string; email: string | null; phone: string | null; messageLocale: string }[]>`
    SELECT w.id, w.email, w.phone, w."messageLocale" FROM "GroupWish" w, "GroupWish" first, "Group" g
    WHERE first.id = ${id}::uuid AND g.id = ${groupId}::uuid AND ${FITS}
      AND w."forgottenAt" IS NULL AND w."toldAt" IS NULL
      AND (w.email = first.email OR w.phone = first.phone)
    ORDER BY w.id FOR UPDATE OF w`;
}

/** A wish as whoever has its link sees it. */
export interface WishView {
  language: SpokenLanguage;
  place: string;
  onlineToo: boolean;
  kind: GroupKind | null;
  email: string | null;
  phone: string | null;
  /** A message about a group is on its way. */
  told: boolean;
}

/** The wish that a link opens; null if the link opens nothing, or its owner has been told and forgotten. */
export async function findWish(token: string): Promise<WishView | null> {
  if (!looksLikeToken(token)) return null;
  const row = await db().groupWish.findUnique({ where: { tokenHash: hashToken(token), forgottenAt: null } });
  if (!row || !isSpokenLanguage(row.language)) return null;
  const { language, place, onlineToo, kind, email, phone, toldAt } = row;
  return { language, place, onlineToo, kind, email, phone, told: toldAt !== null };
}

/** A group for the letter about it to somebody who wanted one, in a language; null if it would not do any more. */
export async function findMetWish(id: string, locale: Locale) {
  const [fits] = await db().$queryRaw<{ groupId: string; language: string }[]>`
    SELECT g.id AS "groupId", w.language FROM "GroupWish" w JOIN "Group" g ON g.id = w."groupId"
    WHERE w.id = ${id}::uuid AND w."forgottenAt" IS NULL AND w."toldAt" IS NOT NULL AND ${FITS}`;
  if (!fits) return null;
  const group = await db().group.findUnique({
    where: { id: fits.groupId },
    select: { slug: true, municipalityKey: true, district: true, editions: PUBLISHED_EDITIONS },
  });
  const text = group && textFor("group", group.editions, locale);
  if (!group || !text || !isSpokenLanguage(fits.language)) return null;
  const { slug, municipalityKey, district } = group;
  return { slug, place: municipalityKey, district, language: fits.language, text };
}

/** What is asked for in one language and place, and what there is. `few`: one or two people. */
export interface DemandRow {
  language: SpokenLanguage;
  /** Null: anywhere. */
  place: string | null;
  /** Parents and students who speak it, at the forums held there. */
  people: number | "few";
  /** Searches for a group that found none with room. */
  searches: number;
  /** People who wanted to be told of a group, whatever came of it. */
  wishes: number | "few";
  /** Groups with room there, full ones, and those online with room. Of "anywhere", all there are. */
  open: number;
  full: number;
  online: number;
}

/** Rows on one page. */
const PAGE_SIZE = 25;

/**
 * One page of demand and supply by language and place: first what is asked for without a group with room, most asked for first.
 * Finnish, Swedish and English, which forums are held in, say nothing of a group by being spoken. Of a kind, searches and wishes
 * count that such a group or any would have met, and the people at forums for whom it is.
 */
export async function searchDemand(
  _permit: SeeDemand,
  { language, place, kind, period, page }: DemandFilterSchema,
  now = new Date(),
): Promise<{ rows: DemandRow[]; total: number; pages: number }> {
  const since = addDays(now, -Math.round(Number(period) * 30.44));
  const only = (columns: { language: Prisma.Sql; place: Prisma.Sql }) => Prisma.sql`
    ${language ? Prisma.sql`AND ${columns.language} = ${language}` : Prisma.empty}
    ${place ? Prisma.sql`AND ${columns.place} = ${place}` : Prisma.empty}`;
  const supplied = kind ? Prisma.sql`AND g.kind = ${kind}::"GroupKind"` : Prisma.empty;
  const searched = kind ? Prisma.sql`AND kind IN ('', ${kind})` : Prisma.empty;
  const wished = kind ? Prisma.sql`AND (kind IS NULL OR kind = ${kind}::"GroupKind")` : Prisma.empty;
  const rows = await db().$queryRaw<
    {
      language: string;
      place: string;
      people: number;
      searches: number;
      wishes: number;
      open: number;
      full: number;
      online: number;
      total: number;
    }[]
  >`
    WITH supply AS (
      SELECT l.language, g.place, count(*) FILTER (WHERE ${TAKES_PEOPLE}) AS open, count(*) FILTER (WHERE NOT ${TAKES_PEOPLE}) AS "full"
      FROM "Group" g CROSS JOIN unnest(g.languages) l (language) WHERE g.status = 'published' ${supplied} GROUP BY 1, 2
    ), asked AS (
      SELECT p."spokenLanguage" AS language, v.place, count(*) AS people, 0 AS searches, 0 AS wishes
      FROM "Participant" p JOIN "Registration" r ON r.id = p."registrationId"
        JOIN "Forum" f ON f.id = r."forumId" JOIN "Venue" v ON v.id = f."venueId"
      WHERE f."startsAt" >= ${since} AND f.status = 'published' AND r.status <> 'cancelled' AND p.role::text = ANY(${[...askedBy(kind)]})
        AND p."spokenLanguage" NOT IN ('fi', 'sv', 'en')
      GROUP BY 1, 2
      UNION ALL
      SELECT language, place, 0, sum(count), 0 FROM "GroupSearchCount" WHERE day >= ${since} ${searched} GROUP BY 1, 2
      UNION ALL
      SELECT language, place, 0, 0, count(*) FROM "GroupWish" WHERE "createdAt" >= ${since} ${wished} GROUP BY 1, 2
    ), demand AS (
      SELECT language, place, sum(people) AS people, sum(searches) AS searches, sum(wishes) AS wishes FROM asked GROUP BY 1, 2
    ), told AS (
      SELECT COALESCE(d.language, s.language) AS language, COALESCE(d.place, s.place) AS place,
        COALESCE(d.people, 0)::int AS people, COALESCE(d.searches, 0)::int AS searches, COALESCE(d.wishes, 0)::int AS wishes,
        CASE WHEN d.place = '' THEN anywhere.open ELSE COALESCE(s.open, 0) END::int AS open,
        CASE WHEN d.place = '' THEN anywhere."full" ELSE COALESCE(s."full", 0) END::int AS "full",
        CASE WHEN COALESCE(d.place, s.place) IN ('', 'online') THEN 0 ELSE anywhere.online END::int AS online
      FROM demand d FULL JOIN supply s ON s.language = d.language AND s.place = d.place
        CROSS JOIN LATERAL (
          SELECT COALESCE(sum(a.open), 0) AS open, COALESCE(sum(a."full"), 0) AS "full",
            COALESCE(sum(a.open) FILTER (WHERE a.place = 'online'), 0) AS online
          FROM supply a WHERE a.language = COALESCE(d.language, s.language)) anywhere
    )
    SELECT t.*, count(*) OVER ()::int AS total FROM told t
    WHERE true ${only({ language: Prisma.sql`t.language`, place: Prisma.sql`t.place` })}
    ORDER BY t.open > 0, t.people + t.searches + t.wishes DESC, t.language, t.place
    LIMIT ${PAGE_SIZE} OFFSET ${(page - 1) * PAGE_SIZE}`;
  const total = rows[0]?.total ?? 0;
  return {
    total,
    pages: pagesOf(total, PAGE_SIZE),
    rows: rows.flatMap(({ language: code, place: where, people, searches, wishes, open, full, online }) =>
      isSpokenLanguage(code)
        ? {
            ...{ language: code, place: where || null, searches, open, full, online },
            ...{ people: shownCount(people), wishes: shownCount(wishes) },
          }
        : [],
    ),
  };
}
