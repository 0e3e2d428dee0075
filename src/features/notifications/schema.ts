/** What the portal writes to people about. Each has a subject and a text in every language, under Mail in messages. */
export type NotificationTemplate =
  | "registration_confirmed"
  | "registration_waiting"
  | "registration_promoted"
  | "registration_changed"
  | "registration_cancelled"
  | "offer_made"
  | "offer_expired"
  | "reminder_week"
  | "reminder_day"
  | "forum_changed"
  | "forum_cancelled"
  | "interpretation_confirmed"
  | "interpretation_not_available"
  | "staff_interpretation_demand"
  | "staff_forum_changed"
  | "staff_forum_cancelled"
  | "forum_announced"
  | AccountTemplate;

/** About an account, not about a forum. */
export type AccountTemplate = "sign_in" | "invitation" | "account_security";

export function isAccountTemplate(template: NotificationTemplate): template is AccountTemplate {
  return template === "sign_in" || template === "invitation" || template === "account_security";
}

export type NotificationChannel = "email" | "sms" | "call";

/** What a message of the outbox is about, and when it was written. */
export interface About {
  template: NotificationTemplate;
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
}
