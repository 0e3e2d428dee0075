import "server-only";
import type { Tx } from "@/platform/db/client";
import type { AgeGroup } from "@/platform/db/generated/client";

// Parts of commands that write to a meeting's log, within their transactions.

/** A meeting whose log this transaction alone may write to. */
export interface LockedMeeting {
  /** The number of the last entry that the log has had; 0 if there was none. */
  last: number;
  /** Nothing can be noted any more: the meeting was cancelled, or its log is gone. */
  over: boolean;
}

/**
 * Locks the log of a meeting until the transaction ends. Entries are numbered under this lock, and a number is never given again, also
 * after entries of somebody who was forgotten: whoever has read the entry with some number has been able to read all with
 * lower ones. Null if there is no such meeting.
 */
export async function lockMeeting(tx: Tx, meetingId: string): Promise<LockedMeeting | null> {
  const meeting = await tx.groupMeeting.findUnique({ where: { id: meetingId }, select: { cancelledAt: true } });
  if (!meeting) return null;
  await tx.meetingAttendance.createMany({ data: [{ meetingId }], skipDuplicates: true });
  const [row] = await tx.$queryRaw<{ lastSeq: number; forgottenAt: Date | null }[]>`
    SELECT "lastSeq", "forgottenAt" FROM "MeetingAttendance" WHERE "meetingId" = ${meetingId}::uuid FOR UPDATE`;
  return row ? { last: row.lastSeq, over: meeting.cancelledAt !== null || row.forgottenAt !== null } : null;
}

interface Came {
  spokenLanguage: string | null;
  ageGroup: AgeGroup | null;
  members: number;
  visitors: number;
}

/** Adds to the numbers of a locked meeting that stay. */
async function keepNumbers(tx: Tx, meetingId: string, came: readonly Came[]): Promise<void> {
  for (const { spokenLanguage, ageGroup, members, visitors } of came) {
    const kind = { meetingId, spokenLanguage, ageGroup };
    const before = await tx.meetingCount.findFirst({ where: kind, select: { id: true } });
    if (before)
      await tx.meetingCount.update({
        where: { id: before.id },
        data: { members: { increment: members }, visitors: { increment: visitors } },
      });
    else await tx.meetingCount.create({ data: { ...kind, members, visitors } });
  }
}

/**
 * Removes from all logs what was noted of people who have just been anonymised. That they came stays as a number of their
 * language and age.
 */
export async function forgetAttendanceOf(tx: Tx, memberIds: readonly string[]): Promise<void> {
  const noted = await tx.meetingEntry.findMany({
    where: { memberId: { in: [...memberIds] } },
    distinct: ["meetingId"],
    select: { meetingId: true },
    // The same order for everybody who locks several.
    orderBy: { meetingId: "asc" },
  });
  for (const { meetingId } of noted) {
    await lockMeeting(tx, meetingId);
    const came = await tx.$queryRaw<Came[]>`
      SELECT m."spokenLanguage", m."ageGroup", count(DISTINCT m.id)::int AS members, 0 AS visitors
      FROM "MeetingEntry" e JOIN "GroupMember" m ON m.id = e."memberId"
      WHERE e."meetingId" = ${meetingId}::uuid AND m.id = ANY(${[...memberIds]}::uuid[]) AND e.id NOT IN (
        SELECT unnest(u.entries) FROM "MeetingEntry" u WHERE u."meetingId" = ${meetingId}::uuid AND u.kind = 'undone')
      GROUP BY 1, 2`;
    await keepNumbers(tx, meetingId, came);
    await tx.meetingEntry.deleteMany({ where: { meetingId, memberId: { in: [...memberIds] } } });
  }
}

/** Keeps how many came to a meeting, by language and age, and deletes its log: who came, when, and who noted it. */
export async function forgetMeeting(tx: Tx, meetingId: string, now: Date): Promise<void> {
  const locked = await lockMeeting(tx, meetingId);
  const { count } = await tx.meetingAttendance.updateMany({
    where: { meetingId, forgottenAt: null },
    data: { forgottenAt: now },
  });
  if (!locked || count === 0) return;
  await keepNumbers(tx, meetingId, await tx.$queryRaw<Came[]>`SELECT * FROM "cameToMeeting"(${meetingId}::uuid)`);
  await tx.meetingEntry.deleteMany({ where: { meetingId } });
}
