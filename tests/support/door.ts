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
