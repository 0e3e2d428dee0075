import "server-only";
import { toGivenLink } from "@/features/accounts/queries";
import type { ReadAudit } from "@/features/audit/policy";
import type { AuditKeys } from "@/features/audit/schema";
import { db, type Tx } from "@/platform/db/client";
import { Prisma, type SitePageKey } from "@/platform/db/generated/client";
import type { EditionSubject, GiveTextLink, ListForumTexts, ListLinkTexts, WriteText } from "./policy";
import { type EditionState, type Hand, type Look, notesOf, type PartNote, type Revision, type Words } from "./rules";
import type { ContentOwner, OwnerKind } from "./schema";

/** The part of a text that public pages read, to include in the read of its owner: one row per language, for `textFor`. */
export const PUBLISHED_EDITIONS = {
  where: { published: { not: null } },
  select: { language: true, fields: true, state: true, notes: true },
} as const;

/** The same, with the time of each. */
export const DATED_EDITIONS = {
  ...PUBLISHED_EDITIONS,
  select: { ...PUBLISHED_EDITIONS.select, publishedRevision: { select: { at: true } } },
} as const;

/** The part of a text that its staff read, to include in the read of its owner: for `newestOf` and `languagesAtWork`. */
export const NEWEST_EDITIONS = {
  select: {
    ...{ language: true, workState: true, workNotes: true, published: true, latest: true },
    latestRevision: { select: { fields: true } },
  },
} as const;

/** The newest words in a language, published or not, as public pages read the published ones: for `textFor`. */
export function newestOf<Fields, Notes>({
  language,
  workState,
  workNotes,
  latestRevision,
}: {
  language: string;
  workState: EditionState;
  workNotes: Notes;
  latestRevision: { fields: Fields };
}): { language: string; state: EditionState; notes: Notes; fields: Fields } {
  return { language, state: workState, notes: workNotes, fields: latestRevision.fields };
}

/** How far each language of a text has come. `seen`: readers see the newest version. */
export function languagesAtWork(
  editions: readonly { language: string; workState: EditionState; published: number | null; latest: number }[],
): Map<string, { state: EditionState; seen: boolean }> {
  return new Map(
    editions.map(({ language, workState, published, latest }) => [
      language,
      { state: workState, seen: published === latest },
    ]),
  );
}

const OF_OWNER = {
  forum: { select: { id: true, organisationId: true, slug: true } },
  session: { select: { id: true, forum: { select: { id: true, organisationId: true, slug: true } } } },
  venue: { select: { organisationId: true, name: true } },
  group: { select: { id: true, organisationId: true } },
  post: { select: { id: true, organisationId: true } },
} as const;

/** The columns of an item's owner, of which one is set. */
type OwnerIds = Readonly<Record<"forumId" | "sessionId" | "venueId" | "postId" | "pageId", string | null>>;

/** What kind of owner an item of content has. */
const kindOf = ({ forumId, sessionId, venueId, postId, pageId }: OwnerIds): OwnerKind =>
  forumId ? "forum" : sessionId ? "session" : venueId ? "venue" : postId ? "post" : pageId ? "page" : "group";

/**
 * A text in one language for policies, with the slug of its forum, the name of the venue that it describes, the id of its
 * group or post, or the key of its page.
 */
export interface AddressedText extends EditionSubject {
  slug: string | null;
  venue: string | null;
  groupId: string | null;
  postId: string | null;
  pageKey: SitePageKey | null;
}

/**
 * What policies need to know about a text in one language; null if there is no such text. The text need not have the
 * language yet.
 */
export async function findEditionSubject(itemId: string, language: string): Promise<AddressedText | null> {
  const item = await db().contentItem.findUnique({ where: { id: itemId }, include: OF_OWNER });
  if (!item) return null;
  const forum = item.forum ?? item.session?.forum;
  // Not with the others: each relation is one more statement for every text.
  const page = item.pageId
    ? await db().sitePage.findUnique({ where: { id: item.pageId }, select: { key: true } })
    : null;
  return {
    itemId,
    forumId: forum?.id ?? null,
    organisationId: (forum ?? item.venue ?? item.group ?? item.post)?.organisationId ?? null,
    sourceLanguage: item.sourceLanguage,
    language,
    slug: forum?.slug ?? null,
    venue: item.venue?.name ?? null,
    groupId: item.groupId,
    postId: item.postId,
    pageKey: page?.key ?? null,
  };
}

