import { z } from "zod";
import { Id } from "@/features/access/schema";
import { PersonName } from "@/features/accounts/schema";
import { PageNumber } from "@/i18n/page-number";
import { SearchText } from "@/i18n/search-text";

/**
 * The owners of texts and the parts of each: the most characters, one line or several, whether the part is required, and
 * whether it is a document (features/documents), which is stored as its JSON and typed as its markup.
 */
const PARTS = {
  forum: {
    title: { most: 200, line: true, required: true },
    summary: { most: 600, line: true, required: true },
    description: { most: 20_000, line: false, required: true },
    audience: { most: 600, line: true, required: true },
    outcome: { most: 20_000, line: false, required: false },
  },
  session: {
    title: { most: 200, line: true, required: true },
    description: { most: 4_000, line: false, required: false },
  },
  venue: {
    accessibility: { most: 4_000, line: false, required: true },
    directions: { most: 4_000, line: false, required: false },
  },
  group: {
    title: { most: 120, line: true, required: true },
    summary: { most: 600, line: true, required: true },
    description: { most: 10_000, line: false, required: true },
    firstTime: { most: 4_000, line: false, required: false },
  },
  post: {
    title: { most: 160, line: true, required: true },
    lead: { most: 600, line: true, required: true },
    body: { most: 30_000, line: false, required: true, document: true },
    coverAlt: { most: 300, line: true, required: false },
  },
  page: {
    title: { most: 120, line: true, required: true },
    lead: { most: 600, line: true, required: true },
    body: { most: 30_000, line: false, required: false, document: true },
  },
} as const satisfies Record<string, Record<string, Part>>;

interface Part {
  /** Of a document, its words count. */
  most: number;
  line: boolean;
  required: boolean;
  document?: true;
}

export type OwnerKind = keyof typeof PARTS;
/** The name of a part of some kind of text. */
export type PartName<Kind extends OwnerKind = OwnerKind> = Kind extends OwnerKind
  ? keyof (typeof PARTS)[Kind] & string
  : never;

/** What a text belongs to. */
export interface ContentOwner {
  kind: OwnerKind;
  id: string;
}

/** The parts of a kind of text, by name. */
export function partsOf(kind: OwnerKind): ReadonlyMap<string, Part> {
  return new Map(Object.entries(PARTS[kind]));
}

/** The names of the parts of a kind of text that are documents. */
export function documentPartsOf(kind: OwnerKind): string[] {
  return [...partsOf(kind)].flatMap(([field, { document }]) => (document ? [field] : []));
}

const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

/**
 * A BCP 47 tag in canonical form, e.g. `fa-AF` for FA-af; null if it is invalid, unknown to Unicode's CLDR, or says
 * more than language, script, region and variant.
 */
export function canonicalLanguage(tag: string): string | null {
  try {
    const locale = new Intl.Locale(tag);
    const known = names.of(locale.language) !== undefined && locale.toString() === locale.baseName;
    return known && locale.language !== "und" && locale.baseName.length <= 35 ? locale.baseName : null;
  } catch {
    return null;
  }
}

/** The tag of a language that a text may be in, not only a page language. Refuses what `canonicalLanguage` refuses. */
const ContentLanguage = z.string().transform((tag, context) => {
  const language = canonicalLanguage(tag);
  if (language === null) context.addIssue({ code: "custom", message: "must be a language tag, e.g. fi or fa-AF" });
  return language ?? z.NEVER;
});

/** Words by the names of parts. The command checks which parts there are and their length. */
const Words = z.record(z.string().max(40), z.string());
const RevisionNumber = z.coerce.number().int().min(1).max(1_000_000);

/** The form into which something was typed, and the drafts that it showed. */
const TypedIn = z.object({
  /** An id that the page made up. Each page has its own. */
  form: Id,
  /** The form of the draft that was in the fields when the page was opened; null if none. This form replaces that draft. */
  follows: Id.nullable(),
  /** The forms of the drafts that were shown beside the fields. */
  beside: z.array(Id).max(20),
});
export type TypedIn = z.infer<typeof TypedIn>;

