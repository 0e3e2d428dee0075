import { randomUUID } from "node:crypto";
import pg from "pg";

/**
 * Writes a party of two with a fixed id and an open offer of seats directly to the database: access tests begin with
 * its pages. `code` is the code that people say.
 */
export async function createOfferedParty(
  databaseUrl: string,
  { id, slug, code, call = randomUUID() }: { id: string; slug: string; code: string; call?: string },
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `WITH forum AS (SELECT id FROM "Forum" WHERE slug = $2),
     registration AS (
       INSERT INTO "Registration" (id, "forumId", code, "tokenHash", "submissionHash", status, "childcareAges", phone, "messageLocale", "updatedAt")
       SELECT $1::uuid, id, $3, decode(md5($3 || 'token'), 'hex'), decode(md5($3 || 'form'), 'hex'), 'offered', '{}', '+358401234567', 'so', now()
       FROM forum),
     people AS (
       INSERT INTO "Participant" (id, "registrationId", position, name, role, "spokenLanguage", "needsInterpretation", "sessionIds")
       VALUES (gen_random_uuid(), $1::uuid, 0, 'Caasha Xasan', 'parent', 'so', true, '{}'),
         (gen_random_uuid(), $1::uuid, 1, 'Cabdi Xasan', 'student', 'so', false, '{}')),
     event AS (INSERT INTO "RegistrationEvent" ("registrationId", kind, status) VALUES ($1::uuid, 'registered', 'waiting')),
     message AS (
       INSERT INTO "Message" (id, "eventKey", template, channel, locale, recipient, "registrationId", "forumId", "subjectId")
       SELECT $4::uuid, $4::text, 'offer_made', 'call', 'so', '+358401234567', $1::uuid, id, $1::uuid FROM forum),
     offer AS (
       INSERT INTO "Offer" (id, "registrationId", "forumId", "madeAt", "expiresAt")
       SELECT $1::uuid, $1::uuid, id, now(), now() + interval '2 days' FROM forum)
     INSERT INTO "Claim" (id, "registrationId", "forumId", kind, needs, status, "offerId")
     SELECT gen_random_uuid(), $1::uuid, id, 'seats', '{"forum": 2, "role:parent": 1, "role:student": 1}', 'offered', $1::uuid FROM forum`,
    [id, slug, code, call],
  );
  await client.end();
}
