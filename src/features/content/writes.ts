import "server-only";
import { v7 as uuid } from "uuid";
import type { Actor } from "@/features/access/schema";
import { writeAccessLink } from "@/features/accounts/writes";
import { recordAudit, recordAudits } from "@/features/audit/commands";
import { fitDocument, type MarkupProblem, toMarkup } from "@/features/documents/markup/rules";
import { referencesOf } from "@/features/documents/rules";
import { type Block, plainWords, readDocument } from "@/features/documents/schema";
import { noteMediaUses } from "@/features/media/writes";
import type { Tx } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import {
  type EditionState,
  type Hand,
  type History,
  isSameWords,
  type Look,
  type PartNote,
  type Revision,
  standingOf,
  tidyWords,
  type Words,
} from "./rules";
import {
  type ContentOwner,
  documentPartsOf,
  type NewTextSchema,
  type OwnerKind,
  type PartName,
  type PreviewLinkSchema,
  partsOf,
} from "./schema";

// What commands write of texts within their transaction. Callers have asked for the permission.

/** A text whose row this transaction has locked, with its whole history. */
export interface LockedText {
  id: string;
  kind: OwnerKind;
  sourceLanguage: string;
  /** By language, oldest first. */
  revisions: Map<string, Revision[]>;
  looks: (Look & { language: string })[];
  editions: Map<string, { published: number | null; withheld: boolean }>;
}

/** Locks a text's row until the transaction ends, which serialises all changes of the text. */
export async function lockText(tx: Tx, itemId: string): Promise<LockedText | null> {
  const [item] = await tx.$queryRaw<
    { id: string; kind: OwnerKind; sourceLanguage: string }[]
  >`SELECT id, "sourceLanguage", CASE WHEN "forumId" IS NOT NULL THEN 'forum' WHEN "sessionId" IS NOT NULL THEN 'session'
      WHEN "venueId" IS NOT NULL THEN 'venue' WHEN "postId" IS NOT NULL THEN 'post' WHEN "pageId" IS NOT NULL THEN 'page' ELSE 'group' END AS kind
    FROM "ContentItem" WHERE id = ${itemId}::uuid FOR UPDATE`;
  if (!item) return null;
  const where = { itemId };
  const [revisions, looks, editions] = [
    await tx.contentRevision.findMany({ where, orderBy: { number: "asc" } }),
    await tx.contentCheck.findMany({ where, orderBy: [{ at: "asc" }, { id: "asc" }] }),
    await tx.contentEdition.findMany({ where, select: { language: true, published: true, withheld: true } }),
  ];
  return {
    ...item,
    ...readHistory(revisions, looks),
    editions: new Map(editions.map(({ language, ...edition }) => [language, edition])),
  };
}

/** Rows of revisions and checks, oldest first, as rules read them. */
function readHistory(
  revisions: readonly Prisma.ContentRevisionGetPayload<object>[],
  looks: readonly Prisma.ContentCheckGetPayload<object>[],
): Pick<LockedText, "revisions" | "looks"> {
  return {
    revisions: Map.groupBy(
      revisions.map((row) => ({ ...row, fields: row.fields as Words, by: { kind: row.byKind, id: row.byId } })),
      ({ language }) => language,
    ),
    looks: looks.map((row) => ({ ...row, by: { kind: row.byKind, id: row.byId } })),
  };
}

/** The newest revision of a text in a language. */
export function latestOf(text: LockedText, language: string): Revision | undefined {
  return text.revisions.get(language)?.at(-1);
}

/** Everything saved and checked in one language, and of the original. */
function historyOf(text: LockedText, language: string): History {
  return {
    sourceLanguage: text.sourceLanguage,
    original: text.revisions.get(text.sourceLanguage) ?? [],
    translation: text.revisions.get(language) ?? [],
    looks: text.looks.filter((look) => look.language === language),
  };
}

/** A full change that a person wrote. */
const PLAINLY = { small: false, machine: false, restored: null };

