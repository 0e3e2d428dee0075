import { createServer } from "node:http";
import sharp from "sharp";
import { afterEach, describe, expect, test } from "vitest";
import { publishText, saveText } from "@/features/content/commands";
import { canPublishText, canWriteText } from "@/features/content/policy";
import { findTextOf } from "@/features/content/queries";
import {
  creditMedia,
  deleteMedia,
  deleteUnusedMedia,
  encodePicture,
  tidyStorage,
  uploadMedia,
} from "@/features/media/commands";
import { canEditMedia, canListMedia, canUploadMedia } from "@/features/media/policy";
import { findMedia, findPicture, findServedMedia, listMediaUses, searchMedia } from "@/features/media/queries";
import { keptUntil, storedAt } from "@/features/media/rules";
import { noteMediaRelease, noteMediaUses } from "@/features/media/writes";
import { createPost, publishPost, schedulePost, unpublishPost } from "@/features/news/commands";
import { canCreatePost, canManagePost } from "@/features/news/policy";
import { addDays } from "@/i18n/time";
import { db, transaction } from "@/platform/db/client";
import { S3Storage } from "@/platform/storage/s3";
import { storage, useStorage } from "@/platform/storage/storage";
import { freePort } from "../../scripts/support/ports";
import { createForum } from "../support/forums";
import * as files from "../support/media-files";
import { permitted } from "../support/permits";

const url = process.env.DATABASE_URL ?? "";
let counter = 0;

afterEach(() => useStorage());

async function organisation(): Promise<string> {
  const slug = `kuvat-${counter++}`;
  return (await db().organisation.create({ data: { slug, name: slug } })).id;
}

async function upload(bytes: Uint8Array, name = "kuva.jpg", organisationId?: string) {
  const permit = permitted(canUploadMedia, { organisationId: organisationId ?? (await organisation()) });
  return uploadMedia(permit, { name, bytes, credit: "Kuvaaja" });
}

/** Uploads a file that must be accepted, and makes its variants. */
async function uploaded(bytes: Uint8Array, name?: string, owner?: string) {
  const organisationId = owner ?? (await organisation());
  const made = await upload(bytes, name, organisationId);
  if (!made.ok) throw new Error(made.reason);
  await encodePicture(made.id);
  return { id: made.id, permit: permitted(canEditMedia, { mediaId: made.id, organisationId }) };
}

async function stored(key: string): Promise<Buffer> {
  const found = await storage().get(key);
  if (!found) throw new Error(`nothing at ${key}`);
  return Buffer.from(await new Response(found.body).arrayBuffer());
}

/** A text that could use pictures. */
async function textItem(): Promise<string> {
  const forumId = await createForum(url, { slug: `kuvallinen-${counter++}` });
  return (await db().contentItem.findUniqueOrThrow({ where: { forumId } })).id;
}

// The portal reads no AVIF: the test looks at what it wrote.
sharp.unblock({ operation: ["VipsForeignLoadHeif"] });

test("a picture is kept as variants without anything that its file told, and upright", async () => {
  const original = await files.sideways();
  expect((await sharp(original).metadata()).exif?.toString("latin1")).toContain("Salainen");
  const { id, permit } = await uploaded(original, "IMG_0001.JPG");
  expect(await findMedia(permit)).toMatchObject({ kind: "picture", state: "ready", name: "IMG_0001", texts: 0 });
  expect(await findPicture(id)).toEqual({ id, width: 200, height: 400, widths: [200], credit: "Kuvaaja" });
  for (const format of ["avif", "webp"] as const) {
    const bytes = await stored(storedAt.variant(id, 200, format));
    const { exif, icc, xmp, iptc, orientation, width, height, space } = await sharp(bytes).metadata();
    expect({ exif, icc, xmp, iptc, orientation }).toEqual({});
    expect({ width, height, space }).toEqual({ width: 200, height: 400, space: "srgb" });
    expect(bytes.includes("Salainen")).toBe(false);
  }
  // The camera's left is now above: red lies there.
  const { data } = await sharp(await stored(storedAt.variant(id, 200, "webp")))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(data[0]).toBeGreaterThan(150);
  expect(await storage().exists(storedAt.original(id))).toBe(false);
});

