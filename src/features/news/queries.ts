import "server-only";
import { cacheLife } from "next/cache";
import { toGivenLink } from "@/features/accounts/queries";
import type { ReadAudit } from "@/features/audit/policy";
import type { AuditKeys } from "@/features/audit/schema";
import type { WriteText } from "@/features/content/policy";
import {
  DATED_EDITIONS,
  languagesAtWork,
  NEWEST_EDITIONS,
  newestOf,
  PUBLISHED_EDITIONS,
} from "@/features/content/queries";
import { type EditionState, type Standing, textFor, type Words } from "@/features/content/rules";
import { plainWords } from "@/features/documents/schema";
import { forumTag } from "@/features/forums/cache-tags";
import { keep } from "@/features/forums/queries";
import { groupTag } from "@/features/groups/cache-tags";
import { pictureAddress } from "@/features/media/draft-address";
import { type PictureView, pictureOf, SHOWN_PICTURE } from "@/features/media/queries";
import { LOCALE_CODES, type Locale } from "@/i18n/locales";
import { pagesOf } from "@/i18n/page-number";
import { db, escapeLike, inBackground } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import { lastGood } from "@/platform/last-good";
import { NEWS_TAG, postTag } from "./cache-tags";
import { LAST_PAGE } from "./listing-path";
import type { ListPosts, ManagePost, PostSubject, PreviewPost } from "./policy";
import { postState, readingMinutes, wasPublic } from "./rules";
import { isTag, type NewsListing, type PostSearchSchema, type PostState, type PostTag, TAGS } from "./schema";

/** A post as lists show it. The text carries the language it is in. */
export interface PostCardView {
  id: string;
  slug: string;
  /** The day on which readers could first read it. */
  date: Date;
  tags: PostTag[];
  /** Who wrote it; null: the organisation. */
  byline: string | null;
  organisation: string;
  /** Its picture; null if a scene is drawn instead. */
  cover: PictureView | null;
  text: { locale: string; title: string; lead: string };
}

/** Something that a post tells about, as its page names it. */
interface AboutView {
  slug: string;
  title: string;
  locale: string;
}

/** Everything on a post's page. */
export interface PostView extends PostCardView {
  /** When its words last changed for readers. */
  updatedAt: Date;
  /** How long reading it takes. */
  minutes: number;
  /** What its picture shows: in the language of the text, or else in that of the original. Empty if nobody has said it. */
  coverAlt: { locale: string; text: string };
  /** Its body is a document. */
  text: PostCardView["text"] & { body: string; standing: Standing };
  /** The page languages in which it can be read, with their states. */
  languages: { language: Locale; state: EditionState }[];
  forum: (AboutView & { startsAt: Date; past: boolean }) | null;
  group: AboutView | null;
}

export interface NewsListView {
  posts: PostCardView[];
  total: number;
  page: number;
  pages: number;
}

/** The widest picture of a feed, in pixels. */
const FEED_WIDTH = 1024;
/** Posts on one page of a list. */
const PAGE_SIZE = 12;
/** Seconds after which a page with last-known data asks again. */
const ASK_AGAIN = 5;

/** Reads for a public page; while the database does not answer, returns what was last known, or else `otherwise`. */
async function readPublic<T>(key: string, load: () => Promise<T>, otherwise?: T): Promise<T> {
  const { value, fresh } = await lastGood(`news:${key}`, load, otherwise);
  if (!fresh) cacheLife({ stale: ASK_AGAIN, revalidate: ASK_AGAIN, expire: 300 });
  return value;
}

/** What readers see now. */
const seen = (now: Date) => ({ status: "published" as const, publishAt: { lte: now } });
const NEWEST = [{ publishAt: "desc" as const }, { id: "desc" as const }];

const CARD = {
  id: true,
  slug: true,
  publishAt: true,
  firstPublishedAt: true,
  tags: true,
  byline: true,
  editions: PUBLISHED_EDITIONS,
  organisation: { select: { name: true } },
  cover: { select: SHOWN_PICTURE },
} satisfies Prisma.PostSelect;

type CardRow = Prisma.PostGetPayload<{ select: typeof CARD }>;

/** Null if the post has no published text. */
function toCard(row: CardRow, locale: Locale, date = row.firstPublishedAt): PostCardView | null {
  const text = textFor("post", row.editions, locale);
  if (!text || !date) return null;
  const { id, slug, byline } = row;
  return {
    ...{ id, slug, byline, date },
    tags: row.tags.filter(isTag),
    organisation: row.organisation.name,
    cover: row.cover && pictureOf(row.cover),
    text: { locale: text.locale, title: text.words.title, lead: text.words.lead },
  };
}