/** The next revision of a text in a language. */
type NewRevision = Omit<Revision, "number" | "by">;

/** Writes the next revision. Call `writeEditions` before the transaction ends, to update the editions. */
export async function writeRevision(
  tx: Tx,
  text: LockedText,
  language: string,
  by: Hand,
  { fields, ...revision }: NewRevision,
  now: Date,
): Promise<number> {
  const number = (latestOf(text, language)?.number ?? 0) + 1;
  await tx.contentRevision.create({
    data: {
      ...revision,
      itemId: text.id,
      language,
      number,
      readLanguage: revision.read === null ? null : text.sourceLanguage,
      fields: { ...fields },
      byKind: by.kind,
      byId: by.id,
      at: now,
    },
  });
  const before = text.revisions.get(language) ?? [];
  text.revisions.set(language, [...before, { ...revision, fields, number, by: { kind: by.kind, id: by.id } }]);
  return number;
}

/** Records that someone checked parts of a translation. Returns false if it was already recorded. */
export async function writeLook(
  tx: Tx,
  text: LockedText,
  language: string,
  by: Hand,
  look: Omit<Look, "by">,
  now: Date,
): Promise<boolean> {
  const said = text.looks.some(
    (one) =>
      one.language === language &&
      one.number === look.number &&
      one.read === look.read &&
      one.by.kind === by.kind &&
      one.by.id === by.id &&
      look.fields.every((field) => one.fields.includes(field)),
  );
  if (said) return false;
  await tx.contentCheck.create({
    data: {
      itemId: text.id,
      language,
      number: look.number,
      sourceLanguage: text.sourceLanguage,
      read: look.read,
      fields: [...look.fields],
      byKind: by.kind,
      byId: by.id,
      at: now,
    },
  });
  text.looks.push({ ...look, language, by: { kind: by.kind, id: by.id } });
  return true;
}

/** What to publish: by language the revision that staff chose, or null. */
type Publication = ReadonlyMap<string, number | null>;

/** A text in one language as its row says it: what readers see, and the state of the work. */
function standingEditions(text: LockedText, publication: Publication) {
  const source = text.sourceLanguage;
  const shownOf = (language: string) => {
    const chosen = publication.get(language);
    return chosen === undefined ? (text.editions.get(language)?.published ?? null) : chosen;
  };
  const original = shownOf(source);
  return [...text.revisions.keys()].map((language) => {
    const before = text.editions.get(language);
    const latest = latestOf(text, language)?.number ?? 0;
    const history = historyOf(text, language);
    const withheld = publication.has(language) ? publication.get(language) === null : (before?.withheld ?? false);
    let published = shownOf(language);
    if (language !== source && original !== null && !withheld && published !== latest && !publication.has(language))
      if (standingOf(history, original, latest).state === "checked") published = latest;
    const stand = (beside: number, number: number): { state: EditionState; notes: PartNote[] } =>
      language === source ? { state: "original", notes: [] } : standingOf(history, beside, number);
    const shown = published === null || original === null ? null : stand(original, published);
    const work = stand(latestOf(text, source)?.number ?? 0, latest);
    const fields = shown
      ? (text.revisions.get(language)?.find(({ number }) => number === published)?.fields ?? {})
      : {};
    return {
      language,
      latest,
      published: shown && published,
      withheld,
      fields: { ...fields },
      title: fields.title ?? "",
      state: shown?.state ?? null,
      notes: plain(shown?.notes ?? []),
      workState: work.state,
      workNotes: plain(work.notes),
    };
  });
}

/**
 * Updates a text's editions to its revisions and checks, and moves what is published. A translation that is checked
 * beside the published original is published automatically, unless staff withdrew it: nothing better could be shown.
 * Returns the languages in which readers see another revision than before.
 */
