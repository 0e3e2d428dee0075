import pg from "pg";
import { createForum } from "./forums";
import { createOfferedParty } from "./offered-party";

/** A forum whose day is today, with a party of two that waits for seats, and walk-ins in the log of its door. */
export async function createForumToday(
  databaseUrl: string,
  { slug, party, code }: { slug: string; party: string; code: string },
): Promise<string> {
  const forumId = await createForum(databaseUrl, { slug, inDays: 0, closesInDays: -1, capacity: 40 });
  await createOfferedParty(databaseUrl, { id: party, slug, code });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`UPDATE "Claim" SET status = 'waiting', "offerId" = NULL WHERE "registrationId" = $1`, [party]);
  await client.query(`UPDATE "Offer" SET outcome = 'withdrawn', "endedAt" = now() WHERE id = $1`, [party]);
  await client.query(`UPDATE "Registration" SET status = 'waiting' WHERE id = $1`, [party]);
  await client.query(
    `INSERT INTO "Arrival" ("forumId", id, seq, kind, at, "receivedAt", "walkIns", "spokenLanguage")
     VALUES ($1, gen_random_uuid(), 1, 'walk_in', now(), now(), 3, 'so')`,
    [forumId],
  );
  await client.end();
  return forumId;
}

/** Writes a party that has a seat for each of its people, for a forum by its slug. */
export async function createFamily(
  databaseUrl: string,
  { slug, code, names }: { slug: string; code: string; names: readonly string[] },
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `WITH registration AS (
       INSERT INTO "Registration" (id, "forumId", code, "tokenHash", "submissionHash", status, "childcareAges", phone, "messageLocale", "updatedAt")
       SELECT gen_random_uuid(), id, $2, decode(md5(slug || $2 || 'token'), 'hex'), decode(md5(slug || $2 || 'form'), 'hex'), 'confirmed', '{}',
         '+358401234567', 'so', now()
       FROM "Forum" WHERE slug = $1 RETURNING id, "forumId"),
     people AS (
       INSERT INTO "Participant" (id, "registrationId", position, name, role, "spokenLanguage", "sessionIds")
       SELECT gen_random_uuid(), r.id, n - 1, name, 'parent', 'so', '{}'
       FROM registration r, unnest($3::text[]) WITH ORDINALITY AS named (name, n))
     INSERT INTO "Claim" (id, "registrationId", "forumId", kind, needs, status)
     SELECT gen_random_uuid(), id, "forumId", 'seats', jsonb_build_object('forum', cardinality($3::text[]), 'role:parent', cardinality($3::text[])), 'held'
     FROM registration`,
    [slug, code, names],
  );
  await client.end();
}

/** Moves a forum by some days and makes it `longer` by some, without telling anybody. Returns when it now is. */
export async function shiftForum(
  databaseUrl: string,
  slug: string,
  days: number,
  longer = 0,
): Promise<{ startsAt: Date; endsAt: Date }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ startsAt: Date; endsAt: Date }>(
    `UPDATE "Forum" SET "startsAt" = "startsAt" + make_interval(days => $2), "endsAt" = "endsAt" + make_interval(days => $3) WHERE slug = $1
     RETURNING "startsAt", "endsAt"`,
    [slug, days, days + longer],
  );
  await client.end();
  const [forum] = rows;
  if (!forum) throw new Error("no such forum");
  return forum;
}

/** How often the audit log says that something was done to a forum. */
export async function countAudited(databaseUrl: string, forumId: string, action: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rowCount } = await client.query(`SELECT FROM "AuditEntry" WHERE "subjectId" = $1 AND action = $2`, [
    forumId,
    action,
  ]);
  await client.end();
  return rowCount ?? 0;
}
