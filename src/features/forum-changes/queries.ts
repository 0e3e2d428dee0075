import "server-only";
import { getCapacity } from "@/features/capacity/queries";
import type { Pool } from "@/features/capacity/rules";
import { fitProgramme } from "@/features/forums/rules";
import type { ForumLimits } from "@/features/forums/writes";
import { HEARS_OF_LATER_FORUMS, WRITABLE_ADDRESS } from "@/features/notifications/queries";
import { db, type Tx } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import type { ChangeForum, LimitForum } from "./policy";
import { CONCERNED, isBookedStill, moveRefusal } from "./rules";

// The effects of a change in numbers, shown before anybody is told.

/** Whom a change of a forum concerns. */
export interface ChangePreview {
  /** Parties that have, wait for or have been offered a place; each is told. */
  parties: number;
  /** Open offers. */
  offers: number;
  /** Confirmed interpreters whom the change concerns. */
  interpreters: number;
  /** Sessions that would begin after the new end, and parties that chose one of them. */
  sessions: number;
  choosers: number;
  /** Registration would close at once. */
  closes: boolean;
}

/** Counts whom cancelling the forum concerns. */
export async function previewCancel(permit: ChangeForum): Promise<ChangePreview> {
  return countConcerned(permit, "forum_cancelled");
}

async function countConcerned(permit: ChangeForum, by: keyof typeof CONCERNED): Promise<ChangePreview> {
  const { forumId } = permit.subject;
  const [parties, offers, interpreters] = await Promise.all([
    db().registration.count({
      where: { forumId, status: { in: [...CONCERNED[by]] }, anonymisedAt: null },
    }),
    db().offer.count({ where: { forumId, outcome: null } }),
    db().forumLanguage.count({ where: { forumId, main: false, state: "confirmed" } }),
  ]);
  return { parties, offers, interpreters, sessions: 0, choosers: 0, closes: false };
}

/** Counts whom a move of the forum concerns, or says why it is refused. */
export async function previewMove(
  permit: ChangeForum,
  to: { startsAt: Date; endsAt: Date; venueSlug: string },
  now = new Date(),
): Promise<{ ok: true; preview: ChangePreview } | { ok: false; reason: NonNullable<ReturnType<typeof moveRefusal>> }> {
  const { forumId } = permit.subject;
  const [forum, venue, concerned] = await Promise.all([
    db().forum.findUnique({ where: { id: forumId }, include: { sessions: true } }),
    db().venue.findUnique({ where: { slug: to.venueSlug }, select: { id: true, retiredAt: true } }),
    countConcerned(permit, "forum_changed"),
  ]);
  const reason = moveRefusal(forum, { ...to, venueId: isOffered(venue, forum) ? venue?.id : undefined }, now);
  if (!forum || reason) return { ok: false, reason: reason ?? "not_found" };
  const moved = to.startsAt.getTime() - forum.startsAt.getTime();
  const gone = fitProgramme(forum.sessions, moved, to.endsAt).gone.map(({ id }) => id);
  const closesAt = forum.registrationClosesAt;
  return {
    ok: true,
    preview: {
      ...concerned,
      // Only an earlier day affects offers.
      offers: moved < 0 ? concerned.offers : 0,
      interpreters: isBookedStill(forum, to) ? 0 : concerned.interpreters,
      sessions: gone.length,
      choosers: gone.length === 0 ? 0 : await countChoosers(forumId, gone),
      closes: closesAt !== null && closesAt > now && closesAt.getTime() + moved <= now.getTime(),
    },
  };
}

/** Whether a forum may be held in a venue. A retired venue keeps the forums it has. */
function isOffered(venue: { id: string; retiredAt: Date | null } | null, forum: { venueId: string } | null): boolean {
  return venue !== null && (venue.retiredAt === null || venue.id === forum?.venueId);
}