export async function writeEditions(tx: Tx, text: LockedText, publication: Publication = new Map()): Promise<string[]> {
  const moved: string[] = [];
  for (const { language, ...row } of standingEditions(text, publication)) {
    await tx.contentEdition.upsert({
      where: { itemId_language: { itemId: text.id, language } },
      create: { itemId: text.id, language, ...row },
      update: row,
    });
    const words = text.revisions.get(language)?.find(({ number }) => number === row.latest)?.fields ?? {};
    await noteMedia(tx, { itemId: text.id, kind: text.kind, language }, words, row.fields);
    if (row.published !== (text.editions.get(language)?.published ?? null)) moved.push(language);
    text.editions.set(language, { published: row.published, withheld: row.withheld });
  }
  return moved;
}

/** Notes which pictures and files the documents of a text use in one language: in its newest words, and in the published ones. */
async function noteMedia(
  tx: Tx,
  { kind, ...text }: { itemId: string; kind: OwnerKind; language: string },
  newest: Words,
  published: Words,
): Promise<void> {
  const parts = documentPartsOf(kind);
  if (parts.length === 0) return;
  const within = (words: Words) =>
    parts.flatMap((field) => {
      const document = readDocument(words[field] ?? "");
      const { pictures, files } = document ? referencesOf(document) : { pictures: [], files: [] };
      return [...pictures, ...files];
    });
  await noteMediaUses(tx, text, { used: within(newest), shown: within(published) });
}

const plain = (notes: readonly PartNote[]) => notes.map((note) => ({ ...note, original: note.original?.slice() }));

/** What does not fit a kind of text: unknown parts, words that are too long, missing required parts. */
export function misfits(kind: OwnerKind, words: Words): { unknown: string[]; tooLong: string[]; lacking: string[] } {
  const parts = partsOf(kind);
  const fields = Object.keys(words);
  const lengthOf = (field: string) => plainWords(words[field] ?? "").length;
  return {
    unknown: fields.filter((field) => !parts.has(field)),
    tooLong: fields.filter((field) => lengthOf(field) > (parts.get(field)?.most ?? 0)),
    lacking: [...parts].filter(([field, { required }]) => required && !words[field]).map(([field]) => field),
  };
}

/**
 * Words as stored for a kind of text: tidied, one-line parts on one line, and documents as their JSON. `problems` tells, by
 * part, what cannot become a document; none of the words are stored then. `text` is what the words are for, whose revisions
 * may have blocks that the portal does not know; null if it is new.
 */
export function fitWords(
  kind: OwnerKind,
  words: Words,
  text: LockedText | null,
): { fields: Words; problems: Record<string, MarkupProblem> } {
  const parts = partsOf(kind);
  const revisions = [...(text?.revisions.values() ?? [])].flat();
  const [documents, plain] = [true, false].map((document) =>
    Object.entries(words).filter(([field]) => (parts.get(field)?.document ?? false) === document),
  ) as [[string, string][], [string, string][]];
  const fitted = documents.map(([field, typed]) => {
    const earlier = revisions.flatMap(({ fields }) => fields[field] ?? []);
    return [field, fitDocument(typed, earlier)] as const;
  });
  const tidy = plain.map(([field, typed]) => [
    field,
    parts.get(field)?.line ? typed.replace(/\s*[\r\n]+\s*/g, " ") : typed,
  ]);
  return {
    fields: {
      ...tidyWords(Object.fromEntries(tidy)),
      ...Object.fromEntries(fitted.flatMap(([field, fit]) => (fit.ok && fit.stored ? [[field, fit.stored]] : []))),
    },
    problems: Object.fromEntries(fitted.flatMap(([field, fit]) => (fit.ok ? [] : [[field, fit.problem]]))),
  };
}

/**
 * What keeps the documents of some words from being stored, by part: the first picture or file that is not of the text's
 * organisation, or that there is not. What an earlier revision of the text had may stay. A text that belongs to no organisation
 * takes those of any.
 */
