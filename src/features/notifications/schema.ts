/**
 * What the portal writes to people about. Each feature adds its own templates in its `notifications.ts`; one that nobody
 * declares does not compile. Stored: names never change.
 */
// biome-ignore lint/suspicious/noEmptyInterface: features add to it
export interface KnownTemplates {}

export type NotificationTemplate = keyof KnownTemplates;

export type NotificationChannel = "email" | "sms" | "call";

/** What a message of the outbox is about, and when it was written. */
export interface About {
  id: string;
  /** As stored: an older release may have written one that no feature declares any more. */
  template: string;
  channel: NotificationChannel;
  /** Null: it is about an account. */
  forumId: string | null;
  /** Null: to the forum's staff, or about an account. */
  registrationId: string | null;
  /** The offer, or what of an account. */
  subjectId: string | null;
  /** The spoken language, in messages on interpretation. */
  language: string | null;
  createdAt: Date;
}

/** How a party can be reached, as it said itself. */
export interface Reach {
  email: string | null;
  /** E.164. */
  phone: string | null;
  contactWay: "read" | "listen" | "call";
  /** Since when a server has refused each for good; null: it has not. */
  emailRefusedAt: Date | null;
  phoneRefusedAt: Date | null;
}
