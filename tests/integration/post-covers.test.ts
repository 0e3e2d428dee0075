import { beforeAll, expect, test, vi } from "vitest";
import { type Actor, system, type UserActor } from "@/features/access/schema";
import { saveText } from "@/features/content/commands";
import { canWriteText } from "@/features/content/policy";
import { findEditionSubject, findTextOf } from "@/features/content/queries";
import { deleteMedia, deleteUnusedMedia, encodePicture, uploadMedia } from "@/features/media/commands";
import { canEditMedia, canListMedia, canUploadMedia } from "@/features/media/policy";
import { findMedia, findServedMedia, listMediaUses, searchMedia } from "@/features/media/queries";
import { keptUntil } from "@/features/media/rules";
import { changeCover, createPost, publishPost, schedulePost, unpublishPost } from "@/features/news/commands";
import { drawCover } from "@/features/news/demo/covers";
import { POSTS } from "@/features/news/demo/posts";
import { writeNewsFeed } from "@/features/news/feed";
import { newsArticle } from "@/features/news/json-ld";
import { canCreatePost, canManagePost, canPreviewPost } from "@/features/news/policy";
import { findPostAtWork, findPostPage, getNeighbours, listPostPreviews, searchPosts } from "@/features/news/queries";
import { db } from "@/platform/db/client";
import { drawPng } from "@/platform/picture";
import * as files from "../support/media-files";
import { permitted } from "../support/permits";

vi.mock("next/cache", () => ({ cacheLife: () => undefined, cacheTag: () => undefined }));

let organisationId = "";
let counter = 0;
beforeAll(async () => {
  organisationId = (await db().organisation.create({ data: { slug: "kansikuvat", name: "Kansikuvat ry" } })).id;
});

/** A picture of an organisation, ready to be shown. */
async function picture(of = organisationId, { ready = true } = {}) {
  const bytes = await files.jpeg(340 + counter++, 200);
  const made = await uploadMedia(permitted(canUploadMedia, { organisationId: of }), {
    ...{ bytes, name: `Kansi ${counter}.jpg`, credit: "Kuvaaja Kuu" },
  });
  if (!made.ok) throw new Error(made.reason);
  if (ready) await encodePicture(made.id);
  return { id: made.id, permit: permitted(canEditMedia, { mediaId: made.id, organisationId: of }) };
}

async function newPost() {
  const words = { title: `Kansiuutinen ${counter++}`, lead: "Ingressi.", body: "Leipä." };
  const rest = { tags: [], byline: null, forum: null, group: null, language: "fi" };
  const made = await createPost(permitted(canCreatePost, { organisationId }), { ...words, ...rest });
  if (!made.ok) throw new Error(made.reason);
  const text = await findTextOf({ kind: "post", id: made.id });
  const permit = permitted(canManagePost, { postId: made.id, organisationId });
  return { ...made, words, permit, itemId: text?.itemId ?? "" };
}

/** Saves the words of a post in a language, with what its picture shows. */
async function save(
  { itemId, words }: Awaited<ReturnType<typeof newPost>>,
  language: string,
  coverAlt: string,
  beside: { startedFrom: number; read: number | null },
) {
  const subject = await findEditionSubject(itemId, language);
  if (!subject) throw new Error("there is no text");
  const fields = { ...words, ...(coverAlt && { coverAlt }) };
  const saved = await saveText(permitted(canWriteText, subject), { fields, ...beside });
  expect(saved).toMatchObject({ ok: true });
}

const released = async (id: string, at = new Date()) =>
  (await findServedMedia(id, { kind: "picture", width: 320, format: "avif" }, at))?.released;
const page = async (slug: string, locale: "fi" | "ar" = "fi") => {
  const found = await findPostPage(locale, slug);
  return found && "post" in found ? found.post : null;
};

