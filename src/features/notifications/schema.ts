import { z } from "zod";
import { toLatinDigits } from "@/i18n/formatting";
import type { Messages } from "@/i18n/messages";
import { instantOf } from "@/i18n/time";

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
  /** Null for messages about an account or a group. */
  forumId: string | null;
  /** Null for messages to the forum's staff, of a group, or about an account. */
  registrationId: string | null;
  /** Null for messages that are not of a group. */
  groupId: string | null;
  /** Whom of the group it goes to; null for messages to those who lead it. */
  groupMemberId: string | null;
  /** The offer, the meeting or member of a group, or the record of an account. */
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

/** What can come of a call. */
export const CALL_OUTCOMES = ["reached", "no_answer", "call_later", "wrong_number"] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** Every error is a key of the messages' CallErrors namespace. */
const error = (key: keyof Messages["CallErrors"]) => ({ error: key });

/** When to call again, on the Helsinki wall clock; null if the field is empty. */
const NextTry = z
  .string(error("moment_invalid"))
  .catch("")
  .transform(toLatinDigits)
  .transform((text, context) => {
    if (text.trim() === "") return null;
    const [, day = "", time = ""] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2})?$/.exec(text.trim()) ?? [];
    const moment = instantOf(day, time);
    if (moment) return moment;
    context.addIssue({ code: "custom", message: error("moment_invalid").error });
    return z.NEVER;
  });

/** What somebody notes after a call. */
export const CallTrySchema = z.object({
  outcome: z.enum(CALL_OUTCOMES, error("outcome_needed")),
  nextAt: NextTry,
  /** How many tries the form knew of, so that two callers learn of each other. */
  seen: z.coerce.number(error("form_invalid")).int(error("form_invalid")).min(0, error("form_invalid")),
});
export type CallTrySchema = z.infer<typeof CallTrySchema>;
