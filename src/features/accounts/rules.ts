import { type Role, SECOND_FACTOR_ROLES } from "@/features/access/schema";
import { DAY, HOUR, MINUTE } from "@/i18n/time";

/** How long a one-time link and its code can be used, in milliseconds. */
export const LINK_VALID_FOR = 20 * MINUTE;

/** How long an invitation can be accepted, in milliseconds. */
export const INVITATION_VALID_FOR = 14 * DAY;

/** A session's token is replaced after so long, at the next thing done; in milliseconds. */
const ROTATE_AFTER = HOUR;
/** Requests under way with the token before still count for so long, in milliseconds. */
const PREVIOUS_COUNTS_FOR = MINUTE;

/**
 * How long a session lasts, in milliseconds: `whole` from signing in, however much it is used; `idle` without use. Shorter
 * for those who see other people's data; phones are shared in families, so it is days and not months for all others.
 */
export function lifetime(roles: readonly Role[]): { whole: number; idle: number } {
  return roles.length > 0 ? { whole: 12 * HOUR, idle: 2 * HOUR } : { whole: 7 * DAY, idle: DAY };
}

export interface SessionTimes {
  createdAt: Date;
  lastSeenAt: Date;
  expires: Date;
}

/** The instant at which a session ends if nothing more is done in it, and the one at which it ends whatever is done. */
export function sessionEnds({ createdAt, lastSeenAt, expires }: SessionTimes, roles: readonly Role[]) {
  const { whole, idle } = lifetime(roles);
  const last = Math.min(expires.getTime(), createdAt.getTime() + whole);
  return { endsAt: new Date(Math.min(last, lastSeenAt.getTime() + idle)), lastsUntil: new Date(last) };
}

/** Whether a session still counts. Judged by today's roles: who has been given one since is signed out sooner. */
export function isAlive(times: SessionTimes, roles: readonly Role[], now: Date): boolean {
  return now < sessionEnds(times, roles).endsAt;
}

/** Whether a session's token is due to be replaced. */
export function mustRotate(rotatedAt: Date, now: Date): boolean {
  return now.getTime() > rotatedAt.getTime() + ROTATE_AFTER;
}

/** Whether the token before the last rotation still counts. Later than that, someone has kept a copy of it. */
export function previousCounts(rotatedAt: Date, now: Date): boolean {
  return now.getTime() <= rotatedAt.getTime() + PREVIOUS_COUNTS_FOR;
}

export type SecondFactorState = "not_needed" | "to_add" | "to_show" | "shown";

/** What a session lacks before it reaches anything. Who has added a second factor is asked for it whatever their roles. */
export function secondFactorState(session: {
  roles: readonly Role[];
  added: boolean;
  shownAt: Date | null;
}): SecondFactorState {
  if (session.added) return session.shownAt ? "shown" : "to_show";
  return session.roles.some((role) => SECOND_FACTOR_ROLES.includes(role)) ? "to_add" : "not_needed";
}
