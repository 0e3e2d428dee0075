import "server-only";
import { LOCALE_CODES } from "@/i18n/locales";
import { pagesOf } from "@/i18n/page-number";
import { db, escapeLike } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import { type ListTextWork, translatableBy } from "../policy";
import { type EditionState, notesOf, type PartNote, type Progress, progressOf } from "../rules";
import type { OwnerKind, TextWork, TextWorkSearchSchema } from "../schema";

/** One translation that needs work. */
export interface TextWorkView {
  itemId: string;
  language: string;
  kind: OwnerKind;
  state: TextWork;
  /** The parts that need work; empty if nobody has begun the translation. */
  parts: Pick<PartNote, "field" | "state">[];
  /** The user saved it last and nobody has checked it, so it is another person's turn. */
  own: boolean;
  sourceLanguage: string;
  /** The newest title of the original; for a venue, its name. */
  title: string;
  /** Its forum, or for a venue the next one there that the user may know of: its title and time. Null for a group, a post or a page. */
  forum: { title: string; language: string; startsAt: Date; endsAt: Date } | null;
  /** The organisation of the text; for a venue that no organisation made, that of the next forum there. Null for a page. */
  organisation: string | null;
}

export interface TextWorkPage {
  rows: TextWorkView[];
  total: number;
  pages: number;
  /** For everything that was searched, in all languages and states. */
  progress: Map<string, Progress>;
  /** The organisations with coming forums whose texts the user may translate. */
  organisations: { id: string; name: string }[];
}

const ON_A_PAGE = 25;

/**
 * One page of the translation work that the user may do, soonest event first: for coming forums that are not cancelled,
 * including drafts, with their sessions, for venues of coming forums that are published or the user's own, for groups
 * that have not ended, by their next meeting, for posts, by how near their day is, and for pages of the portal, as for a forum in
 * two weeks. Covers every page language, and any other in which a text has been begun.
 * Unless a state is asked for, leaves out what the user saved last, while it waits for another person's check.
 */
export async function searchTextWork(permit: ListTextWork, search: TextWorkSearchSchema): Promise<TextWorkPage> {
  const { language, state } = search;
  const [{ counts, rows }, organisations] = await Promise.all([readPage(permit, search), listOrganisations(permit)]);
  const total = counts
    .filter((group) => group.state !== "checked" && (language === undefined || group.language === language))
    .filter((group) => (state === undefined ? !group.own : group.state === state))
    .reduce((sum, { count }) => sum + count, 0);
  const pages = pagesOf(total, ON_A_PAGE);
  return { rows, total, pages, progress: progressOf(counts), organisations };
}

/** Forums whose texts somebody is waiting for. */
const COMING = Prisma.sql`f.status <> 'cancelled' AND f."endsAt" > now()`;

/** Groups whose texts somebody is waiting for. */
const MEETING = Prisma.sql`g.status <> 'ended'`;

/** Posts whose texts somebody is waiting for: to come, or so new that people still read them. */
const NEWS = Prisma.sql`(p.status IN ('draft', 'review') OR (p.status = 'published' AND p."publishAt" > now() - interval '90 days'))`;

/** When a post is read most, as far ahead as it is long ago: one of yesterday is as urgent as a forum of tomorrow. */
const READ_AT = Prisma.sql`COALESCE(GREATEST(p."publishAt", now() + (now() - p."publishAt")), 'infinity')`;

/**
 * The forums, as `f`, the venues, as `v`, the groups, as `g`, and the posts, as `p`, whose texts the user may translate, and whether
 * they may translate the pages of the portal.
 */
function scopeOf(permit: ListTextWork): Record<"forum" | "venue" | "group" | "post" | "page", Prisma.Sql> {
  const scope = translatableBy(permit);
  const everything = Prisma.sql`true`;
  if (scope === "all")
    return { forum: everything, venue: everything, group: everything, post: everything, page: everything };
  const { organisationIds, forumIds, pages } = scope;
  return {
    forum: Prisma.sql`(f."organisationId" = ANY(${organisationIds}::uuid[]) OR f.id = ANY(${forumIds}::uuid[]))`,
    venue: Prisma.sql`v."organisationId" = ANY(${organisationIds}::uuid[])`,
    group: Prisma.sql`g."organisationId" = ANY(${organisationIds}::uuid[])`,
    post: Prisma.sql`p."organisationId" = ANY(${organisationIds}::uuid[])`,
    page: Prisma.sql`${pages}::boolean`,
  };
}

