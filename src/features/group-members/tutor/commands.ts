import "server-only";
import { v7 as uuid } from "uuid";
import { recordAudit } from "@/features/audit/commands";
import type { LeadGroup } from "@/features/groups/policy";
import { notifyGroupMembers } from "@/features/notifications/commands";
import { CONSENT_VERSIONS } from "@/features/registration/schema";
import { type Tx, transaction } from "@/platform/db/client";
import { deriveToken, hashToken } from "@/platform/security/tokens";
import type { audit } from "../audit";
import { type LockedMember, lockMember, lockMembers, moveMember } from "../writes";
import { type Answer, answerRefusal } from "./rules";
import type { WriteDownSchema } from "./schema";

// What those who lead a group do with the people who asked to come to it.

/** Why something cannot be done with somebody: they are not (any longer) known, or what `answerRefusal` says. */
type Refused = { ok: false; reason: "not_found" | NonNullable<ReturnType<typeof answerRefusal>> };
/** `changed` is false if it had been done already. */
type Answered = { ok: true; changed: boolean } | Refused;

/** Records in the audit log what was done with one of the group's people; which one is not in the log. */
const recordOf = (tx: Tx, { by, subject }: LeadGroup, action: keyof typeof audit) =>
  recordAudit(tx, by, action, { kind: "group", id: subject.groupId });

/** Somebody of the permit's group under the group's lock, if an answer can be given to them. */
async function holdFor(
  tx: Tx,
  { subject: { groupId } }: LeadGroup,
  id: string,
  answer: Answer,
): Promise<{ ok: true; held: LockedMember } | { ok: true; held: null } | Refused> {
  const held = await lockMember(tx, { id, groupId });
  if (!held) return { ok: false, reason: "not_found" };
  const { group, member, room } = held;
  if (member.status === answer) return { ok: true, held: null };
  const reason = answerRefusal(answer, { status: member.status, ended: group.status === "ended", room });
  return reason ? { ok: false, reason } : { ok: true, held };
}

/**
 * Welcomes somebody who asked or waits: they belong to the group, and are told so with what only its people may know. Refuses
 * more people than the group has places; of two tutors who give the last one at once, the second is refused.
 */
export async function welcomeMember(permit: LeadGroup, { id }: { id: string }, now = new Date()): Promise<Answered> {
  return transaction(async (tx) => {
    const found = await holdFor(tx, permit, id, "member");
    if (!found.ok) return found;
    if (!found.held) return { ok: true, changed: false };
    const change = { status: "member", kind: "welcomed", by: permit.by, template: "group_welcomed" } as const;
    await moveMember(tx, found.held.member, change, now);
    await recordOf(tx, permit, "group_member_welcomed");
    return { ok: true, changed: true };
  });
}

/** Puts somebody who asked on the waiting list, in the order in which they asked, and tells them. */
export async function putOnWaitingList(permit: LeadGroup, { id }: { id: string }, now = new Date()): Promise<Answered> {
  return transaction(async (tx) => {
    const found = await holdFor(tx, permit, id, "waiting");
    if (!found.ok) return found;
    if (!found.held) return { ok: true, changed: false };
    const change = {
      status: "waiting",
      kind: "put_on_waiting_list",
      by: permit.by,
      template: "group_waiting",
    } as const;
    await moveMember(tx, found.held.member, change, now);
    await recordOf(tx, permit, "group_member_put_on_waiting_list");
    return { ok: true, changed: true };
  });
}

/**
 * Tells somebody who asked or waits that the group cannot take them, and points them to another group, if one is named.
 * Refuses a group that is not public, and the group itself.
 */
export async function pointElsewhere(
  permit: LeadGroup,
  { id, slug }: { id: string; slug: string | null },
  now = new Date(),
): Promise<Answered | { ok: false; reason: "group_unknown" }> {
  return transaction(async (tx) => {
    const found = await holdFor(tx, permit, id, "pointed");
    if (!found.ok) return found;
    if (!found.held) return { ok: true, changed: false };
    const other =
      slug === null
        ? null
        : await tx.group.findFirst({
            where: { slug, status: "published", id: { not: permit.subject.groupId } },
            select: { id: true },
          });
    if (slug !== null && !other) return { ok: false, reason: "group_unknown" };
    const change = {
      ...({ status: "pointed", kind: "pointed_elsewhere", by: permit.by, template: "group_pointed" } as const),
      pointedToId: other?.id ?? null,
    };
    await moveMember(tx, found.held.member, change, now);
    await recordOf(tx, permit, "group_member_pointed");
    return { ok: true, changed: true };
  });
}

/** Takes somebody off the group's list or its waiting list, and tells them. Their place is free at once. */
export async function removeMember(permit: LeadGroup, { id }: { id: string }, now = new Date()): Promise<Answered> {
  return transaction(async (tx) => {
    const found = await holdFor(tx, permit, id, "left");
    if (!found.ok) return found;
    if (!found.held) return { ok: true, changed: false };
    const change = { status: "left", kind: "removed", by: permit.by, template: "group_removed" } as const;
    await moveMember(tx, found.held.member, change, now);
    await recordOf(tx, permit, "group_member_removed");
    return { ok: true, changed: true };
  });
}

/**
 * Writes down somebody who called or came by and gave permission for it, as a member or on the waiting list, and tells them with
 * their link. The same form sent again writes nobody twice. Refuses a member more than the group has places.
 */
export async function writeDownMember(
  permit: LeadGroup,
  { name, language, age, phone, email, messageLocale, contactWay, noReach, answer, form }: WriteDownSchema,
  now = new Date(),
): Promise<{ ok: true } | { ok: false; reason: "not_found" | "ended" | "full" }> {
  const { by, subject } = permit;
  if (by.kind !== "user") throw new TypeError("only users write people down");
  const { groupId } = subject;
  return transaction(async (tx) => {
    const locked = await lockMembers(tx, groupId);
    if (!locked) return { ok: false, reason: "not_found" };
    const submissionHash = hashToken(`written down ${form}`);
    if (await tx.groupMember.findUnique({ where: { submissionHash }, select: { id: true } })) return { ok: true };
    if (locked.group.status === "ended") return { ok: false, reason: "ended" };
    if (answer === "member" && !locked.room) return { ok: false, reason: "full" };
    const id = uuid();
    const member = await tx.groupMember.create({
      data: {
        ...{ id, groupId, name, spokenLanguage: language, ageGroup: age, phone, email, messageLocale, contactWay },
        ...{ keepsScreenshot: noReach, status: answer, statusAt: now, createdAt: now, answeredAt: now },
        ...{
          helperUserId: by.id,
          permissionAt: now,
          submissionHash,
          tokenHash: hashToken(deriveToken("group-member", id)),
        },
        events: { create: { kind: "written_down", status: answer, at: now, byUserId: by.id } },
        consents: {
          create: {
            kind: "privacy_notice",
            textVersion: CONSENT_VERSIONS.privacy_notice,
            locale: messageLocale,
            givenAt: now,
          },
        },
      },
    });
    const template = answer === "member" ? "group_welcomed" : "group_waiting";
    await notifyGroupMembers(tx, template, [{ member, event: `member:${id}:${member.revision}` }]);
    await recordOf(tx, permit, "group_member_written_down");
    return { ok: true };
  });
}
