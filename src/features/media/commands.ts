import "server-only";
import { createHash } from "node:crypto";
import { v7 as uuid } from "uuid";
import { recordAudit } from "@/features/audit/commands";
import { db, isTaken, type Tx, transaction } from "@/platform/db/client";
import { failureCode } from "@/platform/failure";
import { forEachApart } from "@/platform/jobs/each";
import { sendJobs } from "@/platform/jobs/send";
import { log } from "@/platform/log";
import { readPicture, UnreadablePicture } from "@/platform/picture-encoding";
import { StorageAway } from "@/platform/storage/contract";
import { storage } from "@/platform/storage/storage";
import type { EditMedia, UploadMedia } from "./policy";
import {
  type FileRefusal,
  idOfKey,
  inspectFile,
  MOST_PIXELS,
  STORED_BELOW,
  shownName,
  storedAt,
  unusedBefore,
  WIDEST,
  widthsOf,
} from "./rules";

/**
 * Keeps an uploaded picture or PDF for the permit's organisation. A picture shows once the worker has made its variants. The
 * same file again is no second one. Refuses what is neither, by its content, and if the storage does not take it.
 */
export async function uploadMedia(
  permit: UploadMedia,
  { name, bytes, credit }: { name: string; bytes: Uint8Array; credit: string },
  now = new Date(),
): Promise<{ ok: true; id: string; known: boolean } | { ok: false; reason: FileRefusal | "storage_away" }> {
  const { organisationId } = permit.subject;
  const file = inspectFile(bytes);
  if (!file.ok) return file;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const same = async () =>
    db().mediaFile.findUnique({ where: { organisationId_sha256: { organisationId, sha256 } }, select: { id: true } });
  const known = await same();
  if (known) return { ok: true, id: known.id, known: true };
  const id = uuid();
  const key = file.kind === "pdf" ? storedAt.pdf(id) : storedAt.original(id);
  // Before the row: a row whose file is missing would be a broken picture. Without the row, the nightly job removes it.
  try {
    await storage().put(key, bytes, file.type);
  } catch (error) {
    if (!(error instanceof StorageAway)) throw error;
    log().error({ code: error.code }, "an upload was refused: the storage does not take it");
    return { ok: false, reason: "storage_away" };
  }
  try {
    await transaction(async (tx) => {
      await tx.mediaFile.create({
        data: {
          ...{ id, organisationId, sha256, credit, kind: file.kind, bytes: bytes.length },
          state: file.kind === "pdf" ? "ready" : "waiting",
          name: shownName(name),
          unusedSince: now,
          createdAt: now,
        },
      });
      await recordAudit(
        tx,
        permit.by,
        "media_uploaded",
        { kind: "media", id },
        { organisation: [null, organisationId] },
      );
      if (file.kind === "picture") await sendJobs(tx, "encode-picture", [{ id }]);
    });
    return { ok: true, id, known: false };
  } catch (error) {
    await deleteStored([key]);
    const other = isTaken(error) ? await same() : null;
    if (!other) throw error;
    return { ok: true, id: other.id, known: true };
  }
}

/**
 * Makes the variants of a picture that waits for them, and deletes what was uploaded. A picture that cannot be read is marked
 * as refused. Throws StorageAway, for the queue to try again.
 */
export async function encodePicture(id: string): Promise<void> {
  const waits = { id, kind: "picture", state: "waiting" } as const;
  if ((await db().mediaFile.count({ where: waits })) === 0) return;
  const original = storedAt.original(id);
  const stored = await storage().get(original);
  const made: { width: number; format: "avif" | "webp"; bytes: number }[] = [];
  /** Removes what was made in vain. If another worker was quicker, its variants have the same keys and stay. */
  const discard = async () => {
    if ((await db().mediaFile.count({ where: { id, state: "ready" } })) > 0) return;
    await deleteStored(made.map(({ width, format }) => storedAt.variant(id, width, format)));
  };
  try {
    if (!stored) throw new UnreadablePicture("what was uploaded is gone");
    const bytes = new Uint8Array(await new Response(stored.body).arrayBuffer());
    const picture = await readPicture(bytes, { widest: WIDEST, mostPixels: MOST_PIXELS });
    for await (const { width, format, bytes: variant } of picture.encode(widthsOf(picture.width))) {
      await storage().put(storedAt.variant(id, width, format), variant, `image/${format}`);
      made.push({ width, format, bytes: variant.length });
    }
    const { width, height } = picture;
    const kept = await transaction(async (tx) => {
      const { count } = await tx.mediaFile.updateMany({ where: waits, data: { state: "ready", width, height } });
      if (count > 0) await tx.pictureVariant.createMany({ data: made.map((each) => ({ mediaId: id, ...each })) });
      return count > 0;
    });
    if (!kept) await discard();
  } catch (error) {
    if (!(error instanceof UnreadablePicture)) throw error;
    await transaction((tx) => tx.mediaFile.updateMany({ where: waits, data: { state: "refused" } }));
    await discard();
  }
  await deleteStored([original]);
}

