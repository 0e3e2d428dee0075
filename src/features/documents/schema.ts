import { z } from "zod";
import { Id } from "@/features/access/schema";
import { wholeLetters } from "@/i18n/many-lines";
import { oneLine } from "@/i18n/one-line";

/** The most characters of a stored document and the most blocks in one. Nobody can make the portal read more. */
export const MOST_STORED = 400_000;
export const MOST_BLOCKS = 500;
/** The most runs, paragraphs or items of one block, and the most levels of a list. */
const MOST_PARTS = 500;
export const MOST_LEVELS = 3;

/** Characters that have no place in an address: spaces, controls, backslashes, and what shows letters in another order. */
const NOT_IN_ADDRESS = /[\s\u0000-\u0020\u007F-\u009F\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\\]/u;
const OWN = "https://own.invalid";

/**
 * Where a link may lead, in the form in which it is stored: another site by https, an email address, a telephone number, or
 * a page of the portal by its path. Null for everything else, such as javascript: or data:, or a name in front of an @.
 */
export function allowedAddress(typed: string): string | null {
  const text = typed.trim();
  if (!text.isWellFormed() || NOT_IN_ADDRESS.test(text) || text.length > 2000) return null;
  const isOwn = /^\/(?!\/)/.test(text);
  if (!isOwn && !/^(https:\/\/[^/]|mailto:[^\s@,/?#]+@[^\s@,/?#]+\.[^\s@,/?#]+$|tel:\+?[\d().-]+$)/i.test(text))
    return null;
  if (!URL.canParse(text, OWN)) return null;
  const url = new URL(text, OWN);
  if (url.username || url.password) return null;
  if (isOwn ? url.origin !== OWN : url.origin === OWN) return null;
  const address = isOwn ? url.href.slice(OWN.length) : url.href;
  // A second slash would lead to another site.
  if (isOwn && address.startsWith("//")) return null;
  const written = address.replace(/[()]/g, (bracket) => (bracket === "(" ? "%28" : "%29"));
  return written.length > 2000 ? null : written;
}

const Address = z.string().transform((text, context) => {
  const address = allowedAddress(text);
  if (address === null) context.addIssue({ code: "custom", message: "leads where no link may lead" });
  return address ?? z.NEVER;
});

/** An address of another site, for what is shown there. */
const SiteAddress = Address.refine((address) => address.startsWith("https:"));

/** The last part of a page's address. */
const Slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(200);
const Line = (most: number) => z.string().transform(oneLine).pipe(z.string().max(most));

/** Words in one style: bold, italic, a link, or a school term by its id. A line may break within. */
const Run = z
  .strictObject({
    text: z.string().transform(wholeLetters).pipe(z.string().min(1).max(20_000)),
    bold: z.literal(true).optional(),
    italic: z.literal(true).optional(),
    link: Address.optional(),
    term: Slug.optional(),
  })
  .refine(({ link, term }) => link === undefined || term === undefined);
export type Run = z.infer<typeof Run>;

const Runs = z.array(Run).min(1).max(MOST_PARTS);
const Paragraphs = z.array(Runs).min(1).max(MOST_PARTS);

export interface List {
  ordered: boolean;
  items: ListItem[];
}
export interface ListItem {
  text: Run[];
  /** The list below it. */
  list?: List | undefined;
}

function itemsOf(levels: number): z.ZodType<ListItem[]> {
  const below = z.lazy(() => z.strictObject({ ordered: z.boolean(), items: itemsOf(levels - 1) }));
  const item = z.strictObject({ text: Runs, list: levels > 1 ? below.optional() : z.undefined().optional() });
  return z.array(item).min(1).max(MOST_PARTS);
}

/** What a document may consist of. Whatever is not among these is neither stored nor rendered. */
const KnownBlock = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("heading"), level: z.literal([2, 3]), text: Runs }),
  z.strictObject({ type: z.literal("paragraph"), text: Runs }),
  z.strictObject({ type: z.literal("list"), ordered: z.boolean(), items: itemsOf(MOST_LEVELS) }),
  z.strictObject({ type: z.literal("quote"), paragraphs: Paragraphs }),
  /** Something that readers must not miss. */
  z.strictObject({ type: z.literal("callout"), paragraphs: Paragraphs }),
  /** A picture of `media`, with what it shows in the document's language. */
  z.strictObject({ type: z.literal("picture"), picture: Id, alt: Line(300), caption: Line(500).optional() }),
  z.strictObject({ type: z.literal("file"), file: Id, label: Line(200) }),
  /** A card of a forum or a group, by the last part of its address. */
  z.strictObject({ type: z.literal("forum"), forum: Slug }),
  z.strictObject({ type: z.literal("group"), group: Slug }),
  /** A link to a video elsewhere, behind a picture of ours. */
  z.strictObject({ type: z.literal("video"), address: SiteAddress, title: Line(200), still: Id.optional() }),
]);
export type KnownBlock = z.infer<typeof KnownBlock>;

