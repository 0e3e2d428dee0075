import { randomUUID } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import { serveMedia } from "@/app/media/serve-media";
import { giveTextLink, publishText, saveText } from "@/features/content/commands";
import { canGiveTextLink, canPublishText, canWriteText } from "@/features/content/policy";
import { findTextOf } from "@/features/content/queries";
import { encodePicture, uploadMedia } from "@/features/media/commands";
import { type DraftReader, draftPass } from "@/features/media/draft-address";
import { canListMedia, canUploadMedia } from "@/features/media/policy";
import { searchMedia } from "@/features/media/queries";
import { changeCover, createPost, givePreviewLink, publishPost } from "@/features/news/commands";
import { canCreatePost, canManagePost } from "@/features/news/policy";
import { findCoverOfText } from "@/features/news/queries";
import { HOUR } from "@/i18n/time";
import { db } from "@/platform/db/client";
import { createAccount } from "../support/accounts";
import * as files from "../support/media-files";
import { permitted } from "../support/permits";

// Pictures of texts that readers do not see yet: who gets them, at which addresses.

const url = process.env.DATABASE_URL ?? "";
const browser = vi.hoisted(() => ({ token: "" }));

vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({
    get: () => (browser.token ? { value: browser.token } : undefined),
  }),
}));

beforeEach(() => signIn(""));

/** Whose browser asks from now on; nobody's for an empty token. */
function signIn(token: string): void {
  browser.token = token;
}

let counter = 0;

async function organisation(): Promise<string> {
  const slug = `luonnoskuvat-${counter++}`;
  return (await db().organisation.create({ data: { slug, name: slug } })).id;
}

async function picture(organisationId: string): Promise<string> {
  const made = await uploadMedia(permitted(canUploadMedia, { organisationId }), {
    ...{ name: "kuva.png", bytes: await files.png(200 + counter++, 150), credit: "" },
  });
  if (!made.ok) throw new Error(made.reason);
  await encodePicture(made.id);
  return made.id;
}

const WORDS = { lead: "Ingressi." };
const REST = { tags: [], byline: null, forum: null, group: null, language: "fi" };
const markOf = (id: string) => `Ensin.\n\n{picture ${id} | Lapsia pöydän ääressä}`;

/** A post of an organisation that nobody has published, and whose text shows a picture. */
async function draft(organisationId: string, body: string) {
  const permit = permitted(canCreatePost, { organisationId });
  const made = await createPost(permit, { ...WORDS, ...REST, title: `Luonnos ${counter++}`, body });
  if (!made.ok) throw new Error(made.reason);
  const itemId = (await findTextOf({ kind: "post", id: made.id }))?.itemId ?? "";
  const post = permitted(canManagePost, { postId: made.id, organisationId });
  const edition = (language: string) => ({ itemId, forumId: null, organisationId, sourceLanguage: "fi", language });
  return { itemId, post, edition };
}

/** The status and the caching of a picture's address, with what it says of its reader. */
async function ask(id: string, pass = ""): Promise<[number, string | null]> {
  const { width } = await db().pictureVariant.findFirstOrThrow({ where: { mediaId: id } });
  const request = new Request(`https://portal.example/media/${id}/${width}.webp?draft=${encodeURIComponent(pass)}`);
  const answer = await serveMedia(request, id, { kind: "picture", width, format: "webp" });
  await answer.body?.cancel();
  return [answer.status, answer.headers.get("cache-control")];
}

const SEEN = [200, "private, no-cache"];
const NOT_THERE = [404, null];

