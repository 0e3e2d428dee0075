import pg from "pg";
import { OTHER_TODAY_GROUP, OTHER_TODAY_MEETING, TODAY_GROUP, TODAY_MEETING } from "../access/group-attendance";
import {
  ANSWERED_REQUEST,
  COMING_MEETING,
  OTHER_GROUP,
  OTHER_GROUP_CALL,
  OTHER_MEETING,
  OTHER_REQUEST,
  OWN_GROUP,
  OWN_GROUP_CALL,
  OWN_MEETING,
  OWN_REQUEST,
  SEEN_GROUP,
  SEEN_GROUP_CALL,
  SEEN_MEETING,
  SEEN_REQUEST,
} from "../access/groups";
import { OTHER_MEDIUM, OWN_MEDIUM, SEEN_MEDIUM } from "../access/media";
import { OTHER_POST, OWN_POST, OWN_PUBLISHED_POST, OWN_REVIEWED_POST, OWN_SCHEDULED_POST } from "../access/news";
import { OTHER_ORGANISATION, OWN_ORGANISATION } from "../access/organisations";
import { OTHER_VENUE, OWN_VENUE } from "../access/venues";
import { OCCASION } from "../access/year-calendar";
import { writeText } from "./texts";

/**
 * Writes the organisation of the tests' visitors and another one, each with its own venue, a draft of a group and posts; a draft of
 * a group that nobody changes; and an occasion of the year calendar, so long ago that no forum meets it. Gives a meeting of the demo an id that tests know.
 */