/** Whether something is a block that this version of the portal knows. */
export const isKnownBlock = (value: unknown): value is KnownBlock => KnownBlock.safeParse(value).success;

/** A stored block that this version of the portal does not know. It is kept as it is, and nobody sees it. */
interface KeptBlock {
  type: "kept";
  /** Names it for its editors. */
  mark: string;
  stored: unknown;
}
export type Block = KnownBlock | KeptBlock;

/** A text with headings, lists, pictures and links. Stored as JSON; the number changes when old blocks get a new meaning. */
export interface Document {
  schema: 1;
  blocks: Block[];
}

const StoredDocument = z.strictObject({ schema: z.literal(1), blocks: z.array(z.unknown()).max(MOST_BLOCKS) });

/** What every stored document begins with. */
const BEGINS = '{"schema":';

/** Whether a text was written as the JSON of a document, whether or not it can be read. */
export const isJson = (text: string) => text.startsWith(BEGINS);

/** A document as it is stored. */
export function storedDocument({ schema, blocks }: Document): string {
  return JSON.stringify({ schema, blocks: blocks.map((block) => (block.type === "kept" ? block.stored : block)) });
}

/**
 * A document as it was stored; null if it is none, or was stored by a version of the portal that writes them otherwise. A
 * block outside the allow-list becomes a kept one.
 */
export function readDocument(stored: string): Document | null {
  if (!isJson(stored) || stored.length > MOST_STORED) return null;
  try {
    const whole = StoredDocument.safeParse(JSON.parse(stored));
    return whole.success ? { schema: 1, blocks: whole.data.blocks.map(readBlock) } : null;
  } catch {
    // No JSON, or nested too deeply for the engine.
    return null;
  }
}

function readBlock(value: unknown): Block {
  const known = KnownBlock.safeParse(value);
  return known.success ? known.data : { type: "kept", mark: markOf(JSON.stringify(value)), stored: value };
}

/** A short name for a text, always the same: FNV-1a in 64 bits, for finding it again among a few. */
export function markOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let n = 0; n < text.length; n++)
    hash = ((hash ^ BigInt(text.charCodeAt(n))) * 0x100000001b3n) & (2n ** 64n - 1n);
  return hash.toString(16).padStart(16, "0");
}

const wordsOf = (runs: readonly Run[]) => runs.map(({ text }) => text).join("");

/** Words with the address of each link in brackets behind it. */
const wordsAndAddresses = (runs: readonly Run[]) =>
  runs
    .map(({ text, link }, n) => (link !== undefined && runs[n + 1]?.link !== link ? `${text} (${link})` : text))
    .join("");

function linesOfList({ items }: List, words: typeof wordsOf): string[] {
  return items.flatMap(({ text, list }) => [words(text), ...(list ? linesOfList(list, words) : [])]);
}

function linesOf(block: Block, words: typeof wordsOf): string[] {
  switch (block.type) {
    case "heading":
    case "paragraph":
      return [words(block.text)];
    case "list":
      return linesOfList(block, words);
    case "quote":
    case "callout":
      return block.paragraphs.map(words);
    case "picture":
      return [block.alt, block.caption ?? ""];
    case "file":
      return [block.label];
    case "video":
      return [block.title];
    default:
      return [];
  }
}

/** The words of a document as a plain text, for search and for counting. */
export function plainText({ blocks }: Document): string {
  return blocks
    .flatMap((block) => linesOf(block, wordsOf))
    .filter(Boolean)
    .join("\n\n");
}

/** The words of a part of a text: those of a document, or the text itself. */
export function plainWords(text: string): string {
  const document = readDocument(text);
  return document ? plainText(document) : text;
}

/** What translators have to look at when it changes: the words, and where their links lead. */
export function spelledOut({ blocks }: Document): string {
  return blocks
    .flatMap((block) => linesOf(block, wordsAndAddresses))
    .filter(Boolean)
    .join("\n\n");
}

/** Everything in a document that changes what it says: `spelledOut`, and what stands between the words. */
export function meaningOfDocument({ blocks }: Document): string {
  const shown = (block: Block) => {
    switch (block.type) {
      case "picture":
        return [block.picture];
      case "file":
        return [block.file];
      case "forum":
        return [block.forum];
      case "group":
        return [block.group];
      case "video":
        return [block.address, block.still ?? ""];
      case "kept":
        return [block.mark];
      default:
        return [];
    }
  };
  return blocks.flatMap((block) => [...shown(block), ...linesOf(block, wordsAndAddresses)]).join("\n");
}