/** The text of an owner, and what policies need to know about it; null if there is no such owner or it has no text. */
export async function findTextOf(owner: ContentOwner): Promise<{ itemId: string; sourceLanguage: string } | null> {
  const { id } = owner;
  const where = {
    forum: { forumId: id },
    session: { sessionId: id },
    venue: { venueId: id },
    group: { groupId: id },
    post: { postId: id },
    page: { pageId: id },
  }[owner.kind];
  const item = await db().contentItem.findFirst({ where, select: { id: true, sourceLanguage: true } });
  return item && { itemId: item.id, sourceLanguage: item.sourceLanguage };
}

/** What policies need to know about something that may get a text; null if it does not exist. */
export async function findOwnerSubject(
  owner: ContentOwner,
): Promise<{ owner: ContentOwner; forumId: string | null; organisationId: string | null } | null> {
  const { id } = owner;
  if (owner.kind === "venue") {
    const venue = await db().venue.findUnique({ where: { id }, select: { organisationId: true } });
    return venue && { owner, forumId: null, organisationId: venue.organisationId };
  }
  const select = { id: true, organisationId: true } as const;
  if (owner.kind === "group") {
    const group = await db().group.findUnique({ where: { id }, select });
    return group && { owner, forumId: null, organisationId: group.organisationId };
  }
  if (owner.kind === "post") {
    const post = await db().post.findUnique({ where: { id }, select });
    return post && { owner, forumId: null, organisationId: post.organisationId };
  }
  if (owner.kind === "page") {
    const page = await db().sitePage.findUnique({ where: { id }, select: { id: true } });
    return page && { owner, forumId: null, organisationId: null };
  }
  const forum =
    owner.kind === "forum"
      ? await db().forum.findUnique({ where: { id }, select })
      : (await db().forumSession.findUnique({ where: { id }, select: { forum: { select } } }))?.forum;
  return forum ? { owner, forumId: forum.id, organisationId: forum.organisationId } : null;
}

/** One revision as its editors see it. */
export interface RevisionView extends Revision {
  at: Date;
  /** Who checked which parts of it, beside which revision of the original. */
  looks: (Omit<Look, "number"> & { at: Date })[];
}

/** A text in one language, for its editors: the newest words of both sides and their state. */
export interface TextAtWork {
  kind: OwnerKind;
  sourceLanguage: string;
  language: string;
  /** The newest revision of the original. */
  original: { number: number; fields: Words };
  /** The newest revision in this language; null if nobody has begun. */
  latest: RevisionView | null;
  /** The original that its translator read, to show what has changed since; null if unknown, or for the original. */
  readThen: Words | null;
  published: number | null;
  withheld: boolean;
  /** The state of the newest revision beside the newest original, and the parts that are not fine; null if there is none. */
  state: EditionState | null;
  notes: PartNote[];
  /** What the user has typed but not saved, newest first; several if they typed in several windows. */
  drafts: DraftView[];
}

interface DraftView {
  /** The form into which they typed it. */
  form: string;
  fields: Words;
  startedFrom: number;
  read: number | null;
  at: Date;
}

