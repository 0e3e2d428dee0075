import "server-only";
import { recordAudit } from "@/features/audit/commands";
import type { PreviewLinkSchema } from "@/features/content/schema";
import {
  findForeignMedia,
  fitWords,
  lockText,
  writeNewestPublished,
  writeNewText,
  writeOriginalPart,
  writePartAnew,
  writePreviewLink,
} from "@/features/content/writes";
import { slugFor } from "@/features/forum-planning/rules";
import { lockOfferingOrganisation } from "@/features/forums/writes";
import { lockReadyPicture, noteMediaRelease, noteMediaUses } from "@/features/media/writes";
import { type Tx, transaction } from "@/platform/db/client";
import type { Post } from "@/platform/db/generated/client";
import type { audit } from "./audit";
import type { CreatePost, ManagePost } from "./policy";
import { postState, publishedAt, publishedNow, takenBack, wasPublic } from "./rules";
import type { CoverSchema, EditPostSchema, NewPostSchema, PostTag, SchedulePostSchema } from "./schema";

type NotFound = { ok: false; reason: "not_found" };
const NOT_FOUND: NotFound = { ok: false, reason: "not_found" };

/** How a change of a post ends: with the address that it has. */
type Changed = { ok: true; slug: string };

/** Records in the audit log what was done to the permit's post. */
const recordOf = (
  tx: Tx,
  { by, subject }: ManagePost,
  action: keyof typeof audit,
  changes?: Parameters<typeof recordAudit>[4],
) => recordAudit(tx, by, action, { kind: "post", id: subject.postId }, changes);

/** Locks a post's row until the transaction ends, which serialises all changes of the post. */
async function lockPost(tx: Tx, id: string): Promise<Post | null> {
  await tx.$queryRaw`SELECT FROM "Post" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return tx.post.findUnique({ where: { id } });
}

/**
 * Which addresses that begin in some way are taken: by posts other than one, also as former ones. A lock keeps anybody else from
 * taking one meanwhile.
 */
async function lockSlugs(tx: Tx, beginning: string, but?: string): Promise<ReadonlySet<string>> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('omapolku_post_slugs'))`;
  const slug = { startsWith: beginning };
  const posts = await tx.post.findMany({ where: { slug, ...(but && { id: { not: but } }) }, select: { slug: true } });
  const former = await tx.formerPostSlug.findMany({
    where: { slug, ...(but && { postId: { not: but } }) },
    select: { slug: true },
  });
  return new Set([...posts, ...former].map((row) => row.slug));
}

const anyAddress = () => false;

/** The ids of the forum and the group that a post tells about. Refuses one that readers cannot see. */
async function findRelated(
  tx: Tx,
  { forum, group }: { forum: string | null; group: string | null },
): Promise<
  | { ok: true; forumId: string | null; groupId: string | null }
  | { ok: false; reason: "forum_unknown" | "group_unknown" }
> {
  const about =
    forum && (await tx.forum.findUnique({ where: { slug: forum, status: { not: "draft" } }, select: { id: true } }));
  if (forum && !about) return { ok: false, reason: "forum_unknown" };
  const of =
    group && (await tx.group.findUnique({ where: { slug: group, publishedAt: { not: null } }, select: { id: true } }));
  if (group && !of) return { ok: false, reason: "group_unknown" };
  return { ok: true, forumId: about ? about.id : null, groupId: of ? of.id : null };
}

/**
 * Makes a post of the permit's organisation as a draft, with its words in one language. Refuses a retired organisation, a
 * forum or group that readers cannot see, and a picture or file of another organisation.
 */
export async function createPost(
  permit: CreatePost,
  { language, title, lead, body, byline, tags, ...related }: Omit<NewPostSchema, "organisation"> & { tags: PostTag[] },
  now = new Date(),
): Promise<
  | { ok: true; id: string; slug: string }
  | { ok: false; reason: "organisation_retired" | "forum_unknown" | "group_unknown" }
  | { ok: false; reason: "media_foreign"; what: string }
