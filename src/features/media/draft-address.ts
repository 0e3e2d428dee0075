import "server-only";
import { timingSafeEqual } from "node:crypto";
import { Id } from "@/features/access/schema";
import { entryRoutes } from "@/i18n/routes";
import { HOUR } from "@/i18n/time";
import { deriveToken } from "@/platform/security/tokens";
import type { PictureView } from "./queries";
import type { PictureFormat } from "./schema";

// Who sees a text before readers do gets addresses of its pictures and files that say so. A request for a picture carries
// neither the link in the page's address nor which text it is for; docs/decisions/033 says why the address does.

/** Somebody who sees a text before readers do. */
export interface DraftReader {
  itemId: string;
  /** The language in which they work on it; BCP 47. Empty: they see it in every language. */
  language: string;
  /** The id of their account or of their link. */
  by: string;
}

/** For how long an address can be used: a working day, since pictures further down load late. The link may end sooner. */
const VALID_FOR = 12 * HOUR;

/** A browser has the same address again for an hour, and asks only whether the picture has changed. */
const EVERY = HOUR;

const sign = (mediaId: string, said: string) => deriveToken("draft-media", `${mediaId}:${said}`);

/** What the address of a picture or file says of its reader. It is good for this one picture and text only. */
export function draftPass(mediaId: string, { itemId, language, by }: DraftReader, now = Date.now()): string {
  const until = (Math.floor(now / EVERY) + 1) * EVERY + VALID_FOR;
  const said = [itemId, language, by, until.toString(36)].join("~");
  return `${said}~${sign(mediaId, said)}`;
}

/** The reader of whom an address says something; null if the portal did not make it for this picture, or its time is over. */
export function readDraftPass(mediaId: string, pass: string, now = Date.now()): DraftReader | null {
  const [itemId = "", language = "", by = "", until = "", ...rest] = pass.split("~");
  const expected = Buffer.from(sign(mediaId, [itemId, language, by, until].join("~")));
  const given = Buffer.from(rest.join("~"));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  if (Number.parseInt(until, 36) <= now) return null;
  return Id.safeParse(itemId).success && Id.safeParse(by).success ? { itemId, language, by } : null;
}

/** What follows an address for somebody who sees the text before readers do; nothing for readers. */
const passFor = (mediaId: string, reader: DraftReader | null) =>
  reader ? `?draft=${encodeURIComponent(draftPass(mediaId, reader))}` : "";

interface Variant {
  width: number;
  format: PictureFormat;
}

/** The addresses of a picture by size and format; with a reader, also before it is published. */
export function pictureAddresses(id: string, reader: DraftReader | null): (variant: Variant) => string {
  const pass = passFor(id, reader);
  return ({ width, format }) => `${entryRoutes.picture(id, `${width}.${format}`)}${pass}`;
}

/** The address of a picture that readers see, in one size and format. */
export const pictureAddress = (id: string, variant: Variant): string => pictureAddresses(id, null)(variant);

/** The address of a PDF; `name` is what browsers save it as. */
export function fileAddress(id: string, name: string, reader: DraftReader | null = null): string {
  return `${entryRoutes.file(id, `${name}.pdf`)}${passFor(id, reader)}`;
}

/** The address of a small picture, for lists and for the editor. */
export function thumbnailAddress({ id, widths }: PictureView, reader: DraftReader | null = null): string {
  return pictureAddresses(id, reader)({ width: widths[0] ?? 0, format: "webp" });
}
