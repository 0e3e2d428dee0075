import type { NotificationChannel, NotificationTemplate, Reach } from "./schema";

/** What must not be missed: told by text message also to those who gave an email address, and by voice to those who ask for it. */
const URGENT: ReadonlySet<NotificationTemplate> = new Set([
  "registration_promoted",
  "offer_made",
  "reminder_day",
  "forum_changed",
  "forum_cancelled",
  "interpretation_not_available",
]);

/**
 * The channels that a message to a party takes, with the address on each. Email wherever there is an address. A text
 * message where a phone number is the only way, or the message is urgent; but none to those who want to be called. The call
 * list, for what is urgent, holds those who want a call or a voice message, and those who left no address at all: somebody
 * has to find another way to them.
 */
export function channelsFor(
  template: NotificationTemplate,
  reach: Reach,
): { channel: NotificationChannel; recipient: string }[] {
  const { email, phone, contactWay } = reach;
  const urgent = URGENT.has(template);
  const channels: { channel: NotificationChannel; recipient: string }[] = [];
  if (email) channels.push({ channel: "email", recipient: email });
  if (phone && contactWay !== "call" && (urgent || !email)) channels.push({ channel: "sms", recipient: phone });
  if (urgent && ((phone && contactWay !== "read") || (!phone && !email)))
    channels.push({ channel: "call", recipient: phone ?? "" });
  return channels;
}

/** A forum against the clock: more than six days ahead, on the days before, on its last day, begun, over; or what staff did. */
export type ForumMoment = "ahead" | "days" | "last_day" | "running" | "past" | "cancelled" | "draft";

/** A party as messages need to know it; gone: anonymised. */
type PartyState = "confirmed" | "offered" | "waiting" | "lapsed" | "cancelled" | "gone";

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
  /** The party agreed to hear about later forums, and has not taken that back. */
  hearsOfLaterForums: boolean;
  /** The forum has another time since the message was written. */
  moved: boolean;
  /** A newer message of the same kind, about the same, goes the same way: it says all that this one would. */
  outdone: boolean;
}

type Condition = { readonly [Key in keyof Standing]?: readonly Standing[Key][] };

interface Truth {
  /** When it says what is so: each named part of the standing is one of these. */
  when: Condition;
  /** What to say instead where `when` does not hold, but this does. */
  else?: { say: NotificationTemplate; when: Condition };
}

const COMING = ["ahead", "days", "last_day"] as const;
const NOT_OVER = [...COMING, "running"] as const;
const ACTIVE = ["confirmed", "offered", "waiting"] as const;
const ASKING = [...ACTIVE, "lapsed"] as const;
const NEWEST = [false] as const;

/**
 * When each message is true. A message is written with its event and leaves later: after an outage, or once there is an SMS
 * gateway, or when somebody has time to call. What is not true any more does not leave: each event that made it untrue has
 * written a message of its own.
 */
const TRUTH: Record<NotificationTemplate, Truth> = {
  registration_confirmed: { when: { forum: NOT_OVER, party: ["confirmed"], outdone: NEWEST } },
  registration_waiting: { when: { forum: COMING, party: ["waiting"], outdone: NEWEST } },
  // What was given and then changed by the party itself: that there is a place is still so, what was given is not known.
  registration_promoted: {
    when: { forum: NOT_OVER, party: ["confirmed"], offer: ["given", "none"] },
    else: { say: "registration_confirmed", when: { forum: NOT_OVER, party: ["confirmed"] } },
  },
  registration_changed: { when: { forum: NOT_OVER, party: ASKING, outdone: NEWEST } },
  // Whoever did not cancel themselves should know, whatever has become of the forum.
  registration_cancelled: { when: { party: ["cancelled"] } },
  offer_made: { when: { forum: COMING, party: ACTIVE, offer: ["open"] } },
  offer_expired: { when: { forum: COMING, party: ASKING, offer: ["lapsed"] } },
  // Late by days it is not a week any more; on the last day the other reminder has been written.
  reminder_week: {
    when: { forum: ["ahead"], party: ["confirmed"], moved: [false] },
    else: { say: "reminder_day", when: { forum: ["days"], party: ["confirmed"], moved: [false] } },
  },
  // A forum that has been moved is reminded of anew, before its new day.
  reminder_day: { when: { forum: COMING, party: ["confirmed"], moved: [false] } },
  forum_changed: { when: { forum: NOT_OVER, party: ACTIVE, outdone: NEWEST } },
  forum_cancelled: { when: { forum: ["cancelled"], party: ASKING } },
  interpretation_confirmed: { when: { forum: COMING, party: ACTIVE, interpreter: ["confirmed"], outdone: NEWEST } },
  interpretation_not_available: {
    when: { forum: COMING, party: ACTIVE, interpreter: ["not_available"], outdone: NEWEST },
  },
  staff_interpretation_demand: { when: { forum: COMING, interpreter: ["requested"] } },
  staff_forum_changed: { when: { forum: NOT_OVER } },
  staff_forum_cancelled: { when: { forum: ["cancelled"] } },
  forum_announced: { when: { forum: COMING, hearsOfLaterForums: [true] } },
  // Links, invitations and second factors are looked at where their letters are made: features/accounts/mail.ts.
  sign_in: { when: {} },
  invitation: { when: {} },
  account_security: { when: {} },
};

function holds(condition: Condition, standing: Standing): boolean {
  return (Object.keys(condition) as (keyof Standing)[]).every((key) =>
    (condition[key] as readonly unknown[]).includes(standing[key]),
  );
}

/**
 * What a message may say when it is about to leave, by mail, by text message or by voice: what it was written to say, another
 * message in its place, or nothing (null).
 */
export function whatToSay(template: NotificationTemplate, standing: Standing): NotificationTemplate | null {
  const { when, else: otherwise } = TRUTH[template];
  if (holds(when, standing)) return template;
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

/** What has become of an offer, from its row and from the party's claims that came by it. */
export function offerState(
  offer: { outcome: "accepted" | "declined" | "expired" | "withdrawn" | null; expiresAt: Date },
  claims: readonly { status: "held" | "offered" | "waiting" | "lapsed" }[],
  now: Date,
): OfferState {
  const stands = (status: (typeof claims)[number]["status"]) => claims.some((claim) => claim.status === status);
  if (offer.outcome === null) return offer.expiresAt > now ? "open" : "over";
  if (offer.outcome === "accepted") return stands("held") ? "given" : "over";
  return offer.outcome === "expired" && stands("lapsed") ? "lapsed" : "over";
}
