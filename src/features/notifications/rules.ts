import type { NotificationChannel, Reach } from "./schema";

/**
 * The channels that a message to a party takes, with the address on each. Email wherever there is an address. A text
 * message where a phone number is the only way, or the message is urgent; but none to those who want to be called. The call
 * list, for what is urgent, holds those who want a call or a voice message, and those who left no address at all, or none that
 * takes messages: somebody has to find another way to them.
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
 * Whether nobody can write to a party: it gave addresses, each of them refuses messages for good, and nobody has opened its
 * ticket since (docs/decisions/020). Who gave no address at all chose that.
 */
export function isUnreachable(reach: Omit<Reach, "contactWay"> & { openedAt: Date | null }): boolean {
  const { email, phone, emailRefusedAt, phoneRefusedAt, openedAt } = reach;
  if (!email && !phone) return false;
  if ((email && !emailRefusedAt) || (phone && !phoneRefusedAt)) return false;
  const since = Math.max(emailRefusedAt?.getTime() ?? 0, phoneRefusedAt?.getTime() ?? 0);
  return openedAt === null || openedAt.getTime() < since;
}

/** Noted on a message that did not leave, or was not called about, because it was not true any more. */
export const UNTRUE = "no longer true";

/** A forum against the clock: more than six days ahead, on the days before, on its last day, begun, over; or what staff did. */
export type ForumMoment = "ahead" | "days" | "last_day" | "running" | "past" | "cancelled" | "draft";

/** A party as messages need to know it. Gone: anonymised. Elsewhere: what the message goes to is no address of theirs any more. */
type PartyState = "confirmed" | "offered" | "waiting" | "lapsed" | "cancelled" | "gone" | "elsewhere";

/**
 * What has become of the offer that a message is about. Open: it can be answered. Given: its places are held. Lapsed: nobody
 * answered, and no new turn has been asked for. Over: anything else. None: the message names no offer.
 */
export type OfferState = "open" | "given" | "lapsed" | "over" | "none";

/** All that the truth of a message depends on. */
export interface Standing {
  forum: ForumMoment;
  /** The party it is about; none: it goes to staff, or about an account. */
  party: PartyState | "none";
  offer: OfferState;
  /** What is known of an interpreter for the language it is about; unneeded: the party needs none for it any more. */
  interpreter: "requested" | "confirmed" | "not_available" | "unneeded" | "none";
  /** Every address of the party refuses messages for good, and nobody has opened its ticket since. */
  unreachable: boolean;
  /** The party agreed to hear about later forums, and has not taken that back. */
  hearsOfLaterForums: boolean;
  /** The forum has another time since the message was written. */
  moved: boolean;
  /** A newer message of the same kind, about the same, goes the same way: it says all that this one would. */
  outdone: boolean;
}

/** Names of parts of a standing, and what each may be. */
type Condition = { readonly [Key in keyof Standing]?: readonly Standing[Key][] };

/** What a feature says of a message that it causes. */
export interface NotificationKind<Name extends string = string> {
  /** Not to be missed: told by text message also to those who gave an email address, and by voice to those who ask for it. */
  urgent?: true;
  /** When it says what is so: each named part of the standing is one of these. Empty: its letter looks at that itself. */
  when: Condition;
  /** Another message of the feature to send instead where `when` does not hold, but this does. */
  else?: { say: NoInfer<Name>; when: Condition };
}

export const COMING = ["ahead", "days", "last_day"] as const;
export const NOT_OVER = [...COMING, "running"] as const;
export const ACTIVE = ["confirmed", "offered", "waiting"] as const;
export const ASKING = [...ACTIVE, "lapsed"] as const;
export const NEWEST = [false] as const;

/**
 * Declares the messages that a feature causes: how urgent each is, and when it is true. A message is written with its event
 * and leaves later: after an outage, or once there is an SMS gateway, or when somebody has time to call. What is not true
 * any more does not leave: each event that made it untrue has written a message of its own.
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
 * What a message may say when it is about to leave, by mail, by text message or by voice: itself, another message of the same
 * feature, or nothing (null).
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

/** Where a forum stands at an instant. One that was cancelled is over when it would have been. */
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

/** What has become of an offer, from its row, and from whether claims that came by it are held, or have lapsed. */
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
