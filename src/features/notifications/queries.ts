import "server-only";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/locales";
import { db, type Tx } from "@/platform/db/client";
import { type CallTry as CallTryRow, Prisma } from "@/platform/db/generated/client";
import { env } from "@/platform/env";
import type { Composed, Letters } from "./letter";
import type { MakeCalls, MakeGroupCalls, SeeDeliveries } from "./policy";
import { isDeclared, whatToSay } from "./registry";
import { forumMoment, isUnreachable, meetingMoment, offerState, type Standing, UNTRUE } from "./rules";
import type { About, CallOutcome, NotificationTemplate } from "./schema";

export interface DemoMailView {
  id: string;
  to: string;
  subject: string;
  locale: string;
  html: string;
  hasCalendar: boolean;
  at: Date;
}

/** The demo's newest mails, at most 50; null outside the demo, where there is no mailbox. */
export async function listDemoMail(): Promise<DemoMailView[] | null> {
  if (!env().DEMO) return null;
  const rows = await db().demoMail.findMany({ orderBy: { at: "desc" }, take: 50 });
  return rows.map(({ calendar, messageId: _, text: __, ...mail }) => ({ ...mail, hasCalendar: calendar !== null }));
}

/** A text message of the demo, which has no gateway. */
export interface DemoSmsView extends About {
  to: string;
  locale: string;
}

