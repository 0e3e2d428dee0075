import { oneLine } from "@/i18n/one-line";
import { addDays } from "@/i18n/time";
import type { PictureFormat } from "./schema";

/** The most pixels of a picture: phones take pictures of up to 50 million. Checked before anything decodes it. */
export const MOST_PIXELS = 64_000_000;
/** The longest side. Our formats end at 16 383. */
const LONGEST_SIDE = 16_000;
/** The shortest side: a smaller picture is a mark or a mistake. */
const SHORTEST_SIDE = 100;

/** The widths in which browsers can get a picture, in pixels: a phone's list, a phone, a tablet or a sharp phone, a desk. */
const WIDTHS = [320, 640, 1024];
export const WIDEST = 1600;

/** How many days something that no text uses is kept. */
const KEPT_DAYS = 60;

/** Why an uploaded file is refused: keys of the messages' MediaErrors namespace. */
export type FileRefusal =
  | "file_empty"
  | "file_type"
  | "file_svg"
  | "file_heic"
  | "file_animated"
  | "file_cut"
  | "file_pixels"
  | "file_small"
  | "pdf_header"
  | "pdf_active"
  | "pdf_locked";

type Picture = { ok: true; kind: "picture"; type: "image/jpeg" | "image/png" | "image/webp" };
export type Inspected = Picture | { ok: true; kind: "pdf"; type: "application/pdf" } | Refusal;
type Refusal = { ok: false; reason: FileRefusal };

const refused = (reason: FileRefusal): Refusal => ({ ok: false, reason });

/** Reads numbers and marks of a file at a place; beyond its end they are 0 and empty. */
class Bytes {
  readonly #view: DataView;

  constructor(readonly all: Uint8Array) {
    this.#view = new DataView(all.buffer, all.byteOffset, all.byteLength);
  }

