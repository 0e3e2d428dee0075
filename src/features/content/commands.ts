import "server-only";
import type { Actor } from "@/features/access/schema";
import { writeAccessLink } from "@/features/accounts/writes";
import { recordAudit } from "@/features/audit/commands";
import type { MarkupProblem } from "@/features/documents/markup/rules";
import { type Tx, transaction } from "@/platform/db/client";
import type { CreateText, GiveTextLink, PublishText, WriteText } from "./policy";
import { changedFields, type EditionState, isSameWords, type Revision, type Words } from "./rules";
import {
  type CheckTextSchema,
  type NewTextSchema,
  type PublishTextSchema,
  partsOf,
  type RestoreTextSchema,
  SaveTextSchema,
  TextDraftSchema,
  type TextLinkSchema,
  type TypedIn,
} from "./schema";
import {
  findForeignMedia,
  fitWords,
  type LockedText,
  latestOf,
  lockText,
  misfits,
  writeEditions,
  writeLook,
  writeNewText,
  writeRevision,
} from "./writes";

/**
 * Someone else has saved meanwhile: the revision that the user started from, the newest one, and the user's input,
 * which is kept as a draft.
 */
export interface TextConflict {
  ok: false;
  reason: "conflict";
  began: Words;
  theirs: Revision;
  yours: Words;
}

/** There is no such text, revision or part. Somebody who forges an id learns no more than that. */
interface NotFound {
  ok: false;
  reason: "not_found";
}
const NOT_FOUND: NotFound = { ok: false, reason: "not_found" };

/** Words that are too long, or an original without a required part. `fields` names the parts. */
interface Misfit {
  ok: false;
  reason: "too_long" | "lacking";
  fields: string[];
  /** Of parts that are too long, how many characters each may have. */
  most?: Record<string, number>;
}

/** Parts that cannot become documents. `problems` says why, by part. */
interface Garbled {
  ok: false;
  reason: "garbled";
  problems: Record<string, MarkupProblem>;
}

/** The user has as many drafts of a text, from different windows, as they may: the input is not kept. */
interface TooManyDrafts {
  ok: false;
  reason: "too_many_drafts";
}

/** `unchanged`: the words are the same as before, so there is no new revision. */
type Saved = { ok: true; revision: number; unchanged: boolean };

/** The most characters in a draft. Longer input is refused, and the old draft stays. */
const DRAFT_MOST = 200_000;
/** The most drafts of one text that a user may have from different windows. */
const MOST_DRAFTS = 5;

/**
 * Saves the words of a text in one language as its next revision. Readers see it once it is published or a second
 * person has checked it. The user also checks the parts in `stillRight`. Ends the drafts that the user's form has shown; a
 * draft from another window that it has not shown stays.
 *
 * If the save started from an older revision than the newest, it changes nothing, returns both, and keeps the input as
 * a draft. It refuses words that do not fit and leaves an existing draft.
 */
