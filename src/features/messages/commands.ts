import "server-only";
import type { Locale } from "@/i18n/locales";
import { db, type Tx } from "@/platform/db/client";
import { sendJob } from "@/platform/jobs/jobs";
import { log } from "@/platform/log";
import { type Mail, sendMail } from "@/platform/mail/mail";
import type { MessageTemplate } from "./schema";

/** A message about one event of a registration. */
export interface NewMessage {
  /** One event makes one message, e.g. `registration:<id>:3:registration_changed`. */
  eventKey: string;
  template: MessageTemplate;
  locale: Locale;
  /** Email address. */
  recipient: string;
  registrationId: string;
}

/** Makes the mail of a message from what is true when it is sent; null when there is nothing left to say. */
export type ComposeMail = (message: {
  template: MessageTemplate;
  locale: string;
  registrationId: string;
}) => Promise<Omit<Mail, "messageId" | "to"> | null>;

/**
 * Writes a message to the outbox, and the job that sends it, in the caller's transaction: either the event and its
 * message exist, or neither. A second call for the same event writes nothing.
 */
export async function enqueueMessage(tx: Tx, message: NewMessage): Promise<void> {
  const [row] = await tx.message.createManyAndReturn({ data: [message], skipDuplicates: true, select: { id: true } });
  if (row) await sendJob(tx, "deliver-message", { messageId: row.id });
}

/**
 * Sends one message of the outbox unless it was sent before. Throws when the mail server does not take it, so that the
 * queue tries again later. Its Message-ID (RFC 5322) is the row's id: should the process die between the server's answer
 * and our note of it, the second copy is recognisable as the same mail.
 */
export async function deliverMessage(messageId: string, compose: ComposeMail): Promise<void> {
  const message = await db().message.findUnique({ where: { id: messageId } });
  if (!message || message.sentAt || !message.recipient) return;
  const attempt = { attempts: { increment: 1 } } as const;
  try {
    const mail = await compose(message);
    if (mail) await sendMail({ ...mail, to: message.recipient, messageId });
    await db().message.update({ where: { id: messageId }, data: { ...attempt, sentAt: new Date(), lastError: null } });
  } catch (error) {
    const lastError = error instanceof Error ? error.message.slice(0, 300) : "unknown";
    await db().message.update({ where: { id: messageId }, data: { ...attempt, lastError } });
    log().warn({ messageId, attempts: message.attempts + 1 }, "message not delivered yet");
    throw error;
  }
}