test("the holder of a preview link gets the pictures of that text, no others, and only while the link is open", async () => {
  const organisationId = await organisation();
  const [shown, other] = [await picture(organisationId), await picture(organisationId)];
  const one = await draft(organisationId, markOf(shown));
  const two = await draft(organisationId, markOf(other));
  const given = await givePreviewLink(one.post, { holder: "Lukija", days: 3 });
  if (!given.ok) throw new Error(given.reason);
  const reader: DraftReader = { itemId: one.itemId, language: "", by: given.id };
  const pass = draftPass(shown, reader);
  expect(await ask(shown, pass)).toEqual(SEEN);

  // A stranger, and whoever changes what the address says.
  expect(await ask(shown)).toEqual(NOT_THERE);
  expect(await ask(shown, `${pass.slice(0, -1)}${pass.endsWith("A") ? "B" : "A"}`)).toEqual(NOT_THERE);
  expect(await ask(shown, pass.replace(given.id, randomUUID()))).toEqual(NOT_THERE);
  // Another picture at this one's address, and another post's picture or text with this link.
  expect(await ask(other, pass)).toEqual(NOT_THERE);
  expect(await ask(other, draftPass(other, reader))).toEqual(NOT_THERE);
  expect(await ask(other, draftPass(other, { ...reader, itemId: two.itemId }))).toEqual(NOT_THERE);
  // A preview link is none for translating.
  expect(await ask(shown, draftPass(shown, { ...reader, language: "so" }))).toEqual(NOT_THERE);
  // The address has its own end, and a page that is loaded again within the hour has the same one.
  expect(await ask(shown, draftPass(shown, reader, Date.now() - 13 * HOUR))).toEqual(NOT_THERE);
  expect(await ask(shown, draftPass(shown, reader, Date.now() - 11 * HOUR))).toEqual(SEEN);
  expect(draftPass(shown, reader, 10 * HOUR)).toBe(draftPass(shown, reader, 10 * HOUR + 3_000));

  await db().accessLink.update({ where: { id: given.id }, data: { expiresAt: new Date() } });
  expect(await ask(shown, pass)).toEqual(NOT_THERE);
  const again = await givePreviewLink(one.post, { holder: "Lukija", days: 3 });
  const second = draftPass(shown, { ...reader, by: again.ok ? again.id : "" });
  expect(await ask(shown, second)).toEqual(SEEN);
  await db().accessLink.updateMany({ where: { itemId: one.itemId }, data: { revokedAt: new Date() } });
  expect(await ask(shown, second)).toEqual(NOT_THERE);
});

test("a picture that has left the words leaves the preview, and a published one is for everybody", async () => {
  const organisationId = await organisation();
  const id = await picture(organisationId);
  const { itemId, post, edition } = await draft(organisationId, markOf(id));
  const given = await givePreviewLink(post, { holder: "Lukija", days: 3 });
  const pass = draftPass(id, { itemId, language: "", by: given.ok ? given.id : "" });
  const write = permitted(canWriteText, edition("fi"));
  const save = (body: string, startedFrom: number) =>
    saveText(write, { fields: { ...WORDS, title: "Luonnos", body }, startedFrom, read: null });
  const publish = (revision: number) =>
    publishText(permitted(canPublishText, { itemId, forumId: null, organisationId }), { language: "fi", revision });
  await save("Ilman kuvaa.", 1);
  await publish(2);
  expect(await ask(id, pass)).toEqual(NOT_THERE);
  await save(markOf(id), 2);
  expect(await ask(id, pass)).toEqual(SEEN);
  await publishPost(post);
  expect((await ask(id))[1]).toMatch(/^public/);
});

test("translators see the pictures of what they translate: by a link, and signed in, but not at each other's addresses", async () => {
  const organisationId = await organisation();
  const id = await picture(organisationId);
  const { itemId, edition } = await draft(organisationId, markOf(id));
  const link = await giveTextLink(permitted(canGiveTextLink, edition("so")), {
    holder: "Kääntäjä",
    scope: "text",
    days: 7,
  });
  expect(await ask(id, draftPass(id, { itemId, language: "so", by: link.id }))).toEqual(SEEN);
  for (const language of ["ar", "fi", ""])
    expect([language, await ask(id, draftPass(id, { itemId, language, by: link.id }))]).toEqual([language, NOT_THERE]);

  const { slug } = await db().organisation.findUniqueOrThrow({ where: { id: organisationId } });
  const account = (organisations: string[]) =>
    createAccount(url, { email: `kaantaja-${randomUUID()}@example.org`, roles: ["translator"], organisations });
  const [own, foreign] = [await account([slug]), await account([])];
  const pass = draftPass(id, { itemId, language: "so", by: own.userId });
  expect(await ask(id, pass)).toEqual(NOT_THERE);
  signIn(own.token);
  expect(await ask(id, pass)).toEqual(SEEN);
  expect(await ask(id)).toEqual(NOT_THERE);
  signIn(foreign.token);
  expect(await ask(id, pass)).toEqual(NOT_THERE);
  // Whoever no longer translates for the organisation: the page's own question is asked again.
  expect(await ask(id, draftPass(id, { itemId, language: "so", by: foreign.userId }))).toEqual(NOT_THERE);
  const staff = await createAccount(url, {
    email: `vaki-${randomUUID()}@example.org`,
    roles: ["staff"],
    organisations: [slug],
  });
  signIn(staff.token);
  expect(await ask(id)).toEqual(SEEN);
});