test("a large picture has four widths in two formats, and none is larger than it was", async () => {
  const { id } = await uploaded(await files.jpeg(2000, 1500));
  expect(await findPicture(id)).toMatchObject({ width: 1600, height: 1200, widths: [320, 640, 1024, 1600] });
  const smaller = await uploaded(await files.png(300, 200));
  expect(await findPicture(smaller.id)).toMatchObject({ width: 300, height: 200, widths: [300] });
});

describe("hostile files", () => {
  const textBytes = (words: string) => Buffer.from(words, "latin1");
  test.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ["nothing", () => Buffer.alloc(0), "file_empty"],
    ["a page that is called a picture", () => textBytes(files.page), "file_type"],
    ["an SVG", () => textBytes('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), "file_svg"],
    ["a bomb", () => files.bomb(12_000, 12_000), "file_pixels"],
    ["a moving picture", () => files.animated(), "file_animated"],
    ["a GIF", () => files.gif(), "file_animated"],
    ["half a picture", async () => (await files.png()).subarray(0, 400), "file_cut"],
    ["an archive", () => files.zip(), "file_type"],
    ["a PDF after a script", () => files.pdf("", { head: "<script>1</script>%PDF-1.4\n" }), "pdf_header"],
    ["a PDF with a script", () => files.pdf("/OpenAction << /S /JavaScript /JS (1) >>"), "pdf_active"],
  ])("%s is refused, and nothing of it is kept", async (_, bytes, reason) => {
    const organisationId = await organisation();
    expect(await upload(await bytes(), "kuva.jpg", organisationId)).toEqual({ ok: false, reason });
    expect(await db().mediaFile.count({ where: { organisationId } })).toBe(0);
  });

  test.each<[string, () => Promise<Buffer>]>([
    ["a JPEG that is also a page", async () => Buffer.concat([await files.jpeg(), Buffer.from(files.page)])],
    ["a JPEG that is also an archive", async () => Buffer.concat([await files.jpeg(), files.zip()])],
    ["a PNG that is also an archive", async () => Buffer.concat([await files.png(), files.zip()])],
    ["a PNG with a page within", () => files.pngWith("tEXt", Buffer.from(`Comment\0${files.page}`))],
  ])("%s becomes a picture and nothing else", async (_, bytes) => {
    const { id } = await uploaded(await bytes());
    const picture = await findPicture(id);
    expect(picture).not.toBeNull();
    for (const width of picture?.widths ?? [])
      for (const format of ["avif", "webp"] as const) {
        const variant = await stored(storedAt.variant(id, width, format));
        expect(variant.includes("<script")).toBe(false);
        expect(variant.includes("PK\u0005\u0006")).toBe(false);
      }
  });

  test("a CMYK picture is shown in the colours of screens", async () => {
    const { id } = await uploaded(await files.cmyk());
    expect((await sharp(await stored(storedAt.variant(id, 320, "webp"))).metadata()).space).toBe("srgb");
  });

  test("a picture whose data lies about its size is marked as unreadable, and nothing of it stays", async () => {
    const { id, permit } = await uploaded(files.bomb(4000, 4000, 50));
    expect(await findMedia(permit)).toMatchObject({ state: "refused", picture: null });
    expect(await storage().exists(storedAt.original(id))).toBe(false);
    expect(await deleteMedia(permit)).toEqual({ ok: true });
  });

  test("decoding many pixels stays within its memory", async () => {
    const before = process.memoryUsage().rss;
    const { id } = await uploaded(files.bomb(7900, 7900, 7900));
    expect(await findPicture(id)).toMatchObject({ width: 1600, height: 1600 });
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });
});

