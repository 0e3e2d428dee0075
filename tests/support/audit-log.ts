import { randomUUID } from "node:crypto";
import pg from "pg";

/** Writes this many entries about a forum to the event log, the newest now, by a user with a common name and by the portal. */
export async function writeAuditEntries(databaseUrl: string, forumId: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const userId = randomUUID();
    await client.query(`INSERT INTO "User" (id, email, name) VALUES ($1, $2, 'Zahra Mohammadi')`, [
      userId,
      `loki-${userId}@example.org`,
    ]);
    await client.query(
      `INSERT INTO "AuditEntry" ("actorKind", "actorId", action, "subjectKind", "subjectId", changes, "requestId")
       SELECT CASE WHEN n % 5 = 0 THEN 'system' ELSE 'user' END, CASE WHEN n % 5 = 0 THEN 'seed' ELSE $1 END,
         (ARRAY['limits_set', 'call_made', 'forum_moved', 'language_decided'])[1 + n % 4], 'forum', $2,
         CASE WHEN n % 4 = 0 THEN '{"forum": [80, 90], "childcare": [null, 10]}' ELSE '{}' END::jsonb, gen_random_uuid()::text
       FROM generate_series(1, $3::int) n`,
      [userId, forumId, count],
    );
  } finally {
    await client.end();
  }
}
