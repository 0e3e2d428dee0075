import { query } from "./database";

/** What a test writes of a party: its code, its people's names, and its status if it has no seat. */
export interface DoorTestParty {
  code: string;
  people: readonly string[];
  status?: "waiting" | "cancelled";
}

/** Writes parties of a forum directly to the database. Those with a seat hold it together. */
export async function writeParties(
  databaseUrl: string,
  forumId: string,
  parties: readonly DoorTestParty[],
): Promise<void> {
  await query(
    databaseUrl,
    `WITH given AS (
       SELECT gen_random_uuid() AS id, code, people, coalesce(status, 'confirmed') AS status
       FROM jsonb_to_recordset($2::jsonb) AS p(code text, people text[], status text)),
     registrations AS (
       INSERT INTO "Registration" (id, "forumId", code, "tokenHash", "submissionHash", status, "childcareAges", phone, "messageLocale", "updatedAt")
       SELECT id, $1::uuid, code, sha256(id::text::bytea), sha256((id::text || 'form')::bytea), status::"RegistrationStatus",
         '{}', '+358401234567', 'so', now() FROM given RETURNING id),
     people AS (
       INSERT INTO "Participant" (id, "registrationId", position, name, role, "spokenLanguage", "needsInterpretation", "sessionIds")
       SELECT gen_random_uuid(), given.id, p.position - 1, p.name, 'parent', 'so', false, '{}'
       FROM given, unnest(given.people) WITH ORDINALITY AS p(name, position))
     INSERT INTO "Claim" (id, "registrationId", "forumId", kind, needs, status)
     SELECT gen_random_uuid(), id, $1::uuid, 'seats',
       jsonb_build_object('forum', cardinality(people), 'role:parent', cardinality(people)), 'held'
     FROM given WHERE status = 'confirmed'`,
    [forumId, JSON.stringify(parties)],
  );
}

/** The forums that tests of this process have moved, and not hidden since. */
const held = new Set<string>();

/** Hides the forums that the finished test has moved: they would stand first in the lists that other tests read. */
export async function hideHeldForums(databaseUrl: string): Promise<void> {
  await query(databaseUrl, `UPDATE "Forum" SET status = 'draft' WHERE id = ANY($1::uuid[])`, [[...held]]);
  held.clear();
}

/** Moves a forum to begin now, or so many days from now. Its door is open on that day. */
export async function holdForum(databaseUrl: string, forumId: string, inDays = 0): Promise<void> {
  held.add(forumId);
  await query(
    databaseUrl,
    `UPDATE "Forum" SET "registrationClosesAt" = now() - interval '10 days', "startsAt" = now() + $2 * interval '1 day',
       "endsAt" = now() + $2 * interval '1 day' + interval '2 hours' WHERE id = $1::uuid`,
    [forumId, inDays],
  );
}

/** What the log of a door says in the database: its entries, and how many registered people have arrived. */
export async function readLog(databaseUrl: string, forumId: string): Promise<{ entries: string[]; arrived: number }> {
  const entries = await query<{ id: string }>(databaseUrl, `SELECT id FROM "Arrival" WHERE "forumId" = $1::uuid`, [
    forumId,
  ]);
  const [sum] = await query<{ arrived: number }>(
    databaseUrl,
    `SELECT count(*)::int AS arrived FROM "arrivedPeople"($1::uuid)`,
    [forumId],
  );
  return { entries: entries.map(({ id }) => id), arrived: sum?.arrived ?? 0 };
}

/** Withdraws all links of a forum. */
export async function withdrawLinks(databaseUrl: string, forumId: string): Promise<void> {
  await query(databaseUrl, `UPDATE "AccessLink" SET "revokedAt" = now() WHERE "forumId" = $1::uuid`, [forumId]);
}
