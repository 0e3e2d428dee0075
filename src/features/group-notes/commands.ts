import "server-only";
import { v7 as uuid } from "uuid";
import { recordAudit } from "@/features/audit/commands";
import { dayOf } from "@/features/groups/rules";
import { lockGroup } from "@/features/groups/writes";
import { enqueueNotifications } from "@/features/notifications/commands";
import { lockMessages } from "@/features/notifications/writes";
import { type Tx, transaction } from "@/platform/db/client";
import type { WriteGroupNotes } from "./policy";
import { nextMorning, notesForgottenBefore } from "./rules";
import type { GroupNoteSchema } from "./schema";

/** Keeps what a tutor has written to the staff of their group, and tells them. The same form sent again is kept once. */
export async function writeGroupNote(
  { by, subject: { groupId } }: WriteGroupNotes,
  { text, language, form }: GroupNoteSchema,
  now = new Date(),
): Promise<{ ok: true }> {
  if (by.kind !== "user") throw new TypeError("only users write notes");
  return transaction(async (tx) => {
    const group = await lockGroup(tx, groupId);
    if (!group) throw new Error("groups are never deleted");
    const id = uuid();
    const { count } = await tx.groupNote.createMany({
      data: [{ id, groupId, userId: by.id, form, language, text, createdAt: now }],
      skipDuplicates: true,
    });
    if (count === 0) return { ok: true };
    await recordAudit(tx, by, "group_note_written", { kind: "group", id: groupId });
    await tellStaff(tx, { id, group, writer: by.id }, now);
    return { ok: true };
  });
}

/**
 * Tells the staff of a locked group's organisation that a note was left: at once, or the next morning if they have been told of
 * this group today. A message that has not left yet tells of the note as well. So nobody gets two a day, and no note stays unread.
 */
async function tellStaff(
  tx: Tx,
  { id, group, writer }: { id: string; group: { id: string; organisationId: string }; writer: string },
  now: Date,
): Promise<void> {
  const staff = await tx.user.findMany({
    where: {
      ...{ id: { not: writer }, lockedAt: null, roles: { some: { role: "staff" } } },
      memberships: { some: { organisationId: group.organisationId } },
    },
    select: { id: true, email: true, locale: true },
    orderBy: { id: "asc" },
  });
  const keyOf = (day: Date, userId: string) => `group-notes:${group.id}:${dayOf(day)}:${userId}`;
  const left = await lockMessages(
    tx,
    staff.map((user) => keyOf(now, user.id)),
  );
  const morning = nextMorning(now);
  const tell = (day: Date, users: typeof staff, when?: { notBefore: Date }) =>
    enqueueNotifications(
      tx,
      users.map((user) => ({
        eventKey: keyOf(day, user.id),
        template: "staff_group_note",
        channel: "email",
        locale: user.locale,
        recipient: user.email,
        groupId: group.id,
        subjectId: id,
      })),
      when,
    );
  await tell(
    now,
    staff.filter((user) => !left.has(keyOf(now, user.id))),
  );
  await tell(
    morning,
    staff.filter((user) => left.get(keyOf(now, user.id))),
    { notBefore: morning },
  );
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
