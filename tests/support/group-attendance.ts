import { randomUUID } from "node:crypto";
import { createAccount } from "./accounts";
import { query } from "./database";

/** A group that meets today, with members of these names, and the login session of its tutor. */
export async function createMeetingToday(
  databaseUrl: string,
  names: readonly string[],
): Promise<{ slug: string; meetingId: string; token: string }> {
  const { token, userId } = await createAccount(databaseUrl, {
    ...{ email: `tutor-${randomUUID()}@example.org`, roles: ["peer_tutor"] },
  });
  const slug = `lasnaolo-${randomUUID().slice(0, 8)}`;
  const [made] = await query<{ id: string }>(
    databaseUrl,
    `WITH own AS (
       INSERT INTO "Group" (id, slug, kind, status, "organisationId", languages, place, weekdays, "contactName", "contactEmail", "updatedAt")
       SELECT gen_random_uuid(), $1, 'mothers', 'published', id, '{so}', 'helsinki', '{}', 'Testaaja', 'testaaja@example.org', now()
       FROM "Organisation" ORDER BY id LIMIT 1 RETURNING id),
     tutor AS (INSERT INTO "GroupTutor" (id, "groupId", "userId", languages) SELECT gen_random_uuid(), id, $2::uuid, '{}' FROM own),
     members AS (
       INSERT INTO "GroupMember" (id, "groupId", name, "spokenLanguage", "messageLocale", "tokenHash", "submissionHash", status)
       SELECT gen_random_uuid(), own.id, n.name, 'so', 'so', sha256(gen_random_uuid()::text::bytea), sha256(gen_random_uuid()::text::bytea), 'member'
       FROM own, unnest($3::text[]) AS n(name))
     INSERT INTO "GroupMeeting" (id, "groupId", "scheduledAt", "startsAt", "endsAt")
     SELECT gen_random_uuid(), id, now(), now(), now() + interval '1 second' FROM own RETURNING id`,
    [slug, userId, names],
  );
  return { slug, token, meetingId: made?.id ?? "" };
}

/** How many came to a meeting by the database. */
export async function countCame(databaseUrl: string, meetingId: string): Promise<number> {
  const [sum] = await query<{ came: number }>(
    databaseUrl,
    `SELECT coalesce(sum(members + visitors), 0)::int AS came FROM "meetingNumbers"($1::uuid)`,
    [meetingId],
  );
  return sum?.came ?? 0;
}

/** Takes a meeting's group from its tutors. */
export async function endTutors(databaseUrl: string, meetingId: string): Promise<void> {
  await query(
    databaseUrl,
    `DELETE FROM "GroupTutor" WHERE "groupId" = (SELECT "groupId" FROM "GroupMeeting" WHERE id = $1::uuid)`,
    [meetingId],
  );
}