export async function findForeignMedia(
  tx: Tx,
  { kind, organisationId }: { kind: OwnerKind; organisationId: string | null },
  words: Words,
  text: LockedText | null,
): Promise<Record<string, MarkupProblem>> {
  const parts = documentPartsOf(kind);
  const mediaIn = (stored: string | undefined) =>
    (readDocument(stored ?? "")?.blocks ?? []).flatMap((block) => mediaOf(block).map((media) => ({ ...media, block })));
  const named = parts.flatMap((field) => mediaIn(words[field]).map((media) => ({ field, ...media })));
  if (named.length === 0) return {};
  const rows = await tx.mediaFile.findMany({
    where: { id: { in: named.map(({ id }) => id) }, ...(organisationId !== null && { organisationId }) },
    select: { id: true, kind: true },
  });
  const kinds = new Map(rows.map((row) => [row.id, row.kind]));
  const foreign = named.filter((media) => kinds.get(media.id) !== media.kind).reverse();
  if (foreign.length === 0) return {};
  const earlier = new Set(
    [...(text?.revisions.values() ?? [])]
      .flat()
      .flatMap(({ fields }) => parts.flatMap((field) => mediaIn(fields[field]).map(nameOf))),
  );
  return Object.fromEntries(
    foreign
      .filter((media) => !earlier.has(nameOf(media)))
      .map(({ field, block }) => [
        field,
        { key: "media", line: 0, what: toMarkup({ schema: 1, blocks: [block] }).slice(0, 200) } as const,
      ]),
  );
}

interface NamedMedia {
  id: string;
  kind: "picture" | "pdf";
}

const nameOf = ({ id, kind }: NamedMedia) => `${kind} ${id}`;

/** The pictures and files that a block shows. */
function mediaOf(block: Block): NamedMedia[] {
  const { pictures, files } = referencesOf({ schema: 1, blocks: [block] });
  return [
    ...pictures.map((id) => ({ id, kind: "picture" as const })),
    ...files.map((id) => ({ id, kind: "pdf" as const })),
  ];
}

/** Why a text was not created. */
type NewTextRefusal = {
  ok: false;
  reason: "taken" | "not_found" | "too_long" | "lacking" | "garbled";
  fields: string[];
};

/**
 * Gives a text to an owner that has none: its original as revision 1 with its translations, published at once. With
 * `checkedBy`, that person has checked the translations. Refuses an owner with a text, an original that is missing or
 * lacks parts, and words that do not fit. A document comes as its markup or as its JSON.
 */
export async function writeNewText(
  tx: Tx,
  by: Actor,
  owner: ContentOwner,
  { sourceLanguage, words, checkedBy }: NewTextSchema,
  now: Date,
): Promise<{ ok: true; itemId: string } | NewTextRefusal> {
  if (await tx.contentItem.count({ where: ownedBy(owner) })) return { ok: false, reason: "taken", fields: [] };
  const fitted = new Map<string, Words>();
  for (const [language, given] of Object.entries(words)) {
    const { fields, problems } = fitWords(owner.kind, given, null);
    const { unknown, tooLong, lacking } = misfits(owner.kind, fields);
    const garbled = Object.keys(problems);
    fitted.set(language, fields);
    if (unknown.length > 0) return { ok: false, reason: "not_found", fields: unknown };
    if (garbled.length > 0) return { ok: false, reason: "garbled", fields: garbled };
    if (tooLong.length > 0) return { ok: false, reason: "too_long", fields: tooLong };
    if (language === sourceLanguage && lacking.length > 0) return { ok: false, reason: "lacking", fields: lacking };
  }
  const original = fitted.get(sourceLanguage);
  if (!original) return { ok: false, reason: "lacking", fields: [] };
  const { id } = await tx.contentItem.create({ data: { ...ownedBy(owner), sourceLanguage, createdAt: now } });
  const text: LockedText = {
    id,
    kind: owner.kind,
    sourceLanguage,
    revisions: new Map(),
    looks: [],
    editions: new Map(),
  };
  await writeRevision(tx, text, sourceLanguage, by, { ...PLAINLY, read: null, fields: original }, now);
  for (const [language, fields] of fitted) {
    if (language === sourceLanguage || isSameWords(fields, {})) continue;
    await writeRevision(tx, text, language, by, { ...PLAINLY, read: 1, fields }, now);
    if (checkedBy === null) continue;
    const look = { number: 1, read: 1, fields: Object.keys(fields) };
    await writeLook(tx, text, language, { kind: "system", id: checkedBy }, look, now);
  }
  await writeEditions(tx, text, new Map([...text.revisions.keys()].map((language) => [language, 1])));
  await recordAudit(tx, by, "text_created", { kind: "text", id }, { language: [null, sourceLanguage] });
  return { ok: true, itemId: id };
}

