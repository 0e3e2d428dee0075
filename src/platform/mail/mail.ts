import "server-only";
import nodemailer, { type Transporter } from "nodemailer";
import { db, type Tx } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import { env } from "@/platform/env";

export interface Mail {
  /** Unique per mail; becomes the local part of its Message-ID. */
  messageId: string;
  to: string;
  subject: string;
  /** BCP 47 language of the text, for Content-Language. */
  locale: string;
  text: string;
  html: string;
  /** An iCalendar object to attach, and its method (RFC 5546). */
  calendar?: { method: "PUBLISH" | "CANCEL"; content: string };
  replyTo?: { name: string; address: string };
  /** Where a POST stops all mail like this (RFC 8058), for mail to everybody who agreed to it. */
  unsubscribe?: string;
}

const holder = globalThis as unknown as { omapolkuMailer?: Transporter };

function transport(smtpUrl: string): Transporter {
  holder.omapolkuMailer ??= nodemailer.createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 15_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as nodemailer.TransportOptions);
  return holder.omapolkuMailer;
}

/**
 * Hands one mail to the SMTP server in SMTP_URL; resolves when the server has taken it. Without SMTP_URL, which only
 * the demo allows, the mail goes to the demo mailbox, which keeps each messageId once.
 */
export async function sendMail(mail: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM, DEMO, APP_URL } = env();
  const messageId = `<${mail.messageId}@${new URL(APP_URL).hostname}>`;
  if (!SMTP_URL) {
    if (!DEMO) throw new Error("SMTP_URL is not set");
    const { to, subject, locale, text, html } = mail;
    const calendar = mail.calendar?.content ?? null;
    await db().demoMail.createMany({
      data: [{ messageId, to, subject, locale, text, html, calendar }],
      skipDuplicates: true,
    });
    return;
  }
  await transport(SMTP_URL).sendMail({
    messageId,
    from: MAIL_FROM,
    to: { name: "", address: mail.to },
    ...(mail.replyTo && { replyTo: mail.replyTo }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: {
      "Content-Language": mail.locale,
      "Auto-Submitted": "auto-generated",
      ...(mail.unsubscribe && {
        "List-Unsubscribe": `<${mail.unsubscribe}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      }),
    },
    ...(mail.calendar && {
      attachments: [
        {
          filename: "omapolku.ics",
          content: mail.calendar.content,
          contentType: `text/calendar; charset=utf-8; method=${mail.calendar.method}`,
        },
      ],
    }),
  });
}

/** Removes the mails of some messages from the demo's mailbox; `messageIds` is a query that selects their ids. */
export async function deleteDemoMails(tx: Tx, messageIds: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "DemoMail" d USING (${messageIds}) AS message(id) WHERE split_part(d."messageId", '@', 1) = '<' || message.id`;
}

/** Removes all mail to some addresses from the demo's mailbox, except mails of the messages that `except` selects. */
export async function deleteDemoMailTo(tx: Tx, addresses: readonly string[], except?: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "DemoMail" d WHERE d."to" = ANY(${[...addresses]}::text[]) ${
      except
        ? Prisma.sql`AND NOT EXISTS (
            SELECT FROM (${except}) AS message(id) WHERE split_part(d."messageId", '@', 1) = '<' || message.id)`
        : Prisma.empty
    }`;
}