> {
  const { organisationId } = permit.subject;
  return transaction(async (tx) => {
    if (!(await lockOfferingOrganisation(tx, organisationId))) return { ok: false, reason: "organisation_retired" };
    const found = await findRelated(tx, related);
    if (!found.ok) return found;
    const { fields } = fitWords("post", { title, lead, body }, null);
    const { body: foreign } = await findForeignMedia(tx, { kind: "post", organisationId }, fields, null);
    if (foreign) return { ok: false, reason: "media_foreign", what: foreign.what };
    const { forumId, groupId } = found;
    const instead = `news-${now.toISOString().slice(0, 10)}`;
    const taken = await lockSlugs(tx, slugFor(title, instead, anyAddress));
    const slug = slugFor(title, instead, (one) => taken.has(one));
    const { id } = await tx.post.create({
      data: { slug, organisationId, tags, byline, forumId, groupId, createdAt: now },
      select: { id: true },
    });
    const post = { kind: "post", id } as const;
    await recordAudit(tx, permit.by, "post_created", post, { organisation: [null, organisationId] });
    const text = { sourceLanguage: language, words: { [language]: fields }, checkedBy: null };
    const made = await writeNewText(tx, permit.by, post, text, now);
    // The form only accepts words that fit; any other error must leave no post behind.
    if (!made.ok) throw new Error(`the words of a new post do not fit: ${made.reason}`);
    return { ok: true, id, slug };
  });
}

/**
 * Changes everything about a post except its words. An address that readers have had goes on leading to it. Refuses an address
 * that another post has or had, a post that somebody else has changed since the user saw it, and a forum or group that readers
 * cannot see.
 */
export async function editPost(
  permit: ManagePost,
  { seen, slug: typed, byline, tags, ...related }: EditPostSchema & { tags: PostTag[] },
  now = new Date(),
): Promise<
  | (Changed & { before: string })
  | { ok: false; reason: "not_found" | "overtaken" | "slug_needed" | "slug_taken" | "forum_unknown" | "group_unknown" }
> {
  const { postId } = permit.subject;
  return transaction(async (tx) => {
    const before = await lockPost(tx, postId);
    if (!before) return NOT_FOUND;
    if (before.revision !== seen) return { ok: false, reason: "overtaken" };
    const slug = typed === before.slug ? before.slug : slugFor(typed, "", anyAddress);
    if (!slug) return { ok: false, reason: "slug_needed" };
    if (slug !== before.slug && (await lockSlugs(tx, slug, postId)).has(slug))
      return { ok: false, reason: "slug_taken" };
    const found = await findRelated(tx, related);
    if (!found.ok) return found;
    const after = { slug, byline, tags, forumId: found.forumId, groupId: found.groupId };
    const changed = Object.entries(after)
      .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof typeof after]))
      .map(([name]) => TOLD_AS[name as keyof typeof after]);
    if (changed.length === 0) return { ok: true, slug, before: slug };
    if (slug !== before.slug) {
      await tx.formerPostSlug.deleteMany({ where: { slug, postId } });
      if (wasPublic(before, now)) await tx.formerPostSlug.create({ data: { slug: before.slug, postId } });
    }
    await tx.post.update({ where: { id: postId }, data: { ...after, revision: { increment: 1 } } });
    await recordOf(tx, permit, "post_edited", {
      details: [null, changed],
      ...(slug !== before.slug && { address: [before.slug, slug] }),
    });
    return { ok: true, slug, before: before.slug };
  });
}

/** What the log calls the columns of a post. */
const TOLD_AS = { slug: "address", byline: "byline", tags: "tags", forumId: "forum", groupId: "group" } as const;

/**
 * Gives a post another picture, or none, with what it shows in the language of the original; readers of a published post see both at
 * once. What was said of the picture before goes in every language, and translators see that theirs is missing. For the same picture,
 * only its words change, if there are any. The picture is public exactly while the post is. Refuses a picture that is not ready or not of the post's organisation, and a post that got another one since the user saw it.
 */
export async function changeCover(
  permit: ManagePost,
  { cover, before, alt }: CoverSchema,
  now = new Date(),
): Promise<Changed | { ok: false; reason: "not_found" | "overtaken" | "cover_unknown" }> {
  const { postId } = permit.subject;
  return transaction(async (tx) => {
    const post = await lockPost(tx, postId);
    const item = await tx.contentItem.findUnique({ where: { postId }, select: { id: true } });
    // Before the pictures, as whoever saves a text that shows them.
    if (!post || !item || !(await lockText(tx, item.id))) return NOT_FOUND;
    const owner = { kind: "post", id: postId } as const;
    if (post.coverId === cover) {
      if (cover && alt) fitting(await writeOriginalPart(tx, permit.by, owner, { coverAlt: alt }, now));
      return { ok: true, slug: post.slug };
    }
    if (post.coverId !== before) return { ok: false, reason: "overtaken" };
    const { organisationId, coverId } = post;
    if (cover && !(await lockReadyPicture(tx, { id: cover, organisationId }, coverId ? [coverId] : [])))
      return { ok: false, reason: "cover_unknown" };
    await tx.post.update({ where: { id: postId }, data: { coverId: cover, revision: { increment: 1 } } });
    const used = cover ? [cover] : [];
    await noteMediaUses(tx, { itemId: item.id, language: "" }, { used, shown: used }, now);
    fitting(await writePartAnew(tx, permit.by, owner, "coverAlt", cover ? alt : "", now));
    await recordOf(tx, permit, "post_edited", { details: [null, ["cover"]] });
    return { ok: true, slug: post.slug };
  });
}