/**
 * Publishes the newest original of an owner's text, and with it the translations that are checked beside it. Refuses an owner
 * without a text; if it is published already, nothing changes.
 */
export async function writeNewestPublished(tx: Tx, by: Actor, owner: ContentOwner): Promise<boolean> {
  const item = await tx.contentItem.findFirst({ where: ownedBy(owner), select: { id: true } });
  const text = item && (await lockText(tx, item.id));
  const newest = text && latestOf(text, text.sourceLanguage);
  if (!text || !newest) return false;
  const language = text.sourceLanguage;
  const before = text.editions.get(language)?.published ?? null;
  if (before === newest.number) return true;
  const published = await writeEditions(tx, text, new Map([[language, newest.number]]));
  await recordAudit(
    tx,
    by,
    "text_published",
    { kind: "text", id: text.id },
    { language: [null, language], revision: [before, newest.number], published: [null, published] },
  );
  return true;
}

type RewriteRefusal = { ok: false; reason: "not_found" | "too_long" | "garbled" };

/** What changed in one language: the newest revision, and the one that readers see; null if they see none. */
interface Rewritten {
  newest: { before: number; after: number };
  shown: { before: number | null; after: number | null };
}

/**
 * Writes parts into what readers see of a text in one language, and, if these are others, into its newest words, which stay
 * the newest. Parts without words go. The other parts keep their state. Unchanged words make no new revision.
 */
async function rewriteParts(
  tx: Tx,
  text: LockedText,
  language: string,
  by: Actor,
  words: Words,
  now: Date,
): Promise<({ ok: true } & Rewritten) | RewriteRefusal> {
  const latest = latestOf(text, language);
  if (!latest) return { ok: false, reason: "not_found" };
  const published = text.editions.get(language)?.published ?? null;
  const seen = text.revisions.get(language)?.find(({ number }) => number === published) ?? latest;
  const { fields: shown, problems } = fitWords(text.kind, { ...seen.fields, ...words }, text);
  const { unknown, tooLong } = misfits(text.kind, shown);
  if (unknown.length > 0) return { ok: false, reason: "not_found" };
  if (Object.keys(problems).length > 0) return { ok: false, reason: "garbled" };
  if (tooLong.length > 0) return { ok: false, reason: "too_long" };
  const write = async (fields: Words, { read }: Revision, restored: number | null) => {
    const newest = latestOf(text, language);
    if (newest && isSameWords(newest.fields, fields)) return newest.number;
    return writeRevision(tx, text, language, by, { ...PLAINLY, restored, read, fields }, now);
  };
  const number = await write(shown, seen, seen === latest ? null : seen.number);
  const after =
    seen === latest
      ? number
      : await write(fitWords(text.kind, { ...latest.fields, ...words }, text).fields, latest, latest.number);
  return {
    ok: true,
    newest: { before: latest.number, after },
    shown: { before: published, after: published === null ? null : number },
  };
}

/** Records in the audit log that parts of a text were written anew in a language, if they were. */
async function recordRewritten(
  tx: Tx,
  by: Actor,
  { id }: LockedText,
  language: string,
  parts: string[],
  { newest, shown }: Rewritten,
): Promise<void> {
  if (newest.after === newest.before) return;
  await recordAudit(
    tx,
    by,
    "text_saved",
    { kind: "text", id },
    {
      language: [null, language],
      revision: [newest.before, newest.after],
      parts: [null, parts],
      published: [shown.before, shown.after],
    },
  );
}

