import { HOUR } from "@/i18n/time";
import type { CallOutcome, NotificationChannel, Reach } from "./schema";

/**
 * The channels of a message to a party, with the address on each. Mail if there is an address. A text message if the
 * phone is the only way or the message is urgent, but not to people who want to be called. For urgent messages the call
 * list, for people who want a call or a voice message, and for people without a working address: somebody must find
 * another way to reach them.
 */
export function channelsFor(urgent: boolean, reach: Reach): { channel: NotificationChannel; recipient: string }[] {
  const { phone, contactWay, emailRefusedAt, phoneRefusedAt } = reach;
  const email = emailRefusedAt ? null : reach.email;
  const texts = phoneRefusedAt ? null : phone;
  const channels: { channel: NotificationChannel; recipient: string }[] = [];
  if (email) channels.push({ channel: "email", recipient: email });
  if (texts && contactWay !== "call" && (urgent || !email)) channels.push({ channel: "sms", recipient: texts });
  if (urgent && ((phone && contactWay !== "read") || (!texts && !email)))
    channels.push({ channel: "call", recipient: phone ?? "" });
  return channels;
}

/**
 * Whether a party is unreachable: it gave addresses, all of them refuse messages permanently, and nobody has opened its
 * ticket since (docs/decisions/020). People who gave no address chose that, and do not count.
 */
export function isUnreachable(reach: Omit<Reach, "contactWay"> & { openedAt: Date | null }): boolean {
  const { email, phone, emailRefusedAt, phoneRefusedAt, openedAt } = reach;
  if (!email && !phone) return false;
  if ((email && !emailRefusedAt) || (phone && !phoneRefusedAt)) return false;
  const since = Math.max(emailRefusedAt?.getTime() ?? 0, phoneRefusedAt?.getTime() ?? 0);
  return openedAt === null || openedAt.getTime() < since;
}

/** Noted on a message that was not sent, or not called about, because it was no longer true. */
export const UNTRUE = "no longer true";

/** The forum's stage: more than six days ahead, on the days before, on its last day, begun, over; or what staff decided. */
export type ForumMoment = "ahead" | "days" | "last_day" | "running" | "past" | "cancelled" | "draft";

/** A party as messages see it. Gone: anonymised. Elsewhere: the message's address is no longer the party's. */
type PartyState = "confirmed" | "offered" | "waiting" | "lapsed" | "cancelled" | "gone" | "elsewhere";

/** A group as messages see it: what staff decided; none if the message is of no group. */
type GroupMoment = "draft" | "published" | "ended" | "none";

/**
 * Somebody in a group as messages see them. Gone: anonymised. Elsewhere: the message's address is no longer theirs. None: it goes
 * to those who lead the group, or is of no group.
 */
type MemberState = "asked" | "waiting" | "member" | "pointed" | "left" | "gone" | "elsewhere" | "none";

/** The meeting of a group that a message is about. None: about no meeting, or one that the schedule no longer has. */
export type MeetingMoment = "ahead" | "running" | "past" | "cancelled" | "none";

/**
 * The state of a message's offer. Open: it can be answered. Given: its places are held. Lapsed: nobody answered, and no
 * new turn has been asked for. Over: anything else. None: the message has no offer.
 */
export type OfferState = "open" | "given" | "lapsed" | "over" | "none";

/** Everything that decides whether a message is true. */
export interface Standing {
  forum: ForumMoment;
  /** The party it is about; none if it goes to staff or is about an account. */
  party: PartyState | "none";
  offer: OfferState;
  /** The state of an interpreter for its language; unneeded if the party no longer needs one. */
  interpreter: "requested" | "confirmed" | "not_available" | "unneeded" | "none";
  /** All addresses of the party or member refuse messages permanently, and nobody has opened the ticket or page since. */
  unreachable: boolean;
  /**
   * Whether the recipient looks after what it is about. Held: at least some of it is in a forum that is neither cancelled nor over,
   * or it is a group that has not ended. Idle: all of it is over. Colleague: the recipient does not, but works for the group's
   * organisation. None: the recipient does not (any longer), is a party, or is in a group.
   */
  responsibility: "held" | "idle" | "colleague" | "none";
  group: GroupMoment;
  member: MemberState;
  meeting: MeetingMoment;
  /** The party agreed to hear about later forums and has not withdrawn that. */
  hearsOfLaterForums: boolean;
  /** The time of the forum or of the group's meeting has changed since the message was written. */
  moved: boolean;
  /** A newer message of the same kind, about the same thing, goes to the same recipient and says everything this one would. */
  outdone: boolean;
}

/** Names of parts of a standing, with their allowed values. */
type Condition = { readonly [Key in keyof Standing]?: readonly Standing[Key][] };

/** What a feature declares about a message. */
export interface NotificationKind<Name extends string = string> {
  /**
   * Must not be missed: also sent by text message to people who gave an email address, and by voice to those who ask
   * for it.
   */
  urgent?: true;
  /** Its recipient sits in front of the portal and cannot go on without it: sent before all that wait. */
  awaited?: true;
  /** When the message is true: each named part of the standing has one of these values. If empty, its letter checks. */
  when: Condition;
  /** Another message of the feature to send instead if `when` does not hold but this does. */
  else?: { say: NoInfer<Name>; when: Condition };
}