/** Words that someone saves. */
export const SaveTextSchema = z.object({
  fields: Words,
  /** The revision in this language that the user started from; 0 if there was none. */
  startedFrom: z.coerce.number().int().min(0).max(1_000_000),
  /** The revision of the original that the translator read; null for the original. */
  read: RevisionNumber.nullable(),
  small: z.boolean().default(false),
  machine: z.boolean().default(false),
  /** Unchanged parts that the translator confirms as still right. */
  stillRight: z.array(z.string().max(40)).max(100).default([]),
  /** If left out, the words come from no form, and no draft is kept or ended. */
  typedIn: TypedIn.optional(),
});
export type SaveTextSchema = z.input<typeof SaveTextSchema>;

/** The beginnings of the form's field names, before the name of the part. */
export const TEXT_FIELDS = { WORDS: "words.", STILL_RIGHT: "right." } as const;

/** What someone has typed and not saved. */
export const TextDraftSchema = SaveTextSchema.pick({ fields: true, startedFrom: true, read: true }).extend({
  typedIn: TypedIn,
});
export type TextDraftSchema = z.infer<typeof TextDraftSchema>;

/** "I looked, and it is right": a revision beside one of the original; all of its parts, or some. */
export const CheckTextSchema = z.object({
  revision: RevisionNumber,
  read: RevisionNumber,
  fields: z.array(z.string().max(40)).min(1).max(100).optional(),
});
export type CheckTextSchema = z.infer<typeof CheckTextSchema>;

/** Restores an earlier revision as a new one. */
export const RestoreTextSchema = z.object({
  revision: RevisionNumber,
  startedFrom: z.coerce.number().int().min(1).max(1_000_000),
});
export type RestoreTextSchema = z.infer<typeof RestoreTextSchema>;

/** Publishes a revision, or withdraws a translation (null). */
export const PublishTextSchema = z.object({ language: ContentLanguage, revision: RevisionNumber.nullable() });
export type PublishTextSchema = z.infer<typeof PublishTextSchema>;

/** For how many days a volunteer's link may be valid. */
export const LINK_DAYS = ["14", "30", "90"] as const;

/** A link for a volunteer to translate with: its holder, for one text or all of its forum, and for how long. */
export const TextLinkSchema = z.object({
  holder: PersonName,
  scope: z.enum(["text", "forum"]),
  days: z.enum(LINK_DAYS).transform(Number),
});
export type TextLinkSchema = z.infer<typeof TextLinkSchema>;

/** For how many days a preview link may be valid. */
export const PREVIEW_DAYS = ["1", "3", "7", "14"] as const;

/** A link that shows a text in every language before it is published: its holder, and for how long. */
export const PreviewLinkSchema = z.object({ holder: PersonName, days: z.enum(PREVIEW_DAYS).transform(Number) });
export type PreviewLinkSchema = z.infer<typeof PreviewLinkSchema>;

/** A text written elsewhere, with its translations by language. */
export const NewTextSchema = z.object({
  sourceLanguage: ContentLanguage,
  words: z.record(ContentLanguage, Words),
  /** The name of the person who checked the translations; null if nobody did. */
  checkedBy: z.string().max(100).nullable(),
});
export type NewTextSchema = z.infer<typeof NewTextSchema>;

/** The work on a translation that is not checked, most urgent first. */
export const TEXT_WORK = ["missing", "older", "machine", "unchecked"] as const;
export type TextWork = (typeof TEXT_WORK)[number];

/** The filter of the list of translation work. Unreadable values count as not given. */
export const TextWorkSearchSchema = z.object({
  /** A part of a forum's title in any language, of its venue's name, or of its slug. */
  text: SearchText,
  language: ContentLanguage.optional().catch(undefined),
  state: z.enum(TEXT_WORK).optional().catch(undefined),
  organisation: Id.optional().catch(undefined),
  /** The slug of one forum. */
  forum: z
    .string()
    .regex(/^[a-z0-9-]{1,200}$/)
    .optional()
    .catch(undefined),
  page: PageNumber,
});
export type TextWorkSearchSchema = z.infer<typeof TextWorkSearchSchema>;