/** The organisation of a venue's text; if no organisation made the venue, that of the forum there. */
const VENUE_OF = Prisma.sql`COALESCE(v."organisationId", f."organisationId")`;

/** The beginning of a statement: `pairs` has a row for each text searched and each language to translate it into. */
function translations(permit: ListTextWork, { text, organisation, forum }: TextWorkSearchSchema): Prisma.Sql {
  const locales = [...LOCALE_CODES];
  const holds = `%${escapeLike(text)}%`;
  const scope = scopeOf(permit);
  const of = (owner: Prisma.Sql) => (organisation ? Prisma.sql`AND ${owner} = ${organisation}::uuid` : Prisma.empty);
  const searched = [
    COMING,
    ...(forum ? [Prisma.sql`f.slug = ${forum}`] : []),
    ...(text
      ? [
          Prisma.sql`(f.slug ILIKE ${holds}
            OR EXISTS (SELECT 1 FROM "Venue" v WHERE v.id = f."venueId" AND v.name ILIKE ${holds})
            OR EXISTS (SELECT 1 FROM "ContentEdition" e WHERE e."forumId" = f.id AND e.title ILIKE ${holds}))`,
        ]
      : []),
  ];
  const groups = [
    MEETING,
    scope.group,
    // Somebody who looks for one forum's texts wants no others.
    ...(forum ? [Prisma.sql`false`] : []),
    ...(text
      ? [
          Prisma.sql`(g.slug ILIKE ${holds}
            OR EXISTS (SELECT 1 FROM "ContentEdition" e WHERE e."groupId" = g.id AND e.title ILIKE ${holds}))`,
        ]
      : []),
  ];
  const posts = [
    NEWS,
    scope.post,
    ...(forum ? [Prisma.sql`false`] : []),
    ...(text
      ? [
          Prisma.sql`(p.slug ILIKE ${holds}
            OR EXISTS (SELECT 1 FROM "ContentEdition" e WHERE e."postId" = p.id AND e.title ILIKE ${holds}))`,
        ]
      : []),
  ];
  const sitePages = [
    scope.page,
    // They belong to no organisation.
    ...(forum || organisation ? [Prisma.sql`false`] : []),
    ...(text
      ? [Prisma.sql`EXISTS (SELECT 1 FROM "ContentEdition" e WHERE e."pageId" = s.id AND e.title ILIKE ${holds})`]
      : []),
  ];
  const by = permit.by.kind === "user" ? permit.by.id : "";
  return Prisma.sql`
    WITH coming AS MATERIALIZED (
      SELECT f.id, f."organisationId", f."venueId", f."startsAt", f.status FROM "Forum" f WHERE ${Prisma.join(searched, " AND ")}),
    forums AS MATERIALIZED (SELECT f.* FROM coming f WHERE ${scope.forum} ${of(Prisma.sql`f."organisationId"`)}),
    texts ("itemId", "sourceLanguage", "forumId", "startsAt", kind, position) AS (
      SELECT i.id, i."sourceLanguage", f.id, f."startsAt", 'forum', -1 FROM forums f JOIN "ContentItem" i ON i."forumId" = f.id
      UNION ALL
      SELECT i.id, i."sourceLanguage", f.id, f."startsAt", 'session', s.position
      FROM forums f JOIN "Session" s ON s."forumId" = f.id JOIN "ContentItem" i ON i."sessionId" = s.id
      UNION ALL
      SELECT * FROM (
        SELECT DISTINCT ON (i.id) i.id, i."sourceLanguage", f.id, f."startsAt", 'venue', 0
        FROM coming f JOIN "Venue" v ON v.id = f."venueId" JOIN "ContentItem" i ON i."venueId" = v.id
        WHERE ${scope.venue} ${of(VENUE_OF)} AND (f.status = 'published' OR ${scope.forum})
        ORDER BY i.id, f."startsAt", f.id) venues
      UNION ALL
      SELECT i.id, i."sourceLanguage", NULL, COALESCE(
        (SELECT min(m."startsAt") FROM "GroupMeeting" m
          WHERE m."groupId" = g.id AND m."startsAt" > now() - interval '2 days' AND m."endsAt" > now()
            AND m."cancelledAt" IS NULL), 'infinity'), 'group', 0
      FROM "Group" g JOIN "ContentItem" i ON i."groupId" = g.id
      WHERE ${Prisma.join(groups, " AND ")} ${of(Prisma.sql`g."organisationId"`)}
      UNION ALL
      SELECT i.id, i."sourceLanguage", NULL, ${READ_AT}, 'post', 0
      FROM "Post" p JOIN "ContentItem" i ON i."postId" = p.id
      WHERE ${Prisma.join(posts, " AND ")} ${of(Prisma.sql`p."organisationId"`)}
      UNION ALL
      SELECT i.id, i."sourceLanguage", NULL, now() + interval '14 days', 'page', 0
      FROM "SitePage" s JOIN "ContentItem" i ON i."pageId" = s.id
      WHERE ${Prisma.join(sitePages, " AND ")}
    ),
    begun AS MATERIALIZED (
      SELECT t.*, e.language, COALESCE(array_position(${locales}::text[], e.language), ${locales.length + 1}) AS place,
        e."workState"::text AS state, e."workState" = 'unchecked' AND EXISTS (
          SELECT 1 FROM "ContentRevision" r
          WHERE r."itemId" = e."itemId" AND r.language = e.language AND r.number = e.latest AND r."byKind" = 'user' AND r."byId" = ${by}
        ) AS own
      FROM texts t JOIN "ContentEdition" e ON e."itemId" = t."itemId" AND e.language <> t."sourceLanguage"
    ),
    pairs AS MATERIALIZED (
      SELECT * FROM begun
      UNION ALL
      SELECT t.*, l.language, l.place::int, 'missing', false
      FROM texts t CROSS JOIN unnest(${locales}::text[]) WITH ORDINALITY l (language, place)
      WHERE l.language <> t."sourceLanguage"
        AND NOT EXISTS (SELECT FROM begun b WHERE b."itemId" = t."itemId" AND b.language = l.language)
    )`;
}

