import pg from "pg";

/**
 * Writes test parties of one young person each directly to the database: they have a seat, want no photos, wait for a
 * call, name a guardian, and are unreachable. Their names are `Henkilö 01` and so on, their codes `JK01`.
 */
export async function createCrowd(databaseUrl: string, slug: string, parties: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `WITH forum AS (SELECT id FROM "Forum" WHERE slug = $1),
     numbers AS (SELECT n, lpad(n::text, 2, '0') AS name FROM generate_series(1, $2) n),
     registrations AS (
       INSERT INTO "Registration" (id, "forumId", code, "tokenHash", "submissionHash", status, "childcareAges", phone,
         "phoneRefusedAt", "guardianContact", "messageLocale", "contactWay", "createdAt", "updatedAt")
       SELECT gen_random_uuid(), forum.id, 'JK' || name, sha256(($1 || n)::bytea), sha256(($1 || '-' || n)::bytea), 'confirmed', '{}',
         '+358401112' || lpad(n::text, 3, '0'), now() + n * interval '1 second', '+35840999' || lpad(n::text, 4, '0'), 'so', 'call', now(), now()
       FROM forum, numbers RETURNING id, "forumId", right(code, 2) AS name, phone),
     people AS (
       INSERT INTO "Participant" (id, "registrationId", position, name, role, "spokenLanguage", "needsInterpretation", "ageGroup", "sessionIds")
       SELECT gen_random_uuid(), id, 0, 'Henkilö ' || name, 'student', 'so', false, 'from_13_to_17', '{}' FROM registrations),
     claims AS (
       INSERT INTO "Claim" (id, "registrationId", "forumId", kind, needs, status)
       SELECT gen_random_uuid(), id, "forumId", 'seats', '{"forum": 1, "role:student": 1}', 'held' FROM registrations)
     INSERT INTO "Message" (id, "eventKey", template, channel, locale, recipient, "registrationId", "forumId", "createdAt")
     SELECT gen_random_uuid(), gen_random_uuid()::text, 'registration_confirmed', 'call', 'so', phone, id, "forumId",
       now() + name::int * interval '1 second'
     FROM registrations`,
    [slug, parties],
  );
  await client.end();
}
