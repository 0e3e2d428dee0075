import "server-only";
import { v7 as uuid } from "uuid";
import { recordAudit } from "@/features/audit/commands";
import { writeNewText, writeTextCopies } from "@/features/content/writes";
import type { CreateForum } from "@/features/forum-planning/policy";
import { slugFor } from "@/features/forum-planning/rules";
import { type NewDraft, type NewForum, writeDraft } from "@/features/forum-planning/writes";
import { lockOfferingOrganisation } from "@/features/forums/writes";
import { enqueueNotifications } from "@/features/notifications/commands";
import { listDaysOff } from "@/features/year-calendar/queries";
import { addDays } from "@/i18n/time";
import { type Tx, transaction } from "@/platform/db/client";
import type { Group } from "@/platform/db/generated/client";
import { forEachApart } from "@/platform/jobs/each";
import { OverLimit, takeShares } from "@/platform/security/rate-limit";
import type { audit } from "./audit";
import type { notifications } from "./notifications";
import type { CreateGroup, LeadGroup, ManageGroup, ShowOneself } from "./policy";
import { listOutrun } from "./queries";
import { occurrencesOf } from "./recurrence";
import {
  dayOf,
  meetingsAt,
  plannedUntil,
  recurrenceOf,
  replanned,
  topicsForgottenBefore,
  VISIT_AGAIN,
  weekdaysOf,
} from "./rules";
import {
  type BreakSchema,
  type EditGroupSchema,
  type GroupDetails,
  type NewGroupSchema,
  type ScheduleInput,
  type TopicSchema,
  type TutorSchema,
  type VisitSchema,
  WEEKDAYS,
} from "./schema";
import { lockGroup } from "./writes";

type NotFound = { ok: false; reason: "not_found" };
const NOT_FOUND: NotFound = { ok: false, reason: "not_found" };

/** Records in the audit log what was done to the permit's group. */
const recordOf = (
  tx: Tx,
  { by, subject }: ManageGroup | LeadGroup,
  action: keyof typeof audit,
  changes?: Parameters<typeof recordAudit>[4],
) => recordAudit(tx, by, action, { kind: "group", id: subject.groupId }, changes);

