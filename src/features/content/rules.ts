import { meaningOfDocument, readDocument, spelledOut } from "@/features/documents/schema";
import { bestTranslation } from "@/i18n/fallback";
import { LOCALE_CODES, type Locale } from "@/i18n/locales";
import { isSeen, manyLines } from "@/i18n/many-lines";
import { type OwnerKind, type PartName, partsOf, TEXT_WORK, type TextWork } from "./schema";

/** The parts of a text by their names: plain text, or the JSON of a document. A part that is not there has no entry. */
export type Words = Readonly<Record<string, string>>;

/** How far a translated part, or a whole translation by its worst part, has come. */
export type TranslationState = "checked" | "unchecked" | "machine" | "older";

/** How an edition stands: a translation's state, or that it is the original itself. */
export type EditionState = "original" | TranslationState;

/** A part of a translation that is not fine. */
export interface PartNote {
  field: string;
  /** `missing`: the original has this part, the translation does not. */
  state: Exclude<TranslationState, "checked"> | "missing";
  /** For older or missing parts: the sentences of the original that the translator has not seen. */
  original?: string[];
}

/** The notes of an edition as stored in the database. */
export function notesOf(stored: unknown): PartNote[] {
  return Array.isArray(stored) ? stored : [];
}

/** Who wrote or checked: the kind and id of an actor. */
export interface Hand {
  kind: string;
  id: string | null;
}

/** One revision, as far as states depend on it. */
export interface Revision {
  number: number;
  /** The revision of the original that its translator read; null for the original itself, or if unknown. */
  read: number | null;
  fields: Words;
  /** Marked by its writer as a small correction. */
  small: boolean;
  machine: boolean;
  restored: number | null;
  by: Hand;
}

/** Someone checked parts of a translation's revision beside a revision of the original and found them right. */
export interface Look {
  number: number;
  read: number;
  fields: readonly string[];
  by: Hand;
}