export const COMING = ["ahead", "days", "last_day"] as const;
export const NOT_OVER = [...COMING, "running"] as const;
export const ACTIVE = ["confirmed", "offered", "waiting"] as const;
export const ASKING = [...ACTIVE, "lapsed"] as const;
export const NEWEST = [false] as const;

/**
 * Declares the messages that a feature causes: their urgency, and when they are true. A message is written with its
 * event and sent later: after an outage, once there is an SMS gateway, or when somebody has time to call. Messages that
 * are no longer true are not sent: each event that made one untrue has written its own.
 */
export function declareNotifications<Name extends string>(
  kinds: Readonly<Record<Name, NotificationKind<Name>>>,
): Readonly<Record<Name, NotificationKind<Name>>> {
  return kinds;
}

function holds(condition: Condition, standing: Standing): boolean {
  return (Object.keys(condition) as (keyof Standing)[]).every((key) =>
    (condition[key] as readonly unknown[]).includes(standing[key]),
  );
}

/**
 * Which template a message may use when it is about to be sent by mail, text message or voice: its own, another of the
 * same feature, or none (null).
 */
export function sayInstead<Name extends string>(
  name: Name,
  { when, else: otherwise }: NotificationKind<Name>,
  standing: Standing,
): Name | null {
  if (holds(when, standing)) return name;
  return otherwise && holds(otherwise.when, standing) ? otherwise.say : null;
}

const DAY = 86_400_000;

/** A forum's stage at an instant. A cancelled forum is over when it would have ended. */
export function forumMoment(
  { status, startsAt, endsAt }: { status: "draft" | "published" | "cancelled"; startsAt: Date; endsAt: Date },
  now: Date,
): ForumMoment {
  if (endsAt <= now) return "past";
  if (status !== "published") return status;
  const left = startsAt.getTime() - now.getTime();
  if (left <= 0) return "running";
  if (left <= DAY) return "last_day";
  return left < 6 * DAY ? "days" : "ahead";
}

/** A meeting's stage at an instant. A cancelled one is over when it would have ended. */
export function meetingMoment(
  { startsAt, endsAt, cancelledAt }: { startsAt: Date; endsAt: Date; cancelledAt: Date | null },
  now: Date,
): MeetingMoment {
  if (endsAt <= now) return "past";
  if (cancelledAt) return "cancelled";
  return startsAt <= now ? "running" : "ahead";
}

/** The state of an offer, from its row and from whether its claims are held or have lapsed. */
export function offerState(
  offer: {
    outcome: "accepted" | "declined" | "expired" | "withdrawn" | null;
    expiresAt: Date;
    held: boolean;
    lapsed: boolean;
  },
  now: Date,
): OfferState {
  const { outcome, expiresAt, held, lapsed } = offer;
  if (outcome === null) return expiresAt > now ? "open" : "over";
  if (outcome === "accepted") return held ? "given" : "over";
  return outcome === "expired" && lapsed ? "lapsed" : "over";
}

/** How long after a call that nobody answered the next try is due, if the caller chose no time. */
const NO_ANSWER_WAITS = 2 * HOUR;

/**
 * When to try a call again after a try at `now`: at the time that was chosen, otherwise after a pause if nobody answered. Null if
 * there is nothing to try again. A time is refused if it is past, or if the forum has ended by then (a group has no end); it is
 * missing if they asked to be called later.
 */
export function nextTry(
  { outcome, nextAt }: { outcome: CallOutcome; nextAt: Date | null },
  forum: { endsAt: Date } | null,
  now: Date,
): { ok: true; nextAt: Date | null } | { ok: false; reason: "moment_needed" | "moment_past" | "moment_too_late" } {
  if (outcome === "reached" || outcome === "wrong_number") return { ok: true, nextAt: null };
  if (nextAt === null)
    return outcome === "call_later"
      ? { ok: false, reason: "moment_needed" }
      : { ok: true, nextAt: new Date(now.getTime() + NO_ANSWER_WAITS) };
  if (nextAt <= now) return { ok: false, reason: "moment_past" };
  return forum === null || nextAt < forum.endsAt ? { ok: true, nextAt } : { ok: false, reason: "moment_too_late" };
}

/** The addresses that somebody gave up, to which the portal says that messages now go elsewhere. */
export function formerAddresses(
  before: Pick<Reach, "email" | "phone" | "contactWay">,
  { email, phone }: Pick<Reach, "email" | "phone">,
): { channel: "email" | "sms"; recipient: string }[] {
  return [
    ...(before.email && before.email !== email ? [{ channel: "email" as const, recipient: before.email }] : []),
    // People who want to be called get no text message.
    ...(before.phone && before.phone !== phone && before.contactWay !== "call"
      ? [{ channel: "sms" as const, recipient: before.phone }]
      : []),
  ];
}

/** What a refused message says of somebody's addresses, to be kept with them; null if they have changed the address since. */
export function refusedAddress(
  { channel, recipient, refusedAt }: { channel: NotificationChannel; recipient: string; refusedAt: Date },
  { email, phone }: Pick<Reach, "email" | "phone">,
): { emailRefusedAt: Date } | { phoneRefusedAt: Date } | null {
  if (channel === "email") return email === recipient ? { emailRefusedAt: refusedAt } : null;
  return phone === recipient ? { phoneRefusedAt: refusedAt } : null;
}
