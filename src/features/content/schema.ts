import { z } from "zod";
import { Id } from "@/features/access/schema";
import { PersonName } from "@/features/accounts/schema";
import { PageNumber } from "@/i18n/page-number";
import { SearchText } from "@/i18n/search-text";

/** What has texts, and the parts of each: at most so many characters, on one line or several, with or without which it is whole. */
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
} as const satisfies Record<string, Record<string, Part>>;

interface Part {
  most: number;
  line: boolean;
  required: boolean;
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

const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

/**
 * A language by its BCP 47 tag in canonical form, e.g. `fa-AF` for FA-af; null for what is none, is not known to Unicode's CLDR,
 * or says more than language, script, region and variant.
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

/** The tag of a language that a text may be in: more than the portal has pages in. Refuses what `canonicalLanguage` does. */
const ContentLanguage = z.string().transform((tag, context) => {
  const language = canonicalLanguage(tag);
  if (language === null) context.addIssue({ code: "custom", message: "must be a language tag, e.g. fi or fa-AF" });
  return language ?? z.NEVER;
});

/** Words by the names of parts. Which parts there are, and how long they may be, the command says. */
const Words = z.record(z.string().max(40), z.string());
const RevisionNumber = z.coerce.number().int().min(1).max(1_000_000);

/** Words that someone saves. */
export const SaveTextSchema = z.object({
  fields: Words,
  /** The revision in this language from which they began; 0: there was none. */
  startedFrom: z.coerce.number().int().min(0).max(1_000_000),
  /** The revision of the original that a translator had before them; null for the original. */
  read: RevisionNumber.nullable(),
  small: z.boolean().default(false),
  machine: z.boolean().default(false),
  /** Parts left as they were, of which the translator says that they still hold. */
  stillRight: z.array(z.string().max(40)).max(100).default([]),
});
export type SaveTextSchema = z.input<typeof SaveTextSchema>;

/** What the names of a form's fields begin with, before the part that they are about. */
export const TEXT_FIELDS = { WORDS: "words.", STILL_RIGHT: "right." } as const;

/** What someone has typed and not saved. */
export const TextDraftSchema = SaveTextSchema.pick({ fields: true, startedFrom: true, read: true });
export type TextDraftSchema = z.infer<typeof TextDraftSchema>;

/** "I looked, it is right": at a revision beside one of the original; all of its parts, or some. */
export const CheckTextSchema = z.object({
  revision: RevisionNumber,
  read: RevisionNumber,
  fields: z.array(z.string().max(40)).min(1).max(100).optional(),
});
export type CheckTextSchema = z.infer<typeof CheckTextSchema>;

/** Brings an earlier revision back, as a new one. */
export const RestoreTextSchema = z.object({
  revision: RevisionNumber,
  startedFrom: z.coerce.number().int().min(1).max(1_000_000),
});
export type RestoreTextSchema = z.infer<typeof RestoreTextSchema>;

/** Shows readers a revision, or takes a translation away from them (null). */
export const PublishTextSchema = z.object({ language: ContentLanguage, revision: RevisionNumber.nullable() });
export type PublishTextSchema = z.infer<typeof PublishTextSchema>;

/** For how many days a volunteer's link may be good. */
export const LINK_DAYS = ["14", "30", "90"] as const;

/** A link that lets a volunteer translate: who gets it, for one text or all of its forum, and for how long. */
export const TextLinkSchema = z.object({
  holder: PersonName,
  scope: z.enum(["text", "forum"]),
  days: z.enum(LINK_DAYS).transform(Number),
});
export type TextLinkSchema = z.infer<typeof TextLinkSchema>;

/** A text that was written elsewhere, with its translations by language. */
export const NewTextSchema = z.object({
  sourceLanguage: ContentLanguage,
  words: z.record(ContentLanguage, Words),
  /** By what name the person who has looked at the translations is known; null: nobody has. */
  checkedBy: z.string().max(100).nullable(),
});
export type NewTextSchema = z.infer<typeof NewTextSchema>;

/** What somebody has to do about a translation that is not checked, the most pressing first. */
export const TEXT_WORK = ["missing", "older", "machine", "unchecked"] as const;
export type TextWork = (typeof TEXT_WORK)[number];

/** What the list of work on texts is narrowed to. What cannot be read counts as not asked for. */
export const TextWorkSearchSchema = z.object({
  /** A part of a forum's title, in any language, of its venue's name, or of its slug. */
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
