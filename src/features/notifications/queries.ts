import "server-only";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/locales";
import { db, type Tx } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import { env } from "@/platform/env";
import type { Composed, Letters } from "./letter";
import type { MakeCalls } from "./policy";
import { whatToSay } from "./registry";
import { forumMoment, isUnreachable, offerState, type Standing } from "./rules";
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
    ({
      recipient,
      sentAt: _,
      attempts: __,
      attemptedAt: ___,
      lastError: ____,
      eventKey: _____,
      refusedAt: ______,
      ...sms
    }) => ({
      ...sms,
      to: recipient,
    }),
  );
}

/** SQL: whether the party `r`, a row of "Registration", agreed to hear about later forums, and has not taken that back. */
export const HEARS_OF_LATER_FORUMS = Prisma.sql`EXISTS (
  SELECT FROM "Consent" c WHERE c."registrationId" = r.id AND c.kind = 'later_forums' AND c."withdrawnAt" IS NULL)`;

/** SQL: where mail reaches the party `r`, a row of "Registration": null where it has no address, or one that refuses it. */
export const WRITABLE_EMAIL = Prisma.sql`CASE WHEN r."emailRefusedAt" IS NULL THEN r.email END`;

/** SQL: the one address that takes what is not urgent to the party `r`: mail before text message, as `channelsFor` has it. */
export const WRITABLE_ADDRESS = Prisma.sql`COALESCE(${WRITABLE_EMAIL}, CASE WHEN r."phoneRefusedAt" IS NULL THEN r.phone END)`;

/** SQL: whether nobody can write to the party `r`, a row of "Registration": what `isUnreachable` says of it. */
export const IS_UNREACHABLE = Prisma.sql`(
  COALESCE(r.email, r.phone) IS NOT NULL
  AND (r.email IS NULL OR r."emailRefusedAt" IS NOT NULL) AND (r.phone IS NULL OR r."phoneRefusedAt" IS NOT NULL)
  AND (r."openedAt" IS NULL OR r."openedAt" < GREATEST(r."emailRefusedAt", r."phoneRefusedAt")))`;

/** What the truth of a message depends on, as the database knows it. */
interface Facts {
  template: string;
  forumStatus: "draft" | "published" | "cancelled" | null;
  startsAt: Date | null;
  endsAt: Date | null;
  party: Standing["party"];
  outcome: "accepted" | "declined" | "expired" | "withdrawn" | null;
  expiresAt: Date | null;
  /** Claims that came by the offer, and stand so. */
  held: boolean;
  lapsed: boolean;
  interpreter: Standing["interpreter"];
  unreachable: boolean;
  hearsOfLaterForums: boolean;
  moved: boolean;
  outdone: boolean;
}