export async function saveText(
  permit: WriteText,
  input: SaveTextSchema,
  now = new Date(),
): Promise<Saved | TextConflict | Misfit | Garbled | TooManyDrafts | NotFound> {
  const { language } = permit.subject;
  const { startedFrom, read, small, machine, stillRight, typedIn, ...given } = SaveTextSchema.parse(input);
  return transaction(async (tx) => {
    const text = await lockText(tx, permit.subject.itemId);
    if (!text || !isKnown(text, language, startedFrom, read)) return NOT_FOUND;
    const { fields, problems } = fitWords(text.kind, given.fields, text);
    const { unknown, tooLong, lacking } = misfits(text.kind, fields);
    if (unknown.length > 0) return NOT_FOUND;
    if (Object.keys(problems).length > 0) return { ok: false, reason: "garbled", problems };
    const foreign = await findForeignMedia(tx, { ...permit.subject, kind: text.kind }, fields, text);
    if (Object.keys(foreign).length > 0) return { ok: false, reason: "garbled", problems: foreign };
    if (tooLong.length > 0) return tooMuch(text, tooLong);
    if (isSameWords(fields, {}) || (language === text.sourceLanguage && lacking.length > 0))
      return { ok: false, reason: "lacking", fields: lacking };
    const before = latestOf(text, language);
    const unchanged = before !== undefined && isSameWords(before.fields, fields);
    if (!unchanged && startedFrom !== (before?.number ?? 0)) {
      const kept = typedIn && (await keepDraft(tx, permit, { fields, startedFrom, read, typedIn }, now));
      if (kept?.ok === false) return kept;
      return conflict(text, language, startedFrom, fields);
    }
    const revision = unchanged
      ? before.number
      : await writeRevision(tx, text, language, permit.by, { fields, read, small, machine, restored: null }, now);
    const looked = stillRight.filter((field) => field in fields);
    const said =
      read !== null &&
      looked.length > 0 &&
      (await writeLook(tx, text, language, permit.by, { number: revision, read, fields: looked }, now));
    if (typedIn) await forgetDrafts(tx, permit, typedIn);
    if (unchanged && !said) return { ok: true, revision, unchanged };
    const published = await writeEditions(tx, text);
    await recordAudit(tx, permit.by, unchanged ? "text_checked" : "text_saved", subjectOf(text), {
      language: [null, language],
      revision: [before?.number ?? null, revision],
      parts: [null, unchanged ? looked : changedFields(before?.fields ?? {}, fields)],
      small: [false, small],
      machine: [false, machine],
      published: [null, published],
    });
    return { ok: true, revision, unchanged };
  });
}

/**
 * "I looked, and it is right": confirms the newest revision of a translation beside a revision of the original, without
 * an edit. If its writer does this, the translation is no longer older than that original. If somebody else does, it is
 * checked, and published if the published original has the same meaning. If someone saved meanwhile, returns both and
 * confirms neither.
 */
export async function checkText(
  permit: WriteText,
  { revision, read, fields }: CheckTextSchema,
  now = new Date(),
): Promise<{ ok: true; state: EditionState; published: boolean } | TextConflict | NotFound> {
  const { language } = permit.subject;
  return transaction(async (tx) => {
    const text = await lockText(tx, permit.subject.itemId);
    if (!text || language === text.sourceLanguage || !isKnown(text, language, revision, read)) return NOT_FOUND;
    const latest = latestOf(text, language);
    const looked = text.revisions.get(language)?.find(({ number }) => number === revision);
    if (!latest || !looked || fields?.some((field) => !(field in looked.fields))) return NOT_FOUND;
    if (revision !== latest.number) return conflict(text, language, revision, looked.fields);
    const parts = fields ?? Object.keys(looked.fields);
    const said = await writeLook(tx, text, language, permit.by, { number: revision, read, fields: parts }, now);
    const published = said ? await writeEditions(tx, text) : [];
    if (said)
      await recordAudit(tx, permit.by, "text_checked", subjectOf(text), {
        language: [null, language],
        revision: [null, revision],
        parts: [null, parts],
        published: [null, published],
      });
    const { workState } = await tx.contentEdition.findUniqueOrThrow({
      where: { itemId_language: { itemId: text.id, language } },
      select: { workState: true },
    });
    return { ok: true, state: workState, published: published.includes(language) };
  });
}

/** Restores an earlier revision as the newest. Its words keep their state: who wrote them, what was read, who checked. */
export async function restoreText(
  permit: WriteText,
  { revision, startedFrom }: RestoreTextSchema,
  now = new Date(),
): Promise<Saved | TextConflict | NotFound> {
  const { language } = permit.subject;
  return transaction(async (tx) => {
    const text = await lockText(tx, permit.subject.itemId);
    const before = text && latestOf(text, language);
    const earlier = text?.revisions.get(language)?.find(({ number }) => number === revision);
    if (!text || !before || !earlier || startedFrom > before.number) return NOT_FOUND;
    if (isSameWords(before.fields, earlier.fields)) return { ok: true, revision: before.number, unchanged: true };
    if (startedFrom !== before.number) return conflict(text, language, startedFrom, earlier.fields);
    const { read, machine, fields } = earlier;
    const number = await writeRevision(
      tx,
      text,
      language,
      permit.by,
      { fields, read, machine, small: false, restored: revision },
      now,
    );
    const published = await writeEditions(tx, text);
    await recordAudit(tx, permit.by, "text_restored", subjectOf(text), {
      language: [null, language],
      revision: [before.number, number],
      restored: [null, revision],
      published: [null, published],
    });
    return { ok: true, revision: number, unchanged: false };
  });
}

