import { beforeAll, expect, test, vi } from "vitest";
import { type Actor, system, type UserActor } from "@/features/access/schema";
import { checkText, saveText } from "@/features/content/commands";
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
  expect(await changeCover(post.permit, { cover: first.id, before: null, alt: "" })).toEqual({
    ok: true,
    slug: post.slug,
  });
  expect(await listMediaUses(first.permit)).toMatchObject([{ itemId: post.itemId, language: "fi" }]);
  expect(await released(first.id)).toBe(false);
  const minute = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 3_600_000);
  expect(await schedulePost(post.permit, { at: minute })).toMatchObject({ ok: true });
  expect([await released(first.id), await released(first.id, minute)]).toEqual([false, true]);
  await publishPost(post.permit);
  expect(await released(first.id)).toBe(true);
  expect(await page(post.slug)).toMatchObject({ cover: { id: first.id, height: 200, credit: "Kuvaaja Kuu" } });

  expect(await changeCover(post.permit, { cover: second.id, before: first.id, alt: "" })).toMatchObject({ ok: true });
  expect([await released(first.id), await released(second.id)]).toEqual([false, true]);
  expect((await searchPosts("fi", { page: 1 })).posts[0]).toMatchObject({ slug: post.slug, cover: { id: second.id } });
  const other = await newPost();
  await publishPost(other.permit);
  const { newer, older } = await getNeighbours("fi", other.id);
  expect([newer, older?.cover?.id]).toEqual([null, second.id]);

  await unpublishPost(post.permit);
  expect(await released(second.id)).toBe(false);
  await publishPost(post.permit);
  expect(await changeCover(post.permit, { cover: null, before: second.id, alt: "" })).toMatchObject({ ok: true });
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
    expect(await changeCover(post.permit, { cover, before: null, alt: "" })).toEqual({
      ok: false,
      reason: "cover_unknown",
    });
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
  await changeCover(post.permit, { cover: id, before: null, alt: "" });
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
  await changeCover(post.permit, { cover: id, before: null, alt: "" }, now);
  expect(await findMedia(permit)).toMatchObject({ texts: 1, unusedSince: null });
  expect(await deleteMedia(permit)).toEqual({ ok: false, reason: "in_use" });
  await deleteUnusedMedia(new Date(keptUntil(now).getTime() + 1));
  expect(await findMedia(permit)).not.toBeNull();
  await changeCover(post.permit, { cover: null, before: id, alt: "" }, now);
  expect(await findMedia(permit)).toMatchObject({ texts: 0, unusedSince: now });
  await deleteUnusedMedia(new Date(keptUntil(now).getTime() + 1));
  expect(await findMedia(permit)).toBeNull();
});

