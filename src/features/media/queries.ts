import "server-only";
import { cache } from "react";
import { hasRole } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import type { ReadAudit } from "@/features/audit/policy";
import type { AuditKeys } from "@/features/audit/schema";
import { pagesOf } from "@/i18n/page-number";
import { db, escapeLike } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import type { StoredBytes } from "@/platform/storage/contract";
import { storage } from "@/platform/storage/storage";
import type { EditMedia, ListMedia, MediaSubject } from "./policy";
import { storedAt } from "./rules";
import type { MediaSearchSchema, PictureFormat } from "./schema";

/** A picture as pages show it. */
export interface PictureView {
  id: string;
  /** In pixels, of the largest variant. */
  width: number;
  height: number;
  /** The widths in which there are variants, smallest first. */
  widths: number[];
  /** Whom readers are told it is by; empty if nobody. */
  credit: string;
}

/** The part of a picture that pages need, to include in the read of what shows it; for `pictureOf`. */
export const SHOWN_PICTURE = {
  id: true,
  state: true,
  width: true,
  height: true,
  credit: true,
  variants: { where: { format: "webp" }, select: { width: true, bytes: true }, orderBy: { width: "asc" } },
} satisfies Prisma.MediaFileSelect;

/** A picture or file as lists show it. */
export interface MediaRow {
  id: string;
  kind: "picture" | "pdf";
  state: "waiting" | "ready" | "refused";
  name: string;
  credit: string;
  /** The size of what was uploaded. */
  bytes: number;
  organisationId: string;
  organisation: string;
  createdAt: Date;
  /** How many texts use it, in how many languages soever. */
  texts: number;
  /** Since when none does. */
  unusedSince: Date | null;
  /** Null for a PDF, and for a picture that is not ready. */
  picture: PictureView | null;
}

const MEDIA_ON_A_PAGE = 24;

const ROW = {
  organisation: { select: { name: true } },
  uses: { select: { itemId: true }, distinct: ["itemId"] },
  variants: SHOWN_PICTURE.variants,
} satisfies Prisma.MediaFileInclude;

type Found = Prisma.MediaFileGetPayload<{ include: typeof ROW }>;

/** A picture as pages show it; null if it is not ready. */
export function pictureOf(row: Prisma.MediaFileGetPayload<{ select: typeof SHOWN_PICTURE }>): PictureView | null {
  const { id, state, width, height, credit, variants } = row;
  if (state !== "ready" || !width || !height || variants.length === 0) return null;
  return { id, width, height, credit, widths: variants.map((variant) => variant.width) };
}

function toRow(row: Found): MediaRow {
  const { id, kind, state, name, credit, bytes, organisationId, organisation, createdAt, unusedSince, uses } = row;
  return {
    ...{ id, kind, state, name, credit, bytes, organisationId, createdAt, unusedSince },
    organisation: organisation.name,
    texts: uses.length,
    picture: pictureOf(row),
  };
}

/** A search, and what narrows it further. */
type MediaSearch = MediaSearchSchema & {
  /** Of one organisation. */
  organisation?: string | undefined;
  /** What texts can use now: not what is being prepared or could not be read. */
  ready?: boolean;
  ids?: readonly string[] | undefined;
};

/**
 * One page of pictures and files, newest first: administrators find all, staff those of their organisations. `most` is how many
 * a page has.
 */
export async function searchMedia(
  { by }: ListMedia,
  { text, kind, page, organisation, ready, ids }: MediaSearch,
  most = MEDIA_ON_A_PAGE,
): Promise<{ media: MediaRow[]; total: number; pages: number }> {
  const holds = { contains: escapeLike(text), mode: "insensitive" } as const;
  const own = by.kind === "user" && !hasRole(by, "administrator");
  const where: Prisma.MediaFileWhereInput = {
    ...(own && { organisationId: { in: [...by.organisationIds] } }),
    ...(organisation && { organisation: { id: organisation } }),
    ...(ready && { state: "ready" }),
    ...(ids && { id: { in: [...ids] } }),
    ...(kind && { kind }),
    ...(text && { OR: [{ name: holds }, { credit: holds }] }),
  };
  const [total, rows] = await Promise.all([
    db().mediaFile.count({ where }),
    db().mediaFile.findMany({
      where,
      include: ROW,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * most,
      take: most,
    }),
  ]);
  return { media: rows.map(toRow), total, pages: pagesOf(total, most) };
}