interface Row extends Omit<TextWorkView, "parts" | "title" | "forum"> {
  title: string | null;
  forumTitle: string | null;
  forumLanguage: string;
  /** Null for a group, a post or a page, like the times. */
  slug: string | null;
  startsAt: string | null;
  endsAt: string | null;
  notes: unknown;
}

/** How many translations of a language have a state, and, if they are unchecked, were last saved by the user. */
interface Count {
  language: string;
  state: TextWorkState;
  own: boolean;
  count: number;
}

type TextWorkState = EditionState | "missing";

/** The counts of everything searched, and one page of it: in one statement, because both need every translation. */
async function readPage(
  permit: ListTextWork,
  search: TextWorkSearchSchema,
): Promise<{ counts: Count[]; rows: TextWorkView[] }> {
  const { language, state, page } = search;
  const wanted = [
    state ? Prisma.sql`state = ${state}` : Prisma.sql`state <> 'checked' AND NOT own`,
    ...(language ? [Prisma.sql`language = ${language}`] : []),
  ];
  const order = Prisma.sql`"startsAt", "forumId", position, kind, "itemId", place, language`;
  const [found] = await db().$queryRaw<{ counts: Count[] | null; rows: Row[] | null }[]>`
    ${translations(permit, search)}, page AS (
      SELECT row_number() OVER (ORDER BY ${order}) AS turn, wanted.* FROM (
        SELECT * FROM pairs WHERE ${Prisma.join(wanted, " AND ")} ORDER BY ${order} LIMIT ${ON_A_PAGE} OFFSET ${(page - 1) * ON_A_PAGE}
      ) wanted
    ), counts AS (SELECT language, state, own, count(*)::int AS count FROM pairs GROUP BY language, state, own
    ), rows AS (
      SELECT p.turn, p."itemId", p.language, p.kind, p.state, p.own, p."sourceLanguage",
        COALESCE(original.fields->>'title', v.name) AS title,
        CASE WHEN ${scopeOf(permit).forum} THEN whole.fields->>'title' ELSE shown.title END AS "forumTitle",
        COALESCE(fi."sourceLanguage", p."sourceLanguage") AS "forumLanguage",
        f.slug, f."startsAt", f."endsAt", o.name AS organisation,
        (SELECT jsonb_agg(note - 'original') FROM jsonb_array_elements(e."workNotes") note) AS notes
      FROM page p
      JOIN "ContentItem" i ON i.id = p."itemId"
      LEFT JOIN "Forum" f ON f.id = p."forumId"
      LEFT JOIN "Venue" v ON v.id = i."venueId"
      LEFT JOIN "Group" g ON g.id = i."groupId"
      LEFT JOIN "Post" n ON n.id = i."postId"
      LEFT JOIN "Organisation" o ON o.id = COALESCE(g."organisationId", n."organisationId", ${VENUE_OF})
      LEFT JOIN "ContentItem" fi ON fi."forumId" = f.id
      LEFT JOIN LATERAL (${newest(Prisma.sql`fi.id`, Prisma.sql`fi."sourceLanguage"`)}) whole ON true
      LEFT JOIN "ContentEdition" shown ON shown."itemId" = fi.id AND shown.language = fi."sourceLanguage"
      LEFT JOIN LATERAL (${newest(Prisma.sql`p."itemId"`, Prisma.sql`p."sourceLanguage"`)}) original ON true
      LEFT JOIN "ContentEdition" e ON e."itemId" = p."itemId" AND e.language = p.language
    )
    SELECT (SELECT jsonb_agg(counts) FROM counts) AS counts, (SELECT jsonb_agg(rows ORDER BY turn) FROM rows) AS rows`;
  const rows = (found?.rows ?? []).map(({ title, forumTitle, slug, startsAt, endsAt, notes, ...row }) => ({
    itemId: row.itemId,
    language: row.language,
    kind: row.kind,
    state: row.state,
    own: row.own,
    sourceLanguage: row.sourceLanguage,
    organisation: row.organisation,
    title: title ?? "",
    parts: notesOf(notes).map(({ field, state }) => ({ field, state })),
    forum:
      slug === null || startsAt === null || endsAt === null
        ? null
        : {
            title: forumTitle ?? slug,
            language: row.forumLanguage,
            startsAt: new Date(startsAt),
            endsAt: new Date(endsAt),
          },
  }));
  return { counts: found?.counts ?? [], rows };
}