test("the same file is kept once, also if it is sent twice at the same time", async () => {
  const organisationId = await organisation();
  const bytes = await files.jpeg();
  const [first, second] = await Promise.all([
    upload(bytes, "a.jpg", organisationId),
    upload(bytes, "b.jpg", organisationId),
  ]);
  const third = await upload(bytes, "c.jpg", organisationId);
  expect(new Set([first, second, third].map((made) => made.ok && made.id)).size).toBe(1);
  expect([first, second].filter((made) => made.ok && !made.known)).toHaveLength(1);
  expect(third).toMatchObject({ known: true });
  expect(await db().mediaFile.count({ where: { organisationId } })).toBe(1);
  const { id } = await db().mediaFile.findFirstOrThrow({ where: { organisationId } });
  expect(await db().auditEntry.count({ where: { action: "media_uploaded", subjectId: id } })).toBe(1);
  expect(await upload(bytes)).toMatchObject({ ok: true, known: false });
});

test("two workers that make the same picture leave it whole", async () => {
  const made = await upload(await files.jpeg());
  if (!made.ok) throw new Error(made.reason);
  await Promise.all([encodePicture(made.id), encodePicture(made.id)]);
  await encodePicture(made.id);
  const picture = await findPicture(made.id);
  for (const width of picture?.widths ?? [])
    expect(await storage().exists(storedAt.variant(made.id, width, "avif"))).toBe(true);
  expect(picture?.widths).toEqual([320, 640, 800]);
});

test("readers get a picture from when a published text shows it until it no longer does; before, nobody outside", async () => {
  const { id } = await uploaded(await files.jpeg());
  const itemId = await textItem();
  const now = new Date();
  const released = async (at = now) =>
    (await findServedMedia(id, { kind: "picture", width: 640, format: "webp" }, at))?.released;
  expect(await released()).toBe(false);
  const note = (used: string[], shown: string[]) =>
    transaction((tx) => noteMediaUses(tx, { itemId, language: "fi" }, { used, shown }, now));
  await note([id], []);
  await transaction((tx) => noteMediaRelease(tx, itemId, now));
  expect(await released()).toBe(false);
  await note([id], [id]);
  expect(await released()).toBe(true);
  await transaction((tx) => noteMediaRelease(tx, itemId, addDays(now, 1)));
  expect(await released()).toBe(false);
  expect(await released(addDays(now, 1))).toBe(true);
  await transaction((tx) => noteMediaRelease(tx, itemId, null));
  expect(await released(addDays(now, 2))).toBe(false);
  for (const width of [641, 0, 99999])
    expect(await findServedMedia(id, { kind: "picture", width, format: "webp" })).toBeNull();
  expect(await findServedMedia(id, { kind: "pdf" })).toBeNull();
});

test("what a text uses cannot be deleted; what none uses is deleted after a while", async () => {
  const { id, permit } = await uploaded(await files.jpeg());
  const pdf = await uploaded(files.pdf(), "Ohjelma.pdf");
  const itemId = await textItem();
  const now = new Date();
  const unknown = "0190a000-0000-7000-8000-00000000dead";
  const note = (used: string[], at = now) =>
    transaction((tx) => noteMediaUses(tx, { itemId, language: "fi" }, { used, shown: [] }, at));
  await note([id, pdf.id, unknown]);
  expect(await listMediaUses(permit)).toMatchObject([{ itemId, language: "fi", shown: false }]);
  expect(await findMedia(permit)).toMatchObject({ texts: 1, unusedSince: null });
  expect(await deleteMedia(permit)).toEqual({ ok: false, reason: "in_use" });
  await note([pdf.id]);
  expect((await findMedia(permit))?.unusedSince).toEqual(now);
  await deleteUnusedMedia(keptUntil(now));
  expect(await findMedia(permit)).not.toBeNull();
  await deleteUnusedMedia(new Date(keptUntil(now).getTime() + 1));
  expect(await findMedia(permit)).toBeNull();
  expect(await storage().exists(storedAt.variant(id, 320, "avif"))).toBe(false);
  // A text that goes takes its uses with it.
  expect(await findMedia(pdf.permit)).toMatchObject({ texts: 1 });
  await db().contentItem.delete({ where: { id: itemId } });
  await deleteUnusedMedia(now);
  expect(await findMedia(pdf.permit)).toMatchObject({ texts: 0, unusedSince: now });
  expect(await deleteMedia(pdf.permit)).toEqual({ ok: true });
  expect(await storage().exists(storedAt.pdf(pdf.id))).toBe(false);
  expect(await deleteMedia(pdf.permit)).toEqual({ ok: false, reason: "not_found" });
});