test("whoever deletes a picture and whoever makes it a cover at the same time: one of them comes first", async () => {
  for (let round = 0; round < 4; round++) {
    const { id, permit } = await picture();
    const post = await newPost();
    const acts = [() => deleteMedia(permit), () => changeCover(post.permit, { cover: id, before: null, alt: "" })];
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
  const both = await Promise.all([a, b].map(({ id }) => changeCover(one.permit, { cover: id, before: null, alt: "" })));
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(both).toContainEqual({ ok: false, reason: "overtaken" });
  const { coverId } = await db().post.findUniqueOrThrow({ where: { id: one.id } });
  const [mine, theirs] = coverId === a.id ? [a.id, b.id] : [b.id, a.id];
  // Chosen again: nothing to do.
  expect(await changeCover(one.permit, { cover: mine, before: null, alt: "" })).toMatchObject({ ok: true });
  await changeCover(other.permit, { cover: theirs, before: null, alt: "" });
  const swapped = await Promise.all([
    changeCover(one.permit, { cover: theirs, before: mine, alt: "" }),
    changeCover(other.permit, { cover: mine, before: theirs, alt: "" }),
  ]);
  expect(swapped.map(({ ok }) => ok)).toEqual([true, true]);
  expect(await db().mediaUse.count({ where: { mediaId: { in: [a.id, b.id] } } })).toBe(2);
});

test("what a picture shows is a part of the text: by language, with the original for those who lack it", async () => {
  const { id } = await picture();
  const post = await newPost();
  const lacking = async () => (await findPostAtWork(post.permit, "fi"))?.text?.withoutAlt;
  expect(await lacking()).toEqual([]);
  await changeCover(post.permit, { cover: id, before: null, alt: "" });
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

test("another picture takes the words of the one before with it, in every language, also those that nobody has published", async () => {
  const [first, second] = [await picture(), await picture()];
  const post = await newPost();
  const { permit, itemId } = post;
  expect(await changeCover(permit, { cover: first.id, before: null, alt: "Lapsia pihalla." })).toMatchObject({
    ok: true,
  });
  await save(post, "ar", "أطفال في الفناء.", { startedFrom: 0, read: 2 });
  const arabic = await findEditionSubject(itemId, "ar");
  if (!arabic) throw new Error("there is no text");
  await checkText(permitted(canWriteText, arabic, system("reader")), { revision: 1, read: 2 });
  await publishPost(permit);
  // Saved after that, and seen by nobody.
  await save({ ...post, words: { ...post.words, lead: "Uusi ingressi." } }, "fi", "Lapsia.", {
    startedFrom: 2,
    read: null,
  });
  await save(post, "so", "Carruur.", { startedFrom: 0, read: 3 });
  expect(await page(post.slug, "ar")).toMatchObject({
    coverAlt: { locale: "ar" },
    text: { standing: { state: "checked" } },
  });

  expect(await changeCover(permit, { cover: second.id, before: first.id, alt: "Talvinen järvi." })).toMatchObject({
    ok: true,
  });
  for (const locale of ["fi", "ar"] as const)
    expect(await page(post.slug, locale)).toMatchObject({
      cover: { id: second.id },
      coverAlt: { locale: "fi", text: "Talvinen järvi." },
      text: { locale, lead: "Ingressi." },
    });
  // Only this part of the translation waits for its translator.
  expect((await page(post.slug, "ar"))?.text.standing.notes).toEqual([
    { field: "coverAlt", state: "missing", original: ["Talvinen järvi."] },
  ]);
  const newest = await db().contentEdition.findMany({ where: { itemId }, include: { latestRevision: true } });
  expect(new Map(newest.map(({ language, latestRevision }) => [language, latestRevision.fields]))).toMatchObject(
    new Map([
      ["fi", { lead: "Uusi ingressi.", coverAlt: "Talvinen järvi." }],
      ["ar", { title: post.words.title }],
      ["so", { title: post.words.title }],
    ]),
  );
  expect(JSON.stringify(newest)).not.toMatch(/Lapsia|أطفال|Carruur/);
  expect(newest.find(({ language }) => language === "so")?.published).toBeNull();

  // For the same picture only what is said of it changes, and the translations are older.
  await save(post, "ar", "بحيرة.", { startedFrom: 2, read: 5 });
  await changeCover(permit, { cover: second.id, before: second.id, alt: "Jäinen järvi." });
  expect((await page(post.slug))?.coverAlt.text).toBe("Jäinen järvi.");
  await changeCover(permit, { cover: second.id, before: second.id, alt: "" });
  expect((await page(post.slug))?.coverAlt.text).toBe("Jäinen järvi.");
  expect((await findPostAtWork(permit, "fi"))?.text?.withoutAlt).toEqual(["so"]);
  await changeCover(permit, { cover: null, before: second.id, alt: "" });
  expect((await page(post.slug))?.coverAlt.text).toBe("");
});

test("whoever describes the old picture while another takes its place is told, and the words do not come back", async () => {
  const [first, second] = [await picture(), await picture()];
  const post = await newPost();
  await changeCover(post.permit, { cover: first.id, before: null, alt: "Ennen." });
  const subject = await findEditionSubject(post.itemId, "ar");
  if (!subject) throw new Error("there is no text");
  const fields = { ...post.words, coverAlt: "من قبل." };
  const [saved] = await Promise.all([
    saveText(permitted(canWriteText, subject), { fields, startedFrom: 0, read: 2 }),
    changeCover(post.permit, { cover: second.id, before: first.id, alt: "" }),
  ]);
  const words = await db().contentEdition.findMany({
    where: { itemId: post.itemId },
    include: { latestRevision: true },
  });
  const says = (tag: string) => words.find(({ language }) => language === tag)?.latestRevision.fields;
  expect(says("fi")).not.toHaveProperty("coverAlt");
  // Saved first, the words went with the picture; saved after it, nobody publishes them unseen: their original has no such part.
  expect(saved).toMatchObject({ ok: true });
  if ("coverAlt" in ((says("ar") ?? {}) as object))
    expect(words.find(({ language }) => language === "ar")?.workNotes).toContainEqual(
      expect.objectContaining({ field: "coverAlt", state: "older" }),
    );
});

test("feeds and search engines get the cover, in a size that exists", async () => {
  const { id } = await picture();
  const post = await newPost();
  await changeCover(post.permit, { cover: id, before: null, alt: "" });
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
