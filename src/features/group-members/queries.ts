import "server-only";
import type { LeadGroup } from "@/features/groups/policy";
import { isUnreachable } from "@/features/notifications/rules";
import { DEFAULT_LOCALE, isLocale, type Locale } from "@/i18n/locales";
import { isSpokenLanguage, type SpokenLanguage } from "@/i18n/spoken-languages";
import { addDays } from "@/i18n/time";
import { db, type Tx } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import { KEPT_DAYS, UNANSWERED_DAYS, WAITING_DAYS } from "./rules";
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

/**
 * The people of a group with some statuses, in the order in which they asked. Nobody but those who lead the group sees them.
 * Leaves out those who have been forgotten.
 */
export async function listMembers(
  { subject: { groupId } }: LeadGroup,
  statuses: readonly MemberStatus[],
): Promise<MemberView[]> {
  const rows = await db().groupMember.findMany({
    where: { groupId, status: { in: [...statuses] }, anonymisedAt: null },
    include: { helperUser: { select: { name: true, email: true } } },
    orderBy: { turn: "asc" },
  });
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, ageGroup: row.ageGroup, phone: row.phone, email: row.email },
    ...{ contactWay: row.contactWay, keepsScreenshot: row.keepsScreenshot, unreachable: isUnreachable(row) },
    ...{ question: row.question, guardianContact: row.guardianContact, status: row.status, statusAt: row.statusAt },
    ...{ createdAt: row.createdAt, answeredAt: row.answeredAt, pointedToId: row.pointedToId, revision: row.revision },
    spokenLanguage: isSpokenLanguage(row.spokenLanguage) ? row.spokenLanguage : "fi",
    messageLocale: isLocale(row.messageLocale) ? row.messageLocale : DEFAULT_LOCALE,
    helper: row.helperUser && (row.helperUser.name ?? row.helperUser.email),
  }));
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