/** SQL: the facts of the messages `m` that fit, a row each, with the columns `more` of them. */
function factsOf(more: Prisma.Sql, which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT ${more}, m.template, f.status::text AS "forumStatus", f."startsAt", f."endsAt",
      CASE WHEN m."registrationId" IS NULL THEN 'none'
        WHEN r."anonymisedAt" IS NOT NULL THEN 'gone'
        WHEN m.recipient NOT IN ('', COALESCE(r.email, ''), COALESCE(r.phone, '')) THEN 'elsewhere'
        ELSE r.status::text END AS party,
      o.outcome::text, o."expiresAt",
      EXISTS (SELECT FROM "Claim" c WHERE c."offerId" = o.id AND c.status = 'held') AS held,
      EXISTS (SELECT FROM "Claim" c WHERE c."offerId" = o.id AND c.status = 'lapsed') AS lapsed,
      CASE WHEN m.language IS NULL THEN 'none'
        WHEN m."registrationId" IS NOT NULL AND NOT EXISTS (
          SELECT FROM "Participant" p WHERE p."registrationId" = m."registrationId" AND p."needsInterpretation"
            AND p."spokenLanguage" = m.language) THEN 'unneeded'
        ELSE COALESCE(l.state::text, 'none') END AS interpreter,
      r.id IS NOT NULL AND ${IS_UNREACHABLE} AS unreachable,
      r.id IS NOT NULL AND ${HEARS_OF_LATER_FORUMS} AS "hearsOfLaterForums",
      EXISTS (
        SELECT FROM "ForumChange" c WHERE c."forumId" = m."forumId" AND c.kind = 'time' AND c.at > m."createdAt"
      ) AS moved,
      m."registrationId" IS NOT NULL AND EXISTS (
        SELECT FROM "Message" other
        WHERE other."registrationId" = m."registrationId" AND other.template = m.template AND other.channel = m.channel
          AND other."forumId" IS NOT DISTINCT FROM m."forumId" AND other.language IS NOT DISTINCT FROM m.language
          AND other."createdAt" > m."createdAt"
      ) OR m."registrationId" IS NULL AND EXISTS (
        SELECT FROM "Message" other
        WHERE other."forumId" = m."forumId" AND other."registrationId" IS NULL AND other.recipient = m.recipient
          AND other.template = m.template AND other.channel = m.channel
          AND other.language IS NOT DISTINCT FROM m.language AND other."createdAt" > m."createdAt"
      ) AS outdone
    FROM "Message" m
    LEFT JOIN "Forum" f ON f.id = m."forumId"
    LEFT JOIN "Registration" r ON r.id = m."registrationId"
    LEFT JOIN "Offer" o ON o.id = m."subjectId" AND o."registrationId" = m."registrationId"
    LEFT JOIN "ForumLanguage" l ON l."forumId" = m."forumId" AND l.language = m.language
    WHERE ${which}`;
}

/** What a message may say at an instant, by its facts. */
function sayAt(facts: Facts, now: Date): NotificationTemplate | null {
  const { template, forumStatus, startsAt, endsAt, party, outcome, expiresAt, held, lapsed, ...rest } = facts;
  return whatToSay(template, {
    ...rest,
    party,
    forum: forumStatus && startsAt && endsAt ? forumMoment({ status: forumStatus, startsAt, endsAt }, now) : "draft",
    offer: expiresAt ? offerState({ outcome, expiresAt, held, lapsed }, now) : "none",
  });
}

/**
 * Reads what each of some messages may say at `now`: itself, another in its place, or nothing (null), for it is not true any more.
 * `which` is SQL on "Message" `m`, to be answered by one of its indexes.
 */
export async function listSayings(
  client: Tx,
  which: Prisma.Sql,
  now: Date,
): Promise<{ id: string; says: NotificationTemplate | null }[]> {
  const rows = await client.$queryRaw<({ id: string } & Facts)[]>(factsOf(Prisma.sql`m.id`, which));
  return rows.map(({ id, ...facts }) => ({ id, says: sayAt(facts, now) }));
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
  const [found] = await listSayings(db(), Prisma.sql`m.id = ${message.id}::uuid`, now);
  const template = found?.says ?? null;
  const locale = isLocale(message.locale) ? message.locale : DEFAULT_LOCALE;
  return template && letters[template]({ ...message, template, locale }, now);
}

/** When the last message of the same kind about the same forum was written that staff got where this one goes; null: none was. */
export async function findToldBefore({ id }: { id: string }): Promise<Date | null> {
  const [row] = await db().$queryRaw<{ at: Date | null }[]>`
    SELECT max(other."createdAt") AS at FROM "Message" m JOIN "Message" other
      ON other."forumId" = m."forumId" AND other."registrationId" IS NULL AND other.recipient = m.recipient
        AND other.template = m.template AND other."createdAt" < m."createdAt"
        AND other."sentAt" IS NOT NULL AND other."lastError" IS NULL
    WHERE m.id = ${id}::uuid`;
  return row?.at ?? null;
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
  /** No address of theirs takes messages. */
  unreachable: boolean;
}

/** A call that still wants to be made, and what it says now. */
interface OpenCall {
  id: string;
  template: NotificationTemplate;
}

/** The forum's call list, oldest first: what still wants a call, for it is still true. One statement, however many there are. */
export async function listOpenCalls(permit: MakeCalls, now = new Date()): Promise<OpenCall[]> {
  const { forumId } = permit.subject;
  const open = Prisma.sql`m."forumId" = ${forumId}::uuid AND m.channel = 'call' AND m."sentAt" IS NULL
    ORDER BY m."createdAt", m.id`;
  return (await listSayings(db(), open, now)).flatMap(({ id, says }) => (says ? { id, template: says } : []));
}

/** Everything that whoever makes some calls of the forum has to know, oldest first. */
export async function listCallViews(permit: MakeCalls, calls: readonly OpenCall[]): Promise<CallView[]> {
  const saying = new Map(calls.map(({ id, template }) => [id, template]));
  const rows = await db().notification.findMany({
    where: { id: { in: [...saying.keys()] }, forumId: permit.subject.forumId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
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
  return rows.flatMap(({ id, recipient, createdAt, registration }) => {
    const template = saying.get(id);
    return registration && template
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
            photos: registration.consents.length > 0,
            unreachable: isUnreachable(registration),
            at: createdAt,
          },
        ]
      : [];
  });
}

/** Text messages and mails of a forum that wait to be taken and will leave: how many, and since when the oldest waits. */
export async function countUnsent(
  forumId: string,
  now = new Date(),
): Promise<{ channel: "email" | "sms"; count: number; since: Date }[]> {
  const waiting = Prisma.sql`m."forumId" = ${forumId}::uuid AND m.channel IN ('email', 'sms') AND m."sentAt" IS NULL
    AND m.recipient <> '' AND m."refusedAt" IS NULL`;
  // By kind, so that an outage in which thousands wait is read in a few rows.
  const kinds = await db().$queryRaw<({ channel: "email" | "sms"; count: number; since: Date } & Facts)[]>`
    SELECT channel::text, template, "forumStatus", "startsAt", "endsAt", party, outcome, "expiresAt", held, lapsed, interpreter,
      unreachable, "hearsOfLaterForums", moved, outdone, COUNT(*)::int AS count, MIN("createdAt") AS since
    FROM (${factsOf(Prisma.sql`m.channel, m."createdAt"`, waiting)}) facts
    GROUP BY channel, template, "forumStatus", "startsAt", "endsAt", party, outcome, "expiresAt", held, lapsed, interpreter,
      unreachable, "hearsOfLaterForums", moved, outdone`;
  const leaving = kinds.filter(({ channel: _, count: __, since: ___, ...facts }) => sayAt(facts, now));
  return (["email", "sms"] as const).flatMap((channel) => {
    const own = leaving.filter((kind) => kind.channel === channel);
    const [oldest] = own.map(({ since }) => since).sort((a, b) => a.getTime() - b.getTime());
    return oldest ? [{ channel, count: own.reduce((sum, { count }) => sum + count, 0), since: oldest }] : [];
  });
}