export async function prepareNetwork(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO "Organisation" (id, slug, name) VALUES ($1, 'testi', 'Testiyhdistys ry'), ($2, 'toiset', 'Toiset ry')`,
      [OWN_ORGANISATION, OTHER_ORGANISATION],
    );
    await client.query(
      `INSERT INTO "Venue" (id, slug, name, place, municipality, "streetAddress", "postalCode", "organisationId")
       VALUES ($1, 'oma-talo', 'Oma talo', 'turku', 'Turku', 'Omakatu 1', '20100', $3),
         ($2, 'toisten-talo', 'Toisten talo', 'turku', 'Turku', 'Toistenkatu 1', '20100', $4)`,
      [OWN_VENUE, OTHER_VENUE, OWN_ORGANISATION, OTHER_ORGANISATION],
    );
    await client.query(
      `INSERT INTO "MediaFile" (id, kind, state, "organisationId", name, sha256, bytes, "unusedSince")
       VALUES ($1, 'pdf', 'ready', $3, 'Oma esite', '', 1, now()), ($2, 'pdf', 'ready', $4, 'Toisten esite', '', 1, now()),
         ($5, 'pdf', 'ready', $3, 'Katsottava esite', 'katsottava', 1, now())`,
      [OWN_MEDIUM, OTHER_MEDIUM, OWN_ORGANISATION, OTHER_ORGANISATION, SEEN_MEDIUM],
    );
    // A picture to choose for a post. Its bytes are nowhere.
    await client.query(
      `WITH made AS (
         INSERT INTO "MediaFile" (id, kind, state, "organisationId", name, sha256, bytes, width, height, "unusedSince")
         VALUES (gen_random_uuid(), 'picture', 'ready', $1, 'Oma kuva', 'oma-kuva', 1, 320, 180, now()) RETURNING id)
       INSERT INTO "PictureVariant" ("mediaId", width, format) SELECT id, 320, format FROM made, unnest('{avif,webp}'::"PictureFormat"[]) format`,
      [OWN_ORGANISATION],
    );
    await client.query(
      `INSERT INTO "Occasion" (id, kind, "firstDay", "lastDay", "municipalityKeys")
       VALUES ($1, 'winter_holiday', '2021-02-22', '2021-02-28', '{tampere,turku}')`,
      [OCCASION],
    );
    await client.query(
      `INSERT INTO "Group" (id, slug, kind, "organisationId", languages, place, "startsAt", minutes, recurrence, weekdays,
         "skipsHolidays", "plannedUntil", "contactName", "contactEmail", "updatedAt")
       SELECT id, slug, 'parents', "organisationId", '{so}', 'turku', at, 90, 'FREQ=WEEKLY', ARRAY[extract(isodow FROM local)::int],
         false, at + interval '10 days', 'Testaaja', 'testaaja@example.org', now()
       FROM (VALUES ($1::uuid, 'oma-ryhma', $3::uuid), ($2::uuid, 'toisten-ryhma', $4::uuid), ($5::uuid, $6, $3::uuid)) own (id, slug, "organisationId"),
         (SELECT local, local AT TIME ZONE 'Europe/Helsinki' AS at FROM
           (SELECT date_trunc('minute', now() AT TIME ZONE 'Europe/Helsinki') + interval '30 days' AS local) clock) start`,
      [OWN_GROUP, OTHER_GROUP, OWN_ORGANISATION, OTHER_ORGANISATION, SEEN_GROUP.id, SEEN_GROUP.slug],
    );
    // Meetings that were moved, so that they can be moved, cancelled and restored, with a topic to take away.
    await client.query(
      `INSERT INTO "GroupMeeting" (id, "groupId", "scheduledAt", "startsAt", "endsAt", topic, "topicLanguage", "topicAt")
       SELECT meeting.id, g.id, "startsAt" - interval '1 hour', "startsAt", "startsAt" + interval '90 minutes', 'Koulun sanat', 'fi', now()
       FROM (VALUES ($1::uuid, $2::uuid), ($3::uuid, $4::uuid), ($5::uuid, $6::uuid)) meeting (id, "groupId")
         JOIN "Group" g ON g.id = "groupId"`,
      [OWN_MEETING, OWN_GROUP, OTHER_MEETING, OTHER_GROUP, SEEN_MEETING, SEEN_GROUP.id],
    );
    await client.query(
      `INSERT INTO "GroupBreak" (id, "groupId", "firstDay", "lastDay")
       SELECT gen_random_uuid(), id, current_date + 60, current_date + 90 FROM unnest(ARRAY[$1, $2]::uuid[]) id`,
      [OWN_GROUP, SEEN_GROUP.id],
    );
    // Groups that meet today, one with a member and visitors in the log of its meeting. Ended, they are in no list.
    await client.query(
      `WITH own AS (
         INSERT INTO "Group" (id, slug, kind, status, "organisationId", languages, place, weekdays, "contactName", "contactEmail", "updatedAt")
         SELECT id, slug, 'parents', 'ended', "organisationId", '{so}', 'turku', '{}', 'Testaaja', 'testaaja@example.org', now()
         FROM (VALUES ($1::uuid, $2, $5::uuid), ($3::uuid, $4, $6::uuid)) given (id, slug, "organisationId") RETURNING id),
       meeting AS (
         INSERT INTO "GroupMeeting" (id, "groupId", "scheduledAt", "startsAt", "endsAt")
         SELECT CASE id WHEN $1 THEN $7::uuid ELSE $8::uuid END, id, now(), now(), now() + interval '1 second' FROM own RETURNING id, "groupId"),
       member AS (
         INSERT INTO "GroupMember" (id, "groupId", name, "spokenLanguage", "messageLocale", "tokenHash", "submissionHash", status)
         SELECT gen_random_uuid(), id, 'Hodan', 'so', 'so', sha256(id::text::bytea), sha256((id || 'form')::bytea), 'member' FROM own),
       attendance AS (INSERT INTO "MeetingAttendance" ("meetingId", "lastSeq") SELECT id, 1 FROM meeting RETURNING "meetingId")
       INSERT INTO "MeetingEntry" ("meetingId", id, seq, kind, at, "receivedAt", people, "spokenLanguage", "ageGroup")
       SELECT "meetingId", gen_random_uuid(), 1, 'visitors', now(), now(), 3, 'so', 'adult' FROM attendance`,
      [
        ...[TODAY_GROUP.id, TODAY_GROUP.slug, OTHER_TODAY_GROUP.id, OTHER_TODAY_GROUP.slug],
        ...[OWN_ORGANISATION, OTHER_ORGANISATION, TODAY_MEETING, OTHER_TODAY_MEETING],
      ],
    );
    // A meeting to hold after all, a tutor and a forum to take away.
    await client.query(
      `INSERT INTO "GroupMeeting" (id, "groupId", "scheduledAt", "startsAt", "endsAt", "cancelledAt", "changedAt")
       SELECT gen_random_uuid(), id, at, at, at + interval '90 minutes', now(), now() FROM
         (SELECT id, ("startsAt" AT TIME ZONE 'Europe/Helsinki' + interval '7 days') AT TIME ZONE 'Europe/Helsinki' AS at
          FROM "Group" WHERE id = $1) meeting`,
      [OWN_GROUP],
    );
    await client.query(
      `WITH tutor AS (INSERT INTO "User" (id, email, name) VALUES (gen_random_uuid(), 'ohjaaja@example.org', 'Ohjaaja') RETURNING id)
       INSERT INTO "GroupTutor" (id, "groupId", "userId") SELECT gen_random_uuid(), $1, id FROM tutor`,
      [OWN_GROUP],
    );
    // People who ask to come to each group, and one who belongs to the first.
    await client.query(
      `INSERT INTO "GroupMember" (id, "groupId", name, "spokenLanguage", phone, "messageLocale", "tokenHash", "submissionHash", status)
       SELECT id, "groupId", name, 'so', '+358401234567', 'so', decode(md5(id::text), 'hex'), decode(md5(id::text), 'hex'),
         status::"GroupMemberStatus"
       FROM (VALUES ($1::uuid, $3::uuid, 'Sahra', 'asked'), ($2::uuid, $4::uuid, 'Amal', 'asked'),
         ($5::uuid, $3::uuid, 'Maryan', 'asked'), (gen_random_uuid(), $3::uuid, 'Faadumo', 'member'),
         ($6::uuid, $7::uuid, 'Ladan', 'asked'), (gen_random_uuid(), $7::uuid, 'Sagal', 'member')) person (id, "groupId", name, status)`,
      [OWN_REQUEST, OTHER_REQUEST, OWN_GROUP, OTHER_GROUP, ANSWERED_REQUEST, SEEN_REQUEST, SEEN_GROUP.id],
    );
    // Somebody to call in each, who is no longer on its list: that is true of drafts too.
    await client.query(
      `WITH called AS (
         INSERT INTO "GroupMember" (id, "groupId", name, "spokenLanguage", phone, "messageLocale", "tokenHash", "submissionHash",
           status, "leftAt")
         SELECT gen_random_uuid(), "groupId", 'Nimco', 'so', '+358401234568', 'so', decode(md5("groupId"::text), 'hex'),
           decode(md5("groupId"::text), 'hex'), 'left', now()
         FROM unnest(ARRAY[$3, $4, $6]::uuid[]) "groupId" RETURNING id, "groupId", phone)
       INSERT INTO "Message" (id, "eventKey", template, channel, locale, recipient, "groupId", "groupMemberId")
       SELECT CASE "groupId" WHEN $3::uuid THEN $1::uuid WHEN $4::uuid THEN $2::uuid ELSE $5::uuid END, 'member:' || id || ':group_removed:call', 'group_removed',
         'call', 'so', phone, "groupId", id FROM called`,
      [OWN_GROUP_CALL, OTHER_GROUP_CALL, OWN_GROUP, OTHER_GROUP, SEEN_GROUP_CALL, SEEN_GROUP.id],
    );
    await client.query(
      `INSERT INTO "GroupForum" ("groupId", "forumId") SELECT $1, id FROM "Forum" WHERE slug = 'perheilta-itakeskus'`,
      [OWN_GROUP],
    );
    await client.query(
      `UPDATE "GroupMeeting" SET id = $1 WHERE id = (SELECT m.id FROM "GroupMeeting" m JOIN "Group" g ON g.id = m."groupId"
         WHERE g.slug = 'kontulan-somalinkieliset-aidit' AND m."startsAt" > now() ORDER BY m."scheduledAt" OFFSET 3 LIMIT 1)`,
      [COMING_MEETING],
    );
    for (const groupId of [OWN_GROUP, OTHER_GROUP, SEEN_GROUP.id])
      await writeText(client, { groupId }, { fi: { title: "Oma ryhmä", summary: "Ryhmä", description: "Tavataan." } });
    const posts = [OWN_POST, OWN_REVIEWED_POST, OWN_SCHEDULED_POST, OWN_PUBLISHED_POST, OTHER_POST];
    await client.query(
      `INSERT INTO "Post" (id, slug, "organisationId", status, "publishAt", "firstPublishedAt", tags, "updatedAt")
       SELECT id, slug, CASE WHEN slug = 'toisten-uutinen' THEN $7 ELSE $6 END::uuid, status::"PostStatus", at, at, '{network}', now()
       FROM (VALUES ($1::uuid, 'oma-uutinen', 'draft', NULL), ($2::uuid, 'luettava-uutinen', 'review', NULL),
         ($3::uuid, 'ajastettu-uutinen', 'published', now() + interval '30 days'),
         ($4::uuid, 'julkaistu-uutinen', 'published', '2020-09-01'::timestamptz),
         ($5::uuid, 'toisten-uutinen', 'draft', NULL)) own (id, slug, status, at)`,
      [...posts, OWN_ORGANISATION, OTHER_ORGANISATION],
    );
    for (const postId of posts)
      await writeText(client, { postId }, { fi: { title: "Oma uutinen", lead: "Uutinen", body: "Kerromme." } });
  } finally {
    await client.end();
  }
}

/** Writes what somebody who leads a group has done there: hours and a note to staff, to take back. */
export async function writeTutorsWork(databaseUrl: string, userId: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO "TutorHours" (id, "groupId", "userId", day, minutes, work, form, "createdAt")
       VALUES (gen_random_uuid(), $1, $2, current_date, 90, 'meeting', gen_random_uuid(), now())`,
      [OWN_GROUP, userId],
    );
    await client.query(
      `INSERT INTO "GroupNote" (id, "groupId", "userId", form, language, text, "createdAt")
       VALUES (gen_random_uuid(), $1, $2, gen_random_uuid(), 'so', 'Qolku waa yar yahay.', now())`,
      [OWN_GROUP, userId],
    );
  } finally {
    await client.end();
  }
}