/**
 * Adds parts to an owner's published original and publishes the result. Its translations become older. An original that
 * somebody has saved but not published stays unpublished: it follows as the newest revision, with these parts. Refuses an
 * owner without a text, and words that do not fit; unchanged words make no new revision.
 */
export async function writeOriginalPart(
  tx: Tx,
  by: Actor,
  owner: ContentOwner,
  words: Words,
  now: Date,
): Promise<{ ok: true } | RewriteRefusal> {
  const item = await tx.contentItem.findFirst({ where: ownedBy(owner), select: { id: true } });
  const text = item && (await lockText(tx, item.id));
  if (!text) return { ok: false, reason: "not_found" };
  const language = text.sourceLanguage;
  const rewritten = await rewriteParts(tx, text, language, by, words, now);
  if (!rewritten.ok) return rewritten;
  const { newest, shown } = rewritten;
  const after = shown.after ?? newest.after;
  await writeEditions(tx, text, new Map([[language, after]]));
  await recordRewritten(tx, by, text, language, Object.keys(words), { newest, shown: { ...shown, after } });
  return { ok: true };
}

/**
 * Writes a part of an owner's original about something new, or takes it away if there are no words, and takes the part away from
 * every translation, where it says something of what was there before. Readers see it at once. What somebody has saved but not
 * published stays unpublished, with the same change. Refuses an owner without a text, and words that do not fit.
 */
export async function writePartAnew(
  tx: Tx,
  by: Actor,
  owner: ContentOwner,
  part: PartName,
  words: string,
  now: Date,
): Promise<{ ok: true } | RewriteRefusal> {
  const item = await tx.contentItem.findFirst({ where: ownedBy(owner), select: { id: true } });
  const text = item && (await lockText(tx, item.id));
  if (!text) return { ok: false, reason: "not_found" };
  const changed = new Map<string, Rewritten>();
  for (const language of text.revisions.keys()) {
    const fresh = language === text.sourceLanguage ? words : "";
    const rewritten = await rewriteParts(tx, text, language, by, { [part]: fresh }, now);
    if (!rewritten.ok) return rewritten;
    if (rewritten.newest.after !== rewritten.newest.before) changed.set(language, rewritten);
  }
  if (changed.size === 0) return { ok: true };
  const publication = [...changed].flatMap(([language, { shown }]) =>
    shown.after === null ? [] : [[language, shown.after] as const],
  );
  await writeEditions(tx, text, new Map(publication));
  for (const [language, rewritten] of changed) await recordRewritten(tx, by, text, language, [part], rewritten);
  return { ok: true };
}

/**
 * Gives owners without a text a copy each of another owner's published text in every published language. Writers and
 * checks are copied too, so that each translation has the same state beside the copy as beside its original: checked
 * stays checked, older stays older. Revisions saved after the published ones are not copied, except, unpublished, those
 * of the original that a translator of a copied revision had read. Takes as many statements for many copies as for one.
 *
 * For other features' commands, within their transaction; the caller has asked whether `by` may read the one and write
 * the others. Leaves out the parts in `without` in every revision. Returns the copies in the order of their owners, and
 * the languages in which readers see them. Refuses an owner with a text (`taken`), another kind of owner, and a text of
 * which nothing is published.
 */