/** One page of the posts that readers see, newest first: all, or those with a tag. */
export async function searchPosts(locale: Locale, listing: NewsListing): Promise<NewsListView> {
  "use cache";
  keep(NEWS_TAG);
  const { rows, total, pages } = await readPublic(listKey(listing), () => readList(listing));
  return { posts: rows.flatMap((row) => toCard(row, locale) ?? []), total, page: listing.page, pages };
}

const listKey = ({ tag, page }: NewsListing) => `list:${tag ?? ""}:${page}`;

async function readList({ tag, page }: NewsListing) {
  const where = { ...seen(new Date()), ...(tag && { tags: { has: tag } }) };
  const [total, rows] = [
    await db().post.count({ where }),
    await db().post.findMany({
      where,
      select: CARD,
      orderBy: NEWEST,
      take: PAGE_SIZE,
      skip: (page - 1) * PAGE_SIZE,
    }),
  ];
  return { rows, total, pages: Math.min(LAST_PAGE, pagesOf(total, PAGE_SIZE)) };
}

/** The tags of posts that readers see, in the order of the portal. */
export async function listUsedTags(): Promise<PostTag[]> {
  "use cache";
  keep(NEWS_TAG);
  const used = await readPublic("tags", readTags);
  return TAGS.filter((tag) => used.includes(tag));
}

async function readTags(): Promise<string[]> {
  const rows = await db().$queryRaw<{ tag: string }[]>`
    SELECT DISTINCT t.tag FROM "Post" p, unnest(p.tags) t (tag) WHERE p.status = 'published' AND p."publishAt" <= ${new Date()}`;
  return rows.map(({ tag }) => tag);
}

/** When readers first had the present words in a language: not before they had the post. */
function updatedOf(
  row: { editions: { language: string; publishedRevision: { at: Date } | null }[] },
  { date, text }: PostCardView,
): Date {
  const at = row.editions.find(({ language }) => language === text.locale)?.publishedRevision?.at;
  return at && at > date ? at : date;
}

const PAGE = {
  ...CARD,
  editions: DATED_EDITIONS,
  forum: {
    select: { slug: true, status: true, startsAt: true, endsAt: true, editions: PUBLISHED_EDITIONS },
  },
  group: { select: { slug: true, publishedAt: true, editions: PUBLISHED_EDITIONS } },
} satisfies Prisma.PostSelect;

type PageRow = Prisma.PostGetPayload<{ select: typeof PAGE }>;

/**
 * A post's public page, cached until something about it changes; for an address that it had, its present one. Null for an
 * unknown address and for a post that readers do not see.
 */
export async function findPostPage(
  locale: Locale,
  slug: string,
): Promise<{ post: PostView } | { movedTo: string } | null> {
  "use cache";
  keep(postTag(slug));
  const found = await readPublic(`page:${slug}`, () => readPage(slug));
  if (!found) return null;
  if ("movedTo" in found) return found;
  const { row } = found;
  if (row.forum) keep(forumTag(row.forum.slug));
  if (row.group) keep(groupTag(row.group.slug));
  const post = toPost(row, locale);
  return post && { post };
}

async function readPage(slug: string): Promise<{ row: PageRow } | { movedTo: string } | null> {
  const now = new Date();
  const row = await db().post.findUnique({ where: { slug, ...seen(now) }, select: PAGE });
  if (row) return { row };
  const former = await db().formerPostSlug.findUnique({
    where: { slug, post: seen(now) },
    select: { post: { select: { slug: true } } },
  });
  return former && { movedTo: former.post.slug };
}

function toPost(row: PageRow, locale: Locale, date = row.firstPublishedAt): PostView | null {
  const card = toCard(row, locale, date);
  const text = textFor("post", row.editions, locale);
  if (!card || !text) return null;
  return {
    ...card,
    updatedAt: updatedOf(row, card),
    minutes: readingMinutes(text.words.lead, plainWords(text.words.body)),
    coverAlt: altOf(row, text),
    text: { ...wordsOf(text), standing: text.standing },
    languages: LOCALE_CODES.flatMap((language) => {
      const state = row.editions.find((edition) => edition.language === language)?.state;
      return state ? [{ language, state }] : [];
    }),
    ...aboutOf(row, locale),
  };
}