/** A text in the permit's language with everything needed to edit it; null if it no longer exists. */
export async function findTextAtWork(permit: WriteText): Promise<TextAtWork | null> {
  const { itemId, language, sourceLanguage } = permit.subject;
  const item = await db().contentItem.findUnique({
    where: { id: itemId },
    include: {
      editions: { where: { language } },
      revisions: { where: { language: sourceLanguage }, orderBy: { number: "desc" }, take: 1 },
    },
  });
  const [original] = item?.revisions ?? [];
  if (!item || !original) return null;
  const [edition] = item.editions;
  const latest = edition ? await findRevision(permit, edition.latest) : null;
  const readThen =
    latest?.read == null
      ? null
      : await db().contentRevision.findUnique({
          where: { itemId_language_number: { itemId, language: sourceLanguage, number: latest.read } },
          select: { fields: true },
        });
  const { by } = permit;
  const drafts =
    by.kind === "user" || by.kind === "link"
      ? await db().contentDraft.findMany({
          where: { itemId, language, ...(by.kind === "user" ? { userId: by.id } : { linkId: by.id }) },
          orderBy: [{ at: "desc" }, { id: "desc" }],
        })
      : [];
  return {
    kind: kindOf(item),
    sourceLanguage,
    language,
    original: { number: original.number, fields: original.fields as Words },
    latest,
    readThen: readThen && (readThen.fields as Words),
    published: edition?.published ?? null,
    withheld: edition?.withheld ?? false,
    state: edition?.workState ?? null,
    notes: notesOf(edition?.workNotes),
    drafts: drafts.map(({ form, fields, startedFrom, read, at }) => ({
      ...{ form, startedFrom, read, at },
      fields: fields as Words,
    })),
  };
}

/** One revision of a text in the permit's language; null if there is none with that number. */
export async function findRevision(permit: WriteText, number: number): Promise<RevisionView | null> {
  const { itemId, language } = permit.subject;
  const row = await db().contentRevision.findUnique({
    where: { itemId_language_number: { itemId, language, number } },
    include: { looks: { orderBy: { at: "asc" } } },
  });
  return row && toRevision(row);
}

/**
 * The names of people who wrote or checked the permit's text in its language, by their ids. Erased people have none, and
 * nobody else is named, whoever is asked for.
 */