test("whoever deletes and whoever uses at the same time: one of them comes first", async () => {
  const { id, permit } = await uploaded(await files.png());
  const itemId = await textItem();
  const [deleted] = await Promise.all([
    deleteMedia(permit),
    transaction((tx) => noteMediaUses(tx, { itemId, language: "fi" }, { used: [id], shown: [id] })),
  ]);
  const uses = await db().mediaUse.count({ where: { mediaId: id } });
  expect([deleted.ok, uses]).toEqual(deleted.ok ? [true, 0] : [false, 1]);
});

test("lists are of one's own organisations, found by name or author, and told to the log without names", async () => {
  const [own, other] = [await organisation(), await organisation()];
  for (const [name, organisationId] of [
    ["Kesäretki.png", own],
    ["Syysretki.png", own],
    ["Toisten retki.png", other],
  ] as const)
    await upload(await files.png(200 + counter++, 200), name, organisationId);
  await upload(files.pdf(), "Retkiohjelma.pdf", own);
  const staff = {
    ...({ kind: "user", id: "0190a000-0000-7000-8000-000000000001", email: "a@example.org", name: null } as const),
    ...{
      roles: ["staff"] as const,
      organisationIds: [own],
      forumIds: [],
      forumSessionIds: [],
      hostedSessionIds: [],
      ledGroupIds: [],
    },
    ...{ cleared: true, trace: null },
  };
  const permit = permitted(canListMedia, null, staff);
  const names = async (search: Partial<Parameters<typeof searchMedia>[1]>) =>
    (await searchMedia(permit, { text: "", page: 1, kind: undefined, ...search })).media.map(({ name }) => name);
  expect(await names({})).toEqual(["Retkiohjelma", "Syysretki", "Kesäretki"]);
  expect(await names({ text: "RETKI", kind: "picture" })).toEqual(["Syysretki", "Kesäretki"]);
  expect(await names({ text: "kuvaaja" })).toHaveLength(3);
  expect(await names({ text: "%" })).toEqual([]);
  expect(await names({ page: 2 })).toEqual([]);
  const row = await db().mediaFile.findFirstOrThrow({ where: { name: "Kesäretki" } });
  const edit = permitted(canEditMedia, { mediaId: row.id, organisationId: own });
  expect(await creditMedia(edit, { credit: "Amina" })).toEqual({ ok: true });
  expect(await creditMedia(edit, { credit: "Amina" })).toEqual({ ok: true });
  expect(await db().auditEntry.findMany({ where: { action: "media_credited", subjectId: row.id } })).toMatchObject([
    { changes: {} },
  ]);
});

