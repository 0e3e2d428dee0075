import "server-only";
import { recordAudit } from "@/features/audit/commands";
import { isTaken, type Tx, transaction } from "@/platform/db/client";
import type { WriteSessionNotes } from "./policy";
import { MOST_SHEETS, type NoteSchema } from "./schema";

/**
 * `written` and `removed` tell what happened to the sheet. `others` tells that the user has a sheet that their page has not
 * shown, from another window.
 */
type Saved = { ok: true; done: "written" | "removed"; others: boolean };

/**
 * Keeps what a host has written. It replaces what the same form wrote earlier, or the sheet with which the form was opened,
 * unless another window has written to that sheet since: then both stay. An empty text removes the sheet. Refuses more
 * than a few sheets.
 */
export async function saveNote(
  permit: WriteSessionNotes,
  note: NoteSchema,
  now = new Date(),
): Promise<Saved | { ok: false; reason: "too_many_notes" }> {
  try {
    return await transaction((tx) => saveWithin(tx, permit, note, now));
  } catch (error) {
    // The same form came twice at the same instant, and the other has made its sheet.
    if (!isTaken(error)) throw error;
    return transaction((tx) => saveWithin(tx, permit, note, now));
  }
}

async function saveWithin(
  tx: Tx,
  { by, subject: { forumId, sessionId } }: WriteSessionNotes,
  { text, language, form, follows, seen, beside }: NoteSchema,
  now: Date,
): ReturnType<typeof saveNote> {
  if (by.kind !== "user") throw new TypeError("only users write notes");
  const own = { sessionId, userId: by.id };
  const forum = { kind: "forum", id: forumId } as const;
  // The sheet that this form wrote, or else the one with which it was opened, if nobody has written to it since.
  const mine = [{ ...own, form }, ...(follows ? [{ ...own, id: follows, revision: seen }] : [])];
  let found = false;
  for (const sheet of mine) {
    if (found) break;
    const { count } = text
      ? await tx.sessionNote.updateMany({
          where: sheet,
          data: { text, language, form, revision: { increment: 1 }, updatedAt: now },
        })
      : await tx.sessionNote.deleteMany({ where: sheet });
    found = count > 0;
  }
  if (text && !found) {
    if ((await tx.sessionNote.count({ where: own })) >= MOST_SHEETS) return { ok: false, reason: "too_many_notes" };
    await tx.sessionNote.create({ data: { ...own, form, language, text, createdAt: now, updatedAt: now } });
    await recordAudit(tx, by, "session_note_begun", forum, { session: [null, sessionId] });
  }
  if (!text && found) await recordAudit(tx, by, "session_note_removed", forum, { session: [sessionId, null] });
  const unseen = { ...own, form: { not: form }, id: { notIn: beside } };
  return { ok: true, done: text ? "written" : "removed", others: (await tx.sessionNote.count({ where: unseen })) > 0 };
}
