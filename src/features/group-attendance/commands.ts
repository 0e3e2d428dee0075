import "server-only";
import type { Actor } from "@/features/access/schema";
import { recordAudit } from "@/features/audit/commands";
import { readEntries } from "@/features/offline-log/rules";
import type { Judged } from "@/features/offline-log/schema";
import { addDays } from "@/i18n/time";
import { type Tx, transaction } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import { forEachApart } from "@/platform/jobs/each";
import type { KeepAttendance, SeeGroupAttendance } from "./policy";
import { listMeetingsToForget } from "./queries";
import { LOG_KEPT_DAYS } from "./rules";
import { type Entry, EntrySchema, MOST_ENTRIES, type Refusal } from "./schema";
import { forgetMeeting, lockMeeting } from "./writes";

/**
 * Writes entries to the log of the permit's meeting and says of each what became of it. Each is judged alone: what is no
 * entry is refused and holds up nothing. An entry whose id is in the log already is accepted and not written again.
 */
export async function noteAttendance(
  permit: KeepAttendance,
  given: readonly unknown[],
  now = new Date(),
): Promise<Judged<Refusal>> {
  const { entries, refused } = readEntries(given, EntrySchema);
  if (entries.length === 0) return { accepted: [], refused };
  const judged = await transaction((tx) => noteWithin(tx, permit, entries, now));
  return { accepted: judged.accepted, refused: [...refused, ...judged.refused] };
}

/** Records that the list of a meeting was handed to a device that had none. */
export async function noteMeetingListTaken({ by, subject }: KeepAttendance): Promise<void> {
  await transaction((tx) => recordAudit(tx, by, "meeting_list_taken", { kind: "group", id: subject.groupId }));
}

/** Writes entries with ids of their own within a transaction. */
async function noteWithin(
  tx: Tx,
  { by, subject: { groupId, meetingId } }: KeepAttendance,
  entries: readonly Entry[],
  now: Date,
): Promise<Judged<Refusal>> {
  const refuse = (reason: Refusal, of: readonly Entry[]) => of.map(({ id }) => ({ id, reason }));
  const meeting = await lockMeeting(tx, meetingId);
  if (!meeting) return { accepted: [], refused: refuse("over", entries) };
  const known = await tx.meetingEntry.findMany({
    where: { meetingId, id: { in: entries.map(({ id }) => id) } },
    select: { id: true },
  });
  const accepted = known.map(({ id }) => id);
  const fresh = entries.filter(({ id }) => !accepted.includes(id));
  if (meeting.over) return { accepted, refused: refuse("over", fresh) };
  if (meeting.last + fresh.length > MOST_ENTRIES) return { accepted, refused: refuse("full", fresh) };
  const members = await tx.groupMember.findMany({
    where: {
      groupId,
      anonymisedAt: null,
      id: { in: fresh.flatMap((entry) => (entry.kind === "present" ? entry.member : [])) },
    },
    select: { id: true },
  });
  const isKnown = (entry: Entry) => entry.kind !== "present" || members.some(({ id }) => id === entry.member);
  const written = fresh.filter(isKnown);
  await tx.meetingEntry.createMany({
    data: written.map((entry, n) => ({
      ...{ meetingId, seq: meeting.last + n + 1, receivedAt: now, byUserId: userOf(by) },
      ...rowOf(entry),
    })),
  });
  await tx.meetingAttendance.update({ where: { meetingId }, data: { lastSeq: meeting.last + written.length } });
  return {
    accepted: [...accepted, ...written.map(({ id }) => id)],
    refused: refuse(
      "unknown_member",
      fresh.filter((entry) => !isKnown(entry)),
    ),
  };
}

const userOf = (by: Actor) => (by.kind === "user" ? by.id : null);

function rowOf(
  entry: Entry,
): Pick<
  Prisma.MeetingEntryCreateManyInput,
  "id" | "kind" | "at" | "memberId" | "people" | "spokenLanguage" | "ageGroup" | "entries"
> {
  const { id, kind } = entry;
  const row = { id, kind, at: new Date(entry.at) };
  switch (entry.kind) {
    case "present":
      return { ...row, memberId: entry.member };
    case "visitors":
      return { ...row, people: entry.people, spokenLanguage: entry.language, ageGroup: entry.age };
    case "undone":
      return { ...row, entries: [...new Set(entry.entries)] };
  }
}

/** Deletes the logs that have been kept long enough, each in its own transaction; their numbers stay. */
export async function forgetOldMeetings(now = new Date()): Promise<void> {
  const due = await listMeetingsToForget(addDays(now, -LOG_KEPT_DAYS));
  await forEachApart(
    due,
    (meetingId) => ({ meetingId }),
    (meetingId) => transaction((tx) => forgetMeeting(tx, meetingId, now)),
  );
}

/** Records that somebody exported the attendance of groups, and for which purpose. */
export async function noteAttendanceExport({ by }: SeeGroupAttendance, purpose: string): Promise<void> {
  await transaction((tx) =>
    recordAudit(tx, by, "attendance_exported", { kind: "user", id: by.id ?? "" }, { purpose: [null, purpose] }),
  );
}