/** The demo's newest waiting text messages, at most 30; null outside the demo. They are composed when shown. */
export async function listDemoSms(): Promise<DemoSmsView[] | null> {
  if (!env().DEMO) return null;
  const rows = await db().notification.findMany({
    where: {
      ...{ channel: "sms", sentAt: null, recipient: { not: "" } },
      OR: [{ forum: { endsAt: { gt: new Date() } } }, { groupId: { not: null } }],
    },
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

/** SQL: whether the party `r`, a row of "Registration", agreed to hear about later forums and has not withdrawn that. */
export const HEARS_OF_LATER_FORUMS = Prisma.sql`EXISTS (
  SELECT FROM "Consent" c WHERE c."registrationId" = r.id AND c.kind = 'later_forums' AND c."withdrawnAt" IS NULL)`;

/** SQL: the mail address that reaches the party `r`, a row of "Registration"; null if it has none or refuses mail. */
export const WRITABLE_EMAIL = Prisma.sql`CASE WHEN r."emailRefusedAt" IS NULL THEN r.email END`;

/** SQL: the one address for non-urgent messages to the party `r`: mail before text message, as in `channelsFor`. */
export const WRITABLE_ADDRESS = Prisma.sql`COALESCE(${WRITABLE_EMAIL}, CASE WHEN r."phoneRefusedAt" IS NULL THEN r.phone END)`;

/** SQL: whether a party or somebody in a group, a row under an alias, is unreachable, as in `isUnreachable`. */
const isUnreachableAs = (r: Prisma.Sql) => Prisma.sql`(
  COALESCE(${r}.email, ${r}.phone) IS NOT NULL
  AND (${r}.email IS NULL OR ${r}."emailRefusedAt" IS NOT NULL) AND (${r}.phone IS NULL OR ${r}."phoneRefusedAt" IS NOT NULL)
  AND (${r}."openedAt" IS NULL OR ${r}."openedAt" < GREATEST(${r}."emailRefusedAt", ${r}."phoneRefusedAt")))`;

/** SQL: whether the party `r`, a row of "Registration", is unreachable. */
export const IS_UNREACHABLE = isUnreachableAs(Prisma.sql`r`);

/** The stored facts that decide whether a message is true. */
interface Facts {
  template: string;
  forumStatus: "draft" | "published" | "cancelled" | null;
  startsAt: Date | null;
  endsAt: Date | null;
  party: Standing["party"];
  outcome: "accepted" | "declined" | "expired" | "withdrawn" | null;
  expiresAt: Date | null;
  /** Claims from the offer that are held. */
  held: boolean;
  lapsed: boolean;
  interpreter: Standing["interpreter"];
  unreachable: boolean;
  hearsOfLaterForums: boolean;
  responsibility: Standing["responsibility"];
  group: Standing["group"];
  member: Standing["member"];
  meetingStartsAt: Date | null;
  meetingEndsAt: Date | null;
  meetingCancelledAt: Date | null;
  moved: boolean;
  outdone: boolean;
}

/**
 * SQL: whether the recipient of the message `m` looks after what it is about: what one act gave them, or the forum or session that it
 * names.
 */
const looksAfter = (forum: Prisma.Sql) => Prisma.sql`EXISTS (
  SELECT FROM "Responsibility" d JOIN "User" u ON u.id = d."userId" JOIN "Forum" f ON f.id = d."forumId"
  WHERE u.email = m.recipient AND u."lockedAt" IS NULL AND ${forum}
    AND (d."givenIn" = m."subjectId" OR d."forumId" = m."forumId" AND d."sessionId" IS NOT DISTINCT FROM m."subjectId"))`;

/** SQL: whether the recipient of the message `m` leads the group that it is about, or is its contact. */
const LEADS_GROUP = Prisma.sql`(g."contactEmail" = m.recipient OR EXISTS (
  SELECT FROM "GroupTutor" t JOIN "User" u ON u.id = t."userId"
  WHERE t."groupId" = g.id AND u.email = m.recipient AND u."lockedAt" IS NULL))`;

/** SQL: whether the recipient of the message `m` works for the organisation of the group that it is about. */
const WORKS_FOR_GROUP = Prisma.sql`EXISTS (
  SELECT FROM "Membership" s JOIN "User" u ON u.id = s."userId" JOIN "UserRole" w ON w."userId" = u.id AND w.role = 'staff'
  WHERE s."organisationId" = g."organisationId" AND u.email = m.recipient AND u."lockedAt" IS NULL)`;

/** SQL: the facts of the matching messages `m`, one row each, with the columns `more`. */
function factsOf(more: Prisma.Sql, which: Prisma.Sql, now: Date): Prisma.Sql {
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
      CASE WHEN p.id IS NOT NULL THEN ${isUnreachableAs(Prisma.sql`p`)}
        ELSE r.id IS NOT NULL AND ${IS_UNREACHABLE} END AS unreachable,
      r.id IS NOT NULL AND ${HEARS_OF_LATER_FORUMS} AS "hearsOfLaterForums",
      CASE WHEN m."registrationId" IS NOT NULL OR m."groupMemberId" IS NOT NULL THEN 'none'
        WHEN m."groupId" IS NOT NULL THEN
          CASE WHEN ${LEADS_GROUP} THEN CASE WHEN g.status = 'ended' THEN 'idle' ELSE 'held' END
            WHEN ${WORKS_FOR_GROUP} THEN 'colleague' ELSE 'none' END
        WHEN m."forumId" IS NULL THEN 'none'
        WHEN ${looksAfter(Prisma.sql`f.status <> 'cancelled' AND f."endsAt" > ${now}`)} THEN 'held'
        WHEN ${looksAfter(Prisma.sql`true`)} THEN 'idle'
        ELSE 'none' END AS responsibility,
      COALESCE(g.status::text, 'none') AS "group",
      CASE WHEN m."groupMemberId" IS NULL THEN 'none'
        WHEN p."anonymisedAt" IS NOT NULL THEN 'gone'
        WHEN m.recipient NOT IN ('', COALESCE(p.email, ''), COALESCE(p.phone, '')) THEN 'elsewhere'
        ELSE p.status::text END AS member,
      k."startsAt" AS "meetingStartsAt", k."endsAt" AS "meetingEndsAt", k."cancelledAt" AS "meetingCancelledAt",
      EXISTS (
        SELECT FROM "ForumChange" c WHERE c."forumId" = m."forumId" AND c.kind = 'time' AND c.at > m."createdAt"
      ) OR COALESCE(k."changedAt" > m."createdAt", false) AS moved,
      m."registrationId" IS NOT NULL AND EXISTS (
        SELECT FROM "Message" other
        WHERE other."registrationId" = m."registrationId" AND other.template = m.template AND other.channel = m.channel
          AND other."forumId" IS NOT DISTINCT FROM m."forumId" AND other.language IS NOT DISTINCT FROM m.language
          AND other."createdAt" > m."createdAt"
      ) OR m."groupMemberId" IS NOT NULL AND EXISTS (
        SELECT FROM "Message" other
        WHERE other."groupMemberId" = m."groupMemberId" AND other.template = m.template AND other.channel = m.channel
          AND other."subjectId" IS NOT DISTINCT FROM m."subjectId" AND other."createdAt" > m."createdAt"
      ) OR m."groupId" IS NOT NULL AND m."groupMemberId" IS NULL AND EXISTS (
        SELECT FROM "Message" other
        WHERE other."groupId" = m."groupId" AND other."groupMemberId" IS NULL AND other.recipient = m.recipient
          AND other.template = m.template AND other.channel = m.channel AND other."createdAt" > m."createdAt"
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
    LEFT JOIN "Group" g ON g.id = m."groupId"
    LEFT JOIN "GroupMember" p ON p.id = m."groupMemberId"
    LEFT JOIN "GroupMeeting" k ON k.id = m."subjectId" AND k."groupId" = m."groupId"
    WHERE ${which}`;
}

/** The template that a message may use at an instant, by its facts. */
function sayAt(facts: Facts, now: Date): NotificationTemplate | null {
  const { template, forumStatus, startsAt, endsAt, party, outcome, expiresAt, held, lapsed, ...more } = facts;
  const { meetingStartsAt, meetingEndsAt, meetingCancelledAt, ...rest } = more;
  return whatToSay(template, {
    ...rest,
    meeting:
      meetingStartsAt && meetingEndsAt
        ? meetingMoment({ startsAt: meetingStartsAt, endsAt: meetingEndsAt, cancelledAt: meetingCancelledAt }, now)
        : "none",
    party,
    forum: forumStatus && startsAt && endsAt ? forumMoment({ status: forumStatus, startsAt, endsAt }, now) : "draft",
    offer: expiresAt ? offerState({ outcome, expiresAt, held, lapsed }, now) : "none",
  });
}

/**
 * For some messages, reads which template each may use at `now`: its own, another, or none (null) if it is no longer
 * true. `which` is SQL on "Message" `m` that one of its indexes can answer.
 */
export async function listSayings(
  client: Tx,
  which: Prisma.Sql,
  now: Date,
): Promise<{ id: string; says: NotificationTemplate | null }[]> {
  const rows = await client.$queryRaw<({ id: string } & Facts)[]>(factsOf(Prisma.sql`m.id`, which, now));
  return rows.map(({ id, ...facts }) => ({ id, says: sayAt(facts, now) }));
}

/** Composes a message of the outbox from what is true at `now`, with the features' letters. Null if it is no longer true. */
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

/** When staff at the same recipient last got a message of the same kind about the same forum; null if never. */
export async function findToldBefore({ id }: { id: string }): Promise<Date | null> {
  const [row] = await db().$queryRaw<{ at: Date | null }[]>`
    SELECT max(other."createdAt") AS at FROM "Message" m JOIN "Message" other
      ON other."forumId" = m."forumId" AND other."registrationId" IS NULL AND other.recipient = m.recipient
        AND other.template = m.template AND other."createdAt" < m."createdAt"
        AND other."sentAt" IS NOT NULL AND other."lastError" IS NULL
    WHERE m.id = ${id}::uuid`;
  return row?.at ?? null;
}

/** A try to call a party: when, what came of it, when to try again, and who tried. */
export interface CallTryView {
  id: string;
  at: Date;
  outcome: CallOutcome;
  nextAt: Date | null;
  /** Null if their account or link is gone. */
  by: string | null;
}

/** A message for a person to deliver: by phone, by voice message, or in another way. */
export interface CallView {
  id: string;
  template: NotificationTemplate;
  /** E.164; null if they left none. */
  phone: string | null;
  /** The first person of the party, or the one in the group. */
  name: string;
  /** The party's code; null for people of groups, who have none. */
  code: string | null;
  /** BCP 47 language to speak to them in. */
  spokenLanguage: string;
  contactWay: "read" | "listen" | "call";
  /** The helper who registered them, who may know how to reach them. */
  helper: string | null;
  at: Date;
  /** They agreed to be in photos; null if nobody asked. */
  photos: boolean | null;
  /** All their addresses refuse messages. */
  unreachable: boolean;
  /** All tries to call them about this forum or group, latest first. */
  tries: CallTryView[];
  /** When the next try is due; null if the call has not been tried. */
  nextAt: Date | null;
}

/** A call still to be made, and what it says now. */
interface OpenCall {
  id: string;
  template: NotificationTemplate;
  /** When the next try is due; null if the call has not been tried. */
  nextAt: Date | null;
}

/** Who made a try. */
export const CALLER = {
  byUser: { select: { name: true, email: true } },
  byLink: { select: { holder: true } },
} as const;

/** The name of who made a try; null if their account or link is gone. */
export function callerOf({
  byUser,
  byLink,
}: {
  byUser: { name: string | null; email: string } | null;
  byLink: { holder: string } | null;
}): string | null {
  return byUser?.name ?? byUser?.email ?? byLink?.holder ?? null;
}

/** SQL: when the next try of the call `m` is due, from the last try to call its party since it was written; null if there was none. */
const NEXT_TRY = Prisma.sql`(
  SELECT t."nextAt" FROM "CallTry" t JOIN "Message" o ON o.id = t."messageId"
  WHERE o.channel = 'call' AND (o.id = m.id OR o."registrationId" = m."registrationId" OR o."groupMemberId" = m."groupMemberId")
    AND t.at >= m."createdAt"
  ORDER BY t.at DESC LIMIT 1)`;

/** Whose call list a permit opens, as a condition on notifications. */
export function scopeOf({ subject }: MakeCalls | MakeGroupCalls): { forumId: string } | { groupId: string } {
  return "groupId" in subject ? { groupId: subject.groupId } : { forumId: subject.forumId };
}

/**
 * The call list of a forum or a group, first what is due first, without calls that are no longer true. A call is due as soon as it is written, and
 * after a try when the next one is. One statement, however many there are.
 */
export async function listOpenCalls(permit: MakeCalls | MakeGroupCalls, now = new Date()): Promise<OpenCall[]> {
  const scope = scopeOf(permit);
  const whose =
    "groupId" in scope
      ? Prisma.sql`m."groupId" = ${scope.groupId}::uuid`
      : Prisma.sql`m."forumId" = ${scope.forumId}::uuid`;
  const open = Prisma.sql`${whose} AND m.channel = 'call' AND m."sentAt" IS NULL AND m."refusedAt" IS NULL
    ORDER BY COALESCE(${NEXT_TRY}, m."createdAt"), m."createdAt", m.id`;
  const rows = await db().$queryRaw<({ id: string; nextAt: Date | null } & Facts)[]>(
    factsOf(Prisma.sql`m.id, ${NEXT_TRY} AS "nextAt"`, open, now),
  );
  return rows.flatMap(({ id, nextAt, ...facts }) => {
    const template = sayAt(facts, now);
    return template ? [{ id, template, nextAt }] : [];
  });
}

/** The calls to one person, with their tries. */
const TRIED = { where: { channel: "call" }, select: { callTries: { include: CALLER } } } as const;

/** The tries of calls to one person, latest first. */
function triesOf(calls: readonly { callTries: (CallTryRow & Parameters<typeof callerOf>[0])[] }[]): CallTryView[] {
  return calls
    .flatMap(({ callTries }) => callTries)
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .map((each) => ({
      ...{ id: each.id, at: each.at, outcome: each.outcome, nextAt: each.nextAt },
      by: callerOf(each),
    }));
}

/** Everything that the caller needs to know about some calls of the forum or group, in the same order. */
export async function listCallViews(
  permit: MakeCalls | MakeGroupCalls,
  calls: readonly OpenCall[],
): Promise<CallView[]> {
  const scope = scopeOf(permit);
  const ids = calls.map(({ id }) => id);
  const views = "groupId" in scope ? await readMemberCalls(ids, scope.groupId) : await readCalls(ids, scope.forumId);
  return calls.flatMap(({ id, template, nextAt }) => {
    const view = views.get(id);
    return view ? [{ ...view, id, template, nextAt }] : [];
  });
}

type CalledView = Omit<CallView, "id" | "template" | "nextAt">;

/** Calls of a forum by their ids. */
async function readCalls(ids: string[], forumId: string): Promise<Map<string, CalledView>> {
  const rows = await db().notification.findMany({
    where: { id: { in: ids }, forumId },
    include: {
      registration: {
        include: {
          participants: { where: { position: 0 } },
          helperLink: { select: { holder: true } },
          helperUser: { select: { name: true, email: true } },
          consents: { where: { kind: "photos", withdrawnAt: null }, select: { id: true } },
          notifications: { ...TRIED, where: { ...TRIED.where, forumId } },
        },
      },
    },
  });
  return new Map(
    rows.flatMap(({ id, recipient, createdAt, registration }) => {
      if (!registration) return [];
      const view: CalledView = {
        phone: recipient || null,
        name: registration.participants[0]?.name ?? "",
        code: registration.code,
        spokenLanguage: registration.participants[0]?.spokenLanguage ?? "fi",
        contactWay: registration.contactWay,
        helper:
          registration.helperLink?.holder ?? registration.helperUser?.name ?? registration.helperUser?.email ?? null,
        photos: registration.consents.length > 0,
        unreachable: isUnreachable(registration),
        at: createdAt,
        tries: triesOf(registration.notifications),
      };
      return [[id, view]];
    }),
  );
}

/** Calls of a group by their ids. */
async function readMemberCalls(ids: string[], groupId: string): Promise<Map<string, CalledView>> {
  const rows = await db().notification.findMany({
    where: { id: { in: ids }, groupId },
    include: {
      groupMember: { include: { helperUser: { select: { name: true, email: true } }, notifications: TRIED } },
    },
  });
  return new Map(
    rows.flatMap(({ id, recipient, createdAt, groupMember: member }) => {
      if (!member) return [];
      const view: CalledView = {
        ...{ phone: recipient || null, name: member.name, code: null, spokenLanguage: member.spokenLanguage },
        ...{ contactWay: member.contactWay, helper: member.helperUser?.name ?? member.helperUser?.email ?? null },
        ...{ photos: null, unreachable: isUnreachable(member), at: createdAt, tries: triesOf(member.notifications) },
      };
      return [[id, view]];
    }),
  );
}

/** A call of the forum or group, and whether it is still open; null if there is none with that id. */
export async function findCall(
  permit: MakeCalls | MakeGroupCalls,
  id: string,
  now = new Date(),
): Promise<{ call: CallView; open: boolean } | null> {
  const row = await db().notification.findUnique({ where: { id, ...scopeOf(permit), channel: "call" } });
  if (!row || !isDeclared(row.template)) return null;
  const open = (await listOpenCalls(permit, now)).find((each) => each.id === id);
  const [call] = await listCallViews(permit, [open ?? { id, template: row.template, nextAt: null }]);
  return call ? { call, open: open !== undefined } : null;
}

/** A message to a party, and what became of it. */
export interface Delivery {
  id: string;
  template: string;
  channel: "email" | "sms" | "call";
  at: Date;
  /** `dropped`: it was no longer true at its turn. */
  state: "waiting" | "sent" | "refused" | "dropped";
}

/** The messages to one party of the forum, latest first. */
export async function listDeliveries({ subject }: SeeDeliveries, registrationId: string): Promise<Delivery[]> {
  const rows = await db().notification.findMany({
    where: { registrationId, forumId: subject.forumId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: {
      id: true,
      template: true,
      channel: true,
      createdAt: true,
      sentAt: true,
      refusedAt: true,
      lastError: true,
    },
  });
  return rows.map(({ createdAt, sentAt, refusedAt, lastError, ...row }) => ({
    ...row,
    at: sentAt ?? refusedAt ?? createdAt,
    state: refusedAt ? "refused" : sentAt ? (lastError === UNTRUE ? "dropped" : "sent") : "waiting",
  }));
}

/** How many text messages and mails of a forum wait and will still be sent, and since when the oldest waits. */
export async function countUnsent(
  forumId: string,
  now = new Date(),
): Promise<{ channel: "email" | "sms"; count: number; since: Date }[]> {
  const waiting = Prisma.sql`m."forumId" = ${forumId}::uuid AND m.channel IN ('email', 'sms') AND m."sentAt" IS NULL
    AND m.recipient <> '' AND m."refusedAt" IS NULL`;
  // Grouped by kind, so that thousands of waiting messages during an outage are a few rows.
  const kinds = await db().$queryRaw<({ channel: "email" | "sms"; count: number; since: Date } & Facts)[]>`
    SELECT channel::text, template, "forumStatus", "startsAt", "endsAt", party, outcome, "expiresAt", held, lapsed, interpreter,
      unreachable, "hearsOfLaterForums", responsibility, "group", member, "meetingStartsAt", "meetingEndsAt", "meetingCancelledAt",
      moved, outdone, COUNT(*)::int AS count, MIN("createdAt") AS since
    FROM (${factsOf(Prisma.sql`m.channel, m."createdAt"`, waiting, now)}) facts
    GROUP BY channel, template, "forumStatus", "startsAt", "endsAt", party, outcome, "expiresAt", held, lapsed, interpreter,
      unreachable, "hearsOfLaterForums", responsibility, "group", member, "meetingStartsAt", "meetingEndsAt", "meetingCancelledAt",
      moved, outdone`;
  const leaving = kinds.filter(({ channel: _, count: __, since: ___, ...facts }) => sayAt(facts, now));
  return (["email", "sms"] as const).flatMap((channel) => {
    const own = leaving.filter((kind) => kind.channel === channel);
    const [oldest] = own.map(({ since }) => since).sort((a, b) => a.getTime() - b.getTime());
    return oldest ? [{ channel, count: own.reduce((sum, { count }) => sum + count, 0), since: oldest }] : [];
  });
}