/**
 * Publishes a revision, even an earlier one, or withdraws a translation. Makes no revision: only the pointer moves.
 * With a newer original, translations that are already checked against it are published too. The original cannot be
 * withdrawn, and no translation is published before it (`original`).
 */
export async function publishText(
  permit: PublishText,
  { language, revision }: PublishTextSchema,
): Promise<{ ok: true; languages: string[] } | { ok: false; reason: "original" } | NotFound> {
  return transaction(async (tx) => {
    const text = await lockText(tx, permit.subject.itemId);
    if (!text?.revisions.has(language)) return NOT_FOUND;
    if (revision !== null && !text.revisions.get(language)?.some(({ number }) => number === revision)) return NOT_FOUND;
    const isOriginal = language === text.sourceLanguage;
    if (isOriginal ? revision === null : (text.editions.get(text.sourceLanguage)?.published ?? null) === null)
      return { ok: false, reason: "original" };
    const before = text.editions.get(language);
    if (before?.published === revision && (revision !== null || before.withheld)) return { ok: true, languages: [] };
    const languages = await writeEditions(tx, text, new Map([[language, revision]]));
    await recordAudit(tx, permit.by, revision === null ? "text_withheld" : "text_published", subjectOf(text), {
      language: [null, language],
      revision: [before?.published ?? null, revision],
      published: [null, languages],
    });
    return { ok: true, languages };
  });
}

/** Gives a text to an owner that has none, like `writeNewText`: for forums, sessions and venues made elsewhere. */
export async function createText(
  permit: CreateText,
  text: NewTextSchema,
  now = new Date(),
): ReturnType<typeof writeNewText> {
  return transaction((tx) => writeNewText(tx, permit.by, permit.subject.owner, text, now));
}

/**
 * Keeps what a user has typed into a form but not saved. It replaces what the same form kept earlier, or the draft with
 * which the form was opened. A draft from another window stays beside it; `others` tells that there is one which this form
 * has not shown, `overtaken` that somebody has saved the text since the user began. Refuses more than 200 000 characters
 * and more than a few windows, and leaves the old drafts.
 */
export async function saveTextDraft(
  permit: WriteText,
  input: TextDraftSchema,
  now = new Date(),
): Promise<{ ok: true; others: boolean; overtaken: boolean } | TooManyDrafts | Misfit | NotFound> {
  const draft = TextDraftSchema.parse(input);
  return transaction(async (tx) => {
    const text = await lockText(tx, permit.subject.itemId);
    if (!text || !isKnown(text, permit.subject.language, draft.startedFrom, draft.read)) return NOT_FOUND;
    const { unknown, tooLong } = misfits(text.kind, draft.fields);
    if (unknown.length > 0) return NOT_FOUND;
    const fields = Object.fromEntries(Object.entries(draft.fields).map(([field, words]) => [field, asTyped(words)]));
    const length = Object.values(fields).reduce((sum, words) => sum + words.length, 0);
    if (length > DRAFT_MOST) return tooMuch(text, tooLong);
    const kept = await keepDraft(tx, permit, { ...draft, fields }, now);
    if (!kept.ok) return kept;
    const overtaken = draft.startedFrom < (latestOf(text, permit.subject.language)?.number ?? 0);
    return { ...kept, overtaken };
  });
}

/**
 * Gives a volunteer a link to translate a text, or all texts of its forum, into the permit's language without an
 * account; a text without a forum comes alone. Returns the link's id. Its token is derived and stored nowhere.
 */
export async function giveTextLink(
  { by, subject }: GiveTextLink,
  { holder, scope, days }: TextLinkSchema,
  now = new Date(),
): Promise<{ id: string; token: string }> {
  const { itemId, forumId, language } = subject;
  return transaction(async (tx) => {
    const one = scope === "text" || forumId === null;
    const link = { kind: "translator", holder, days, forumId, itemId: one ? itemId : null, language } as const;
    const made = await writeAccessLink(tx, link, now);
    await recordAudit(
      tx,
      by,
      "link_created",
      { kind: "link", id: made.id },
      { kind: [null, "translator"], language: [null, language], forum: [null, forumId], text: [null, link.itemId] },
    );
    return made;
  });
}

