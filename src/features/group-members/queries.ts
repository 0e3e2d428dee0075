import "server-only";
import type { LeadGroup } from "@/features/groups/policy";
import { findGroupForMembers, type GroupForMembers } from "@/features/groups/queries";
import { hasRoom } from "@/features/groups/rules";
import { isUnreachable } from "@/features/notifications/rules";
import type { CallOutcome } from "@/features/notifications/schema";
import { DEFAULT_LOCALE, isLocale, type Locale } from "@/i18n/locales";
import { pagesOf } from "@/i18n/page-number";
import { isSpokenLanguage, type SpokenLanguage } from "@/i18n/spoken-languages";
import { addDays } from "@/i18n/time";
import { db, type Tx } from "@/platform/db/client";
import { type GroupMemberEventKind, Prisma } from "@/platform/db/generated/client";
import { hashToken, looksLikeToken } from "@/platform/security/tokens";
import { forgottenAt, KEPT_DAYS, mayUndo, UNANSWERED_DAYS, WAITING_DAYS, WARNED_DAYS } from "./rules";
import type { MemberStatus } from "./schema";

/** Somebody in a group as those who lead it see them. */
export interface MemberView {
  id: string;
  /** The name or alias by which they wish to be called. */
  name: string;
  spokenLanguage: SpokenLanguage;
  ageGroup: "adult" | "from_13_to_17" | "under_13";
  /** E.164. */
  phone: string | null;
  email: string | null;
  contactWay: "read" | "listen" | "call";
  messageLocale: Locale;
  keepsScreenshot: boolean;
  /** All addresses that they gave refuse messages, and they have not opened their page since. */
  unreachable: boolean;
  question: string | null;
  /** Whom to call if something happens to a young person. */
  guardianContact: string | null;
  status: MemberStatus;
  /** Since when they have that status. */
  statusAt: Date;
  /** When they first asked. */
  createdAt: Date;
  answeredAt: Date | null;
  /** The group that they were pointed to. */
  pointedToId: string | null;
  /** The tutor who wrote them down; null if they asked themselves. */
  helper: string | null;
  revision: number;
}

/** How many people stand on one page of a list. */
const PAGE_SIZE = 20;

/**
 * The people of a group with a status, in the order in which they asked: one page of them, counted from 1, or the last if there
 * are not so many. Nobody but those who lead the group sees them. Leaves out those who have been forgotten.
 */
export async function searchMembers(
  { subject: { groupId } }: LeadGroup,
  status: MemberStatus,
  wanted = 1,
): Promise<{ members: MemberView[]; total: number; page: number; pages: number; before: number }> {
  const where = { groupId, status, anonymisedAt: null };
  const total = await db().groupMember.count({ where });
  const pages = pagesOf(total, PAGE_SIZE);
  const page = Math.min(wanted, pages);
  const before = (page - 1) * PAGE_SIZE;
  const rows = await db().groupMember.findMany({
    ...{ where, include: HELPER, orderBy: { turn: "asc" }, skip: before, take: PAGE_SIZE },
  });
  return { members: rows.map(toMemberView), total, page, pages, before };
}

/** Somebody of a group who waits for an answer; null if nobody with this id does. */
export async function findRequest({ subject: { groupId } }: LeadGroup, id: string): Promise<MemberView | null> {
  const row = await db().groupMember.findFirst({
    where: { id, groupId, status: { in: ["asked", "waiting"] }, anonymisedAt: null },
    include: HELPER,
  });
  return row && toMemberView(row);
}

const HELPER = { helperUser: { select: { name: true, email: true } } } as const satisfies Prisma.GroupMemberInclude;

function toMemberView(row: Prisma.GroupMemberGetPayload<{ include: typeof HELPER }>): MemberView {
  return {
    ...{ id: row.id, name: row.name, ageGroup: row.ageGroup, phone: row.phone, email: row.email },
    ...{ contactWay: row.contactWay, keepsScreenshot: row.keepsScreenshot, unreachable: isUnreachable(row) },
    ...{ question: row.question, guardianContact: row.guardianContact, status: row.status, statusAt: row.statusAt },
    ...{ createdAt: row.createdAt, answeredAt: row.answeredAt, pointedToId: row.pointedToId, revision: row.revision },
    spokenLanguage: isSpokenLanguage(row.spokenLanguage) ? row.spokenLanguage : "fi",
    messageLocale: isLocale(row.messageLocale) ? row.messageLocale : DEFAULT_LOCALE,
    helper: row.helperUser && (row.helperUser.name ?? row.helperUser.email),
  };
}

/** How many people of a group have each status: those who asked, wait, belong to it, and so on, forgotten ones included. */
export async function countMembers({ subject: { groupId } }: LeadGroup): Promise<Record<MemberStatus, number>> {
  const rows = await db().groupMember.groupBy({ by: ["status"], where: { groupId }, _count: true });
  const counts = { asked: 0, waiting: 0, member: 0, pointed: 0, left: 0 };
  for (const { status, _count } of rows) counts[status] = _count;
  return counts;
}

