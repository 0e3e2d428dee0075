import "server-only";
import type { Tx } from "@/platform/db/client";

// What commands that save and publish texts write here within their transaction.

/** The pictures and files of a text: those that any of its present words use, and those in the words that are published. */
interface UsedMedia {
  used: readonly string[];
  shown: readonly string[];
}

/**
 * Notes which pictures and files a text uses in one language; an empty language stands for what belongs to the text itself,
 * such as its cover. Replaces what was noted before. Ids of nothing are left out: their pictures do not show.
 */
export async function noteMediaUses(
  tx: Tx,
  { itemId, language }: { itemId: string; language: string },
  { used, shown }: UsedMedia,
  now = new Date(),
): Promise<void> {
  const before = await tx.mediaUse.findMany({ where: { itemId, language }, select: { mediaId: true } });
  const wanted = new Set([...used, ...shown].map((id) => id.toLowerCase()));
  const concerned = [...new Set([...wanted, ...before.map(({ mediaId }) => mediaId)])];
  if (concerned.length === 0) return;
  // Locked in one order, so that nobody deletes one meanwhile and two texts cannot wait for each other.
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "MediaFile" WHERE id = ANY(${concerned}::uuid[]) ORDER BY id FOR UPDATE`;
  const known = found.map(({ id }) => id).filter((id) => wanted.has(id));
  const published = new Set(shown.map((id) => id.toLowerCase()));
  await tx.mediaUse.deleteMany({ where: { itemId, language } });
  await tx.mediaUse.createMany({
    data: known.map((mediaId) => ({ mediaId, itemId, language, shown: published.has(mediaId) })),
  });
  await tx.mediaFile.updateMany({
    where: { id: { in: known }, unusedSince: { not: null } },
    data: { unusedSince: null },
  });
  await tx.mediaFile.updateMany({
    where: { id: { in: concerned }, unusedSince: null, uses: { none: {} } },
    data: { unusedSince: now },
  });
}

/**
 * Locks a picture until the transaction ends, so that nobody deletes it meanwhile, and tells whether it is ready and of an
 * organisation. `besides` are other media that the transaction will lock: all are locked in one order.
 */
export async function lockReadyPicture(
  tx: Tx,
  { id, organisationId }: { id: string; organisationId: string },
  besides: readonly string[] = [],
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string; fits: boolean }[]>`
    SELECT id, kind = 'picture' AND state = 'ready' AND "organisationId" = ${organisationId}::uuid AS fits
    FROM "MediaFile" WHERE id = ANY(${[id, ...besides]}::uuid[]) ORDER BY id FOR UPDATE`;
  return rows.some((row) => row.id === id && row.fits);
}

/** Notes from when on readers see a text with its pictures and files; null if they do not. */
export async function noteMediaRelease(tx: Tx, itemId: string, from: Date | null): Promise<void> {
  if (from) await tx.mediaRelease.upsert({ where: { itemId }, create: { itemId, from }, update: { from } });
  else await tx.mediaRelease.deleteMany({ where: { itemId } });
}