/** Counts whom leaving out a session concerns; null if the forum has no such session. */
export async function previewLeaveOut(
  permit: ChangeForum,
  sessionId: string,
): Promise<{ choosers: number; offers: number } | null> {
  const { forumId } = permit.subject;
  const [session, choosers, offers] = await Promise.all([
    db().forumSession.findUnique({ where: { id: sessionId, forumId }, select: { id: true } }),
    countChoosers(forumId, [sessionId]),
    // An offer that also contains something else goes on without it.
    db().offer.count({
      where: {
        forumId,
        outcome: null,
        claims: { some: { sessionId }, every: { OR: [{ sessionId }, { status: { not: "offered" } }] } },
      },
    }),
  ]);
  return session && { choosers, offers };
}

/** Counts the parties that chose any of some sessions. */
function countChoosers(forumId: string, sessionIds: string[]): Promise<number> {
  return db().registration.count({
    where: {
      forumId,
      status: { not: "cancelled" },
      anonymisedAt: null,
      participants: { some: { sessionIds: { hasSome: sessionIds } } },
    },
  });
}

/** The limits that a change would remove, and how many claims wait for places in these pools. */
export async function listLiftedLimits(
  permit: LimitForum,
  limits: ForumLimits,
): Promise<{ pools: Pool[]; waiting: number }> {
  const { limits: before, waiting } = await getCapacity(permit.subject.forumId);
  const pools = (Object.keys(before) as Pool[]).filter((pool) => {
    const [kind = "", id = ""] = pool.split(":");
    if (kind === "forum") return limits.capacity === null;
    if (kind === "role") return (limits.roles[id as keyof ForumLimits["roles"]] ?? null) === null;
    // No number means no childcare; a session that the form did not ask for keeps its limit.
    return kind === "session" && limits.sessions[id] === null;
  });
  return { pools, waiting: pools.reduce((sum, pool) => sum + (waiting[pool] ?? 0), 0) };
}

/**
 * SQL: the ids of the registrations of people who agreed to hear about later forums and have not been told of this one:
 * each address once, by its newest registration, unless one of its addresses is already registered here. One statement,
 * because they may be everybody who ever registered; for the same reason it sorts no more columns than it needs.
 */
export function selectListeners(forumId: string): Prisma.Sql {
  return Prisma.sql`
    WITH known AS (
      SELECT unnest(ARRAY[email, phone]) AS address FROM "Registration"
      WHERE "forumId" = ${forumId}::uuid AND status <> 'cancelled'
    ), told AS (
      -- Once the consent is taken back, or the data removed, the message itself holds no address any more.
      SELECT m."registrationId", COALESCE(NULLIF(m.recipient, ''), r.email, r.phone) AS address
      FROM "Message" m LEFT JOIN "Registration" r ON r.id = m."registrationId"
      WHERE m."forumId" = ${forumId}::uuid AND m.template = 'forum_announced'
    ), newest AS (
      SELECT DISTINCT ON (${WRITABLE_ADDRESS}) r.id, r.email, r.phone, ${WRITABLE_ADDRESS} AS address FROM "Registration" r
      WHERE r."forumId" <> ${forumId}::uuid AND ${WRITABLE_ADDRESS} IS NOT NULL AND ${HEARS_OF_LATER_FORUMS}
      ORDER BY ${WRITABLE_ADDRESS}, r.arrival DESC
    )
    SELECT r.id FROM newest r
    WHERE NOT EXISTS (SELECT FROM known WHERE known.address = r.email)
      AND NOT EXISTS (SELECT FROM known WHERE known.address = r.phone)
      AND NOT EXISTS (SELECT FROM told WHERE told.address = r.address)
      AND NOT EXISTS (SELECT FROM told WHERE told."registrationId" = r.id)`;
}

/** Counts the addresses that would be told of the forum now. */
export async function countListeners(permit: ChangeForum, client: Pick<Tx, "$queryRaw"> = db()): Promise<number> {
  const [row] = await client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (${selectListeners(permit.subject.forumId)}) listeners`;
  return row?.count ?? 0;
}

/** The ids of the next recipients' registrations, ordered by id, after the given one: at most `most`. */
export async function listListeners(tx: Tx, forumId: string, after: string | null, most: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM (${selectListeners(forumId)}) listeners
    WHERE ${after}::uuid IS NULL OR id > ${after}::uuid ORDER BY id LIMIT ${most}`;
  return rows.map(({ id }) => id);
}