/** SQL: whether the time has passed to keep `m`, a row of "GroupMember" of the group `g`: as `forgottenAt` has it. */
const isToForget = (now: Date) => Prisma.sql`m."anonymisedAt" IS NULL AND (
  m.status IN ('left', 'pointed') AND m."statusAt" < ${addDays(now, -KEPT_DAYS)}
  OR m.status = 'asked' AND m."statusAt" < ${addDays(now, -UNANSWERED_DAYS)}
  OR m.status = 'waiting' AND m."statusAt" < ${addDays(now, -WAITING_DAYS)}
  OR g."endedAt" < ${addDays(now, -KEPT_DAYS)})`;

/** The groups with people to forget, and how many each has. */
export async function listGroupsToForget(now: Date): Promise<{ groupId: string; slug: string; people: number }[]> {
  return db().$queryRaw`
    SELECT g.id AS "groupId", g.slug, count(*)::int AS people FROM "GroupMember" m JOIN "Group" g ON g.id = m."groupId"
    WHERE ${isToForget(now)} GROUP BY g.id ORDER BY g.id`;
}

/** The people of a locked group whom nobody may know any longer. */
export async function listToForget(tx: Tx, groupId: string, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT m.id FROM "GroupMember" m JOIN "Group" g ON g.id = m."groupId"
    WHERE g.id = ${groupId}::uuid AND ${isToForget(now)} ORDER BY m.id`;
  return rows.map(({ id }) => id);
}

/** SQL: whether `m`, a row of "GroupMember" of the group `g`, will be forgotten soon because nobody answers them. */
const isToWarn = (now: Date) => Prisma.sql`m."anonymisedAt" IS NULL AND g.status = 'published' AND (
  m.status = 'asked' AND m."statusAt" < ${addDays(now, WARNED_DAYS - UNANSWERED_DAYS)}
  OR m.status = 'waiting' AND m."statusAt" < ${addDays(now, WARNED_DAYS - WAITING_DAYS)})`;

/** The groups with people who will soon be forgotten unless somebody answers them. */
export async function listGroupsToWarn(now: Date): Promise<string[]> {
  const rows = await db().$queryRaw<{ groupId: string }[]>`
    SELECT DISTINCT g.id AS "groupId" FROM "GroupMember" m JOIN "Group" g ON g.id = m."groupId" WHERE ${isToWarn(now)} ORDER BY g.id`;
  return rows.map(({ groupId }) => groupId);
}

/** Those people of a group, first who has waited longest, with when each will be forgotten. */
export async function listWarned(
  client: Tx,
  groupId: string,
  now: Date,
): Promise<{ id: string; revision: number; forgottenAt: Date }[]> {
  const rows = await client.$queryRaw<{ id: string; revision: number; status: MemberStatus; statusAt: Date }[]>`
    SELECT m.id, m.revision, m.status::text, m."statusAt" FROM "GroupMember" m JOIN "Group" g ON g.id = m."groupId"
    WHERE g.id = ${groupId}::uuid AND ${isToWarn(now)} ORDER BY m."statusAt", m.id`;
  return rows.flatMap(({ id, revision, ...row }) => {
    const at = forgottenAt(row, { endedAt: null });
    return at ? [{ id, revision, forgottenAt: at }] : [];
  });
}

/** What the letter about them says: how many they are, and when the first is forgotten. Null if there are none any longer. */
export async function findUnanswered(groupId: string, now: Date): Promise<{ count: number; from: Date } | null> {
  const [first, ...others] = (await listWarned(db(), groupId, now)).toSorted(
    (a, b) => a.forgottenAt.getTime() - b.forgottenAt.getTime(),
  );
  return first ? { count: 1 + others.length, from: first.forgottenAt } : null;
}

/** How many people of a group wait for an answer. */
export async function countRequests(groupId: string): Promise<number> {
  return db().groupMember.count({ where: { groupId, status: { in: ["asked", "waiting"] }, anonymisedAt: null } });
}

// For the holder of a link.

/** Everything on the page of somebody in a group: what is known of them, and what they may know of the group. */
export interface OwnMemberView {
  id: string;
  token: string;
  name: string;
  spokenLanguage: SpokenLanguage;
  ageGroup: "adult" | "from_13_to_17" | "under_13";
  phone: string | null;
  email: string | null;
  /** Those of the addresses that refuse messages. */
  refused: string[];
  contactWay: "read" | "listen" | "call";
  messageLocale: Locale;
  keepsScreenshot: boolean;
  question: string | null;
  guardianContact: string | null;
  status: MemberStatus;
  createdAt: Date;
  /** When they are forgotten; null for members. */
  forgottenAt: Date | null;
  /** Another group that the tutor suggested, with its title and the title's language. */
  pointedTo: { slug: string; title: string; locale: string } | null;
  /** They left a moment ago, and their place is still free. */
  mayUndo: boolean;
  helper: string | null;
  revision: number;
  consents: { textVersion: string; locale: string; givenAt: Date; withdrawnAt: Date | null }[];
  events: { kind: GroupMemberEventKind; at: Date }[];
  calls: { at: Date; outcome: CallOutcome }[];
  /** Its meeting place and link only if they are a member. */
  group: GroupForMembers;
}

/** What a link of somebody in a group opens; null if it opens nothing (any longer). */
export async function findMember(locale: Locale, token: string, now = new Date()): Promise<OwnMemberView | null> {
  return looksLikeToken(token) ? readMember(locale, { tokenHash: hashToken(token) }, token, now) : null;
}

/** The same by id, for the worker, which composes messages; `token` is what their link holds now. */
export async function findMemberById(
  locale: Locale,
  id: string,
  tokenOf: (member: { id: string; linkNumber: number }) => string,
  now = new Date(),
): Promise<OwnMemberView | null> {
  const row = await db().groupMember.findUnique({ where: { id }, select: { id: true, linkNumber: true } });
  return row && readMember(locale, { id }, tokenOf(row), now);
}

async function readMember(
  locale: Locale,
  where: Prisma.GroupMemberWhereUniqueInput,
  token: string,
  now: Date,
): Promise<OwnMemberView | null> {
  const row = await db().groupMember.findUnique({
    where: { ...where, anonymisedAt: null },
    include: {
      helperUser: { select: { name: true, email: true } },
      consents: { orderBy: { givenAt: "asc" } },
      events: { orderBy: { id: "asc" }, select: { kind: true, status: true, at: true } },
      notifications: { where: { channel: "call" }, select: { callTries: { select: { at: true, outcome: true } } } },
      group: {
        select: { capacity: true, endedAt: true, _count: { select: { members: { where: { status: "member" } } } } },
      },
    },
  });
  const group = row && (await findGroupForMembers(locale, row.groupId, { inside: row.status === "member" }, now));
  if (!group) return null;
  const other = row.pointedToId ? await findGroupForMembers(locale, row.pointedToId, { inside: false }, now) : null;
  const changes = row.events.filter(({ kind }) => kind !== "contact_changed" && kind !== "link_renewed");
  const wasMember = changes.at(-1)?.kind === "left" && changes.at(-2)?.status === "member";
  return {
    ...{ id: row.id, token, name: row.name, ageGroup: row.ageGroup, phone: row.phone, email: row.email },
    ...{ contactWay: row.contactWay, keepsScreenshot: row.keepsScreenshot, question: row.question },
    ...{ guardianContact: row.guardianContact, status: row.status, createdAt: row.createdAt, revision: row.revision },
    refused: [
      ...(row.email && row.emailRefusedAt ? [row.email] : []),
      ...(row.phone && row.phoneRefusedAt ? [row.phone] : []),
    ],
    spokenLanguage: isSpokenLanguage(row.spokenLanguage) ? row.spokenLanguage : "fi",
    messageLocale: isLocale(row.messageLocale) ? row.messageLocale : DEFAULT_LOCALE,
    forgottenAt: forgottenAt(row, row.group),
    pointedTo:
      other && other.state !== "ended"
        ? { slug: other.slug, title: other.text.title, locale: other.text.locale }
        : null,
    mayUndo: mayUndo(row, { wasMember, room: hasRoom(row.group, row.group._count.members) }, now),
    helper: row.helperUser && (row.helperUser.name ?? row.helperUser.email),
    consents: row.consents.map(({ textVersion, locale, givenAt, withdrawnAt }) => ({
      ...{ textVersion, locale, givenAt, withdrawnAt },
    })),
    events: row.events.map(({ kind, at }) => ({ kind, at })),
    calls: row.notifications.flatMap(({ callTries }) => callTries).sort((a, b) => a.at.getTime() - b.at.getTime()),
    group,
  };
}

/** Whom to ask about a link that was replaced; null if it never was a link of somebody in a group. */
export async function findRenewedMember(locale: Locale, token: string): Promise<GroupForMembers["contact"] | null> {
  if (!looksLikeToken(token)) return null;
  const row = await db().groupMember.findFirst({
    where: { formerHashes: { has: hashToken(token) }, anonymisedAt: null },
    select: { groupId: true },
  });
  return row && ((await findGroupForMembers(locale, row.groupId, { inside: false }))?.contact ?? null);
}

/** Everything stored about somebody in a group, machine-readable (GDPR, article 20). */
export function toMemberExport({ id: _, token: __, group, mayUndo: ___, refused: ____, ...data }: OwnMemberView) {
  return { group: { slug: group.slug, title: group.text.title }, ...data };
}