test("a cover is public exactly while its post is, and replaced at once", async () => {
  const [first, second] = [await picture(), await picture()];
  const post = await newPost();
  expect(await changeCover(post.permit, { cover: first.id, before: null })).toEqual({ ok: true, slug: post.slug });
  expect(await listMediaUses(first.permit)).toMatchObject([{ itemId: post.itemId, language: "fi" }]);
  expect(await released(first.id)).toBe(false);
  const minute = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 3_600_000);
  expect(await schedulePost(post.permit, { at: minute })).toMatchObject({ ok: true });
  expect([await released(first.id), await released(first.id, minute)]).toEqual([false, true]);
  await publishPost(post.permit);
  expect(await released(first.id)).toBe(true);
  expect(await page(post.slug)).toMatchObject({ cover: { id: first.id, height: 200, credit: "Kuvaaja Kuu" } });

  expect(await changeCover(post.permit, { cover: second.id, before: first.id })).toMatchObject({ ok: true });
  expect([await released(first.id), await released(second.id)]).toEqual([false, true]);
  expect((await searchPosts("fi", { page: 1 })).posts[0]).toMatchObject({ slug: post.slug, cover: { id: second.id } });
  const other = await newPost();
  await publishPost(other.permit);
  const { newer, older } = await getNeighbours("fi", other.id);
  expect([newer, older?.cover?.id]).toEqual([null, second.id]);

  await unpublishPost(post.permit);
  expect(await released(second.id)).toBe(false);
  await publishPost(post.permit);
  expect(await changeCover(post.permit, { cover: null, before: second.id })).toMatchObject({ ok: true });
  expect(await released(second.id)).toBe(false);
  expect(await page(post.slug)).toMatchObject({ cover: null });
  const log = await db().auditEntry.findMany({ where: { subjectId: post.id, action: "post_edited" } });
  expect(log.map(({ changes }) => changes)).toEqual(Array(3).fill({ details: [null, ["cover"]] }));
});

test("only a picture of the post's organisation that is ready becomes a cover", async () => {
  const elsewhere = await db().organisation.create({ data: { slug: "muiden-kannet", name: "Muut ry" } });
  const pdf = await uploadMedia(permitted(canUploadMedia, { organisationId }), {
    ...{ bytes: files.pdf("/Lang (fi)"), name: "Ohje.pdf", credit: "" },
  });
  const post = await newPost();
  const wrong = [
    (await picture(elsewhere.id)).id,
    (await picture(organisationId, { ready: false })).id,
    pdf.ok ? pdf.id : "",
    "0190a000-0000-7000-8000-00000000dead",
  ];
  for (const cover of wrong)
    expect(await changeCover(post.permit, { cover, before: null })).toEqual({ ok: false, reason: "cover_unknown" });
  expect(await db().mediaUse.count({ where: { itemId: post.itemId } })).toBe(0);
  const offered = async (of: string, text = "") => {
    const search = { text, page: 1, kind: "picture", organisation: of, ready: true } as const;
    return (await searchMedia(permitted(canListMedia, null), search)).media.map(({ id }) => id);
  };
  expect(await offered(elsewhere.id)).toEqual([wrong[0]]);
  expect(await offered(elsewhere.id, "kuu")).toEqual([wrong[0]]);
  expect(await offered(elsewhere.id, "%")).toEqual([]);
  for (const id of wrong) expect(await offered(organisationId)).not.toContain(id);
});

test("a draft's cover is for those who look after the picture, and nobody else", async () => {
  const { id } = await picture();
  const post = await newPost();
  await changeCover(post.permit, { cover: id, before: null });
  const staff = (organisationIds: string[]): UserActor => ({
    ...{ kind: "user", id: crypto.randomUUID(), email: "a@example.org", name: null, roles: ["staff"], organisationIds },
    ...{ forumIds: [], forumSessionIds: [], hostedSessionIds: [], ledGroupIds: [], cleared: true, trace: null },
  });
  const subject = { mediaId: id, organisationId };
  const may = (actor: Actor) => canEditMedia.allows(actor, subject);
  expect([may(staff([organisationId])), may(staff([])), may(system("test"))]).toEqual([true, false, true]);
  expect(await released(id)).toBe(false);
});

test("a cover cannot be deleted; once no post has it, it goes as everything that no text uses", async () => {
  const { id, permit } = await picture();
  const post = await newPost();
  const now = new Date();
  await changeCover(post.permit, { cover: id, before: null }, now);
  expect(await findMedia(permit)).toMatchObject({ texts: 1, unusedSince: null });
  expect(await deleteMedia(permit)).toEqual({ ok: false, reason: "in_use" });
  await deleteUnusedMedia(new Date(keptUntil(now).getTime() + 1));
  expect(await findMedia(permit)).not.toBeNull();
  await changeCover(post.permit, { cover: null, before: id }, now);
  expect(await findMedia(permit)).toMatchObject({ texts: 0, unusedSince: now });
  await deleteUnusedMedia(new Date(keptUntil(now).getTime() + 1));
  expect(await findMedia(permit)).toBeNull();
});

test("whoever deletes a picture and whoever makes it a cover at the same time: one of them comes first", async () => {
  for (let round = 0; round < 4; round++) {
    const { id, permit } = await picture();
    const post = await newPost();
    const acts = [() => deleteMedia(permit), () => changeCover(post.permit, { cover: id, before: null })];
    const [one, other] = await Promise.all((round % 2 ? acts : acts.toReversed()).map((act) => act()));
    expect([one?.ok, other?.ok].sort()).toEqual([false, true]);
    const { coverId } = await db().post.findUniqueOrThrow({ where: { id: post.id } });
    expect([coverId !== null, await db().mediaUse.count({ where: { mediaId: id } })]).toEqual(
      (await findMedia(permit)) ? [true, 1] : [false, 0],
    );
  }
});

