import "server-only";
import { recordAudit } from "@/features/audit/commands";
import { transaction } from "@/platform/db/client";
import type { WriteGroupNotes } from "./policy";
import { notesForgottenBefore } from "./rules";
import type { GroupNoteSchema } from "./schema";

/** Keeps what a tutor has written to the staff of their group. The same form sent again is kept once. */
export async function writeGroupNote(
  { by, subject: { groupId } }: WriteGroupNotes,
  { text, language, form }: GroupNoteSchema,
  now = new Date(),
): Promise<{ ok: true }> {
  if (by.kind !== "user") throw new TypeError("only users write notes");
  return transaction(async (tx) => {
    const { count } = await tx.groupNote.createMany({
      data: [{ groupId, userId: by.id, form, language, text, createdAt: now }],
      skipDuplicates: true,
    });
    if (count > 0) await recordAudit(tx, by, "group_note_written", { kind: "group", id: groupId });
    return { ok: true };
  });
}

/** Takes back what one has written oneself. Does nothing if it is gone already, or somebody else's. */
export async function removeGroupNote(
  { by, subject: { groupId } }: WriteGroupNotes,
  { id }: { id: string },
): Promise<{ ok: true }> {
  return transaction(async (tx) => {
    const { count } = await tx.groupNote.deleteMany({ where: { id, groupId, userId: by.id ?? "" } });
    if (count > 0) await recordAudit(tx, by, "group_note_removed", { kind: "group", id: groupId });
    return { ok: true };
  });
}

/** Removes notes that have been kept long enough. */
export async function forgetGroupNotes(now = new Date()): Promise<void> {
  await transaction((tx) => tx.groupNote.deleteMany({ where: { createdAt: { lt: notesForgottenBefore(now) } } }));
}
