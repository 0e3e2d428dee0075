import "server-only";
import { v7 as uuid } from "uuid";
import { recordAudit } from "@/features/audit/commands";
import { KEPT_DAYS } from "@/features/group-members/rules";
import { lockMembers, notifyMembers } from "@/features/group-members/writes";
import * as groups from "@/features/groups/commands";
import type { LeadGroup } from "@/features/groups/policy";
import { closeCalls } from "@/features/notifications/writes";
import { addDays } from "@/i18n/time";
import { transaction } from "@/platform/db/client";
import { OverLimit, takeShares } from "@/platform/security/rate-limit";
import { hashToken } from "@/platform/security/tokens";
import type { notifications } from "./notifications";
import { MESSAGE_KEPT_DAYS, MESSAGES } from "./rules";
import type { MessageInput } from "./schema";

/** Tells the members of a group what has happened to a meeting, and takes calls off the list that it makes untrue. */
const tell =
  (template: Exclude<keyof typeof notifications, "group_message">, now: Date): groups.MeetingChanged =>
  async (tx, { groupId, meetingId }) => {
    const eventKey = `meeting:${meetingId}:${now.getTime()}`;
    await notifyMembers(tx, groupId, { eventKey, template, subjectId: meetingId });
    await closeCalls(tx, { groupId }, now);
  };

/** Cancels one meeting of a group and tells its members, once. */
export async function cancelMeeting(permit: LeadGroup, meeting: { id: string }, now = new Date()) {
  return groups.cancelMeeting(permit, meeting, now, tell("group_meeting_cancelled", now));
}

/** Moves one meeting of a group to another time and tells its members. */
export async function moveMeeting(
  permit: LeadGroup,
  meeting: { id: string; startsAt: Date; endsAt: Date },
  now = new Date(),
) {
  return groups.moveMeeting(permit, meeting, now, tell("group_meeting_moved", now));
}

/** Holds one meeting of a group as the schedule has it after all, and tells its members. */
export async function restoreMeeting(permit: LeadGroup, meeting: { id: string }, now = new Date()) {
  return groups.restoreMeeting(permit, meeting, now, tell("group_meeting_restored", now));
}

/**
 * Sends a message to everybody who belongs to a group now; whoever joins later does not get it. Refuses a group that is no longer
 * or not yet public, one without members, and more messages in a day than anybody wants to get. The same form sent twice is one.
 */
export async function sendGroupMessage(
  permit: LeadGroup,
  { form, language, words }: Omit<MessageInput, "confirmed">,
  now = new Date(),
): Promise<{ ok: true; told: number } | { ok: false; reason: "not_found" | "nobody" | "too_many" }> {
  const { groupId } = permit.subject;
  const formHash = hashToken(`group-message:${groupId}:${form}`);
  try {
    return await transaction(async (tx) => {
      const held = await lockMembers(tx, groupId);
      if (held?.group.status !== "published") return { ok: false, reason: "not_found" } as const;
      const before = await tx.groupMessage.findUnique({ where: { formHash }, select: { told: true } });
      if (before) return { ok: true, told: before.told } as const;
      if (held.members === 0) return { ok: false, reason: "nobody" } as const;
      await takeShares(tx, [{ limit: MESSAGES, subject: groupId, amount: 1, refusal: "too_many" }]);
      const id = uuid();
      const byUserId = permit.by.kind === "user" ? permit.by.id : null;
      await tx.groupMessage.create({
        data: { id, groupId, language, words, formHash, byUserId, sentAt: now, told: held.members },
      });
      await recordAudit(tx, permit.by, "group_message_sent", { kind: "group", id: groupId });
      await notifyMembers(tx, groupId, { eventKey: `group-message:${id}`, template: "group_message", subjectId: id });
      return { ok: true, told: held.members } as const;
    });
  } catch (error) {
    if (error instanceof OverLimit) return { ok: false, reason: "too_many" };
    throw error;
  }
}

/** Removes messages that are a year old, and those of groups whose people are forgotten. */
export async function forgetGroupMessages(now = new Date()): Promise<void> {
  await transaction((tx) =>
    tx.groupMessage.deleteMany({
      where: {
        OR: [
          { sentAt: { lt: addDays(now, -MESSAGE_KEPT_DAYS) } },
          { group: { endedAt: { lt: addDays(now, -KEPT_DAYS) } } },
        ],
      },
    }),
  );
}