  #at(place: number, size: number): boolean {
    return place >= 0 && place + size <= this.all.length;
  }

  u8 = (place: number) => (this.#at(place, 1) ? this.#view.getUint8(place) : 0);
  u16 = (place: number) => (this.#at(place, 2) ? this.#view.getUint16(place) : 0);
  u32 = (place: number) => (this.#at(place, 4) ? this.#view.getUint32(place) : 0);
  u16le = (place: number) => (this.#at(place, 2) ? this.#view.getUint16(place, true) : 0);
  u24le = (place: number) => this.u16le(place) | (this.u8(place + 2) << 16);
  u32le = (place: number) => (this.#at(place, 4) ? this.#view.getUint32(place, true) : 0);
  text = (place: number, length: number) => String.fromCharCode(...this.all.subarray(place, place + length));
}

/**
 * What an uploaded file is, by its content alone: neither its name nor what its sender says of it counts. Reads a picture's
 * size from its head, so that a small file with too many pixels is refused before anything decodes it. Refuses everything but
 * whole, still JPEG, PNG and WebP pictures, and PDFs without anything that runs.
 */
export function inspectFile(all: Uint8Array): Inspected {
  const bytes = new Bytes(all);
  if (all.length === 0) return refused("file_empty");
  if (bytes.u16(0) === 0xffd8 && bytes.u8(2) === 0xff) return inspectJpeg(bytes);
  if (bytes.u32(0) === 0x89504e47 && bytes.u32(4) === 0x0d0a1a0a) return inspectPng(bytes);
  if (bytes.text(0, 4) === "RIFF" && bytes.text(8, 4) === "WEBP") return inspectWebp(bytes);
  if (bytes.text(4, 4) === "ftyp" && /^(hei[cxms]|hev[cxms]|mif1|msf1)$/.test(bytes.text(8, 4)))
    return refused("file_heic");
  if (bytes.text(0, 4) === "GIF8") return refused("file_animated");
  if (bytes.text(0, 5) === "%PDF-") return inspectPdf(all);
  // Readers of PDF also accept a file in which something else comes first, such as a script (ISO 32000-1, annex H).
  const head = bytes.text(0, Math.min(all.length, 4096));
  if (head.includes("%PDF-")) return refused("pdf_header");
  return refused(/<svg[\s>]/i.test(head.replaceAll("\0", "")) ? "file_svg" : "file_type");
}

function picture(type: Picture["type"], width: number, height: number): Inspected {
  if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_PIXELS) return refused("file_pixels");
  if (width < SHORTEST_SIDE || height < SHORTEST_SIDE) return refused("file_small");
  return { ok: true, kind: "picture", type };
}

/** The markers of JPEG that begin a frame and hold its size (ITU-T T.81, table B.1). */
const FRAMES = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

/** Phones add pictures and films after a JPEG's end, so something may follow it; its end itself must be there. */
function inspectJpeg(bytes: Bytes): Inspected {
  let size: { width: number; height: number } | undefined;
  for (let place = 2; bytes.u8(place) === 0xff; ) {
    const marker = bytes.u8(place + 1);
    if (marker === 0xff) {
      place += 1;
      continue;
    }
    const length = bytes.u16(place + 2);
    if (FRAMES.has(marker)) size = { height: bytes.u16(place + 5), width: bytes.u16(place + 7) };
    if (marker === 0xda) {
      if (!size) return refused("file_type");
      return endsAfter(bytes.all, place + 2 + length)
        ? picture("image/jpeg", size.width, size.height)
        : refused("file_cut");
    }
    if (marker === 0xd9 || length < 2) break;
    place += 2 + length;
  }
  return refused(size ? "file_cut" : "file_type");
}

/** Whether a JPEG's end marker follows a place. */
function endsAfter(all: Uint8Array, place: number): boolean {
  for (let at = all.indexOf(0xff, place); at !== -1; at = all.indexOf(0xff, at + 1))
    if (all[at + 1] === 0xd9) return true;
  return false;
}

/** A PNG is a row of chunks from IHDR to IEND; acTL makes it a film (PNG, third edition). */
function inspectPng(bytes: Bytes): Inspected {
  if (bytes.text(12, 4) !== "IHDR") return refused("file_type");
  const size = picture("image/png", bytes.u32(16), bytes.u32(20));
  for (let place = 8; place + 12 <= bytes.all.length; place += 12 + bytes.u32(place)) {
    const chunk = bytes.text(place + 4, 4);
    if (chunk === "acTL") return refused("file_animated");
    if (chunk === "IEND") return size;
  }
  return size.ok ? refused("file_cut") : size;
}

/** A WebP is one of three kinds of frame in a RIFF container (RFC 9649). */
function inspectWebp(bytes: Bytes): Inspected {
  if (bytes.u32le(4) + 8 > bytes.all.length) return refused("file_cut");
  const of = (width: number, height: number) => picture("image/webp", width, height);
  switch (bytes.text(12, 4)) {
    case "VP8X":
      if (bytes.u8(20) & 0x02) return refused("file_animated");
      return of(bytes.u24le(24) + 1, bytes.u24le(27) + 1);
    case "VP8 ":
      return of(bytes.u16le(26) & 0x3fff, bytes.u16le(28) & 0x3fff);
    case "VP8L": {
      const packed = bytes.u32le(21);
      return of((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1);
    }
    default:
      return refused("file_type");
  }
}

/** What runs, sends something or carries files in a PDF (ISO 32000-1, 12.6.4 and 7.11.4). */
const ACTIVE = /\/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)\b/;

/**
 * Streams stay unread, because they are compressed. What hides there runs at most in the reader's own program: browsers save
 * our files and do not open them within our pages.
 */
function inspectPdf(all: Uint8Array): Inspected {
  const text = Buffer.from(all.buffer, all.byteOffset, all.byteLength).toString("latin1");
  if (!/^%PDF-[12]\.\d/.test(text)) return refused("pdf_header");
  if (!text.slice(-2048).includes("%%EOF")) return refused("file_cut");
  // Names can be written with the codes of their letters (7.3.5).
  const names = text
    .replace(/\bstream\r?\n.*?endstream\b/gs, "")
    .replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  if (/\/Encrypt\b/.test(names)) return refused("pdf_locked");
  return ACTIVE.test(names) ? refused("pdf_active") : { ok: true, kind: "pdf", type: "application/pdf" };
}

const LONGEST_NAME = 100;

/**
 * A file's name as lists show it: without folders, ending, and characters that hide or turn the text around it. Empty if nothing
 * of it can be seen.
 */
export function shownName(name: string): string {
  const file = name.toWellFormed().split(/[/\\]/).at(-1) ?? "";
  const bare = oneLine(file.replace(/\.(jpe?g|jfif|png|webp|pdf)$/i, ""));
  return [...bare].slice(0, LONGEST_NAME).join("").trim();
}

/** A file's name in its address: small letters, digits and hyphens of its shown name, or the kind. */
export function addressName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return plain || "file";
}

/** The widths of the variants of a picture that is this wide, at most `WIDEST`. None is larger than the picture. */
export function widthsOf(width: number): number[] {
  return [...WIDTHS.filter((each) => each < width), width];
}

/** Where something is stored. */
export const storedAt = {
  original: (id: string) => `originals/${id}`,
  variant: (id: string, width: number, format: PictureFormat) => `pictures/${id}/${width}.${format}`,
  pdf: (id: string) => `files/${id}.pdf`,
};

/** The prefixes of everything that is stored, and the id in a key below one of them. */
export const STORED_BELOW = ["originals/", "pictures/", "files/"];
export function idOfKey(key: string): string {
  return /^(?:originals|pictures|files)\/([0-9a-f-]{36})(?=$|[/.])/.exec(key)?.[1] ?? "";
}

/** What no text has used since before this instant is deleted. */
export function unusedBefore(now: Date): Date {
  return addDays(now, -KEPT_DAYS);
}

/** Until when something that no text uses is kept. */
export function keptUntil(unusedSince: Date): Date {
  return addDays(unusedSince, KEPT_DAYS);
}
