/**
 * The templates of the portal's messages. Each feature adds its own in its `notifications.ts`; one that no feature
 * declares does not compile. Names are stored: never change them.
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
  /** Null for messages about an account. */
  forumId: string | null;
  /** Null for messages to the forum's staff or about an account. */
  registrationId: string | null;
  /** The offer, or the record of an account. */
  subjectId: string | null;
  /** The spoken language, in messages on interpretation. */
  language: string | null;
  createdAt: Date;
}

/** How a party wants to be reached, in its own words. */
export interface Reach {
  email: string | null;
  /** E.164. */
  phone: string | null;
  contactWay: "read" | "listen" | "call";
  /** Since when a server has refused each permanently; null if it has not. */
  emailRefusedAt: Date | null;
  phoneRefusedAt: Date | null;
}
