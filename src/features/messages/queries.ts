import "server-only";
import { db } from "@/platform/db/client";
import { env } from "@/platform/env";
import type { MakeCalls } from "./policy";
import type { MessageTemplate } from "./schema";

export interface DemoMailView {
  id: string;
  to: string;
  subject: string;
  locale: string;
  html: string;
  hasCalendar: boolean;
  at: Date;
}

/** The newest mail of the demo, at most 50; null outside the demo, where the mailbox does not exist. */
export async function listDemoMail(): Promise<DemoMailView[] | null> {
  if (!env().DEMO) return null;
  const rows = await db().demoMail.findMany({ orderBy: { at: "desc" }, take: 50 });
  return rows.map(({ calendar, messageId: _, text: __, ...mail }) => ({ ...mail, hasCalendar: calendar !== null }));
}

/** A text message of the demo, where no gateway takes it. */
export interface DemoSmsView {
  id: string;
  to: string;
  template: MessageTemplate;
  locale: string;
  forumId: string | null;
  registrationId: string | null;
  subjectId: string | null;
  language: string | null;
  at: Date;
}

/** The newest text messages that wait in the demo, at most 30; null outside the demo. Their words are made when shown. */
export async function listDemoSms(): Promise<DemoSmsView[] | null> {
  if (!env().DEMO) return null;
  const rows = await db().message.findMany({
    where: { channel: "sms", sentAt: null, recipient: { not: "" }, forum: { endsAt: { gt: new Date() } } },
    orderBy: { createdAt: "desc" },
    take: 30,
  });
  return rows.map(({ id, recipient, template, locale, forumId, registrationId, subjectId, language, createdAt }) => ({
    id,
    to: recipient,
    template,
    locale,
    forumId,
    registrationId,
    subjectId,
    language,
    at: createdAt,
  }));
}

/** A message that a person has to bring: by phone, by voice message, or in some other way. */
export interface CallView {
  id: string;
  template: MessageTemplate;
  /** E.164; null: they left no address. */
  phone: string | null;
  /** The first person of the party. */
  name: string;
  code: string;
  /** BCP 47 language to speak to them in. */
  spokenLanguage: string;
  contactWay: "read" | "listen" | "call";
  /** Who registered them, and may know how to reach them. */
  helper: string | null;
  at: Date;
}

/** The forum's call list, oldest first. */
export async function listCalls(permit: MakeCalls): Promise<CallView[]> {
  const { forumId } = permit.subject;
  const rows = await db().message.findMany({
    where: { forumId, channel: "call", sentAt: null, registration: { anonymisedAt: null } },
    orderBy: { createdAt: "asc" },
    include: {
      registration: {
        include: {
          participants: { where: { position: 0 } },
          helperLink: { select: { holder: true } },
          helperUser: { select: { name: true, email: true } },
        },
      },
    },
  });
  return rows.flatMap(({ id, template, recipient, createdAt, registration }) =>
    registration
      ? [
          {
            id,
            template,
            phone: recipient || null,
            name: registration.participants[0]?.name ?? "",
            code: registration.code,
            spokenLanguage: registration.participants[0]?.spokenLanguage ?? "fi",
            contactWay: registration.contactWay,
            helper:
              registration.helperLink?.holder ??
              registration.helperUser?.name ??
              registration.helperUser?.email ??
              null,
            at: createdAt,
          },
        ]
      : [],
  );
}

/** Text messages and mails of a forum that have not been taken yet: how many, and since when the oldest waits. */
export async function countUnsent(
  forumId: string,
): Promise<{ channel: "email" | "sms"; count: number; since: Date }[]> {
  const rows = await db().message.groupBy({
    by: ["channel"],
    where: { forumId, sentAt: null, channel: { in: ["email", "sms"] }, recipient: { not: "" } },
    _count: { id: true },
    _min: { createdAt: true },
  });
  return rows.flatMap(({ channel, _count, _min }) =>
    channel !== "call" && _min.createdAt ? [{ channel, count: _count.id, since: _min.createdAt }] : [],
  );
}
