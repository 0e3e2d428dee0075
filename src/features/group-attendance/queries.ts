import "server-only";
import { createHash } from "node:crypto";
import { PUBLISHED_EDITIONS } from "@/features/content/queries";
import { textFor } from "@/features/content/rules";
import type { LeadGroup } from "@/features/groups/policy";
import { ENTRIES_ANSWERED } from "@/features/offline-log/schema";
import type { Locale } from "@/i18n/locales";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { wholeDays } from "@/i18n/time";
import { db, type Tx } from "@/platform/db/client";
import { type MeetingEntry, Prisma } from "@/platform/db/generated/client";
import type { KeepAttendance, MeetingSubject, SeeGroupAttendance } from "./policy";
import { type MeetingSum, meetingDay, sumMeeting } from "./rules";
import { type Age, type LoggedEntry, type MeetingList, type MemberAtMeeting, MOST_ENTRIES } from "./schema";

/** A meeting of a group, by the group's slug, as policies see it; null if there is none, or the group is a draft. */
export async function findMeetingSubject(
  slug: string,
  meetingId: string,
  now = new Date(),
): Promise<MeetingSubject | null> {
  const row = await db().groupMeeting.findFirst({
    where: { id: meetingId, group: { slug, status: { not: "draft" } } },
    select: { startsAt: true, endsAt: true, group: { select: { id: true, organisationId: true } } },
  });
  if (!row) return null;
  const { id: groupId, organisationId } = row.group;
  return { meetingId, groupId, organisationId, day: meetingDay(row, now) };
}

/** A meeting as the page of its attendance shows it. */
export interface MeetingAtWork {
  id: string;
  startsAt: Date;
  endsAt: Date;
  cancelled: boolean;
  /** Since when nobody knows any more who came; null while it is known. */
  forgottenAt: Date | null;
  group: MeetingList["group"];
}

/** A meeting of a group that somebody leads, with the group's name in a page language; null if the group has no such meeting. */
export async function findLedMeeting(
  { subject: { groupId } }: LeadGroup,
  locale: Locale,
  meetingId: string,
): Promise<MeetingAtWork | null> {
  const row = await db().groupMeeting.findFirst({
    where: { id: meetingId, groupId },
    select: {
      ...{ id: true, startsAt: true, endsAt: true, cancelledAt: true },
      attendance: { select: { forgottenAt: true } },
      group: { select: { slug: true, languages: true, editions: PUBLISHED_EDITIONS } },
    },
  });
  if (!row) return null;
  const { cancelledAt, attendance, group, ...meeting } = row;
  const text = textFor("group", group.editions, locale);
  return {
    ...meeting,
    cancelled: cancelledAt !== null,
    forgottenAt: attendance?.forgottenAt ?? null,
    group: {
      slug: group.slug,
      title: text?.words.title ?? group.slug,
      titleLocale: text?.locale ?? locale,
      language: group.languages[0] ?? null,
    },
  };
}

/** Who may be ticked: the members of the group, and whoever has been ticked already and left since. */
async function listMembersAt({ subject: { groupId, meetingId } }: KeepAttendance): Promise<MemberAtMeeting[]> {
  return db().groupMember.findMany({
    where: {
      groupId,
      anonymisedAt: null,
      OR: [{ status: "member" }, { meetingEntries: { some: { meetingId } } }],
    },
    select: { id: true, name: true },
    orderBy: { turn: "asc" },
  });
}

/** How many came of whom nobody knows any more who they were. */
async function countForgotten(client: Tx, meetingId: string): Promise<{ members: number; visitors: number }> {
  const { _sum } = await client.meetingCount.aggregate({
    where: { meetingId },
    _sum: { members: true, visitors: true },
  });
  return { members: _sum.members ?? 0, visitors: _sum.visitors ?? 0 };
}

/** Grows when devices need other things of a list than before. */
const LIST_FORMAT = 1;

/**
 * The list with its version; null if the version is `known` to the device. A group is small, so the version is made from the
 * list itself.
 */
export async function findMeetingList(
  permit: KeepAttendance,
  { group, ...meeting }: MeetingAtWork,
  known: string | null,
): Promise<MeetingList | null> {
  const [members, forgotten] = await Promise.all([
    listMembersAt(permit),
    countForgotten(db(), permit.subject.meetingId),
  ]);
  const list = {
    group,
    meeting: {
      startsAt: meeting.startsAt.toISOString(),
      endsAt: meeting.endsAt.toISOString(),
      dayEndsAt: wholeDays(meeting).until.toISOString(),
    },
    members,
    forgotten,
  };
  const version = createHash("sha256")
    .update(JSON.stringify([LIST_FORMAT, list]))
    .digest("base64url")
    .slice(0, 22);
  return version === known ? null : { version, ...list };
}

/** An entry as devices made it. */
function toEntry({ id, seq, kind, ...row }: MeetingEntry): LoggedEntry {
  const at = row.at.toISOString();
  switch (kind) {
    case "present":
      return { id, seq, at, kind, member: row.memberId ?? "" };
    case "visitors": {
      const language = row.spokenLanguage as SpokenLanguage | null;
      return { id, seq, at, kind, people: row.people ?? 0, language, age: row.ageGroup };
    }
    case "undone":
      return { id, seq, at, kind, entries: row.entries };
  }
}

/** The entries of a meeting's log after the one with number `after`, oldest first, and whether there are more than `most`. */
export async function listMeetingEntries(
  { subject: { meetingId } }: KeepAttendance,
  { after, most = ENTRIES_ANSWERED }: { after: number; most?: number },
  client: Tx = db(),
): Promise<{ entries: LoggedEntry[]; more: boolean }> {
  const rows = await client.meetingEntry.findMany({
    where: { meetingId, seq: { gt: after } },
    orderBy: { seq: "asc" },
    take: most + 1,
  });
  return { entries: rows.slice(0, most).map(toEntry), more: rows.length > most };
}

