import { type Role, SECOND_FACTOR_ROLES } from "@/features/access/schema";
import { DAY, HOUR, MINUTE } from "@/i18n/time";

/** How long a one-time link and its code are valid, in milliseconds. */
export const LINK_VALID_FOR = 20 * MINUTE;

/** How long an invitation can be accepted, in milliseconds. */
export const INVITATION_VALID_FOR = 14 * DAY;

/** A session's token is replaced on the first request after this time, in milliseconds. */
const ROTATE_AFTER = HOUR;
/** Requests in progress with the former token are still accepted for this time, in milliseconds. */
const PREVIOUS_COUNTS_FOR = MINUTE;

/**
 * How long a session lasts, in milliseconds: `whole` from signing in, however much it is used; `idle` without use.
 * Shorter for people who see others' data; days, not months, for everybody else, because families share phones.
 */
export function lifetime(roles: readonly Role[]): { whole: number; idle: number } {
  return roles.length > 0 ? { whole: 12 * HOUR, idle: 2 * HOUR } : { whole: 7 * DAY, idle: DAY };
}

export interface SessionTimes {
  createdAt: Date;
  lastSeenAt: Date;
  expires: Date;
}

/** When a session ends without further use, and when it ends in any case. */
export function sessionEnds({ createdAt, lastSeenAt, expires }: SessionTimes, roles: readonly Role[]) {
  const { whole, idle } = lifetime(roles);
  const last = Math.min(expires.getTime(), createdAt.getTime() + whole);
  return { endsAt: new Date(Math.min(last, lastSeenAt.getTime() + idle)), lastsUntil: new Date(last) };
}

/** Whether a session is still valid. Judged by present roles: a user who has been given one since is signed out sooner. */
export function isAlive(times: SessionTimes, roles: readonly Role[], now: Date): boolean {
  return now < sessionEnds(times, roles).endsAt;
}

/** Whether a session's token must be replaced. */
export function mustRotate(rotatedAt: Date, now: Date): boolean {
  return now.getTime() > rotatedAt.getTime() + ROTATE_AFTER;
}

/** Whether the token before the last rotation is still accepted. If it comes later, someone has kept a copy. */
export function previousCounts(rotatedAt: Date, now: Date): boolean {
  return now.getTime() <= rotatedAt.getTime() + PREVIOUS_COUNTS_FOR;
}

export type SecondFactorState = "not_needed" | "to_add" | "to_show" | "shown";

/** What a session still needs. A user who has added a second factor must show it, whatever their roles. */
export function secondFactorState(session: {
  roles: readonly Role[];
  added: boolean;
  shownAt: Date | null;
}): SecondFactorState {
  if (session.added) return session.shownAt ? "shown" : "to_show";
  return session.roles.some((role) => SECOND_FACTOR_ROLES.includes(role)) ? "to_add" : "not_needed";
}