type PostText = NonNullable<ReturnType<typeof textFor<"post">>>;

/** What is read of a post, and its language. */
function wordsOf({ locale, words: { title, lead, body } }: PostText) {
  return { locale, title, lead, body };
}

/** What a post's picture shows: a reader who does not see it should hear of it even if only the original tells. */
function altOf(
  { editions }: Pick<PageRow, "editions">,
  { locale, words: { coverAlt } }: PostText,
): PostView["coverAlt"] {
  if (coverAlt) return { locale, text: coverAlt };
  const original = editions.find(({ state }) => state === "original");
  const { coverAlt: text = "" } = (original?.fields ?? {}) as Words;
  return { locale: text && original ? original.language : locale, text };
}

/** The forum and the group that a post tells about, as far as readers see them. */
function aboutOf(
  { forum, group }: Pick<PageRow, "forum" | "group">,
  locale: Locale,
): Pick<PostView, "forum" | "group"> {
  const ofForum = forum && forum.status !== "draft" ? textFor("forum", forum.editions, locale) : undefined;
  const ofGroup = group?.publishedAt ? textFor("group", group.editions, locale) : undefined;
  return {
    forum:
      forum && ofForum
        ? {
            ...{ slug: forum.slug, title: ofForum.words.title, locale: ofForum.locale, startsAt: forum.startsAt },
            past: forum.endsAt <= new Date(),
          }
        : null,
    group: group && ofGroup ? { slug: group.slug, title: ofGroup.words.title, locale: ofGroup.locale } : null,
  };
}

/** The posts right before and after one in the list of all, for its page. */
export async function getNeighbours(
  locale: Locale,
  id: string,
): Promise<{ newer: PostCardView | null; older: PostCardView | null }> {
  "use cache";
  keep(NEWS_TAG);
  const { newer, older } = await readPublic(`beside:${id}`, () => readNeighbours(id), {
    newer: null,
    older: null,
  });
  return { newer: newer && toCard(newer, locale), older: older && toCard(older, locale) };
}

async function readNeighbours(id: string): Promise<{ newer: CardRow | null; older: CardRow | null }> {
  const now = new Date();
  const post = await db().post.findUnique({ where: { id, ...seen(now) }, select: { publishAt: true } });
  if (!post?.publishAt) return { newer: null, older: null };
  const { publishAt } = post;
  const { status } = seen(now);
  const newer = await db().post.findFirst({
    where: {
      status,
      OR: [{ publishAt: { gt: publishAt, lte: now } }, { publishAt, id: { gt: id } }],
    },
    select: CARD,
    orderBy: [{ publishAt: "asc" }, { id: "asc" }],
  });
  const older = await db().post.findFirst({
    where: { status, OR: [{ publishAt: { lt: publishAt } }, { publishAt, id: { lt: id } }] },
    select: CARD,
    orderBy: NEWEST,
  });
  return { newer, older };
}

/** A post in a feed. */
export interface FeedPostView extends PostCardView {
  updatedAt: Date;
  /** Its body in plain text. */
  text: PostCardView["text"] & { body: string };
  /** Its picture as a file: the address, and the size in bytes. */
  enclosure: { path: string; bytes: number } | null;
}

/** A feed names its posts' pictures in this format, because more readers know it than the other. */
function enclosureOf({ cover }: Pick<CardRow, "cover">): FeedPostView["enclosure"] {
  const variant = cover?.variants.findLast(({ width }) => width <= FEED_WIDTH);
  if (!cover || !variant?.bytes) return null;
  return { path: pictureAddress(cover.id, { width: variant.width, format: "webp" }), bytes: variant.bytes };
}

/** The newest posts that readers see, for a feed: all, or those with a tag. */
export async function listPostsForFeed(
  locale: Locale,
  { tag, most }: { tag?: PostTag | undefined; most: number },
): Promise<FeedPostView[]> {
  const rows = await db().post.findMany({
    where: { ...seen(new Date()), ...(tag && { tags: { has: tag } }) },
    select: { ...CARD, editions: DATED_EDITIONS },
    orderBy: NEWEST,
    take: most,
  });
  return rows.flatMap((row) => {
    const card = toCard(row, locale);
    const text = textFor("post", row.editions, locale);
    return card && text
      ? [
          {
            ...card,
            updatedAt: updatedOf(row, card),
            text: { ...wordsOf(text), body: plainWords(text.words.body) },
            enclosure: enclosureOf(row),
          },
        ]
      : [];
  });
}