export async function listHandNames(permit: WriteText, hands: readonly Hand[]): Promise<Map<string, string>> {
  const { itemId, language } = permit.subject;
  const ids = hands.flatMap(({ id }) => id ?? []);
  const rows = await db().$queryRaw<{ id: string; name: string }[]>`
    WITH hands AS (
      SELECT "byKind", "byId" FROM "ContentRevision"
      WHERE "itemId" = ${itemId}::uuid AND language = ${language} AND "byId" = ANY(${ids})
      UNION
      SELECT "byKind", "byId" FROM "ContentCheck"
      WHERE "itemId" = ${itemId}::uuid AND language = ${language} AND "byId" = ANY(${ids})
    )
    SELECT id, COALESCE(name, email) AS name FROM "User"
    WHERE id IN (SELECT CASE WHEN "byKind" = 'user' THEN "byId"::uuid END FROM hands)
    UNION ALL
    SELECT id, holder FROM "AccessLink"
    WHERE id IN (SELECT CASE WHEN "byKind" = 'link' THEN "byId"::uuid END FROM hands)`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Revisions on one page of a history. */
const HISTORY_PAGE = 20;

/** One page of the revisions of a text in the permit's language, newest first: those before a number, or the newest. */
export async function listRevisions(permit: WriteText, before?: number): Promise<RevisionView[]> {
  const { itemId, language } = permit.subject;
  const rows = await db().contentRevision.findMany({
    where: { itemId, language, ...(before !== undefined && { number: { lt: before } }) },
    include: { looks: { orderBy: { at: "asc" } } },
    orderBy: { number: "desc" },
    take: HISTORY_PAGE,
  });
  return rows.map(toRevision);
}

function toRevision(row: {
  number: number;
  read: number | null;
  fields: unknown;
  small: boolean;
  machine: boolean;
  restored: number | null;
  byKind: string;
  byId: string | null;
  at: Date;
  looks: { byKind: string; byId: string | null; at: Date; read: number; fields: string[] }[];
}): RevisionView {
  const { number, read, small, machine, restored, byKind, byId, at, looks } = row;
  return {
    number,
    read,
    small,
    machine,
    restored,
    at,
    fields: row.fields as Words,
    by: { kind: byKind, id: byId },
    looks: looks.map((look) => ({
      by: { kind: look.byKind, id: look.byId },
      at: look.at,
      read: look.read,
      fields: look.fields,
    })),
  };
}

/** A text of a forum and the state of the work on it by language; languages without any text are missing. */
interface TextOverview {
  itemId: string;
  kind: OwnerKind;
  sourceLanguage: string;
  /** Of its original, as it is to be read next. */
  title: string;
  languages: Map<string, { state: EditionState; published: boolean }>;
}

/**
 * A volunteer's link just made for the permit's text or its forum: its holder and its token. Null for any other link,
 * and after a quarter of an hour, when no page shows it any more.
 */
export async function findGivenLink(
  { subject: { itemId, forumId, language } }: GiveTextLink,
  id: string,
  now = new Date(),
): Promise<{ holder: string; token: string; expiresAt: Date; oneText: boolean } | null> {
  const row = await db().accessLink.findUnique({ where: { id } });
  if (row?.kind !== "translator" || row.language !== language || row.forumId !== forumId) return null;
  if ((row.itemId ?? itemId) !== itemId) return null;
  const given = toGivenLink(row, now);
  return given && { ...given, oneText: row.itemId !== null };
}

/** The texts of a forum and its sessions, in the order of the programme. `published`: readers see the newest revision. */
export async function listForumTexts({ subject: { forumId } }: ListForumTexts): Promise<TextOverview[]> {
  return listTexts({ id: { in: await listTextIds({ id: forumId }) } });
}

/** The texts that the actor's link lets them translate, in the order of the programme. */
export async function listLinkTexts({ by }: ListLinkTexts): Promise<TextOverview[]> {
  if (by.kind !== "link" || by.link !== "translator") return [];
  const { itemId, forumId, language } = by;
  const ids = itemId ? [itemId] : forumId ? await listTextIds({ id: forumId }) : [];
  return listTexts({ id: { in: ids }, sourceLanguage: { not: language } });
}

async function listTexts(where: Prisma.ContentItemWhereInput): Promise<TextOverview[]> {
  const items = await db().contentItem.findMany({
    where,
    select: {
      id: true,
      forumId: true,
      sessionId: true,
      venueId: true,
      postId: true,
      pageId: true,
      venue: { select: { name: true } },
      sourceLanguage: true,
      editions: { include: { latestRevision: { select: { fields: true } } } },
    },
    orderBy: [{ session: { startsAt: "asc" } }, { session: { position: "asc" } }],
  });
  const texts = items.map((item): TextOverview => {
    const { id, venue, sourceLanguage, editions } = item;
    const source = editions.find(({ language }) => language === sourceLanguage);
    return {
      itemId: id,
      kind: kindOf(item),
      sourceLanguage,
      title: ((source?.latestRevision.fields ?? {}) as Words).title ?? venue?.name ?? "",
      languages: new Map(
        editions.map((edition) => [
          edition.language,
          { state: edition.workState, published: edition.published === edition.latest },
        ]),
      ),
    };
  });
  return [...texts.filter(({ kind }) => kind === "forum"), ...texts.filter(({ kind }) => kind !== "forum")];
}

/** The names of texts by id: of the venue that they describe, or the title of their original. */
export async function listTextNames(_permit: ReadAudit, { ids }: AuditKeys): Promise<Map<string, string>> {
  const rows = await db().contentItem.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      venue: { select: { name: true } },
      editions: { where: { state: "original" }, select: { title: true } },
    },
  });
  return new Map(rows.map(({ id, venue, editions }) => [id, venue?.name ?? editions[0]?.title ?? id]));
}

/** The ids of the texts of a forum and of its sessions, by the forum's slug. */
export async function listTextIdsOfForum(_permit: ReadAudit, slug: string): Promise<string[]> {
  return listTextIds({ slug });
}

/**
 * The ids of the texts of a forum and of its sessions. Two queries with an index each: with both conditions in one,
 * PostgreSQL reads every text of the portal.
 */
export async function listTextIds(forum: { id: string } | { slug: string }, client: Tx = db()): Promise<string[]> {
  const which = "id" in forum ? Prisma.sql`f.id = ${forum.id}::uuid` : Prisma.sql`f.slug = ${forum.slug}`;
  const rows = await client.$queryRaw<{ id: string }[]>`
    SELECT i.id FROM "Forum" f JOIN "ContentItem" i ON i."forumId" = f.id WHERE ${which}
    UNION ALL
    SELECT i.id FROM "Forum" f JOIN "Session" s ON s."forumId" = f.id JOIN "ContentItem" i ON i."sessionId" = s.id WHERE ${which}`;
  return rows.map(({ id }) => id);
}
