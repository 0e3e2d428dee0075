import "server-only";
import { cache } from "react";
import { db, type Tx } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import type { ForumCapacity, PoolCounts } from "./rules";

const NONE: ForumCapacity = { limits: {}, taken: {}, waiting: {} };

/**
 * Reads the limits and counts of forums from their registrations' claims and nothing else. In a command, lock the forum
 * and pass the transaction.
 */
export async function listCapacities(
  forumIds: readonly string[],
  client: Tx = db(),
): Promise<Map<string, ForumCapacity>> {
  const places = new Map<string, ForumCapacity>();
  if (forumIds.length === 0) return places;
  const rows = await client.$queryRaw<({ id: string } & Record<keyof ForumCapacity, PoolCounts | null>)[]>`
    SELECT f.id,
      (SELECT jsonb_object_agg(pool, capacity) FROM (
         SELECT 'forum' AS pool, f.capacity WHERE f.capacity IS NOT NULL
         UNION ALL SELECT 'childcare', COALESCE(f."childcareCapacity", 0)
         UNION ALL SELECT 'session:' || s.id, s.capacity FROM "Session" s WHERE s."forumId" = f.id AND s.capacity IS NOT NULL
         UNION ALL SELECT 'role:' || r.role, r.capacity FROM "ForumRoleLimit" r WHERE r."forumId" = f.id
       ) limited) AS limits,
      (SELECT jsonb_object_agg(key, places) FROM (
         SELECT need.key, SUM(need.value::int) AS places FROM "Claim" c, jsonb_each_text(c.needs) need
         WHERE c."forumId" = f.id AND c.status IN ('held', 'offered') GROUP BY need.key
       ) counted) AS taken,
      (SELECT jsonb_object_agg(key, claims) FROM (
         SELECT need.key, COUNT(*) AS claims FROM "Claim" c, jsonb_each_text(c.needs) need
         WHERE c."forumId" = f.id AND c.status = 'waiting' GROUP BY need.key
       ) queued) AS waiting
    FROM "Forum" f WHERE f.id = ANY(${forumIds}::uuid[])`;
  for (const { id, limits, taken, waiting } of rows)
    places.set(id, { limits: limits ?? {}, taken: taken ?? {}, waiting: waiting ?? {} });
  return places;
}

/** The same for one forum. Outside a transaction it is read once per request: several sections of a page need it. */
export function getCapacity(forumId: string, client?: Tx): Promise<ForumCapacity> {
  return client ? readCapacity(forumId, client) : capacityOfRequest(forumId);
}

const capacityOfRequest = cache((forumId: string) => readCapacity(forumId, db()));

async function readCapacity(forumId: string, client: Tx): Promise<ForumCapacity> {
  return (await listCapacities([forumId], client)).get(forumId) ?? NONE;
}

/**
 * SQL: the people of the registration `r`, rows of "Participant", for a lateral join. OFFSET makes PostgreSQL look them up
 * party by party; for a large forum it would otherwise read everyone who ever registered.
 */
export const PEOPLE_OF_PARTY = Prisma.sql`(SELECT * FROM "Participant" p WHERE p."registrationId" = r.id OFFSET 0)`;

/**
 * SQL: whether the person `p`, a row of "Participant", of the registration `r` has a seat. As in `seatPositions`, a child
 * below 13 shares the claim of its party's first adult.
 */
export const IS_SEATED = Prisma.sql`EXISTS (
  SELECT 1 FROM "Claim" c WHERE c."forumId" = r."forumId" AND c."registrationId" = r.id AND c.kind = 'seats' AND c.status = 'held'
    AND (c.position IS NULL OR c.position = COALESCE((
      SELECT MIN(adult.position) FROM "Participant" adult
      WHERE p."ageGroup" = 'under_13' AND adult."registrationId" = r.id AND adult."ageGroup" = 'adult'
    ), p.position)))`;