/** The form only accepts words of a picture that fit; any other answer must leave everything as it was. */
function fitting(written: { ok: boolean; reason?: string }): void {
  if (!written.ok) throw new Error(`the words of a picture were not written: ${written.reason}`);
}

/** A change of a post's status, decided from the locked post; null if there is nothing to do. */
type Step = Pick<Post, "status"> & Partial<Pick<Post, "publishAt" | "firstPublishedAt">>;

/** Moves a post to another status, with its entry in the audit log. Nothing to do is no error. */
async function move<Refusal extends string>(
  permit: ManagePost,
  decide: (post: Post) => { to: Step; action: keyof typeof audit } | { refusal: Refusal } | null,
  { words }: { words?: "publish" } = {},
): Promise<Changed | { ok: false; reason: "not_found" | Refusal }> {
  const { postId } = permit.subject;
  return transaction(async (tx) => {
    const post = await lockPost(tx, postId);
    if (!post) return NOT_FOUND;
    const decided = decide(post);
    if (decided === null) return { ok: true, slug: post.slug };
    if ("refusal" in decided) return { ok: false, reason: decided.refusal };
    const { to, action } = decided;
    if (words === "publish") await writeNewestPublished(tx, permit.by, { kind: "post", id: postId });
    const after = await tx.post.update({
      where: { id: postId },
      data: { ...to, revision: { increment: 1 } },
      include: { content: { select: { id: true } } },
    });
    // Its pictures and files are public together with it.
    if (after.content)
      await noteMediaRelease(tx, after.content.id, after.status === "published" ? after.publishAt : null);
    await recordOf(
      tx,
      permit,
      action,
      action === "post_scheduled" && to.publishAt
        ? { publishAt: [post.publishAt?.toISOString() ?? null, to.publishAt.toISOString()] }
        : undefined,
    );
    return { ok: true, slug: post.slug };
  });
}

/** Asks for somebody else to read a draft. Refuses a post that is no draft. */
export async function submitPost(permit: ManagePost) {
  return move(permit, ({ status }) => {
    if (status === "review") return null;
    return status === "draft"
      ? { to: { status: "review" }, action: "post_submitted" }
      : { refusal: "not_draft" as const };
  });
}

/** Gives a post back to its writer. Refuses one that waits for nobody. */
export async function returnPost(permit: ManagePost) {
  return move(permit, ({ status }) => {
    if (status === "draft") return null;
    return status === "review"
      ? { to: { status: "draft" }, action: "post_returned" }
      : { refusal: "not_review" as const };
  });
}

/**
 * Gives somebody without an account a link that shows a post in every language, and opens nothing else. Returns the link's id.
 * Its token is derived and stored nowhere.
 */
export async function givePreviewLink(
  { by, subject: { postId } }: ManagePost,
  link: PreviewLinkSchema,
  now = new Date(),
): Promise<{ ok: true; id: string; token: string } | NotFound> {
  return transaction((tx) => writePreviewLink(tx, by, { kind: "post", id: postId }, link, now));
}

/**
 * Shows a post to everybody now, with its newest original and the translations that are checked beside it. One that readers
 * have had before keeps its date.
 */
export async function publishPost(permit: ManagePost, now = new Date()) {
  return move<never>(
    permit,
    (post) =>
      postState(post, now) === "published"
        ? null
        : { to: { status: "published", ...publishedNow(post, now) }, action: "post_published" },
    { words: "publish" },
  );
}

/**
 * Lets a post appear by itself at a time, to the minute, with its newest original of now. Until then it can be given another
 * time. Refuses a time that is over, and a post that readers see already.
 */
export async function schedulePost(permit: ManagePost, { at }: SchedulePostSchema, now = new Date()) {
  return move(
    permit,
    (post) => {
      if (postState(post, now) === "published") return { refusal: "published" as const };
      const times = publishedAt(post, at, now);
      if (times.publishAt === null || times.publishAt <= now) return { refusal: "time_past" as const };
      return { to: { status: "published", ...times }, action: "post_scheduled" };
    },
    { words: "publish" },
  );
}

/** Takes a post away from readers, or takes back that it is to appear. No change is no error. */
export async function unpublishPost(permit: ManagePost, now = new Date()) {
  return move<never>(permit, (post) =>
    post.status === "published" ? { to: takenBack(post, now), action: "post_unpublished" } : null,
  );
}