/** The slugs that are taken. A lock keeps anybody else from taking one meanwhile. */
async function lockSlugs(tx: Tx): Promise<ReadonlySet<string>> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('omapolku_group_slugs'))`;
  const rows = await tx.group.findMany({ select: { slug: true } });
  return new Set(rows.map(({ slug }) => slug));
}

function scheduleColumns(schedule: ScheduleInput | null) {
  if (!schedule) return { startsAt: null, minutes: null, recurrence: null, weekdays: [] };
  const { startsAt, minutes } = schedule;
  const recurrence = recurrenceOf(schedule);
  const weekdays = weekdaysOf({ startsAt, recurrence }).map((day) => WEEKDAYS.indexOf(day) + 1);
  return { startsAt, minutes, recurrence, weekdays };
}

const columnsOf = ({ schedule, ...details }: GroupDetails & { languages: string[] }) => ({
  ...details,
  ...scheduleColumns(schedule),
});

/**
 * Brings the rows of a locked group's meetings in line with its schedule, breaks and days off, from an instant on until half
 * a year ahead. Meetings before `from` stay as they were held.
 */
async function planFrom(tx: Tx, groupId: string, from: Date, now: Date): Promise<void> {
  const group = await tx.group.findUniqueOrThrow({ where: { id: groupId }, include: { breaks: true } });
  const until = plannedUntil(now);
  const { startsAt, recurrence, minutes } = group;
  const starts =
    startsAt && recurrence && group.status !== "ended"
      ? occurrencesOf({ startsAt, recurrence }, from > startsAt ? from : startsAt, until)
      : [];
  const [first, last] = [starts[0], starts.at(-1)];
  const daysOff =
    group.skipsHolidays && first && last
      ? new Set(await listDaysOff({ firstDay: dayOf(first), lastDay: dayOf(last) }))
      : new Set<string>();
  const breaks = group.breaks.map(({ firstDay, lastDay }) => ({
    firstDay: firstDay.toISOString().slice(0, 10),
    lastDay: lastDay.toISOString().slice(0, 10),
  }));
  const known = await tx.groupMeeting.findMany({ where: { groupId, scheduledAt: { gte: from } } });
  const { add, remove, end } = replanned(known, meetingsAt(starts, { minutes: minutes ?? 0, breaks, daysOff }));
  // One that was moved to an earlier day may be over although the schedule has it later.
  await tx.groupMeeting.deleteMany({ where: { id: { in: remove }, endsAt: { gt: from } } });
  for (const { id, endsAt } of end) await tx.groupMeeting.update({ where: { id }, data: { endsAt } });
  // What the meeting of a day is about stays if only its time of the day changes.
  const topics = new Map(
    known.flatMap(({ id, scheduledAt, topic, topicLanguage, topicAt }) =>
      topic && remove.includes(id) ? [[dayOf(scheduledAt), { topic, topicLanguage, topicAt }] as const] : [],
    ),
  );
  await tx.groupMeeting.createMany({
    data: add.map(({ scheduledAt, endsAt }) => ({
      ...{ groupId, scheduledAt, startsAt: scheduledAt, endsAt },
      ...topics.get(dayOf(scheduledAt)),
    })),
  });
  await tx.group.update({ where: { id: groupId }, data: { plannedUntil: until } });
}

/**
 * Makes a group of the permit's organisation as a draft, with its words in one language and its meetings: all since its
 * first one, also if that lies in the past. Refuses a retired organisation.
 */
export async function createGroup(
  permit: CreateGroup,
  command: Omit<NewGroupSchema, "organisation"> & { languages: string[] },
  now = new Date(),
): Promise<{ ok: true; id: string; slug: string } | { ok: false; reason: "organisation_retired" }> {
  const { language, title, summary, description, firstTime, ...details } = command;
  const { organisationId } = permit.subject;
  return transaction(async (tx) => {
    if (!(await lockOfferingOrganisation(tx, organisationId))) return { ok: false, reason: "organisation_retired" };
    const taken = await lockSlugs(tx);
    const instead = `group-${details.municipalityKey}`;
    const slug = slugFor(title, instead, (one) => taken.has(one));
    const { id } = await tx.group.create({
      data: { ...columnsOf(details), organisationId, slug, createdAt: now },
      select: { id: true },
    });
    await recordAudit(
      tx,
      permit.by,
      "group_created",
      { kind: "group", id },
      { organisation: [null, organisationId], languages: [null, details.languages] },
    );
    const text = { sourceLanguage: language, words: { [language]: { title, summary, description, firstTime } } };
    const made = await writeNewText(tx, permit.by, { kind: "group", id }, { ...text, checkedBy: null }, now);
    // The form only accepts words that fit; any other error must leave no group behind.
    if (!made.ok) throw new Error(`the words of a new group do not fit: ${made.reason}`);
    if (details.schedule) await planFrom(tx, id, details.schedule.startsAt, now);
    return { ok: true, id, slug };
  });
}

/** What the log calls the columns of a group. */
const TOLD_AS: Readonly<Record<string, string>> = {
  ...{
    startsAt: "schedule",
    minutes: "schedule",
    recurrence: "schedule",
    weekdays: "schedule",
    skipsHolidays: "schedule",
  },
  ...{ municipalityKey: "place", district: "place", placeName: "place", address: "place", placeIsPublic: "place" },
  ...{ contactName: "contact", contactEmail: "contact", contactPhone: "contact" },
  ...{ capacity: "places", full: "places" },
};

/** The names of the columns that differ. */
function changedOf(before: Group, after: ReturnType<typeof columnsOf>): string[] {
  const text = (value: unknown) => (value instanceof Date ? value.toISOString() : JSON.stringify(value ?? null));
  return Object.entries(after)
    .filter(([name, value]) => text(value) !== text(before[name as keyof Group]))
    .map(([name]) => name);
}

/**
 * Changes everything about a group except its words. Coming meetings follow a new schedule; past ones stay as they were, and
 * so does what staff moved or cancelled if the schedule still has it. Refuses a group that somebody else has changed since
 * the user saw it, and one that has ended.
 */
export async function editGroup(
  permit: ManageGroup,
  { seen, ...command }: EditGroupSchema & { languages: string[] },
  now = new Date(),
): Promise<{ ok: true; slug: string } | { ok: false; reason: "not_found" | "overtaken" | "ended" }> {
  const { groupId } = permit.subject;
  return transaction(async (tx) => {
    const before = await lockGroup(tx, groupId);
    if (!before) return NOT_FOUND;
    if (before.status === "ended") return { ok: false, reason: "ended" };
    if (before.revision !== seen) return { ok: false, reason: "overtaken" };
    const after = columnsOf(command);
    const changed = changedOf(before, after);
    if (changed.length === 0) return { ok: true, slug: before.slug };
    await tx.group.update({ where: { id: groupId }, data: { ...after, revision: { increment: 1 } } });
    if (changed.some((name) => ["startsAt", "minutes", "recurrence", "skipsHolidays"].includes(name)))
      await planFrom(tx, groupId, now, now);
    await recordOf(tx, permit, "group_edited", {
      details: [null, [...new Set(changed.map((name) => TOLD_AS[name] ?? name))]],
      languages: [before.languages, command.languages],
    });
    return { ok: true, slug: before.slug };
  });
}

/** Shows a draft to everybody. Refuses a group that is no draft. */
export async function publishGroup(
  permit: ManageGroup,
  now = new Date(),
): Promise<{ ok: true; slug: string } | { ok: false; reason: "not_found" | "not_draft" }> {
  const { groupId } = permit.subject;
  return transaction(async (tx) => {
    const group = await lockGroup(tx, groupId);
    if (!group) return NOT_FOUND;
    if (group.status !== "draft") return { ok: false, reason: "not_draft" };
    await tx.group.update({ where: { id: groupId }, data: { status: "published", publishedAt: now } });
    await recordOf(tx, permit, "group_published");
    return { ok: true, slug: group.slug };
  });
}

/** Ends a group: it has no meetings from now on, and lists leave it out. Past meetings stay. No change is no error. */
export async function endGroup(permit: ManageGroup, now = new Date()): Promise<{ ok: true; slug: string } | NotFound> {
  const { groupId } = permit.subject;
  return transaction(async (tx) => {
    const group = await lockGroup(tx, groupId);
    if (!group) return NOT_FOUND;
    if (group.status === "ended") return { ok: true, slug: group.slug };
    await tx.groupMeeting.deleteMany({ where: { groupId, startsAt: { gt: now } } });
    await tx.group.update({ where: { id: groupId }, data: { status: "ended", endedAt: now } });
    await recordOf(tx, permit, "group_ended");
    return { ok: true, slug: group.slug };
  });
}

/**
 * Makes a draft from a group, with the same words, place and rhythm, from its next meeting on. Tutors, breaks, linked forums
 * and the meeting link are not copied. Refuses a retired organisation.
 */
export async function copyGroup(
  permit: ManageGroup,
  now = new Date(),
): Promise<{ ok: true; id: string } | { ok: false; reason: "not_found" | "organisation_retired" }> {
  const { groupId, organisationId } = permit.subject;
  return transaction(async (tx) => {
    if (!(await lockOfferingOrganisation(tx, organisationId))) return { ok: false, reason: "organisation_retired" };
    const from = await lockGroup(tx, groupId);
    if (!from) return NOT_FOUND;
    const taken = await lockSlugs(tx);
    const { kind, languages, municipalityKey, district, placeName, address, placeIsPublic, childcare, capacity } = from;
    const { entry, contactName, contactEmail, contactPhone, minutes, recurrence, skipsHolidays } = from;
    // A group that begins only in autumn is copied from its first meeting on.
    const since = from.startsAt && from.startsAt > now ? from.startsAt : now;
    const next =
      from.startsAt && recurrence
        ? occurrencesOf({ startsAt: from.startsAt, recurrence }, since, addDays(since, 62))[0]
        : undefined;
    const id = uuid();
    await tx.group.create({
      data: {
        ...{ id, kind, languages, municipalityKey, district, placeName, address, placeIsPublic, childcare, capacity },
        ...{ organisationId, entry, contactName, contactEmail, contactPhone, skipsHolidays, createdAt: now },
        ...(next && { startsAt: next, minutes, recurrence, weekdays: from.weekdays }),
        slug: slugFor(from.slug.replace(/-\d+$/, ""), `group-${municipalityKey}`, (slug) => taken.has(slug)),
      },
    });
    const copied = await writeTextCopies(
      tx,
      permit.by,
      { from: { kind: "group", id: groupId }, to: [{ kind: "group", id }] },
      now,
    );
    if (!copied.ok) throw new Error(`the words of a group cannot be copied: ${copied.reason}`);
    if (next) await planFrom(tx, id, next, now);
    await recordAudit(
      tx,
      permit.by,
      "group_created",
      { kind: "group", id },
      { organisation: [null, organisationId], copied: [null, groupId] },
    );
    return { ok: true, id };
  });
}

/** How a change of a group's parts ends. */
type Changed = { ok: true; slug: string };

/** A group has no meetings on these days, from today on. Refuses days that are all over. */
export async function addBreak(
  permit: ManageGroup,
  { firstDay, lastDay }: BreakSchema,
  now = new Date(),
): Promise<Changed | { ok: false; reason: "not_found" | "break_past" }> {
  const { groupId } = permit.subject;
  return transaction(async (tx) => {
    const group = await lockGroup(tx, groupId);
    if (!group) return NOT_FOUND;
    if (lastDay < dayOf(now)) return { ok: false, reason: "break_past" };
    await tx.groupBreak.create({ data: { groupId, firstDay: new Date(firstDay), lastDay: new Date(lastDay) } });
    await planFrom(tx, groupId, now, now);
    await recordOf(tx, permit, "group_break_added", { firstDay: [null, firstDay], lastDay: [null, lastDay] });
    return { ok: true, slug: group.slug };
  });
}

/** Takes a break back: its coming meetings are planned again. Does nothing if it is gone already. */
export async function removeBreak(
  permit: ManageGroup,
  { id }: { id: string },
  now = new Date(),
): Promise<Changed | NotFound> {
  const { groupId } = permit.subject;
  return transaction(async (tx) => {
    const group = await lockGroup(tx, groupId);
    if (!group) return NOT_FOUND;
    const gone = await tx.groupBreak.findFirst({ where: { id, groupId } });
    if (!gone) return { ok: true, slug: group.slug };
    await tx.groupBreak.delete({ where: { id } });
    await planFrom(tx, groupId, now, now);
    const day = (date: Date) => date.toISOString().slice(0, 10);
    await recordOf(tx, permit, "group_break_removed", {
      firstDay: [day(gone.firstDay), null],
      lastDay: [day(gone.lastDay), null],
    });
    return { ok: true, slug: group.slug };
  });
}

/**
 * Names a peer tutor to lead a group, and tells them. What its page says of them is theirs to decide. The refusal is the same
 * for an unknown address, a locked account and one that is no peer tutor, so that nobody learns which of them it is.
 */
export async function nameTutor(
  permit: ManageGroup,
  { email }: TutorSchema,
  now = new Date(),
): Promise<Changed | { ok: false; reason: "not_found" | "person_unknown" | "named_already" }> {
  const { groupId } = permit.subject;
  return transaction(async (tx) => {
    const group = await lockGroup(tx, groupId);
    if (!group) return NOT_FOUND;
    const user = await tx.user.findUnique({
      where: { email, lockedAt: null, roles: { some: { role: "peer_tutor" } } },
      select: ADDRESSED,
    });
    if (!user) return { ok: false, reason: "person_unknown" };
    const [named] = await tx.groupTutor.createManyAndReturn({
      data: [{ groupId, userId: user.id, since: now }],
      skipDuplicates: true,
    });
    if (!named) return { ok: false, reason: "named_already" };
    await recordOf(tx, permit, "group_tutor_named", { person: [null, user.id] });
    await tellTutor(tx, permit, "staff_tutor_named", { tutorId: named.id, user });
    return { ok: true, slug: group.slug };
  });
}

/** An account as a message needs it. */
const ADDRESSED = { id: true, email: true, locale: true } as const;

/** Tells somebody that they lead the permit's group, or no longer do. Tells nobody of their own act. */
async function tellTutor(
  tx: Tx,
  { by, subject: { groupId } }: ManageGroup,
  template: keyof typeof notifications,
  { tutorId, user }: { tutorId: string; user: { id: string; email: string; locale: string } },
): Promise<void> {
  if (by.kind === "user" && by.id === user.id) return;
  await enqueueNotifications(tx, [
    {
      eventKey: `group-tutor:${tutorId}:${template}`,
      template,
      channel: "email",
      locale: user.locale,
      recipient: user.email,
      groupId,
      subjectId: user.id,
    },
  ]);
}

/**
 * Somebody no longer leads a group, sees nothing of it from now on, and is told. Does nothing if they have stopped already.
 * The group's people stay.
 */
export async function endTutor(permit: ManageGroup, { id }: { id: string }): Promise<Changed | NotFound> {
  const { groupId } = permit.subject;
  return transaction(async (tx) => {
    const group = await lockGroup(tx, groupId);
    if (!group) return NOT_FOUND;
    const tutor = await tx.groupTutor.findFirst({ where: { id, groupId }, include: { user: { select: ADDRESSED } } });
    if (!tutor) return { ok: true, slug: group.slug };
    await tx.groupTutor.delete({ where: { id } });
    await recordOf(tx, permit, "group_tutor_ended", { person: [tutor.userId, null] });
    await tellTutor(tx, permit, "staff_tutor_ended", { tutorId: id, user: tutor.user });
    return { ok: true, slug: group.slug };
  });
}

/** A tutor agrees that their group's page shows their first name and these languages, or changes what it shows. */
export async function showOneself(
  { by, subject: { groupId } }: ShowOneself,
  { shownName, languages }: { shownName: string; languages: string[] },
  now = new Date(),
): Promise<Changed | NotFound> {
  return transaction(async (tx) => {
    const group = await lockGroup(tx, groupId);
    const tutor = group && (await tx.groupTutor.findFirst({ where: { groupId, userId: by.id ?? "" } }));
    if (!tutor) return NOT_FOUND;
    await tx.groupTutor.update({
      where: { id: tutor.id },
      data: { shownName, languages, agreedAt: tutor.agreedAt ?? now },
    });
    await recordAudit(tx, by, "group_tutor_shown", { kind: "group", id: groupId });
    return { ok: true, slug: group.slug };
  });
}

/** A tutor takes back that their group's page shows them. No change is no error. */
export async function hideOneself({ by, subject: { groupId } }: ShowOneself): Promise<Changed | NotFound> {
  return transaction(async (tx) => {
    const group = await lockGroup(tx, groupId);
    if (!group) return NOT_FOUND;
    const { count } = await tx.groupTutor.updateMany({
      where: { groupId, userId: by.id ?? "", agreedAt: { not: null } },
      data: { shownName: null, languages: [], agreedAt: null },
    });
    if (count > 0) await recordAudit(tx, by, "group_tutor_hidden", { kind: "group", id: groupId });
    return { ok: true, slug: group.slug };
  });
}

/** Links a group to a public forum that it prepares for or talks about. Refuses an unknown forum and a draft. */
export async function linkForum(
  permit: ManageGroup,
  { slug }: { slug: string },
): Promise<Changed | { ok: false; reason: "not_found" | "forum_unknown" }> {
  const { groupId } = permit.subject;
  return transaction(async (tx) => {
    const group = await lockGroup(tx, groupId);
    if (!group) return NOT_FOUND;
    const forum = await tx.forum.findFirst({ where: { slug, status: { not: "draft" } }, select: { id: true } });
    if (!forum) return { ok: false, reason: "forum_unknown" };
    const { count } = await tx.groupForum.createMany({
      data: [{ groupId, forumId: forum.id }],
      skipDuplicates: true,
    });
    if (count > 0) await recordOf(tx, permit, "group_forum_linked", { forum: [null, forum.id] });
    return { ok: true, slug: group.slug };
  });
}

/**
 * Makes a forum of the permit's organisation as a draft and links the group to it: a meeting with few places, for which people
 * register. The group's page names it once it is published. Refuses a retired venue or organisation.
 */
export async function createForumOfGroup(
  permit: ManageGroup,
  makes: CreateForum,
  command: NewForum,
  now = new Date(),
): Promise<NewDraft> {
  const { groupId } = permit.subject;
  return transaction(async (tx) => {
    const made = await writeDraft(tx, makes, command, now);
    if (!made.ok) return made;
    await lockGroup(tx, groupId);
    await tx.groupForum.create({ data: { groupId, forumId: made.id } });
    await recordOf(tx, permit, "group_forum_linked", { forum: [null, made.id] });
    return made;
  });
}

/** Takes the link to a forum back. Does nothing if there is none. */
export async function unlinkForum(permit: ManageGroup, { forumId }: { forumId: string }): Promise<Changed | NotFound> {
  const { groupId } = permit.subject;
  return transaction(async (tx) => {
    const group = await lockGroup(tx, groupId);
    if (!group) return NOT_FOUND;
    const { count } = await tx.groupForum.deleteMany({ where: { groupId, forumId } });
    if (count > 0) await recordOf(tx, permit, "group_forum_unlinked", { forum: [forumId, null] });
    return { ok: true, slug: group.slug };
  });
}

/**
 * What else happens in the transaction in which a meeting is cancelled, moved or restored. Features above this one tell its people,
 * whom this one does not know (`group-messages`); actions reach these commands only through it.
 */
export type MeetingChanged = (tx: Tx, change: { groupId: string; meetingId: string }) => Promise<void>;

type MeetingRefusal = { ok: false; reason: "not_found" | "meeting_over" };

/** A coming meeting of a locked group, or why there is none. */
async function holdMeeting(tx: Tx, { subject: { groupId } }: ManageGroup | LeadGroup, id: string, now: Date) {
  const group = await lockGroup(tx, groupId);
  const meeting = group && (await tx.groupMeeting.findFirst({ where: { id, groupId } }));
  if (!meeting) return NOT_FOUND;
  if (meeting.endsAt <= now) return { ok: false, reason: "meeting_over" } as const;
  return { ok: true, slug: group.slug, meeting } as const;
}

/** Cancels one meeting. Calendars and the group's page say so. No change is no error. */
export async function cancelMeeting(
  permit: ManageGroup | LeadGroup,
  { id }: { id: string },
  now = new Date(),
  changed?: MeetingChanged,
): Promise<Changed | MeetingRefusal> {
  return transaction(async (tx) => {
    const held = await holdMeeting(tx, permit, id, now);
    if (!held.ok) return held;
    const { meeting, slug } = held;
    if (meeting.cancelledAt) return { ok: true, slug };
    await tx.groupMeeting.update({ where: { id }, data: { cancelledAt: now, changedAt: now } });
    await recordOf(tx, permit, "group_meeting_cancelled", { startsAt: [meeting.startsAt.toISOString(), null] });
    await changed?.(tx, { groupId: meeting.groupId, meetingId: id });
    return { ok: true, slug };
  });
}

/** Moves one meeting to another time, also one that was cancelled: then it is held. Refuses a time in the past. */
export async function moveMeeting(
  permit: ManageGroup | LeadGroup,
  { id, startsAt, endsAt }: { id: string; startsAt: Date; endsAt: Date },
  now = new Date(),
  changed?: MeetingChanged,
): Promise<Changed | { ok: false; reason: "not_found" | "meeting_over" | "moved_past" }> {
  return transaction(async (tx) => {
    const held = await holdMeeting(tx, permit, id, now);
    if (!held.ok) return held;
    if (startsAt <= now) return { ok: false, reason: "moved_past" };
    const { meeting, slug } = held;
    const same = meeting.startsAt.getTime() === startsAt.getTime() && meeting.endsAt.getTime() === endsAt.getTime();
    if (same && !meeting.cancelledAt) return { ok: true, slug };
    await tx.groupMeeting.update({ where: { id }, data: { startsAt, endsAt, cancelledAt: null, changedAt: now } });
    await recordOf(tx, permit, "group_meeting_moved", {
      startsAt: [meeting.startsAt.toISOString(), startsAt.toISOString()],
    });
    await changed?.(tx, { groupId: meeting.groupId, meetingId: id });
    return { ok: true, slug };
  });
}

/** Holds one meeting as the schedule has it: takes back that it was cancelled or moved. Refuses it once that time is over. */
export async function restoreMeeting(
  permit: ManageGroup | LeadGroup,
  { id }: { id: string },
  now = new Date(),
  changed?: MeetingChanged,
): Promise<Changed | MeetingRefusal> {
  return transaction(async (tx) => {
    const held = await holdMeeting(tx, permit, id, now);
    if (!held.ok) return held;
    const { meeting, slug } = held;
    const { scheduledAt } = meeting;
    if (scheduledAt <= now) return { ok: false, reason: "meeting_over" };
    if (!meeting.cancelledAt && meeting.startsAt.getTime() === scheduledAt.getTime()) return { ok: true, slug };
    const { minutes } = await tx.group.findUniqueOrThrow({ where: { id: meeting.groupId }, select: { minutes: true } });
    const lasts = minutes ? minutes * 60_000 : meeting.endsAt.getTime() - meeting.startsAt.getTime();
    await tx.groupMeeting.update({
      where: { id },
      data: {
        startsAt: scheduledAt,
        endsAt: new Date(scheduledAt.getTime() + lasts),
        cancelledAt: null,
        changedAt: now,
      },
    });
    await recordAudit(
      tx,
      permit.by,
      "group_meeting_restored",
      { kind: "group", id: meeting.groupId },
      { startsAt: [meeting.cancelledAt ? null : meeting.startsAt.toISOString(), scheduledAt.toISOString()] },
    );
    await changed?.(tx, { groupId: meeting.groupId, meetingId: id });
    return { ok: true, slug };
  });
}

/**
 * Says what a coming meeting is about: on the group's page, in its calendar and to its members, but in no message. Refuses a meeting
 * that is cancelled or over, and one whose topic somebody else has written since the user saw it. No change is no error.
 */
export async function writeTopic(
  permit: LeadGroup,
  { id, topic, language, seen }: TopicSchema & { id: string },
  now = new Date(),
): Promise<Changed | { ok: false; reason: "not_found" | "meeting_over" | "meeting_cancelled" | "topic_overtaken" }> {
  return transaction(async (tx) => {
    const held = await holdMeeting(tx, permit, id, now);
    if (!held.ok) return held;
    const { meeting, slug } = held;
    if (meeting.cancelledAt) return { ok: false, reason: "meeting_cancelled" };
    if (meeting.topic === topic && meeting.topicLanguage === language) return { ok: true, slug };
    if (meeting.topic && meeting.topicAt?.toISOString() !== seen) return { ok: false, reason: "topic_overtaken" };
    await tx.groupMeeting.update({ where: { id }, data: { topic, topicLanguage: language, topicAt: now } });
    await recordOf(tx, permit, "group_topic_written", { startsAt: [null, meeting.startsAt.toISOString()] });
    return { ok: true, slug };
  });
}

/** Takes back what a coming meeting is about. Does nothing if it has no topic. */
export async function removeTopic(
  permit: LeadGroup,
  { id }: { id: string },
  now = new Date(),
): Promise<Changed | MeetingRefusal> {
  return transaction(async (tx) => {
    const held = await holdMeeting(tx, permit, id, now);
    if (!held.ok) return held;
    const { meeting, slug } = held;
    if (meeting.topic === null) return { ok: true, slug };
    await tx.groupMeeting.update({ where: { id }, data: { topic: null, topicLanguage: null, topicAt: now } });
    await recordOf(tx, permit, "group_topic_removed", { startsAt: [meeting.startsAt.toISOString(), null] });
    return { ok: true, slug };
  });
}

/** Removes the topics of meetings that were held long ago. */
export async function forgetTopics(now = new Date()): Promise<void> {
  await transaction((tx) =>
    tx.groupMeeting.updateMany({
      where: { endsAt: { lt: topicsForgottenBefore(now) }, topicAt: { not: null } },
      data: { topic: null, topicLanguage: null, topicAt: null },
    }),
  );
}

/**
 * Counts somebody who will come along to a coming meeting of a public group to which people just come. `sender` tells one
 * person's tries from another's: whoever says it again counts once. Null: nothing does, and each try counts. Says whether
 * there is such a meeting.
 */
export async function noteVisit(
  { slug, meeting, language }: Omit<VisitSchema, "mark"> & { slug: string },
  sender: string | null,
  now = new Date(),
): Promise<{ ok: true } | NotFound> {
  return transaction(async (tx): Promise<{ ok: true } | NotFound> => {
    const found = await tx.groupMeeting.findFirst({
      where: {
        ...{ id: meeting, endsAt: { gt: now }, cancelledAt: null },
        group: { slug, status: "published", entry: "come", full: false },
      },
      select: { id: true },
    });
    if (!found) return NOT_FOUND;
    if (sender !== null)
      await takeShares(tx, [
        { limit: VISIT_AGAIN, subject: `${meeting} ${sender}`, amount: 1, refusal: "counted_already" },
      ]);
    const spoken = { meetingId: meeting, spokenLanguage: language ?? "" };
    await tx.groupVisit.upsert({
      where: { meetingId_spokenLanguage: spoken },
      create: { ...spoken, count: 1 },
      update: { count: { increment: 1 } },
    });
    return { ok: true };
  }).catch((error: unknown) => {
    if (error instanceof OverLimit) return { ok: true };
    throw error;
  });
}

/** Plans the meetings of every group half a year ahead. One group that fails stops no other. */
export async function planMeetings(now = new Date()): Promise<void> {
  const due = await listOutrun(addDays(plannedUntil(now), -7));
  await forEachApart(
    due,
    (groupId) => ({ groupId }),
    (groupId) =>
      transaction(async (tx) => {
        const group = await lockGroup(tx, groupId);
        if (group) await planFrom(tx, groupId, group.plannedUntil ?? group.startsAt ?? now, now);
      }),
  );
}