export async function writeTextCopies(
  tx: Tx,
  by: Actor,
  { from, to, without = [] }: { from: ContentOwner; to: readonly ContentOwner[]; without?: readonly PartName[] },
  now: Date,
): Promise<{ ok: true; itemIds: string[]; languages: string[] } | { ok: false; reason: "taken" | "not_found" }> {
  const found = to.every(({ kind }) => kind === from.kind)
    ? await tx.contentItem.findFirst({ where: ownedBy(from), select: { id: true } })
    : null;
  const text = found && (await lockText(tx, found.id));
  const shown = new Map(
    [...(text?.editions ?? [])].flatMap(([language, { published }]) =>
      published === null ? [] : [[language, published]],
    ),
  );
  const original = text && shown.get(text.sourceLanguage);
  if (!text || !original) return { ok: false, reason: "not_found" };
  if (await tx.contentItem.count({ where: { OR: to.map(ownedBy) } })) return { ok: false, reason: "taken" };
  const { sourceLanguage, id: itemId } = text;
  const translations = [...shown].filter(([language]) => language !== sourceLanguage);
  const copied = {
    itemId,
    OR: translations.map(([language, published]) => ({ language, number: { lte: published } })),
  };
  const [translated, looked] = [
    await tx.contentRevision.findMany({ where: copied, orderBy: [{ language: "asc" }, { number: "asc" }] }),
    await tx.contentCheck.findMany({ where: copied, orderBy: [{ at: "asc" }, { id: "asc" }] }),
  ];
  const known = [...translated, ...looked].reduce((newest, { read }) => Math.max(newest, read ?? 0), original);
  const originals = await tx.contentRevision.findMany({
    where: { itemId, language: sourceLanguage, number: { lte: known } },
    orderBy: { number: "asc" },
  });
  const isKept = (part: string) => !(without as readonly string[]).includes(part);
  const revisions = [...originals, ...translated].map((row) => ({
    ...row,
    fields: Object.fromEntries(Object.entries(row.fields as Words).filter(([part]) => isKept(part))),
  }));
  const looks = looked.map((row) => ({ ...row, fields: row.fields.filter(isKept) }));
  const items = to.map((owner) => ({ id: uuid(), ...ownedBy(owner), sourceLanguage, createdAt: now }));
  const itemIds = items.map(({ id }) => id);
  const toEach = <Row extends object>(rows: readonly Row[]) =>
    itemIds.flatMap((copyId) => rows.map((row) => ({ ...row, itemId: copyId })));
  await tx.contentItem.createMany({ data: items });
  await tx.contentRevision.createMany({ data: toEach(revisions) });
  await tx.contentCheck.createMany({ data: toEach(looks.map(({ id: _, ...row }) => row)) });
  // Every copy has the same history, and so the same editions.
  const copy: LockedText = { ...text, ...readHistory(revisions, looks), editions: new Map() };
  await tx.contentEdition.createMany({ data: toEach(standingEditions(copy, shown)) });
  await recordAudits(
    tx,
    by,
    "text_created",
    itemIds.map((id) => ({
      subject: { kind: "text", id },
      changes: { language: [null, sourceLanguage], copied: [null, itemId] },
    })),
  );
  return { ok: true, itemIds, languages: [...shown.keys()] };
}

/** The column for an owner. */
function ownedBy({ kind, id }: ContentOwner) {
  return {
    forum: { forumId: id },
    session: { sessionId: id },
    venue: { venueId: id },
    group: { groupId: id },
    post: { postId: id },
    page: { pageId: id },
  }[kind];
}

/**
 * Gives somebody without an account a link that shows the text of an owner in every language, and opens nothing else. Returns the
 * link's id. Its token is derived and stored nowhere. Refuses an owner without a text.
 */
export async function writePreviewLink(
  tx: Tx,
  by: Actor,
  owner: ContentOwner,
  { holder, days }: PreviewLinkSchema,
  now: Date,
): Promise<{ ok: true; id: string; token: string } | { ok: false; reason: "not_found" }> {
  const item = await tx.contentItem.findFirst({ where: ownedBy(owner), select: { id: true } });
  if (!item) return { ok: false, reason: "not_found" };
  const made = await writeAccessLink(tx, { kind: "preview", holder, days, forumId: null, itemId: item.id }, now);
  const link = { kind: "link", id: made.id } as const;
  await recordAudit(tx, by, "link_created", link, { kind: [null, "preview"], text: [null, item.id] });
  return { ok: true, ...made };
}