/** Discards the draft with which a form was opened, and what the form itself has kept. Other drafts stay. */
export async function discardTextDraft(permit: WriteText, { form, follows }: Omit<TypedIn, "beside">): Promise<void> {
  await transaction((tx) => forgetDrafts(tx, permit, { form, follows, beside: [] }));
}

/**
 * Removes the drafts of expired links, which nobody can open again. Withdrawing a link removes its drafts itself.
 * Returns how many.
 */
export async function forgetDraftsOfEndedLinks(now = new Date()): Promise<number> {
  const ended = { OR: [{ expiresAt: { lte: now } }, { revokedAt: { not: null } }] };
  return transaction(async (tx) => (await tx.contentDraft.deleteMany({ where: { link: ended } })).count);
}

function tooMuch({ kind }: LockedText, fields: string[]): Misfit {
  const parts = partsOf(kind);
  const most = Object.fromEntries(fields.map((field) => [field, parts.get(field)?.most ?? 0]));
  return { ok: false, reason: "too_long", fields, most };
}

const subjectOf = ({ id }: LockedText) => ({ kind: "text", id }) as const;

/** Whether the revisions exist that a user says they started from and read. */
function isKnown(text: LockedText, language: string, startedFrom: number, read: number | null): boolean {
  if (startedFrom > (latestOf(text, language)?.number ?? 0)) return false;
  if (language === text.sourceLanguage) return read === null;
  return read !== null && read >= 1 && read <= (latestOf(text, text.sourceLanguage)?.number ?? 0);
}

function conflict(text: LockedText, language: string, startedFrom: number, yours: Words): TextConflict {
  const revisions = text.revisions.get(language) ?? [];
  const theirs = revisions.at(-1);
  if (!theirs) throw new Error("nobody has saved anything that this could conflict with");
  const began = revisions.find(({ number }) => number === startedFrom)?.fields ?? {};
  return { ok: false, reason: "conflict", began, theirs, yours };
}

/** Typed words as the form's field holds them: forms are sent with other line breaks. */
const asTyped = (words: string) => words.toWellFormed().replaceAll("\0", "").replace(/\r\n?/g, "\n");

/** To whom a draft belongs; null for the portal itself, which keeps none. */
function keeperOf(by: Actor): { userId: string } | { linkId: string } | null {
  if (by.kind === "user") return { userId: by.id };
  return by.kind === "link" ? { linkId: by.id } : null;
}

/** Replaces the draft that the form kept or showed, in the statement that looks for it; if there is none, adds a draft. */
async function keepDraft(
  tx: Tx,
  { by, subject: { itemId, language } }: WriteText,
  { typedIn: { form, follows, beside }, ...typed }: TextDraftSchema,
  now: Date,
): Promise<{ ok: true; others: boolean } | TooManyDrafts> {
  const keeper = keeperOf(by);
  if (!keeper) return { ok: true, others: false };
  const own = { itemId, language, ...keeper };
  const data = { ...typed, form, at: now };
  const replace = async (earlier: string) =>
    (await tx.contentDraft.updateMany({ where: { ...own, form: earlier }, data })).count > 0;
  if (!(await replace(form)) && !(follows && (await replace(follows)))) {
    if ((await tx.contentDraft.count({ where: own })) >= MOST_DRAFTS) return { ok: false, reason: "too_many_drafts" };
    await tx.contentDraft.create({ data: { ...own, ...data } });
  }
  const others = await tx.contentDraft.count({ where: { ...own, form: { notIn: [form, ...beside] } } });
  return { ok: true, others: others > 0 };
}

async function forgetDrafts(
  tx: Tx,
  { by, subject: { itemId, language } }: WriteText,
  { form, follows, beside }: TypedIn,
): Promise<void> {
  const keeper = keeperOf(by);
  const forms = [form, ...(follows ? [follows] : []), ...beside];
  if (keeper) await tx.contentDraft.deleteMany({ where: { itemId, language, ...keeper, form: { in: forms } } });
}
