import "server-only";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/locales";
import { db } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import { env } from "@/platform/env";
import type { Composed, Letters } from "./letter";
import type { MakeCalls } from "./policy";
import { whatToSay } from "./registry";
import { forumMoment, offerState, type Standing } from "./rules";
import type { About, NotificationTemplate } from "./schema";

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
export interface DemoSmsView extends About {
  id: string;
  to: string;
  locale: string;
}

/** The newest text messages that wait in the demo, at most 30; null outside the demo. Their words are made when shown. */
export async function listDemoSms(): Promise<DemoSmsView[] | null> {
  if (!env().DEMO) return null;
  const rows = await db().notification.findMany({
    where: { channel: "sms", sentAt: null, recipient: { not: "" }, forum: { endsAt: { gt: new Date() } } },
    orderBy: { createdAt: "desc" },
    take: 30,
  });
  return rows.map(
    ({ recipient, sentAt: _, attempts: __, attemptedAt: ___, lastError: ____, eventKey: _____, ...sms }) => ({
      ...sms,
      to: recipient,
    }),
  );
}

/** SQL: whether the party `r`, a row of "Registration", agreed to hear about later forums, and has not taken that back. */
export const HEARS_OF_LATER_FORUMS = Prisma.sql`EXISTS (
  SELECT FROM "Consent" c WHERE c."registrationId" = r.id AND c.kind = 'later_forums' AND c."withdrawnAt" IS NULL)`;

/** Reads what the truth of each of some messages depends on, as it is now, in the order of the messages. */
async function readStandings(messages: readonly About[], now = new Date()): Promise<Standing[]> {
  const ids = (key: "forumId" | "registrationId") => [...new Set(messages.flatMap((message) => message[key] ?? []))];
  const [forums, registrations] = await Promise.all([
    db().forum.findMany({
      where: { id: { in: ids("forumId") } },
      select: {
        id: true,
        status: true,
        startsAt: true,
        endsAt: true,
        languages: { select: { language: true, state: true } },
        changes: { where: { kind: "time" }, select: { at: true } },
      },
    }),
    db().registration.findMany({
      where: { id: { in: ids("registrationId") } },
      select: {
        id: true,
        status: true,
        anonymisedAt: true,
        claims: { select: { status: true, offerId: true } },
        offers: { select: { id: true, outcome: true, expiresAt: true } },
        participants: { select: { spokenLanguage: true, needsInterpretation: true } },
        consents: { where: { kind: "later_forums", withdrawnAt: null }, select: { id: true } },
        notifications: {
          select: { template: true, channel: true, forumId: true, subjectId: true, language: true, createdAt: true },
        },
      },
    }),
  ]);
  const forumOf = new Map(forums.map((forum) => [forum.id, forum]));
  const partyOf = new Map(registrations.map((registration) => [registration.id, registration]));
  return messages.map((message) => {
    const { registrationId, forumId, subjectId, language, createdAt } = message;
    const forum = forumId === null ? undefined : forumOf.get(forumId);
    const party = registrationId === null ? undefined : partyOf.get(registrationId);
    const offer = party?.offers.find(({ id }) => id === subjectId);
    const needed =
      registrationId === null ||
      party?.participants.some((person) => person.needsInterpretation && person.spokenLanguage === language);
    return {
      forum: forum ? forumMoment(forum, now) : "draft",
      party: registrationId === null ? "none" : !party || party.anonymisedAt ? "gone" : party.status,
      offer: offer
        ? offerState(
            offer,
            (party?.claims ?? []).filter(({ offerId }) => offerId === offer.id),
            now,
          )
        : "none",
      interpreter: !language
        ? "none"
        : needed
          ? (forum?.languages.find((each) => each.language === language)?.state ?? "none")
          : "unneeded",
      hearsOfLaterForums: (party?.consents.length ?? 0) > 0,
      moved: forum?.changes.some(({ at }) => at > createdAt) ?? false,
      outdone:
        party?.notifications.some(
          (other) =>
            other.template === message.template &&
            other.channel === message.channel &&
            other.forumId === forumId &&
            other.language === language &&
            other.createdAt > createdAt,
        ) ?? false,
    };
  });
}

/**
 * Puts a message of the outbox into words, from what is true at `now`, by the letters that features contribute. Null when it
 * is not true any more.
 */
export async function composeMessage(
  letters: Letters,
  message: About & { locale: string },
  now = new Date(),
): Promise<Composed | null> {
  const [standing] = await readStandings([message], now);
  const template = standing ? whatToSay(message.template, standing) : null;
  const locale = isLocale(message.locale) ? message.locale : DEFAULT_LOCALE;
  return template && letters[template]({ ...message, template, locale }, now);
}

/** A message that a person has to bring: by phone, by voice message, or in some other way. */
export interface CallView {
  id: string;
  template: NotificationTemplate;
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
  /** They agreed to be in photos. */
  photos: boolean;
}

/** The forum's call list, oldest first: what still wants a call, for it is still true. */
export async function listCalls(permit: MakeCalls, now = new Date()): Promise<CallView[]> {
  const { forumId } = permit.subject;
  const rows = await db().notification.findMany({
    where: { forumId, channel: "call", sentAt: null, registration: { anonymisedAt: null } },
    orderBy: { createdAt: "asc" },
    include: {
      registration: {
        include: {
          participants: { where: { position: 0 } },
          helperLink: { select: { holder: true } },
          helperUser: { select: { name: true, email: true } },
          consents: { where: { kind: "photos", withdrawnAt: null }, select: { id: true } },
        },
      },
    },
  });
  const standings = await readStandings(rows, now);
  return rows.flatMap(({ id, template, recipient, createdAt, registration }, n) => {
    const standing = standings[n];
    const says = standing ? whatToSay(template, standing) : null;
    return registration && says
      ? [
          {
            id,
            template: says,
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
            photos: registration.consents.length > 0,
            at: createdAt,
          },
        ]
      : [];
  });
}

/** Text messages and mails of a forum that have not been taken yet: how many, and since when the oldest waits. */
export async function countUnsent(
  forumId: string,
): Promise<{ channel: "email" | "sms"; count: number; since: Date }[]> {
  const rows = await db().notification.groupBy({
    by: ["channel"],
    where: { forumId, sentAt: null, channel: { in: ["email", "sms"] }, recipient: { not: "" } },
    _count: { id: true },
    _min: { createdAt: true },
  });
  return rows.flatMap(({ channel, _count, _min }) =>
    channel !== "call" && _min.createdAt ? [{ channel, count: _count.id, since: _min.createdAt }] : [],
  );
}