test("a text shows no picture or file of another organisation, nor what there is not; what it had may stay", async () => {
  const [own, others] = [await organisation(), await organisation()];
  const [mine, theirs] = [await picture(own), await picture(others)];
  const create = (body: string) =>
    createPost(permitted(canCreatePost, { organisationId: own }), {
      ...WORDS,
      ...REST,
      title: `Vieras ${counter++}`,
      body,
    });
  const before = await db().post.count({ where: { organisationId: own } });
  expect(await create(markOf(theirs))).toEqual({
    ok: false,
    reason: "media_foreign",
    what: `{picture ${theirs} | Lapsia pöydän ääressä}`,
  });
  expect(await db().post.count({ where: { organisationId: own } })).toBe(before);
  const { edition, itemId } = await draft(own, markOf(mine));
  const save = (language: string, body: string, startedFrom: number, read: number | null) =>
    saveText(permitted(canWriteText, edition(language)), {
      fields: { ...WORDS, title: "Luonnos", body },
      ...{ startedFrom, read },
    });
  for (const [body, what] of [
    [markOf(theirs), `{picture ${theirs} | Lapsia pöydän ääressä}`],
    [`{video https://video.example/a | Video | ${theirs}}`, `{video https://video.example/a | Video | ${theirs}}`],
    [`{file ${mine} | Kuva ei ole tiedosto}`, `{file ${mine} | Kuva ei ole tiedosto}`],
    [
      markOf("0190a000-0000-7000-8000-00000000dead"),
      "{picture 0190a000-0000-7000-8000-00000000dead | Lapsia pöydän ääressä}",
    ],
  ] as const) {
    const refused = { ok: false, reason: "garbled", problems: { body: { key: "media", line: 0, what } } };
    expect(await save("fi", `${markOf(mine)}\n\n${body}`, 1, null)).toEqual(refused);
    expect(await save("so", body, 0, 1)).toEqual(refused);
  }
  expect(await db().mediaUse.count({ where: { mediaId: theirs } })).toBe(0);
  expect(await save("so", markOf(mine), 0, 1)).toMatchObject({ ok: true });
  // It was deleted meanwhile, or never checked: the words around it can be changed all the same.
  await db().mediaUse.deleteMany({ where: { itemId } });
  await db().mediaFile.update({ where: { id: mine }, data: { organisationId: others } });
  expect(await save("fi", `Uusi alku.\n\n${markOf(mine)}`, 1, null)).toMatchObject({ ok: true });
});

test("the editor is offered what is ready, of the text's organisation", async () => {
  const [own, others] = [await organisation(), await organisation()];
  const ready = await picture(own);
  const foreign = await picture(others);
  await uploadMedia(permitted(canUploadMedia, { organisationId: own }), {
    ...{ name: "kesken.png", bytes: await files.png(400, 300), credit: "" },
  });
  const permit = permitted(canListMedia, null);
  const found = async (more: object) =>
    (
      await searchMedia(permit, { text: "", kind: "picture", page: 1, ready: true, organisation: own, ...more }, 1)
    ).media.map(({ id }) => id);
  expect(await found({})).toEqual([ready]);
  expect(await found({ page: 2 })).toEqual([]);
  expect(await found({ ids: [foreign] })).toEqual([]);
  expect(await found({ ids: [foreign], organisation: undefined })).toEqual([foreign]);
});

test("a draft's cover is seen by whoever sees the draft, and by whoever says what it shows", async () => {
  const organisationId = await organisation();
  const id = await picture(organisationId);
  const { itemId, post, edition } = await draft(organisationId, "Ensin.");
  const write = permitted(canWriteText, edition("so"));
  const preview = await givePreviewLink(post, { holder: "Lukija", days: 3 });
  const translator = await giveTextLink(permitted(canGiveTextLink, edition("so")), {
    ...{ holder: "Kääntäjä", scope: "text", days: 7 },
  });
  const passes = [
    draftPass(id, { itemId, language: "", by: preview.ok ? preview.id : "" }),
    draftPass(id, { itemId, language: "so", by: translator.id }),
  ];
  for (const pass of passes) expect(await ask(id, pass)).toEqual(NOT_THERE);
  expect(await findCoverOfText(write)).toBeNull();
  await changeCover(post, { cover: id, before: null, alt: "" });
  for (const pass of passes) expect(await ask(id, pass)).toEqual(SEEN);
  expect(await ask(id)).toEqual(NOT_THERE);
  expect(await findCoverOfText(write)).toMatchObject({ id });
  await changeCover(post, { cover: null, before: id, alt: "" });
  for (const pass of passes) expect(await ask(id, pass)).toEqual(NOT_THERE);
});