/** Everything that the page without a script shows: the members, the log's entries oldest first, and their sum. */
export interface MeetingView {
  members: MemberAtMeeting[];
  entries: LoggedEntry[];
  sum: MeetingSum;
}

/** The attendance of a meeting as it stands. */
export async function getMeetingAttendance(permit: KeepAttendance): Promise<MeetingView> {
  const [members, { entries }, forgotten] = await Promise.all([
    listMembersAt(permit),
    listMeetingEntries(permit, { after: 0, most: MOST_ENTRIES }),
    countForgotten(db(), permit.subject.meetingId),
  ]);
  return { members, entries, sum: sumMeeting(members, entries, forgotten) };
}

/**
 * The meetings at which somebody of a group was noted and it was not undone, as long as that is known, latest first. For those who
 * ask what is kept about them.
 */
export async function listAttendanceOf(memberId: string): Promise<{ startsAt: Date; endsAt: Date }[]> {
  return db().$queryRaw<{ startsAt: Date; endsAt: Date }[]>`
    SELECT m."startsAt", m."endsAt" FROM "GroupMeeting" m WHERE EXISTS (
      SELECT FROM "MeetingEntry" e WHERE e."meetingId" = m.id AND e."memberId" = ${memberId}::uuid AND e.id NOT IN (
        SELECT unnest(u.entries) FROM "MeetingEntry" u WHERE u."meetingId" = m.id AND u.kind = 'undone'))
    ORDER BY m."startsAt" DESC`;
}

/** How many meetings whoever leads a group sees the ways to. */
const LATEST = 5;

/** The last meetings of a group that were held, those of the present day among them, latest first, and whether somebody noted who came. */
export async function listLatestMeetings({ subject: { groupId } }: LeadGroup, now = new Date()) {
  const rows = await db().groupMeeting.findMany({
    where: { groupId, cancelledAt: null, startsAt: { lt: wholeDays({ startsAt: now, endsAt: now }).until } },
    orderBy: { startsAt: "desc" },
    take: LATEST,
    select: { id: true, startsAt: true, endsAt: true, attendance: { select: { lastSeq: true } } },
  });
  return rows.map(({ attendance, ...meeting }) => ({ ...meeting, noted: (attendance?.lastSeq ?? 0) > 0 }));
}

/** The meetings whose log has been kept as long as it may. */
export async function listMeetingsToForget(endedBefore: Date): Promise<string[]> {
  const rows = await db().meetingAttendance.findMany({
    where: { forgottenAt: null, meeting: { endsAt: { lt: endedBefore } } },
    select: { meetingId: true },
    orderBy: { meetingId: "asc" },
  });
  return rows.map(({ meetingId }) => meetingId);
}

/** How many people of one language and age came to the meetings of a group in some time. */
interface GroupNumbers {
  groupId: string;
  language: string | null;
  age: Age | null;
  came: number;
}

/** What is known of the attendance of the user's groups in some time, exactly. `tellNumbers` makes what is shown of it. */
export interface PeriodNumbers {
  /** The groups whose meetings somebody kept, by slug. */
  groups: { id: string; slug: string; title: string; titleLocale: string; meetings: number }[];
  numbers: GroupNumbers[];
}

/**
 * How many came to the meetings that began in some time, of groups of the user's organisations. All groups at once, because what
 * can be told of one depends on the others; a month has a row for each group.
 */
export async function listAttendance(
  { by }: SeeGroupAttendance,
  locale: Locale,
  { from, until }: { from: Date; until: Date },
): Promise<PeriodNumbers> {
  const own = by.kind === "user" && !by.roles.includes("administrator") ? by.organisationIds : null;
  const kept = Prisma.sql`"GroupMeeting" m JOIN "MeetingAttendance" a ON a."meetingId" = m.id AND a."lastSeq" > 0
    JOIN "Group" g ON g.id = m."groupId"
    WHERE m."startsAt" >= ${from} AND m."startsAt" < ${until} AND m."cancelledAt" IS NULL
      ${own ? Prisma.sql`AND g."organisationId" = ANY(${[...own]}::uuid[])` : Prisma.empty}`;
  const [meetings, numbers] = await Promise.all([
    db().$queryRaw<{ id: string; meetings: number }[]>`
      SELECT g.id, count(*)::int AS meetings FROM ${kept} GROUP BY g.id`,
    db().$queryRaw<GroupNumbers[]>`
      SELECT "groupId", n."spokenLanguage" AS language, n."ageGroup"::text AS age, sum(n.members + n.visitors)::int AS came
      FROM (SELECT m.id, m."groupId" FROM ${kept}) held CROSS JOIN LATERAL "meetingNumbers"(held.id) n
      GROUP BY 1, 2, 3 HAVING sum(n.members + n.visitors) > 0`,
  ]);
  const groups = await db().group.findMany({
    where: { id: { in: meetings.map(({ id }) => id) } },
    select: { id: true, slug: true, editions: PUBLISHED_EDITIONS },
    orderBy: { slug: "asc" },
  });
  const counted = new Map(meetings.map((each) => [each.id, each.meetings]));
  return {
    numbers,
    groups: groups.map(({ id, slug, editions }) => {
      const text = textFor("group", editions, locale);
      return {
        ...{ id, slug, title: text?.words.title ?? slug, titleLocale: text?.locale ?? locale },
        meetings: counted.get(id) ?? 0,
      };
    }),
  };
}
