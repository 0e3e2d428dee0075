import { addDays, DAY as DAY_MS } from "@/i18n/time";
import type { MemberStatus } from "./schema";

/** Days after which those who left or were pointed elsewhere are forgotten, and everybody in a group that has ended. */
export const KEPT_DAYS = 30;
/** Days after which a request is forgotten that nobody answered. */
export const UNANSWERED_DAYS = 60;
/** Days after which somebody is forgotten who has only waited for a place. */
export const WAITING_DAYS = 365;
/** How many days before those who lead the group are told that people who wait would be forgotten. */
export const WARNED_DAYS = 14;

/** Days after the last change of status; null for members, who stay. */
const DAYS: Record<MemberStatus, number | null> = {
  asked: UNANSWERED_DAYS,
  waiting: WAITING_DAYS,
  member: null,
  pointed: KEPT_DAYS,
  left: KEPT_DAYS,
};

/** When somebody is forgotten: counted from their last change of status, or from the end of the group if that is sooner. */
export function forgottenAt(
  { status, statusAt }: { status: MemberStatus; statusAt: Date },
  group: { endedAt: Date | null },
): Date | null {
  const days = DAYS[status];
  const dates = [
    ...(days === null ? [] : [addDays(statusAt, days)]),
    ...(group.endedAt ? [addDays(group.endedAt, KEPT_DAYS)] : []),
  ].sort((a, b) => a.getTime() - b.getTime());
  return dates[0] ?? null;
}

/** For how long somebody who left by mistake gets their place back, if it is still free. */
const UNDO_FOR = DAY_MS;

/** Whether somebody who left can simply undo it: they were a member until a moment ago, and there is room. */
export function mayUndo(
  { status, leftAt }: { status: MemberStatus; leftAt: Date | null },
  { wasMember, room }: { wasMember: boolean; room: boolean },
  now: Date,
): boolean {
  return status === "left" && leftAt !== null && wasMember && room && now.getTime() - leftAt.getTime() < UNDO_FOR;
}

const DAY = 86_400;

/** Enough for a school's or a library's network, each visitor with a few attempts. */
export const JOIN_ATTEMPTS = { act: "join", times: 100, within: 600 };
/** How often one form may be sent with different content. */
export const JOIN_SENT = { act: "join-sent", times: 8, within: DAY };
/** How many people may ask to come to one group from one network in a day. */
export const REQUESTS_FROM_ONE = { act: "join-group", times: 12, within: DAY };
/** How often strangers may make the portal write to one address. */
export const JOINS_TO_ONE = { act: "join-to", times: 5, within: DAY };
/** How often somebody may come back in a day after leaving: those who lead the group are told each time. */
export const RETURNS = { act: "join-again", times: 6, within: DAY };
/** Holders of a link may change their mind often, but not endlessly. */
export const MEMBER_CHANGES = { act: "member-change", times: 60, within: 3600 };
/** How many new links somebody can get in a day; they are told of each. */
export const MEMBER_RENEWALS = { act: "member-renew", times: 6, within: DAY };