test("two people who choose at once do not overwrite each other, and posts that swap covers do not wait for each other", async () => {
  const [a, b] = [await picture(), await picture()];
  const [one, other] = [await newPost(), await newPost()];
  const both = await Promise.all([a, b].map(({ id }) => changeCover(one.permit, { cover: id, before: null })));
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(both).toContainEqual({ ok: false, reason: "overtaken" });
  const { coverId } = await db().post.findUniqueOrThrow({ where: { id: one.id } });
  const [mine, theirs] = coverId === a.id ? [a.id, b.id] : [b.id, a.id];
  // Chosen again: nothing to do.
  expect(await changeCover(one.permit, { cover: mine, before: null })).toMatchObject({ ok: true });
  await changeCover(other.permit, { cover: theirs, before: null });
  const swapped = await Promise.all([
    changeCover(one.permit, { cover: theirs, before: mine }),
    changeCover(other.permit, { cover: mine, before: theirs }),
  ]);
  expect(swapped.map(({ ok }) => ok)).toEqual([true, true]);
  expect(await db().mediaUse.count({ where: { mediaId: { in: [a.id, b.id] } } })).toBe(2);
});

test("what a picture shows is a part of the text: by language, with the original for those who lack it", async () => {
  const { id } = await picture();
  const post = await newPost();
  const lacking = async () => (await findPostAtWork(post.permit, "fi"))?.text?.withoutAlt;
  expect(await lacking()).toEqual([]);
  await changeCover(post.permit, { cover: id, before: null });
  expect(await lacking()).toEqual(["fi"]);
  await save(post, "fi", "Lapsia pihalla.", { startedFrom: 1, read: null });
  await save(post, "ar", "", { startedFrom: 0, read: 2 });
  expect(await lacking()).toEqual(["ar"]);
  await publishPost(post.permit);
  expect(await page(post.slug)).toMatchObject({ coverAlt: { locale: "fi", text: "Lapsia pihalla." } });
  await save(post, "ar", "أطفال في الفناء.", { startedFrom: 1, read: 2 });
  expect(await lacking()).toEqual([]);
  const preview = permitted(canPreviewPost, { ...post.permit.subject, itemId: post.itemId });
  const previews = await listPostPreviews(preview);
  const alts = new Map(previews.map(({ language, post: { coverAlt } }) => [language, coverAlt.text]));
  expect([alts.get("fi"), alts.get("ar"), alts.get("so")]).toEqual([
    "Lapsia pihalla.",
    "أطفال في الفناء.",
    "Lapsia pihalla.",
  ]);
});

test("feeds and search engines get the cover, in a size that exists", async () => {
  const { id } = await picture();
  const post = await newPost();
  await changeCover(post.permit, { cover: id, before: null });
  await publishPost(post.permit);
  const { bytes, width } = await db().pictureVariant.findFirstOrThrow({
    where: { mediaId: id, format: "webp" },
    orderBy: { width: "desc" },
  });
  const address = `https://omapolku.test/media/${id}/${width}.webp`;
  const feed = async (file: "atom.xml" | "rss.xml") =>
    (await writeNewsFeed("fi", undefined, file, { title: "Uutiset", description: "Kaikki" })).content;
  expect(await feed("rss.xml")).toContain(`<enclosure length="${bytes}" type="image/webp" url="${address}"/>`);
  expect(await feed("atom.xml")).toContain(
    `<link rel="enclosure" href="${address}" type="image/webp" length="${bytes}"/>`,
  );
  const found = await page(post.slug);
  if (!found) throw new Error("the post is not public");
  const { image } = JSON.parse(newsArticle(found, "fi", "https://omapolku.test"));
  expect(image).toEqual([address, `https://omapolku.test/fi/news/${post.slug}/share.png`]);
});

test("at least eight posts of the demo have a picture of their own, which the portal takes", async () => {
  const drawn = POSTS.flatMap(({ key }) => drawCover(key) ?? []);
  expect(new Set(drawn).size).toBe(drawn.length);
  expect(drawn.length).toBeGreaterThanOrEqual(8);
  const permit = permitted(canUploadMedia, { organisationId });
  const bytes = drawPng(drawn[0] ?? "");
  expect(await uploadMedia(permit, { name: "piirros.png", bytes, credit: "OmaPolku" })).toMatchObject({ ok: true });
});
