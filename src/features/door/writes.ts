import "server-only";
import type { Actor } from "@/features/access/schema";
import { recordAudit } from "@/features/audit/commands";
import type { Tx } from "@/platform/db/client";
import { listAttendance } from "./queries";

// Parts of commands that write to a door's log, within their transactions.

/** A door whose log this transaction alone may write to. */
export interface LockedDoor {
  /** The number of the last entry; 0 if there is none. */
  last: number;
  /** Nothing can be noted any more: the forum was cancelled, or its numbers are frozen for good. */
  over: boolean;
}

/**
 * Locks the log of a forum's door until the transaction ends. Entries are numbered under this lock, so that whoever has
 * read the entry with some number has been able to read all with lower ones. It is a lock of its own: the door never waits for people
 * who register, and they never wait for the door. Commands that also lock the forum's row lock that first.
 */
export async function lockDoor(tx: Tx, forumId: string): Promise<LockedDoor> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`door:${forumId}`}, 0))`;
  const forum = await tx.forum.findUniqueOrThrow({
    where: { id: forumId },
    select: { status: true, attendance: { select: { forgottenAt: true } } },
  });
  const { _max } = await tx.arrival.aggregate({ where: { forumId }, _max: { seq: true } });
  return {
    last: _max.seq ?? 0,
    over: forum.status === "cancelled" || (forum.attendance !== null && forum.attendance.forgottenAt !== null),
  };
}

/**
 * Freezes how many people came to a locked forum, by role and spoken language, so that the numbers stay when its people
 * are forgotten. Replaces numbers frozen before, unless the log they come from is gone. Does nothing if nobody kept
 * the door: then nothing is known. Returns whether there are numbers now.
 */
export async function freezeAttendance(tx: Tx, by: Actor, forumId: string, now: Date): Promise<boolean> {
  const { last } = await lockDoor(tx, forumId);
  const before = await tx.attendance.findUnique({ where: { forumId } });
  if (before?.forgottenAt || (last === 0 && !before)) return before !== null;
  await freeze(tx, forumId, now);
  if (!before) await recordAudit(tx, by, "attendance_frozen", { kind: "forum", id: forumId });
  return true;
}

/** After entries that came late, e.g. from a phone found the next day: freezes again what was frozen before. */
export async function freezeAgain(tx: Tx, forumId: string, now: Date): Promise<void> {
  if ((await tx.attendance.count({ where: { forumId } })) > 0) await freeze(tx, forumId, now);
}

async function freeze(tx: Tx, forumId: string, now: Date): Promise<void> {
  const counts = await listAttendance(tx, forumId);
  await tx.attendance.upsert({
    where: { forumId },
    create: { forumId, frozenAt: now, counts: { create: counts } },
    update: { frozenAt: now, counts: { deleteMany: {}, create: counts } },
  });
}

/** Deletes the log of a forum's door once its numbers are frozen: who came, when, and who noted it. */
export async function forgetDoor(tx: Tx, by: Actor, forumId: string, now: Date): Promise<void> {
  if (!(await freezeAttendance(tx, by, forumId, now))) return;
  await tx.attendance.update({ where: { forumId }, data: { forgottenAt: now } });
  await tx.arrival.deleteMany({ where: { forumId } });
}