/** Invisible characters that change how a text is set, not what it says: soft hyphens, joiners, marks of direction, tatweel. */
const INVISIBLE = /[\u00AD\u061C\u0640\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;

/**
 * A text without differences that do not change its meaning: white space and line breaks, forms of quotes and dashes,
 * Unicode form. Two texts say the same if these are equal. Letters, digits, case and all other punctuation count; in a
 * document also where its links lead and what it shows, but not how its words are set.
 */
export function meaningOf(text: string): string {
  const document = readDocument(text);
  return (document ? meaningOfDocument(document) : text)
    .normalize("NFC")
    .replace(INVISIBLE, "")
    .replace(/[\u2018-\u201B\u2032\u2035\u02BC\u00B4`\u2039\u203A]/g, "'")
    .replace(/[\u201C-\u201F\u2033\u2036\u00AB\u00BB]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\u2026/g, "...")
    .replace(/\s+/g, " ")
    .replace(/ (?=[-?!;:,\u060C\u061B\u061F])|(?<=-) /g, "")
    .trim();
}

const meanings = new WeakMap<Revision, Map<string, string>>();

/** The meaning of a part of a revision; empty if it has no such part. Cached, because histories are read often. */
function meaningIn(revision: Revision | undefined, field: string): string {
  if (!revision) return "";
  const known = meanings.get(revision) ?? new Map<string, string>();
  meanings.set(revision, known);
  const meaning = known.get(field) ?? meaningOf(revision.fields[field] ?? "");
  known.set(field, meaning);
  return meaning;
}

/** The parts of plain text that have words, tidied. Words of which nothing is seen are none. */
export function tidyWords(words: Words): Words {
  return Object.fromEntries(
    Object.entries(words)
      .map(([field, text]) => [field, manyLines(text)] as const)
      .filter(([, text]) => isSeen(text)),
  );
}

/** Whether two revisions hold the same words, letter for letter. */
export function isSameWords(one: Words, other: Words): boolean {
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...fields].every((field) => one[field] === other[field]);
}

/** The parts whose meaning differs between two revisions. */
export function changedFields(before: Words, after: Words): string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].filter((field) => meaningOf(before[field] ?? "") !== meaningOf(after[field] ?? ""));
}

/** For each revision of an original, and each part: the number of the revision in which its meaning first came up. */
type Meanings = ReadonlyMap<number, (field: string) => number>;

/**
 * Traces the meaning of an original's parts through its revisions. A meaning continues while the words are the same or
 * the change was a small correction, and returns with its words. Adding or removing a part is never a small correction.
 */
function meaningsOf(original: readonly Revision[]): Meanings {
  const found = new Map<number, (field: string) => number>();
  const fields = new Set(original.flatMap((revision) => Object.keys(revision.fields)));
  const told = new Map<number, Map<string, number>>();
  const earlier = new Map<string, Map<string, number>>([...fields].map((field) => [field, new Map()]));
  let previous: Revision | undefined;
  for (const revision of original) {
    const now = new Map<string, number>();
    for (const field of fields) {
      const words = meaningIn(revision, field);
      const before = meaningIn(previous, field);
      const known = earlier.get(field);
      const goesOn = previous && (words === before || (revision.small && words !== "" && before !== ""));
      const meaning = goesOn
        ? (told.get(previous?.number ?? 0)?.get(field) ?? 0)
        : (known?.get(words) ?? (words === "" ? 0 : revision.number));
      now.set(field, meaning);
      known?.set(words, meaning);
    }
    told.set(revision.number, now);
    found.set(revision.number, (field) => now.get(field) ?? 0);
    previous = revision;
  }
  return found;
}

/** The origin of a part's words, however many revisions have them. */
interface Origin {
  by: Hand;
  machine: boolean;
  /** The revisions of the original that its writers and checkers read beside these words. */
  read: (number | null)[];
  checks: Look[];
}

/**
 * Traces the origin of the words of a translation's parts. The same words in other typography keep their origin, and
 * restored words keep theirs. A small correction counts as its writer's, but as made beside what had been read before.
 */
function originsOf(translation: readonly Revision[], looks: readonly Look[]): Map<number, ReadonlyMap<string, Origin>> {
  const origins = new Map<number, ReadonlyMap<string, Origin>>();
  let previous: Revision | undefined;
  for (const revision of translation) {
    const now = new Map<string, Origin>();
    for (const field of Object.keys(revision.fields)) {
      const before = previous && origins.get(previous.number)?.get(field);
      const restored = revision.restored === null ? undefined : origins.get(revision.restored)?.get(field);
      const same = before && meaningIn(previous, field) === meaningIn(revision, field);
      const made = { by: revision.by, machine: revision.machine, checks: [] };
      now.set(
        field,
        restored ??
          (same ? before : { ...made, read: before && revision.small ? before.read.slice() : [revision.read] }),
      );
    }
    origins.set(revision.number, now);
    for (const look of looks.filter(({ number }) => number === revision.number))
      for (const field of look.fields) {
        const origin = now.get(field);
        origin?.read.push(look.read);
        origin?.checks.push(look);
      }
    previous = revision;
  }
  return origins;
}

const isSameHand = (one: Hand, other: Hand) => one.kind === other.kind && one.id === other.id;

/** From best to worst. A missing part makes the whole translation older: readers miss something that the original says. */
const ORDER = ["checked", "unchecked", "machine", "older"] as const;

/** The worst of some states; `checked` if there are none. */
function worst(states: readonly PartNote["state"][]): TranslationState {
  return states.reduce<TranslationState>((found, state) => {
    const next = state === "missing" ? "older" : state;
    return ORDER.indexOf(next) > ORDER.indexOf(found) ? next : found;
  }, "checked");
}

/** The sentences of a text or a document, in the way of its language. */
function sentencesOf(text: string, language: string): string[] {
  const document = readDocument(text);
  return (document ? spelledOut(document) : text)
    .split(/\n+/)
    .flatMap((line) => [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(line)])
    .map(({ segment }) => segment.trim())
    .filter(Boolean);
}

/** The sentences of a text that an earlier one did not have; the whole text if it had all of them. */
export function newSentences(before: string, after: string, language: string): string[] {
  const known = new Set(sentencesOf(before, language).map(meaningOf));
  const sentences = sentencesOf(after, language);
  const fresh = sentences.filter((sentence) => !known.has(meaningOf(sentence)));
  return fresh.length > 0 ? fresh : sentences;
}

/** Everything saved and checked of an original and one translation of it, oldest first. */
export interface History {
  sourceLanguage: string;
  original: readonly Revision[];
  translation: readonly Revision[];
  looks: readonly Look[];
}

/**
 * The state of one revision of a translation beside one revision of its original: of the whole, and of each part that
 * is not checked. A part is
 * - missing if the original has words and the translation has none;
 * - older unless someone wrote or checked it beside a revision of the original in which the part has the same meaning;
 *   also if the original has no such part, or nobody knows what its translator read;
 * - checked once someone other than its writer has checked it beside that meaning;
 * - machine-made as long as no person has; otherwise not yet checked.
 */
export function standingOf(
  { sourceLanguage, original, translation, looks }: History,
  originalNumber: number,
  number: number,
): { state: TranslationState; notes: PartNote[] } {
  const source = original.find((revision) => revision.number === originalNumber);
  const words = translation.find((revision) => revision.number === number)?.fields ?? {};
  const meant = meaningsOf(original);
  const origins = originsOf(translation, looks).get(number);
  const notes = [...new Set([...Object.keys(source?.fields ?? {}), ...Object.keys(words)])].flatMap(
    (field): PartNote[] => {
      const text = source?.fields[field];
      const origin = origins?.get(field);
      if (text !== undefined && !origin)
        return [{ field, state: "missing", original: sentencesOf(text, sourceLanguage) }];
      const now = meant.get(originalNumber)?.(field);
      const fits = (read: number | null) => text !== undefined && read !== null && meant.get(read)?.(field) === now;
      if (!origin?.read.some(fits)) {
        const read = origin?.read.reduce((newest, one) => Math.max(newest ?? 0, one ?? 0), 0);
        const seen = original.find((revision) => revision.number === read)?.fields[field] ?? "";
        return [{ field, state: "older", original: newSentences(seen, text ?? "", sourceLanguage) }];
      }
      const byOther = origin.checks.some(
        ({ read, by }) => fits(read) && (origin.machine || !isSameHand(by, origin.by)),
      );
      if (byOther) return [];
      return [{ field, state: origin.machine ? "machine" : "unchecked" }];
    },
  );
  return { state: worst(notes.map(({ state }) => state)), notes };
}

/** A published edition as stored in the database, for public pages. */
export interface EditionRow {
  language: string;
  fields: unknown;
  state: EditionState | null;
  notes: unknown;
}

/** The state of a published text: the whole, notes on its parts, and the language of its original. */
export interface Standing {
  state: EditionState;
  notes: PartNote[];
  /** Null if the original is not published. */
  original: string | null;
}

/** A text in the best language for a reader. */
export interface ReaderText<Kind extends OwnerKind> {
  locale: string;
  /** Every possible part; empty if this language does not have it. */
  words: Readonly<Record<PartName<Kind>, string>>;
  standing: Standing;
}

/**
 * What a reader sees of a text, from the published editions. Skips a language without a required part, such as a
 * forum's title. Undefined if there is nothing to show.
 */
export function textFor<Kind extends OwnerKind>(
  kind: Kind,
  rows: readonly EditionRow[],
  locale: Locale,
): ReaderText<Kind> | undefined {
  const parts = [...partsOf(kind)];
  const texts = rows.flatMap(({ language, fields, state, notes }) => {
    const words = (fields ?? {}) as Words;
    const whole = parts.every(([name, { required }]) => !required || words[name]);
    return state && whole ? [{ locale: language, words, state, notes }] : [];
  });
  const best = bestTranslation(texts, locale);
  if (!best) return undefined;
  const words = Object.fromEntries(parts.map(([name]) => [name, best.words[name] ?? ""]));
  return {
    locale: best.locale,
    words: words as Record<PartName<Kind>, string>,
    standing: {
      state: best.state,
      notes: notesOf(best.notes),
      original: rows.find(({ state }) => state === "original")?.language ?? null,
    },
  };
}

/** How many texts have each state in one language. */
export type Progress = Readonly<Record<"checked" | TextWork, number>>;

/**
 * How far translations have come, by language: page languages first, then others by tag. Originals do not count, and
 * languages without anything to translate are left out.
 */
export function progressOf(
  counts: Iterable<{ language: string; state: EditionState | "missing"; count: number }>,
): Map<string, Progress> {
  const found = new Map<string, Record<keyof Progress, number>>();
  for (const { language, state, count } of counts) {
    if (state === "original") continue;
    const sums = found.get(language) ?? { checked: 0, missing: 0, older: 0, machine: 0, unchecked: 0 };
    sums[state] += count;
    found.set(language, sums);
  }
  const codes: readonly string[] = LOCALE_CODES;
  const place = (language: string) => codes.indexOf(language) + 1 || codes.length + 1;
  return new Map([...found].sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1)));
}

/** The states in the order shown, from best to worst. */
export const PROGRESS = ["checked", ...[...TEXT_WORK].reverse()] as const;
