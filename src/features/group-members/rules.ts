import { addDays } from "@/i18n/time";
import type { MemberStatus } from "./schema";

/** Days after which those who left or were pointed elsewhere are forgotten, and everybody in a group that has ended. */
export const KEPT_DAYS = 30;
/** Days after which a request is forgotten that nobody answered. */
export const UNANSWERED_DAYS = 60;
/** Days after which somebody is forgotten who has only waited for a place. */
export const WAITING_DAYS = 365;

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