/** The addresses of all posts that readers see, newest first. */
export async function listPostSlugs(): Promise<string[]> {
  "use cache";
  keep(NEWS_TAG);
  return readPublic("slugs", readSlugs);
}

async function readSlugs(): Promise<string[]> {
  const rows = await db().post.findMany({ where: seen(new Date()), select: { slug: true }, orderBy: NEWEST });
  return rows.map(({ slug }) => slug);
}

/** The words (as the database says them) of posts that appeared between two instants, by every address that leads to them. */
export async function listPostsByClock(since: Date, until: Date): Promise<string[]> {
  const rows = await inBackground(() =>
    db().post.findMany({
      where: { status: "published", publishAt: { gte: since, lt: until } },
      select: { slug: true, formerSlugs: { select: { slug: true } } },
    }),
  );
  return rows.flatMap(({ slug, formerSlugs }) => [slug, ...formerSlugs.map((one) => one.slug)].map(postTag));
}

/** Reads the list of posts when a server starts, so that it works even if the database fails before anybody came. */
export async function rememberNews(): Promise<void> {
  const listing: NewsListing = { page: 1 };
  await inBackground(async () => {
    await lastGood(`news:${listKey(listing)}`, () => readList(listing));
    await lastGood("news:tags", readTags);
    await lastGood("news:slugs", readSlugs);
  });
}

// For staff.

/** Posts on one page of a list for staff. */
const STAFF_PAGE = 25;

/** A post as staff find it. */
export interface PostRow {
  id: string;
  slug: string;
  state: PostState;
  /** When readers see it, or saw it first; null for a draft. */
  publishAt: Date | null;
  organisation: string;
  title: string;
  /** The language of the headline; undefined if it is only an address. */
  locale: string | undefined;
}

/** The conditions under which a post has a state: as `postState` decides. */
function hasState(state: PostState, now: Date): Prisma.Sql {
  if (state === "scheduled") return Prisma.sql`p.status = 'published' AND p."publishAt" > ${now}`;
  if (state === "published") return Prisma.sql`p.status = 'published' AND p."publishAt" <= ${now}`;
  return Prisma.sql`p.status = ${state}::"PostStatus"`;
}

/**
 * One page of the posts of a user's organisations: first those that wait for a review, then drafts, then what is to come and what
 * has appeared, newest first.
 */