/** Changes whom readers are told a picture or file is by. */
export async function creditMedia(
  permit: EditMedia,
  { credit }: { credit: string },
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  const { mediaId: id } = permit.subject;
  return transaction(async (tx) => {
    const [before] = await tx.$queryRaw<{ credit: string }[]>`
      SELECT credit FROM "MediaFile" WHERE id = ${id}::uuid FOR UPDATE`;
    if (!before) return { ok: false, reason: "not_found" };
    if (before.credit === credit) return { ok: true };
    await tx.mediaFile.update({ where: { id }, data: { credit } });
    await recordAudit(tx, permit.by, "media_credited", { kind: "media", id });
    return { ok: true };
  });
}

/** Deletes a picture or file for good. Refuses one that a text uses. */
export async function deleteMedia(
  permit: EditMedia,
): Promise<{ ok: true } | { ok: false; reason: "not_found" | "in_use" }> {
  const { mediaId: id } = permit.subject;
  const keys = await transaction(async (tx) => {
    const deleted = await deleteIfUnused(tx, id);
    if (Array.isArray(deleted)) await recordAudit(tx, permit.by, "media_deleted", { kind: "media", id });
    return deleted;
  });
  if (!Array.isArray(keys)) return { ok: false, reason: keys };
  await deleteStored(keys);
  return { ok: true };
}

/** Deletes the row of something that no text uses, and returns where its bytes are stored; or why not. */
async function deleteIfUnused(tx: Tx, id: string): Promise<string[] | "not_found" | "in_use"> {
  // The same lock as for noting a use.
  const [row] = await tx.$queryRaw<{ kind: string }[]>`SELECT kind FROM "MediaFile" WHERE id = ${id}::uuid FOR UPDATE`;
  if (!row) return "not_found";
  if ((await tx.mediaUse.count({ where: { mediaId: id } })) > 0) return "in_use";
  const variants = await tx.pictureVariant.findMany({ where: { mediaId: id } });
  await tx.mediaFile.delete({ where: { id } });
  if (row.kind === "pdf") return [storedAt.pdf(id)];
  return [storedAt.original(id), ...variants.map(({ width, format }) => storedAt.variant(id, width, format))];
}

/** Deletes stored bytes that no row names any more. What fails is left to the nightly job. */
async function deleteStored(keys: readonly string[]): Promise<void> {
  for (const key of keys)
    await storage()
      .delete(key)
      .catch((error: unknown) => log().warn({ code: failureCode(error) }, "stored bytes were not deleted"));
}

/** The most rows that one night deletes. */
const AT_MOST = 1000;

/** Deletes what no text has used for a long time. */
export async function deleteUnusedMedia(now = new Date()): Promise<void> {
  // Texts that are gone have taken their uses with them.
  await transaction((tx) =>
    tx.mediaFile.updateMany({ where: { unusedSince: null, uses: { none: {} } }, data: { unusedSince: now } }),
  );
  const rows = await db().mediaFile.findMany({
    where: { unusedSince: { lt: unusedBefore(now) } },
    select: { id: true },
    take: AT_MOST,
  });
  await forEachApart(
    rows,
    ({ id }) => ({ media: id }),
    async ({ id }) => {
      const keys = await transaction((tx) => deleteIfUnused(tx, id));
      if (Array.isArray(keys)) await deleteStored(keys);
    },
  );
}

const HOUR = 3_600_000;

/**
 * Removes what is stored without a row, and what was uploaded of pictures that are ready: rests of uploads and deletions that
 * were interrupted. Sends pictures that still wait to the worker again.
 */
export async function tidyStorage(now = new Date()): Promise<void> {
  const settled = new Date(now.getTime() - 24 * HOUR);
  for (const prefix of STORED_BELOW) {
    let batch: string[] = [];
    for await (const { key, at } of storage().list(prefix)) {
      if (at < settled) batch.push(key);
      if (batch.length < 500) continue;
      await deleteOrphans(batch);
      batch = [];
    }
    await deleteOrphans(batch);
  }
  const waiting = await db().mediaFile.findMany({
    where: { state: "waiting", createdAt: { lt: new Date(now.getTime() - HOUR) } },
    select: { id: true },
    take: AT_MOST,
  });
  await transaction((tx) => sendJobs(tx, "encode-picture", waiting));
}

async function deleteOrphans(keys: readonly string[]): Promise<void> {
  const ids = [...new Set(keys.map(idOfKey).filter(Boolean))];
  const rows = await db().mediaFile.findMany({ where: { id: { in: ids } }, select: { id: true, state: true } });
  const states = new Map(rows.map(({ id, state }) => [id, state]));
  await deleteStored(
    keys.filter((key) => {
      const state = states.get(idOfKey(key));
      return !state || (key.startsWith("originals/") && state !== "waiting");
    }),
  );
}
