import "server-only";
import type { Tx } from "@/platform/db/client";

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
