import { beforeAll, expect, test, vi } from "vitest";
import { type Actor, type Role, system, type UserActor } from "@/features/access/schema";
import { revokeAccessLink } from "@/features/accounts/commands";
import { canListLinks, canWithdrawLink } from "@/features/accounts/policy";
import { findAccessLink, findLinkSubject, searchAccessLinks } from "@/features/accounts/queries";
import { checkText, saveText } from "@/features/content/commands";
import { canListTextWork, canWriteText } from "@/features/content/policy";
import { findEditionSubject, findTextOf } from "@/features/content/queries";
import { TextWorkSearchSchema } from "@/features/content/schema";
import { searchTextWork } from "@/features/content/work-list/queries";
import { storedDocument } from "@/features/documents/schema";
import {
  createPost,
  editPost,
  givePreviewLink,
  publishPost,
  returnPost,
  schedulePost,
  submitPost,
  unpublishPost,
} from "@/features/news/commands";
import { canCreatePost, canListPosts, canManagePost, canPreviewPost } from "@/features/news/policy";
import {
  findGivenPreviewLink,
  findPostAtWork,
  findPostPage,
  findPostSubject,
  findPreviewSubject,
  getNeighbours,
  listPostPreviews,
  listPostSlugs,
  listPostsByClock,
  listUsedTags,
  searchPosts,
  searchPostsAtWork,
} from "@/features/news/queries";
import type { NewPostSchema, PostTag } from "@/features/news/schema";
import { db } from "@/platform/db/client";
import { createAccount } from "../support/accounts";
import { createForum } from "../support/forums";
import { permitted } from "../support/permits";

vi.mock("next/cache", () => ({ cacheLife: () => undefined, cacheTag: () => undefined }));

const url = process.env.DATABASE_URL ?? "";
let organisationId = "";
beforeAll(async () => {
  const forumId = await createForum(url, { slug: "uutisten-foorumi", inDays: 30 });
  ({ organisationId } = await db().forum.findUniqueOrThrow({ where: { id: forumId } }));
});