/** The parts of a picture or file that a policy needs; null if there is none. */
export async function findMediaSubject(id: string): Promise<MediaSubject | null> {
  const row = await db().mediaFile.findUnique({ where: { id }, select: { organisationId: true } });
  return row && { mediaId: id, organisationId: row.organisationId };
}

/** A picture or file for whoever looks after it. */
export async function findMedia({ subject: { mediaId } }: EditMedia): Promise<MediaRow | null> {
  const row = await db().mediaFile.findUnique({ where: { id: mediaId }, include: ROW });
  return row && toRow(row);
}

/** A text that uses a picture or file. */
export interface MediaUseView {
  itemId: string;
  /** The text's published title in its original language; empty if it is not published. */
  title: string;
  /** The language in which to open it; BCP 47. */
  language: string;
  /** Whether readers see it there in some language. */
  shown: boolean;
}

/** The texts that use a picture or file. */
export async function listMediaUses({ subject: { mediaId } }: EditMedia, now = new Date()): Promise<MediaUseView[]> {
  const rows = await db().mediaUse.findMany({
    where: { mediaId },
    select: {
      ...{ itemId: true, language: true, shown: true },
      item: {
        select: {
          sourceLanguage: true,
          editions: { where: { workState: "original" }, select: { title: true } },
          mediaRelease: { select: { from: true } },
        },
      },
    },
    orderBy: [{ itemId: "asc" }, { language: "asc" }],
  });
  const texts = new Map<string, MediaUseView>();
  for (const { itemId, item, ...row } of rows) {
    const shown = row.shown && item.mediaRelease !== null && item.mediaRelease.from <= now;
    const known = texts.get(itemId);
    if (known) known.shown ||= shown;
    else {
      const title = item.editions[0]?.title ?? "";
      texts.set(itemId, { itemId, title, language: item.sourceLanguage, shown });
    }
  }
  return [...texts.values()];
}

/** A picture that is ready, for the pages that show it; null for anything else. Asked once per page for each. */
export const findPicture = cache(async (id: string): Promise<PictureView | null> => {
  const parsed = Id.safeParse(id);
  const row = parsed.success
    ? await db().mediaFile.findUnique({
        where: { id: parsed.data, state: "ready", kind: "picture" },
        include: { variants: ROW.variants },
      })
    : null;
  return row && pictureOf(row);
});

/** What the portal serves under an address of a picture or file, and who may have it. */
export interface ServedMedia extends MediaSubject {
  name: string;
  /** Whether readers may have it: a published text that they can read now uses it. */
  released: boolean;
}

/** A PDF, for the pages that link to it; null for anything else. */
export const findFile = cache(async (id: string): Promise<{ name: string; bytes: number } | null> => {
  const parsed = Id.safeParse(id);
  if (!parsed.success) return null;
  return db().mediaFile.findUnique({ where: { id: parsed.data, kind: "pdf" }, select: { name: true, bytes: true } });
});

/** What an address asks for: a PDF, or a picture in one size and format. */
export type MediaAddress = { kind: "pdf" } | { kind: "picture"; width: number; format: PictureFormat };

/** Which picture or file an address means; null if there is none, or it is not ready. */
export async function findServedMedia(id: string, as: MediaAddress, now = new Date()): Promise<ServedMedia | null> {
  const row = await db().mediaFile.findUnique({
    where: {
      ...{ id, kind: as.kind, state: "ready" },
      ...(as.kind === "picture" && { variants: { some: { width: as.width, format: as.format } } }),
    },
    select: {
      ...{ name: true, organisationId: true },
      uses: {
        where: { shown: true, item: { mediaRelease: { from: { lte: now } } } },
        select: { shown: true },
        take: 1,
      },
    },
  });
  return row && { mediaId: id, organisationId: row.organisationId, name: row.name, released: row.uses.length > 0 };
}

/** Whether a text uses a picture or file, in its newest words or in the published ones. */
export async function isMediaOfText(mediaId: string, itemId: string): Promise<boolean> {
  return (await db().mediaUse.count({ where: { mediaId, itemId } })) > 0;
}

/** The bytes of a picture's variant or of a PDF; null if the storage has lost them. Throws StorageAway. */
export function findStoredMedia(id: string, as: MediaAddress): Promise<StoredBytes | null> {
  return storage().get(as.kind === "pdf" ? storedAt.pdf(id) : storedAt.variant(id, as.width, as.format));
}

/** The names of pictures and files by their ids, for the log. */
export async function listMediaNames(_permit: ReadAudit, { ids }: AuditKeys): Promise<Map<string, string>> {
  const rows = await db().mediaFile.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