/** The newest words of a text in a language. */
function newest(itemId: Prisma.Sql, language: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT r.fields FROM "ContentRevision" r
    WHERE r."itemId" = ${itemId} AND r.language = ${language} ORDER BY r.number DESC LIMIT 1`;
}

async function listOrganisations(permit: ListTextWork): Promise<{ id: string; name: string }[]> {
  const scope = scopeOf(permit);
  return db().$queryRaw`
    SELECT o.id, o.name FROM "Organisation" o
    WHERE EXISTS (SELECT 1 FROM "Forum" f WHERE f."organisationId" = o.id AND ${COMING} AND ${scope.forum})
      OR EXISTS (
        SELECT 1 FROM "Venue" v JOIN "ContentItem" i ON i."venueId" = v.id JOIN "Forum" f ON f."venueId" = v.id
        WHERE v."organisationId" = o.id AND ${COMING} AND ${scope.venue} AND (f.status = 'published' OR ${scope.forum}))
      OR EXISTS (SELECT 1 FROM "Group" g WHERE g."organisationId" = o.id AND ${MEETING} AND ${scope.group})
      OR EXISTS (SELECT 1 FROM "Post" p WHERE p."organisationId" = o.id AND ${NEWS} AND ${scope.post})
    ORDER BY o.name`;
}