const NOW = new Date("2026-10-05T09:00:30Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const words = { title: "Foorumi pidettiin", lead: "Kolme pöytää.", body: "Puhuimme koulusta." };

/** Words as they are kept: the body as a document. */
const stored = <Words extends { body: string }>({ body, ...rest }: Words) => ({
  ...rest,
  body: storedDocument({ schema: 1, blocks: [{ type: "paragraph", text: [{ text: body }] }] }),
});

async function newPost(more: Partial<NewPostSchema & { tags: PostTag[] }> = {}) {
  const permit = permitted(canCreatePost, { organisationId });
  const rest = { tags: [], byline: null, forum: null, group: null, language: "fi" };
  const made = await createPost(permit, { ...words, ...rest, ...more }, NOW);
  if (!made.ok) throw new Error(made.reason);
  return { ...made, permit: permitted(canManagePost, { postId: made.id, organisationId }) };
}

/** A signed-in user. */
const signedIn = (id: string, roles: Role[], organisationIds: string[]): UserActor => ({
  ...{ kind: "user", id, email: `${id}@example.org`, name: null, roles, organisationIds, forumIds: [] },
  ...{ forumSessionIds: [], hostedSessionIds: [], ledGroupIds: [], cleared: true, trace: null },
});

/** What readers find at an address at some time. */
async function at(time: Date, slug: string) {
  vi.useFakeTimers({ now: time, toFake: ["Date"] });
  const found = await findPostPage("fi", slug);
  const { posts } = await searchPosts("fi", { page: 1 });
  const slugs = await listPostSlugs();
  vi.useRealTimers();
  const isListed = posts.some((post) => post.slug === slug);
  expect(slugs.includes(slug)).toBe(isListed);
  return found === null ? (isListed ? "listed" : null) : "movedTo" in found ? found : { isListed, ...found.post };
}

test("a post is a draft until it is published, then on every list, and gone when it is taken away", async () => {
  const { id, slug, permit } = await newPost({ tags: ["school"], byline: "Aino Testi", forum: "uutisten-foorumi" });
  expect(slug).toMatch(/^foorumi-pidettiin/);
  expect(await at(later(1), slug)).toBeNull();
  expect(await publishPost(permit, NOW)).toEqual({ ok: true, slug });
  expect(await publishPost(permit, later(5))).toEqual({ ok: true, slug });
  expect(await at(later(1), slug)).toMatchObject({
    isListed: true,
    date: NOW,
    byline: "Aino Testi",
    tags: ["school"],
    forum: { slug: "uutisten-foorumi", past: false },
    text: { locale: "fi", ...stored(words) },
    minutes: 1,
    languages: [{ language: "fi", state: "original" }],
  });
  expect(await listUsedTags()).toEqual(["school"]);
  expect(await unpublishPost(permit, later(10))).toMatchObject({ ok: true });
  expect(await unpublishPost(permit, later(11))).toMatchObject({ ok: true });
  expect(await at(later(12), slug)).toBeNull();
  expect(await listUsedTags()).toEqual([]);
  // It keeps its date.
  expect(await publishPost(permit, later(20))).toMatchObject({ ok: true });
  expect(await at(later(21), slug)).toMatchObject({ date: NOW });
  const actions = await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
  expect(actions.map(({ action }) => action)).toEqual([
    ...["post_created", "post_published", "post_unpublished", "post_published"],
  ]);
});

test("a scheduled post appears by the clock, to the minute, and nobody finds it before", async () => {
  const { slug, permit } = await newPost();
  expect(await schedulePost(permit, { at: NOW }, NOW)).toEqual({ ok: false, reason: "time_past" });
  expect(await schedulePost(permit, { at: later(60) }, NOW)).toMatchObject({ ok: true });
  const minute = new Date("2026-10-05T10:00:00Z");
  expect(await at(new Date(minute.getTime() - 1), slug)).toBeNull();
  expect(await at(minute, slug)).toMatchObject({ isListed: true, date: minute });
  const before = new Date(minute.getTime() - 1000);
  const after = new Date(minute.getTime() + 1000);
  expect(await listPostsByClock(before, minute)).toEqual([]);
  expect(await listPostsByClock(minute, after)).toEqual([`post:${slug}`]);
  // Another time; then none at all: it is a draft as before.
  expect(await schedulePost(permit, { at: later(120) }, later(1))).toMatchObject({ ok: true });
  expect(await at(minute, slug)).toBeNull();
  expect(await unpublishPost(permit, later(2))).toMatchObject({ ok: true });
  expect(await findPostAtWork(permit, "fi", later(3))).toMatchObject({ state: "draft", publishAt: null, seen: false });
  expect(await at(later(600), slug)).toBeNull();
  await publishPost(permit, later(4));
  expect(await schedulePost(permit, { at: later(90) }, later(5))).toEqual({ ok: false, reason: "published" });
});

test("an address that readers have had leads to the present one, for good", async () => {
  const { id, slug, permit } = await newPost();
  const details = { byline: null, tags: [], forum: null, group: null };
  const move = async (to: string, seen: number, now: Date) => editPost(permit, { ...details, slug: to, seen }, now);
  expect(await move("Äkkiä uusi osoite!", 1, NOW)).toEqual({ ok: true, slug: "akkia-uusi-osoite", before: slug });
  // Nobody has had the first address.
  expect(await at(later(1), slug)).toBeNull();
  await publishPost(permit, NOW);
  expect(await move("toinen", 3, later(1))).toMatchObject({ ok: true });
  expect(await move("kolmas", 4, later(2))).toMatchObject({ ok: true });
  for (const old of ["akkia-uusi-osoite", "toinen"]) expect(await at(later(3), old)).toEqual({ movedTo: "kolmas" });
  expect(await listPostsByClock(NOW, later(1))).toEqual(
    expect.arrayContaining(["post:kolmas", "post:akkia-uusi-osoite", "post:toinen"]),
  );
  // Another post gets neither its address nor one that it had.
  const other = await newPost();
  for (const taken of ["kolmas", "toinen"]) {
    const asked = { ...details, slug: taken, seen: 1 };
    expect(await editPost(other.permit, asked, NOW)).toEqual({ ok: false, reason: "slug_taken" });
  }
  expect(await newPost({ title: "Toinen" })).toMatchObject({ slug: "toinen-2" });
  // Back to an earlier one.
  expect(await move("toinen", 5, later(4))).toMatchObject({ ok: true });
  expect(await at(later(5), "toinen")).toMatchObject({ isListed: true });
  expect(await at(later(5), "kolmas")).toEqual({ movedTo: "toinen" });
  expect(await move("الأخبار", 6, later(6))).toEqual({ ok: false, reason: "slug_needed" });
  await unpublishPost(permit, later(7));
  for (const gone of ["toinen", "kolmas", "akkia-uusi-osoite"]) expect(await at(later(8), gone)).toBeNull();
  expect(await db().formerPostSlug.count({ where: { postId: id } })).toBe(2);
});

test("two people who change a post at once do not overwrite each other, and what readers cannot see is refused", async () => {
  const { id, slug, permit } = await newPost();
  const details = { slug, tags: [], forum: null, group: null };
  const results = await Promise.all(
    ["Aino", "Eino"].map((byline) => editPost(permit, { ...details, byline, seen: 1 }, NOW)),
  );
  expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect((await db().post.findUniqueOrThrow({ where: { id } })).revision).toBe(2);
  await createForum(url, { slug: "uutisten-luonnos", status: "draft" });
  const about = { ...details, byline: null, seen: 2 };
  expect(await editPost(permit, { ...about, forum: "uutisten-luonnos" }, NOW)).toMatchObject({
    reason: "forum_unknown",
  });
  expect(await editPost(permit, { ...about, group: "ei-ole" }, NOW)).toMatchObject({ reason: "group_unknown" });
  const twice = await Promise.all([schedulePost(permit, { at: later(60) }, NOW), publishPost(permit, NOW)]);
  expect(twice.filter(({ ok }) => ok).length).toBeGreaterThan(0);
  expect(await findPostAtWork(permit, "fi", later(1))).toMatchObject({ state: "published" });
});

test("publishing shows the newest original and what is checked beside it; the rest waits in the list of work", async () => {
  const staff = await createAccount(url, { email: "uutisten.tekija@example.org", roles: ["staff"] });
  await db().membership.create({ data: { userId: staff.userId, organisationId } });
  const { id, slug, permit } = await newPost({ title: "Käännettävä uutinen" });
  const text = await findTextOf({ kind: "post", id });
  const edit = async (language: string, by = system("kirjoittaja")) => {
    const subject = await findEditionSubject(text?.itemId ?? "", language);
    if (!subject) throw new Error("there is no text");
    expect(subject).toMatchObject({ postId: id, organisationId, forumId: null });
    return permitted(canWriteText, subject, by);
  };
  const newer = { ...words, title: "Käännettävä uutinen", body: "Puhuimme koulusta ja opoista." };
  expect(await saveText(await edit("fi"), { fields: newer, startedFrom: 1, read: null }, NOW)).toMatchObject({
    ok: true,
  });
  const somali = { title: "War", lead: "Saddex miis.", body: "Waxaan ka hadalnay dugsiga." };
  await saveText(await edit("so"), { fields: somali, startedFrom: 0, read: 2 }, NOW);
  await checkText(await edit("so", system("lukija")), { revision: 1, read: 2 }, NOW);
  await saveText(await edit("ar"), { fields: { ...somali, title: "خبر" }, startedFrom: 0, read: 2 }, NOW);

  const work = permitted(canListTextWork, null, signedIn(staff.userId, ["staff"], [organisationId]));
  const search = TextWorkSearchSchema.parse({ text: "Käännettävä" });
  const found = await searchTextWork(work, search);
  expect(found.rows.map(({ language, state, kind, forum }) => [language, state, kind, forum])).toEqual([
    ["sv", "missing", "post", null],
    ["en", "missing", "post", null],
    ["ar", "unchecked", "post", null],
  ]);

  await publishPost(permit, NOW);
  expect(await at(later(1), slug)).toMatchObject({
    text: stored(newer),
    languages: [
      { language: "fi", state: "original" },
      { language: "so", state: "checked" },
    ],
  });
  expect((await findPostPage("so", slug)) as object).toMatchObject({
    post: { text: { locale: "so", ...stored(somali) } },
  });
  // Nobody has published the Arabic, so its readers get the original, marked as such.
  expect((await findPostPage("ar", slug)) as object).toMatchObject({ post: { text: { locale: "fi" } } });
  await unpublishPost(permit, later(2));
  expect((await searchTextWork(work, search)).total).toBe(0);
});

test("posts are read one after the other, newest first, by pages and by topic", async () => {
  const made = [];
  for (let n = 0; n < 14; n++) {
    const post = await newPost({ title: `Sarja ${n}`, tags: n % 2 ? ["youth"] : ["network", "youth"] });
    await publishPost(post.permit, new Date(`2027-01-01T00:${10 + n}:00Z`));
    made.push(post);
  }
  vi.useFakeTimers({ now: new Date("2027-01-02T00:00:00Z"), toFake: ["Date"] });
  const first = await searchPosts("fi", { tag: "youth", page: 1 });
  const second = await searchPosts("fi", { tag: "youth", page: 2 });
  expect([first.total, first.pages, first.posts.length, second.posts.length]).toEqual([14, 2, 12, 2]);
  expect([...first.posts, ...second.posts].map(({ text }) => text.title)).toEqual(
    made.map((_, n) => `Sarja ${13 - n}`),
  );
  expect((await searchPosts("fi", { tag: "network", page: 1 })).total).toBe(7);
  const beside = await getNeighbours("fi", made[5]?.id ?? "");
  expect([beside.newer?.text.title, beside.older?.text.title]).toEqual(["Sarja 6", "Sarja 4"]);
  expect((await getNeighbours("fi", made[13]?.id ?? "")).newer).toBeNull();
  vi.useRealTimers();
});

test("staff see the posts of their organisations in every state, what waits for a reader first", async () => {
  const { id, permit } = await newPost({ title: "Luetaan yhdessä" });
  expect(await returnPost(permit)).toMatchObject({ ok: true });
  expect(await submitPost(permit)).toMatchObject({ ok: true });
  expect(await submitPost(permit)).toMatchObject({ ok: true });
  const list = (by: Actor = system("test"), more = {}) =>
    searchPostsAtWork(permitted(canListPosts, null, by), "fi", { text: "", page: 1, ...more }, NOW);
  expect((await list()).posts[0]).toMatchObject({ id, state: "review", title: "Luetaan yhdessä" });
  expect((await list(undefined, { text: "luetaan yh" })).total).toBe(1);
  expect((await list(undefined, { state: "review" })).posts.map((post) => post.id)).toEqual([id]);
  for (const state of ["draft", "scheduled", "published", "unpublished"] as const)
    for (const post of (await list(undefined, { state })).posts) expect(post.state).toBe(state);
  const { userId } = await createAccount(url, { email: "muu.tekija@example.org", roles: ["staff"] });
  expect((await list(signedIn(userId, ["staff"], []))).total).toBe(0);
  expect(await returnPost(permit)).toMatchObject({ ok: true });
  await publishPost(permit, NOW);
  expect(await submitPost(permit)).toEqual({ ok: false, reason: "not_draft" });
  expect(await returnPost(permit)).toEqual({ ok: false, reason: "not_review" });
  expect(await findPostSubject(id)).toEqual({ postId: id, organisationId });
});

test("a preview link shows one post with its newest words, expires, and can be withdrawn by staff of its organisation", async () => {
  const { id, permit } = await newPost({ title: "Esikatseltava" });
  const itemId = (await findTextOf({ kind: "post", id }))?.itemId ?? "";
  const somali = await findEditionSubject(itemId, "so");
  const subject = await findPreviewSubject(itemId);
  if (!somali || !subject) throw new Error("there is no text");
  const fields = { title: "War hordhac ah", lead: "Hordhac", body: "Qoraal" };
  await saveText(permitted(canWriteText, somali), { fields, startedFrom: 0, read: 1 }, NOW);
  const given = await givePreviewLink(permit, { holder: "Lukija", days: 3 }, NOW);
  if (!given.ok) throw new Error(given.reason);
  expect(await findGivenPreviewLink(permit, given.id, later(1))).toMatchObject({
    holder: "Lukija",
    token: given.token,
  });
  expect(await findGivenPreviewLink(permit, given.id, later(16))).toBeNull();
  const other = await newPost();
  expect(await findGivenPreviewLink(other.permit, given.id, later(1))).toBeNull();

  expect(await findAccessLink(given.token, "translator", later(1))).toBeNull();
  expect(await findAccessLink(given.token, "preview", later(1))).toMatchObject({ itemId, forumId: null });
  const holder = {
    ...{ kind: "link" as const, link: "preview" as const, forumId: null, holder: "Lukija", trace: null },
    id: given.id,
    itemId,
  };
  const previews = await listPostPreviews(permitted(canPreviewPost, subject, holder), NOW);
  expect(previews.map(({ language, state, post }) => [language, state, post.text.title])).toEqual([
    ["fi", "original", "Esikatseltava"],
    ["sv", "missing", "Esikatseltava"],
    ["en", "missing", "Esikatseltava"],
    ["ar", "missing", "Esikatseltava"],
    ["so", "unchecked", "War hordhac ah"],
  ]);

  const { userId } = await createAccount(url, { email: "linkin.antaja@example.org" });
  const own = signedIn(userId, ["staff"], [organisationId]);
  const listed = async (by: Actor) =>
    (await searchAccessLinks(permitted(canListLinks, null, by), { text: "Lukija", page: 1 }, later(2))).links;
  expect(await listed(own)).toMatchObject([{ id: given.id, kind: "preview", about: "post", state: "open" }]);
  expect(await listed({ ...own, organisationIds: [] })).toEqual([]);
  const link = await findLinkSubject(given.id);
  if (!link) throw new Error("there is no link");
  await revokeAccessLink(permitted(canWithdrawLink, link, own), later(3));
  expect(await findAccessLink(given.token, "preview", later(4))).toBeNull();
  const short = await givePreviewLink(permit, { holder: "Toinen", days: 1 }, NOW);
  expect(short.ok && (await findAccessLink(short.token, "preview", later(24 * 60 + 1)))).toBeNull();
});

test("a retired organisation writes nothing new", async () => {
  const { id } = await db().organisation.create({
    data: { slug: "lopettanut", name: "Lopettanut ry", retiredAt: NOW },
  });
  const permit = permitted(canCreatePost, { organisationId: id });
  const asked = { ...words, tags: [], byline: null, forum: null, group: null, language: "fi" };
  expect(await createPost(permit, asked, NOW)).toEqual({ ok: false, reason: "organisation_retired" });
  expect(await db().post.count({ where: { organisationId: id } })).toBe(0);
});