export async function searchPostsAtWork(
  { by }: ListPosts,
  locale: Locale,
  { text, state, page }: PostSearchSchema,
  now = new Date(),
): Promise<{ posts: PostRow[]; total: number; pages: number }> {
  const holds = `%${escapeLike(text)}%`;
  const own = by.kind === "user" && !by.roles.includes("administrator") ? by.organisationIds : null;
  const where = Prisma.join(
    [
      Prisma.sql`true`,
      ...(own ? [Prisma.sql`p."organisationId" = ANY(${[...own]}::uuid[])`] : []),
      ...(state ? [hasState(state, now)] : []),
      ...(text
        ? [
            Prisma.sql`(p.slug ILIKE ${holds} OR EXISTS (
              SELECT 1 FROM "ContentEdition" e WHERE e."postId" = p.id AND e.title ILIKE ${holds}))`,
          ]
        : []),
    ],
    " AND ",
  );
  const [[counted], ids] = await Promise.all([
    db().$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM "Post" p WHERE ${where}`,
    db().$queryRaw<{ id: string }[]>`
      SELECT p.id FROM "Post" p WHERE ${where}
      ORDER BY p.status = 'review' DESC, p.status = 'draft' DESC, p."publishAt" DESC NULLS FIRST, p.id DESC
      LIMIT ${STAFF_PAGE} OFFSET ${(page - 1) * STAFF_PAGE}`,
  ]);
  const rows = await db().post.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    select: { ...CARD, status: true },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const total = counted?.count ?? 0;
  return {
    total,
    pages: pagesOf(total, STAFF_PAGE),
    posts: ids.flatMap(({ id }) => {
      const row = byId.get(id);
      if (!row) return [];
      const words = textFor("post", row.editions, locale);
      return {
        ...{ id, slug: row.slug, publishAt: row.publishAt, organisation: row.organisation.name },
        state: postState(row, now),
        title: words?.words.title ?? row.slug,
        locale: words?.locale,
      };
    }),
  };
}

/** The parts of a post that a policy needs; null if there is none. */
export async function findPostSubject(id: string): Promise<PostSubject | null> {
  const post = await db().post.findUnique({ where: { id }, select: { id: true, organisationId: true } });
  return post && { postId: post.id, organisationId: post.organisationId };
}

/** A post with everything that its staff look after; null if it no longer exists. */
export async function findPostAtWork({ subject: { postId } }: ManagePost, locale: Locale, now = new Date()) {
  const row = await db().post.findUnique({
    where: { id: postId },
    select: {
      ...PAGE,
      cover: { select: { ...SHOWN_PICTURE, name: true } },
      status: true,
      revision: true,
      formerSlugs: { select: { slug: true }, orderBy: { slug: "asc" } },
      content: {
        select: {
          id: true,
          sourceLanguage: true,
          editions: NEWEST_EDITIONS,
        },
      },
    },
  });
  if (!row) return null;
  const text = textFor("post", row.editions, locale);
  const { content, formerSlugs, tags, cover, ...post } = row;
  const picture = cover && pictureOf(cover);
  return {
    ...post,
    cover: picture && { picture, name: cover?.name ?? "" },
    state: postState(row, now),
    seen: wasPublic(row, now),
    tags: tags.filter(isTag),
    formerSlugs: formerSlugs.map(({ slug }) => slug),
    title: text?.words.title ?? row.slug,
    locale: text?.locale,
    text: content && {
      itemId: content.id,
      language: content.sourceLanguage,
      languages: languagesAtWork(content.editions),
      /** The languages in which the newest words do not say what its picture shows. */
      withoutAlt: cover
        ? content.editions.flatMap(({ language, latestRevision }) =>
            (latestRevision.fields as Words).coverAlt ? [] : [language],
          )
        : [],
    },
  };
}

/** The picture of the post of a text, for those who write the text; null if it has none. */
export async function findCoverOfText({ subject: { itemId } }: WriteText): Promise<PictureView | null> {
  const post = await db().post.findFirst({
    where: { content: { id: itemId } },
    select: { cover: { select: SHOWN_PICTURE } },
  });
  return (post?.cover && pictureOf(post.cover)) ?? null;
}

/** What policies need to know about the post of a text, for the page of a preview link; null if there is none. */
export async function findPreviewSubject(itemId: string): Promise<PreviewPost["subject"] | null> {
  const post = await db().post.findFirst({
    where: { content: { id: itemId } },
    select: { id: true, organisationId: true },
  });
  return post && { postId: post.id, organisationId: post.organisationId, itemId };
}

/** A post in one page language as it would be read with its newest words, and how far these have come. */
export interface PostPreview {
  language: Locale;
  state: EditionState | "missing";
  post: PostView;
}

/** A post in every page language with its newest words, published or not. Where there are none, readers get the original. */
export async function listPostPreviews({ subject: { postId } }: PreviewPost, now = new Date()): Promise<PostPreview[]> {
  const row = await db().post.findUnique({
    where: { id: postId },
    select: {
      ...PAGE,
      editions: { select: { ...NEWEST_EDITIONS.select, publishedRevision: { select: { at: true } } } },
    },
  });
  if (!row) return [];
  const editions = row.editions.map((edition) => ({
    ...newestOf(edition),
    publishedRevision: edition.publishedRevision,
  }));
  return LOCALE_CODES.flatMap((language) => {
    const post = toPost({ ...row, editions }, language, row.firstPublishedAt ?? now);
    const state = editions.find((edition) => edition.language === language)?.state ?? "missing";
    return post ? [{ language, state, post }] : [];
  });
}

/** A preview link just made for the permit's post; null for any other link, and after a quarter of an hour. */
export async function findGivenPreviewLink(
  { subject: { postId } }: ManagePost,
  id: string,
  now = new Date(),
): Promise<{ holder: string; token: string; expiresAt: Date } | null> {
  const row = await db().accessLink.findFirst({ where: { id, kind: "preview", item: { postId } } });
  return row && toGivenLink(row, now);
}

export type PostAtWork = NonNullable<Awaited<ReturnType<typeof findPostAtWork>>>;

/** How the audit log names posts: by the headline of their original. */
export async function listPostNames(_permit: ReadAudit, { ids }: AuditKeys): Promise<Map<string, string>> {
  const rows = await db().post.findMany({
    where: { id: { in: ids } },
    select: { id: true, slug: true, editions: { where: { state: "original" }, select: { title: true } } },
  });
  return new Map(rows.map(({ id, slug, editions }) => [id, editions[0]?.title ?? slug]));
}