test("a picture in a post is public with the post: from its minute on, in the published words alone", async () => {
  const organisationId = await organisation();
  const { id, permit } = await uploaded(await files.jpeg(660, 480), undefined, organisationId);
  const { id: pdf } = await uploaded(files.pdf("/Lang (fi)"), "Ohjelma.pdf", organisationId);
  const body = `Ensin.\n\n{picture ${id} | Lapsia pöydän ääressä}\n\n{file ${pdf} | Ohjelma}`;
  const words = { title: `Kuvauutinen ${counter++}`, lead: "Ingressi." };
  const rest = { tags: [], byline: null, forum: null, group: null, language: "fi" };
  const made = await createPost(permitted(canCreatePost, { organisationId }), { ...words, ...rest, body });
  if (!made.ok) throw new Error(made.reason);
  const { itemId } = (await findTextOf({ kind: "post", id: made.id })) ?? { itemId: "" };
  const post = permitted(canManagePost, { postId: made.id, organisationId });
  const [picture, file] = [{ kind: "picture", width: 660, format: "avif" } as const, { kind: "pdf" } as const];
  const seen = async (at = new Date()) => [
    (await findServedMedia(id, picture, at))?.released,
    (await findServedMedia(pdf, file, at))?.released,
  ];
  expect(await listMediaUses(permit)).toMatchObject([{ itemId, shown: false }]);
  expect(await seen()).toEqual([false, false]);
  const minute = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 3_600_000);
  expect(await schedulePost(post, { at: minute })).toMatchObject({ ok: true });
  expect(await seen()).toEqual([false, false]);
  expect(await seen(minute)).toEqual([true, true]);
  expect(await listMediaUses(permit)).toMatchObject([{ shown: false }]);
  expect(await listMediaUses(permit, minute)).toMatchObject([{ shown: true }]);
  expect(await publishPost(post)).toMatchObject({ ok: true });
  expect(await seen()).toEqual([true, true]);
  // The picture leaves the words, but readers still see the words that are published.
  const write = permitted(canWriteText, {
    itemId,
    forumId: null,
    organisationId,
    sourceLanguage: "fi",
    language: "fi",
  });
  const without = { ...words, body: `Ensin.\n\n{file ${pdf} | Ohjelma}` };
  expect(await saveText(write, { fields: without, startedFrom: 1, read: null })).toMatchObject({ ok: true });
  expect(await seen()).toEqual([true, true]);
  expect(await deleteMedia(permit)).toEqual({ ok: false, reason: "in_use" });
  const subject = { itemId, forumId: null, organisationId };
  await publishText(permitted(canPublishText, subject), { language: "fi", revision: 2 });
  expect(await seen()).toEqual([false, true]);
  expect(await unpublishPost(post)).toMatchObject({ ok: true });
  expect(await seen()).toEqual([false, false]);
  expect(await deleteMedia(permit)).toEqual({ ok: true });
});

describe("a storage that is away", () => {
  test("refuses uploads in time, and the worker makes pictures once it is back", async () => {
    const made = await upload(await files.jpeg());
    if (!made.ok) throw new Error(made.reason);
    const silent = createServer(() => undefined).listen(await freePort(), "127.0.0.1");
    const address = silent.address();
    const port = typeof address === "object" ? address?.port : 0;
    const settings = { bucket: "pictures", region: "us-east-1", accessKeyId: "key", secretAccessKey: "secret" };
    useStorage(
      new S3Storage({ ...settings, endpoint: `http://127.0.0.1:${port}`, patience: { answer: 200, transfer: 200 } }),
    );
    const organisationId = await organisation();
    expect(await upload(await files.png(), "kuva.png", organisationId)).toEqual({ ok: false, reason: "storage_away" });
    expect(await db().mediaFile.count({ where: { organisationId } })).toBe(0);
    await expect(encodePicture(made.id)).rejects.toMatchObject({ name: "StorageAway" });
    expect(await db().mediaFile.findUniqueOrThrow({ where: { id: made.id } })).toMatchObject({ state: "waiting" });
    silent.closeAllConnections();
    silent.close();
    useStorage();
    await encodePicture(made.id);
    expect(await findPicture(made.id)).toMatchObject({ width: 800 });
  });

  test("leaves rests, which the nightly job removes, and nothing else", async () => {
    const { id } = await uploaded(await files.jpeg());
    const waiting = await upload(await files.jpeg(900, 600));
    if (!waiting.ok) throw new Error(waiting.reason);
    const gone = "0190a000-0000-7000-8000-00000000beef";
    for (const key of [storedAt.variant(gone, 320, "webp"), storedAt.pdf(gone), storedAt.original(id)])
      await storage().put(key, await files.png(), "image/png");
    const kept = [storedAt.variant(id, 320, "webp"), storedAt.original(waiting.id)];
    await tidyStorage();
    expect(await storage().exists(storedAt.pdf(gone))).toBe(true);
    await tidyStorage(addDays(new Date(), 2));
    for (const key of [storedAt.variant(gone, 320, "webp"), storedAt.pdf(gone), storedAt.original(id)])
      expect([key, await storage().exists(key)]).toEqual([key, false]);
    for (const key of kept) expect([key, await storage().exists(key)]).toEqual([key, true]);
    const jobs = await db().$queryRaw<{ id: string }[]>`
      SELECT data->>'id' AS id FROM pgboss.job WHERE name = 'encode-picture' AND data->>'id' = ${waiting.id}`;
    expect(jobs).toHaveLength(2);
  });
});
