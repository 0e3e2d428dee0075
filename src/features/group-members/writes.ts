import "server-only";
import type { Actor } from "@/features/access/schema";
import { hasRoom } from "@/features/groups/rules";
import { lockGroup } from "@/features/groups/writes";
import { enqueueNotifications, notifyGroupMembers } from "@/features/notifications/commands";
import type { NotificationTemplate } from "@/features/notifications/schema";
import { closeCalls, forgetMemberRecipients } from "@/features/notifications/writes";
import { DEFAULT_LOCALE } from "@/i18n/locales";
import type { Tx } from "@/platform/db/client";
import type { Group, GroupMember, GroupMemberEventKind } from "@/platform/db/generated/client";
import type { MemberStatus } from "./schema";

// Changes to the people of groups by several commands, within their transactions: this feature's and those of features that
// tell them something or forget them.

/** A group whose people the transaction holds. */
export interface LockedMembers {
  group: Group;
  /** How many belong to it: of places, nothing else is counted. */
  members: number;
  /** Whether it has room for one more. */
  room: boolean;
}

/**
 * Locks a group and so all of its people until the transaction ends, and counts its members under the lock: of two tutors who
 * welcome two people to the last place at once, the second sees that there is no room. Null if there is no such group.
 */
export async function lockMembers(tx: Tx, groupId: string): Promise<LockedMembers | null> {
  const group = await lockGroup(tx, groupId);
  if (!group) return null;
  const members = await tx.groupMember.count({ where: { groupId, status: "member" } });
  return { group, members, room: hasRoom(group, members) };
}

/** Somebody in a group whose people the transaction holds. */
export interface LockedMember extends LockedMembers {
  member: GroupMember;
}

/** The same with one person of the group, found by id or by the hash of their link. Null if they are not (any longer) known. */
export async function lockMember(
  tx: Tx,
  which: { id: string; groupId: string } | { tokenHash: Buffer<ArrayBuffer> },
): Promise<LockedMember | null> {
  const where = "id" in which ? { id: which.id, groupId: which.groupId } : which;
  const found = await tx.groupMember.findUnique({ where, select: { groupId: true } });
  const locked = found && (await lockMembers(tx, found.groupId));
  const member = locked && (await tx.groupMember.findUnique({ where }));
  return member && !member.anonymisedAt ? { ...locked, member } : null;
}

/**
 * Gives somebody of a locked group another status, notes it in their history, tells them with `template`, and closes the calls
 * that this makes untrue. `by` decided it; left out if they did it themselves.
 */
export async function moveMember(
  tx: Tx,
  { id, groupId }: Pick<GroupMember, "id" | "groupId">,
  change: {
    status: MemberStatus;
    kind: GroupMemberEventKind;
    by?: Actor;
    template: NotificationTemplate;
    pointedToId?: string | null;
  },
  now: Date,
): Promise<GroupMember> {
  const { status, kind, by, template, pointedToId = null } = change;
  const byUserId = by?.kind === "user" ? by.id : null;
  const member = await tx.groupMember.update({
    where: { id, groupId },
    data: {
      ...{ status, statusAt: now, pointedToId, leftAt: status === "left" ? now : null },
      ...(byUserId && { answeredAt: now }),
      revision: { increment: 1 },
      events: { create: { kind, status, at: now, byUserId } },
    },
  });
  await notifyGroupMembers(tx, template, [{ member, event: `member:${id}:${member.revision}` }]);
  await closeCalls(tx, { memberIds: [id] }, now);
  return member;
}

/**
 * Tells every member of a group something, each in their own language and by the channels that reach them. `eventKey` identifies
 * the event: a second call for the same one tells nobody again. `subjectId` is what it is about, such as a meeting. Returns how
 * many are told.
 */
export async function notifyMembers(
  tx: Tx,
  groupId: string,
  { eventKey, template, subjectId }: { eventKey: string; template: NotificationTemplate; subjectId?: string },
): Promise<number> {
  const members = await tx.groupMember.findMany({
    where: { groupId, status: "member", anonymisedAt: null },
    orderBy: { turn: "asc" },
  });
  await notifyGroupMembers(
    tx,
    template,
    members.map((member) => ({ member, event: `${eventKey}:${member.id}`, ...(subjectId && { subjectId }) })),
  );
  return members.length;
}

/**
 * Tells those who lead a group something: its tutors who can sign in; if there are none or `contact` is true, also the group's
 * contact. `event` identifies the event. Says nothing about whom it concerns.
 */
export async function notifyLeaders(
  tx: Tx,
  { id: groupId, contactEmail }: Pick<Group, "id" | "contactEmail">,
  about: { event: string; template: NotificationTemplate; subjectId?: string; contact?: boolean },
): Promise<void> {
  const { event, template, subjectId, contact = false } = about;
  const tutors = await tx.groupTutor.findMany({
    where: { groupId, user: { lockedAt: null, roles: { some: { role: "peer_tutor" } } } },
    select: { user: { select: { id: true, email: true, locale: true } } },
    orderBy: { since: "asc" },
  });
  const told = [
    ...tutors.map(({ user }) => ({ who: user.id, recipient: user.email, locale: user.locale })),
    ...(contact || tutors.length === 0 ? [{ who: "contact", recipient: contactEmail, locale: DEFAULT_LOCALE }] : []),
  ];
  await enqueueNotifications(
    tx,
    told.map(({ who, recipient, locale }) => ({
      eventKey: `${event}:${template}:${who}:email`,
      ...{ template, channel: "email" as const, recipient, locale, groupId },
      ...(subjectId && { subjectId }),
    })),
  );
}

/**
 * Removes all personal data from people of groups. Numbers stay: how many asked when, in which languages, and what became of
 * it. The caller has locked their groups.
 */
export async function anonymiseMembers(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  const where = { id: { in: [...ids] } };
  await tx.groupMember.updateMany({
    where,
    data: {
      ...{ name: "", phone: null, email: null, guardianContact: null, question: null, helperUserId: null },
      ...{ emailRefusedAt: null, phoneRefusedAt: null, openedAt: null, anonymisedAt: now },
    },
  });
  await tx.groupMemberEvent.updateMany({ where: { memberId: where.id }, data: { byUserId: null } });
  await closeCalls(tx, { memberIds: ids }, now);
  await forgetMemberRecipients(tx, ids);
}

/** Erases somebody of a locked group at once: they leave it, their consents end, and nothing about them stays but numbers. */
export async function eraseMember(
  tx: Tx,
  { id, status }: Pick<GroupMember, "id" | "status">,
  now: Date,
): Promise<void> {
  const gone = status === "left" || status === "pointed" ? {} : { status: "left" as const, statusAt: now, leftAt: now };
  const member = await tx.groupMember.update({
    where: { id },
    data: { ...gone, revision: { increment: 1 } },
  });
  await tx.groupMemberEvent.create({ data: { memberId: id, kind: "erased", status: member.status, at: now } });
  await tx.groupConsent.updateMany({ where: { memberId: id, withdrawnAt: null }, data: { withdrawnAt: now } });
  await anonymiseMembers(tx, [id], now);
}
