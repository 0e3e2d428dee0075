import type { MessageChannel, MessageTemplate, Reach } from "./schema";

/** What must not be missed: told by text message also to those who gave an email address, and by voice to those who ask for it. */
const URGENT: ReadonlySet<MessageTemplate> = new Set([
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
export function channelsFor(template: MessageTemplate, reach: Reach): { channel: MessageChannel; recipient: string }[] {
  const { email, phone, contactWay } = reach;
  const urgent = URGENT.has(template);
  const channels: { channel: MessageChannel; recipient: string }[] = [];
  if (email) channels.push({ channel: "email", recipient: email });
  if (phone && contactWay !== "call" && (urgent || !email)) channels.push({ channel: "sms", recipient: phone });
  if (urgent && ((phone && contactWay !== "read") || (!phone && !email)))
    channels.push({ channel: "call", recipient: phone ?? "" });
  return channels;
}
