import pg from "pg";

/** How much data there is in a portal that has run for years. */
export interface Growth {
  forums: number;
  registrations: number;
  /** Accounts in addition to the demo's; a twelfth of them has a role. */
  users: number;
  /** Parties of the one popular forum, with the slug `kasvu-suosittu`. */
  crowd: number;
  /** Peer groups that have met every week for months, each with twenty people. */
  groups: number;
  /** Posts, each in the five page languages. */
  posts: number;
}

export const GROWN: Growth = {
  forums: 2_000,
  registrations: 60_000,
  users: 3_000,
  crowd: 900,
  groups: 1_000,
  posts: 10_000,
};

const ORGANISATIONS = 120;
const VENUES = 400;
/** Links of people without an account: a third are valid, the others have expired. */
const LINKS = 1_500;
/** One in this many of the coming forums is a draft, copied from another forum, with texts that nobody has checked yet. */
const DRAFTED = 40;

/** The organisation of a tenth of the forums. */
export const GROWN_ORGANISATION = "kasvu-0";
/** The popular forum. */
export const CROWDED_FORUM = "kasvu-suosittu";
/** A group to which people just come, with many requests, that has met for a year. */
export const GROWN_GROUP = "kasvuryhma-8";
/** People of each group, and those who ask to come to that one besides. */
const PEOPLE = 20;
const REQUESTS = 60;
/** One of the drafts. */
export const DRAFT_FORUM = "kasvu-7";
/** Past forums (half of all) lie within the last four years, coming ones within the next year and a half. */
const PAST_DAYS = 1_460;
const COMING_DAYS = 540;

/**
 * Fills a migrated database as if the portal had run for years, directly and a whole table at a time: half of the
 * forums are over. Every address ends in example.org.
 */
export async function grow(
  databaseUrl: string,
  { forums, registrations, users, crowd, groups, posts }: Growth,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const fill = (sql: string, values: unknown[] = []) => client.query(sql, values);
  try {
    await fill("BEGIN");
    // The rows fit together by construction. Checking each reference takes more time than writing them.
    await fill("SET LOCAL session_replication_role = replica");
    await fill(`
      INSERT INTO "Organisation" (id, slug, name)
      SELECT gen_random_uuid(), 'kasvu-' || n, 'Kasvuyhdistys ' || n || ' ry' FROM generate_series(0, ${ORGANISATIONS - 1}) n`);
    await fill(`
      CREATE TEMP TABLE organisations ON COMMIT DROP AS
        SELECT id, substr(slug, 7)::int AS n FROM "Organisation" WHERE slug LIKE 'kasvu-%';
      INSERT INTO "Venue" (id, slug, name, place, municipality, "streetAddress", "postalCode", "organisationId")
      SELECT gen_random_uuid(), 'kasvutalo-' || v.n, 'Kasvutalo ' || v.n,
        (ARRAY['helsinki', 'espoo', 'vantaa', 'turku', 'tampere'])[1 + v.n % 5],
        (ARRAY['Helsinki', 'Espoo', 'Vantaa', 'Turku', 'Tampere'])[1 + v.n % 5], 'Kasvukatu ' || v.n, '00100', o.id
      FROM generate_series(0, ${VENUES - 1}) v (n) JOIN organisations o ON o.n = v.n % ${ORGANISATIONS};
      CREATE TEMP TABLE venues ON COMMIT DROP AS
        SELECT id, substr(slug, 11)::int AS n FROM "Venue" WHERE slug LIKE 'kasvutalo-%'`);
    await fill(
      `CREATE TEMP TABLE forums ON COMMIT DROP AS
       SELECT gen_random_uuid() AS id, n, CASE WHEN n = 0 THEN $2 ELSE 'kasvu-' || n END AS slug,
         date_trunc('day', now()) + interval '15 hours 30 minutes' + CASE
           WHEN n < $1::int / 2 THEN (2 + n * $4::float8 / ($1::int / 2)) * interval '1 day'
           ELSE -(1 + (n - $1::int / 2) * $3::float8 / ($1::int / 2)) * interval '1 day' END AS "startsAt",
         n < $1::int / 2 AND n % ${DRAFTED} = 7 AS draft
       FROM generate_series(0, $1::int - 1) n`,
      [forums, CROWDED_FORUM, PAST_DAYS, COMING_DAYS],
    );
    await fill("CREATE UNIQUE INDEX ON forums (n); ANALYZE organisations, venues, forums");
    await fill(
      `INSERT INTO "Forum" (id, slug, kind, status, "startsAt", "endsAt", "registrationClosesAt", capacity,
         "childcareCapacity", "servesMeal", "contactName", "contactEmail", "organisationId", "venueId", "publishedAt", "updatedAt")
       SELECT f.id, f.slug, (ARRAY['cooperation_forum', 'family_evening', 'student_evening'])[1 + f.n % 3]::"ForumKind",
         CASE WHEN f.draft THEN 'draft' WHEN f.n % 50 = 49 THEN 'cancelled' ELSE 'published' END::"ForumStatus",
         f."startsAt", f."startsAt" + interval '2 hours', f."startsAt" - interval '1 day',
         CASE WHEN f.n = 0 THEN $1::int ELSE 80 END, 10, true, 'Kasvun yhteyshenkilö', 'kasvu@example.org',
         (SELECT id FROM organisations o WHERE o.n = CASE WHEN f.n % 10 = 0 THEN 0 ELSE f.n % ${ORGANISATIONS} END),
         (SELECT id FROM venues v WHERE v.n = f.n % ${VENUES}), CASE WHEN NOT f.draft THEN now() END, now()
       FROM forums f`,
      [crowd],
    );
    await fill(`
      INSERT INTO "ForumLanguage" ("forumId", language, state, main)
      SELECT f.id, language, state::"LanguageOfferState", language = 'fi'
      FROM forums f, (VALUES ('fi', 'confirmed'), ('so', 'confirmed'), ('ar', 'requested')) AS known (language, state)`);
    await fill(`
      CREATE TEMP TABLE sessions ON COMMIT DROP AS
        SELECT gen_random_uuid() AS id, f.id AS "forumId", f.n, f.draft, position, f."startsAt" FROM forums f, generate_series(0, 2) position;
      INSERT INTO "Session" (id, "forumId", position, "startsAt", "endsAt", room, capacity)
        SELECT id, "forumId", position, "startsAt" + interval '1 hour', "startsAt" + interval '2 hours', 'Luokka ' || position, 20
        FROM sessions;`);
    // Texts as their feature would write them: an original, and checked translations.
    await fill(`
      CREATE TEMP TABLE texts ON COMMIT DROP AS
        SELECT gen_random_uuid() AS id, f.n, f.id AS "forumId", NULL::uuid AS "sessionId", NULL::uuid AS "venueId", f.draft, (
          SELECT jsonb_object_agg(locale, jsonb_build_object('title', titles.title || ' ' || f.n,
            'summary', repeat('Perheet, opot ja järjestöt saman pöydän ääressä. ', 3),
            'description', repeat('Puhumme siitä, mitä peruskoulun jälkeen voi tehdä ja miten haetaan. ', 12) || 'Tervetuloa torstaina 12.3. kello 17!',
            'audience', 'Perheille ja nuorille'))
          FROM (VALUES ('fi', 'Perheilta koululla'), ('sv', 'Familjekväll i skolan'), ('en', 'Family evening at school'),
            ('ar', 'أمسية عائلية في المدرسة'), ('so', 'Fiidka qoyska ee dugsiga')) AS titles (locale, title)) AS words
        FROM forums f
        UNION ALL
        SELECT gen_random_uuid(), s.n, NULL, s.id, NULL, s.draft, (
          SELECT jsonb_object_agg(locale, jsonb_build_object('title', 'Pöytä ' || s.position)) FROM unnest(ARRAY['fi', 'ar', 'so']) locale)
        FROM sessions s
        UNION ALL
        SELECT gen_random_uuid(), v.n, NULL, NULL, v.id, false, (
          SELECT jsonb_object_agg(locale, '{"directions": "Bussipysäkki on oven edessä.", "accessibility": "Sisään pääsee ilman portaita."}'::jsonb)
          FROM unnest(ARRAY['fi', 'sv', 'ar']) locale)
        FROM venues v;
      INSERT INTO "ContentItem" (id, "forumId", "sessionId", "venueId", "sourceLanguage")
        SELECT id, "forumId", "sessionId", "venueId", 'fi' FROM texts;
      CREATE TEMP TABLE words ON COMMIT DROP AS
        SELECT id, n, "forumId", "sessionId", "venueId", draft, language, fields FROM texts, jsonb_each(words) each (language, fields);
      INSERT INTO "ContentRevision" ("itemId", language, number, "readLanguage", read, fields, "byKind", "byId")
        SELECT id, language, 1, CASE WHEN language <> 'fi' THEN 'fi' END, CASE WHEN language <> 'fi' THEN 1 END, fields, 'system', 'growth'
        FROM words;
      INSERT INTO "ContentCheck" (id, "itemId", language, number, "sourceLanguage", read, fields, "byKind", "byId")
        SELECT gen_random_uuid(), id, language, 1, 'fi', 1, ARRAY(SELECT jsonb_object_keys(fields)), 'system', 'reader'
        FROM words WHERE language <> 'fi' AND n % 10 <> 1;
      INSERT INTO "ContentEdition" ("itemId", language, "forumId", "sessionId", "venueId", latest, published, fields, title, state, "workState")
        SELECT id, language, "forumId", "sessionId", "venueId", 1, 1, fields, COALESCE(fields->>'title', ''), state, state
        FROM words, LATERAL (
          SELECT CASE WHEN language = 'fi' THEN 'original' WHEN n % 10 = 1 THEN 'unchecked' ELSE 'checked' END::"ContentState" AS state) stands;
      UPDATE "ContentEdition" SET notes = unchecked.notes, "workNotes" = unchecked.notes
        FROM (SELECT id, language, jsonb_agg(jsonb_build_object('field', field, 'state', 'unchecked')) AS notes
          FROM words, jsonb_object_keys(fields) field WHERE language <> 'fi' AND n % 10 = 1 GROUP BY id, language) unchecked
        WHERE unchecked.id = "itemId" AND unchecked.language = "ContentEdition".language;
      INSERT INTO "CopiedText" ("itemId", language) SELECT id, language FROM words WHERE draft`);
    // The original of every tenth forum has been changed since, which is not published yet.
    await fill(`
      CREATE TEMP TABLE changed ON COMMIT DROP AS
        SELECT id, fields || '{"audience": "Perheille, nuorille ja opettajille"}' AS fields FROM words
        WHERE "forumId" IS NOT NULL AND language = 'fi' AND n % 10 = 3;
      INSERT INTO "ContentRevision" ("itemId", language, number, fields, "byKind", "byId") SELECT id, 'fi', 2, fields, 'system', 'growth' FROM changed;
      UPDATE "ContentEdition" SET latest = 2 FROM changed WHERE id = "itemId" AND language = 'fi';
      UPDATE "ContentEdition" SET "workState" = 'older',
          "workNotes" = '[{"field": "audience", "state": "older", "original": ["Perheille, nuorille ja opettajille"]}]'
        FROM changed WHERE id = "itemId" AND language <> 'fi'`);
    await fill(
      `CREATE TEMP TABLE people ON COMMIT DROP AS
         SELECT gen_random_uuid() AS id, n,
           (ARRAY['peer_tutor', 'interpreter', 'translator', 'counsellor', 'staff'])[1 + (n / 12) % 5] AS role
         FROM generate_series(1, $1::int) n`,
      [users],
    );
    await fill(`
      CREATE UNIQUE INDEX ON people (n);
      ANALYZE people, sessions;
      INSERT INTO "User" (id, email, name, "emailVerified", "lastSeenAt")
        SELECT id, 'kasvu' || n || '@example.org', 'Käyttäjä ' || n, now(), now() - n * interval '1 hour' FROM people;
      INSERT INTO "UserRole" ("userId", role) SELECT id, role::"Role" FROM people WHERE n % 12 = 0;
      INSERT INTO "Membership" ("userId", "organisationId")
        SELECT p.id, o.id FROM people p JOIN organisations o ON o.n = p.n % 40 WHERE p.n % 12 = 0;
      INSERT INTO "Responsibility" (id, "userId", "forumId", "sessionId", kind, "givenIn")
        SELECT gen_random_uuid(), p.id, s."forumId", CASE WHEN s.n % 2 = 0 THEN s.id END,
          CASE WHEN s.n % 2 = 0 THEN 'hosts' ELSE 'arranges' END::"ResponsibilityKind", gen_random_uuid()
        FROM people p JOIN sessions s ON s.n % 250 = p.n / 12 AND s.position = 1 WHERE p.n % 12 = 0;
      INSERT INTO "Invitation" (id, "tokenHash", email, role, "organisationId", locale, "invitedById", "createdAt", "expiresAt", "acceptedAt")
        SELECT gen_random_uuid(), sha256(('i' || p.n)::bytea), 'kutsu' || p.n || '@example.org', 'peer_tutor', o.id, 'fi',
          (SELECT i.id FROM people i WHERE i.n = 12 * (1 + p.n % 200)), now() - p.n * interval '3 hours',
          now() - p.n * interval '3 hours' + interval '14 days', CASE WHEN p.n % 3 = 0 THEN now() END
        FROM people p JOIN organisations o ON o.n = p.n % 40`);
    await fill(
      `CREATE TEMP TABLE parties ON COMMIT DROP AS
         SELECT gen_random_uuid() AS id, k AS n, f.id AS "forumId", f.n AS forum, f."startsAt", 1 + k % 3 AS people,
           CASE WHEN f.n > 0 AND k % 13 = 0 THEN 'cancelled' WHEN f.n > 0 AND k % 11 = 0 THEN 'waiting' ELSE 'confirmed' END AS status
         FROM generate_series(1, $1::int) k
         CROSS JOIN LATERAL (SELECT CASE WHEN k <= $2::int THEN 0 ELSE 1 + k % ($3::int - 1) END AS n) wish
         JOIN forums f ON f.n = wish.n + CASE WHEN wish.n < $3::int / 2 AND wish.n % ${DRAFTED} = 7 THEN 1 ELSE 0 END`,
      [registrations, crowd, forums],
    );
    await fill("ANALYZE parties");
    await fill(`
      INSERT INTO "Registration" (id, "forumId", code, "tokenHash", "submissionHash", status, "childcareAges", phone, email,
        "messageLocale", "contactWay", "guardianContact", "helperUserId", "createdAt", "updatedAt", "anonymisedAt")
      SELECT id, "forumId", 'K' || n, sha256(('t' || n)::bytea), sha256(('s' || n)::bytea), status::"RegistrationStatus",
        CASE WHEN n % 4 = 0 THEN '{3,5}' ELSE '{}' END::int[], '+35840' || lpad(n::text, 7, '0'), 'perhe' || n || '@example.org',
        (ARRAY['fi', 'sv', 'en', 'ar', 'so'])[1 + n % 5], (ARRAY['read', 'listen', 'call'])[1 + n % 3]::"ContactWay",
        CASE WHEN n % 2 = 0 THEN '+358401234567' END,
        CASE WHEN n % 20 = 0 THEN (SELECT p.id FROM people p WHERE p.n = 12 * (1 + (parties.n / 20) % 200)) END,
        least("startsAt" - interval '20 days', now() - interval '1 hour'), now(),
        CASE WHEN "startsAt" < now() - interval '30 days' THEN now() END
      FROM parties`);
    await fill(`
      INSERT INTO "Participant" (id, "registrationId", position, name, role, "spokenLanguage", "needsInterpretation", "ageGroup", "sessionIds")
      SELECT gen_random_uuid(), p.id, position, 'Osallistuja ' || p.n || '.' || position, (ARRAY['parent', 'student'])[1 + position % 2]::"ParticipantRole",
        (ARRAY['so', 'ar', 'fi', 'uk', 'fa-AF'])[1 + p.n % 5], p.n % 5 <> 2,
        CASE WHEN position = 1 THEN 'from_13_to_17' ELSE 'adult' END::"AgeGroup", '{}'
      FROM parties p, generate_series(0, 2) position WHERE position < p.people;
      INSERT INTO "Claim" (id, "registrationId", "forumId", kind, needs, status)
      SELECT gen_random_uuid(), id, "forumId", 'seats', jsonb_build_object('forum', people),
        CASE status WHEN 'waiting' THEN 'waiting' ELSE 'held' END::"ClaimStatus"
      FROM parties WHERE status <> 'cancelled';
      INSERT INTO "Claim" (id, "registrationId", "forumId", kind, "sessionId", needs, status)
      SELECT gen_random_uuid(), p.id, p."forumId", 'session', s.id, jsonb_build_object('session:' || s.id, 1), 'held'
      FROM parties p JOIN sessions s ON s."forumId" = p."forumId" AND s.position = p.n % 3 WHERE p.status = 'confirmed' AND p.n % 2 = 0;
      INSERT INTO "Consent" (id, "registrationId", kind, "textVersion", locale, "givenAt")
      SELECT gen_random_uuid(), id, kind::"ConsentKind", '2026-11', 'fi', now() - interval '30 days'
      FROM parties, unnest(ARRAY['privacy_notice', 'later_forums', 'photos']) kind WHERE kind = 'privacy_notice' OR n % 4 <> 0;
      INSERT INTO "RegistrationEvent" ("registrationId", kind, status)
      SELECT id, 'registered', status::"RegistrationStatus" FROM parties`);
    await fill(`
      INSERT INTO "Offer" (id, "registrationId", "forumId", "madeAt", "expiresAt", "endedAt", outcome)
      SELECT gen_random_uuid(), id, "forumId", now() - interval '9 days', now() - interval '7 days', now() - interval '8 days', 'accepted'
      FROM parties WHERE n % 6 = 0;
      UPDATE "Claim" c SET "offerId" = o.id FROM "Offer" o WHERE o."registrationId" = c."registrationId" AND c.kind = 'seats'`);
    // Half of the crowd wants to be called; everybody else's messages have been sent.
    await fill(`
      INSERT INTO "Message" (id, "eventKey", template, channel, locale, recipient, "registrationId", "forumId", "createdAt", "sentAt")
      SELECT gen_random_uuid(), 'registration:' || id || ':1:registration_confirmed:' || channel, 'registration_confirmed', channel::"MessageChannel",
        'fi', CASE WHEN "startsAt" < now() - interval '30 days' THEN '' ELSE 'perhe' || n || '@example.org' END, id, "forumId",
        now() - interval '1 hour', now()
      FROM (SELECT p.*, 'email' AS channel FROM parties p) mails;
      INSERT INTO "Message" (id, "eventKey", template, channel, locale, recipient, "registrationId", "forumId", "createdAt")
      SELECT gen_random_uuid(), 'registration:' || id || ':reminder_week:call', 'reminder_week', 'call', 'so', '+35840' || lpad(n::text, 7, '0'),
        id, "forumId", now() - n * interval '1 second'
      FROM parties WHERE forum = 0 AND n % 2 = 0`);
    await fill(`
      INSERT INTO "AccessLink" (id, kind, "tokenHash", holder, "forumId", "itemId", language, "createdAt", "expiresAt")
      SELECT gen_random_uuid(), kind::"AccessLinkKind", sha256(('l' || n)::bytea), 'Linkin saaja ' || n,
        CASE WHEN kind <> 'helper' THEN (SELECT f.id FROM forums f WHERE f.n = l.n) END,
        CASE WHEN kind = 'translator' AND n % 2 = 0 THEN (SELECT t.id FROM texts t WHERE t.n = l.n AND t."forumId" IS NOT NULL) END,
        CASE WHEN kind = 'translator' THEN 'so' END, now() - n * interval '1 day',
        now() + CASE WHEN n % 3 = 0 THEN 30 ELSE -30 END * interval '1 day'
      FROM generate_series(1, ${LINKS}) l (n), LATERAL (SELECT (ARRAY['helper', 'coordinator', 'translator'])[1 + n / 3 % 3] AS kind) kinds
      WHERE l.n < (SELECT count(*) FROM forums)`);
    await fill(`
      INSERT INTO "AuditEntry" (at, "actorKind", "actorId", action, "subjectKind", "subjectId", changes, "requestId")
      SELECT now() - n * interval '20 minutes', 'user', (SELECT p.id::text FROM people p WHERE p.n = 12 * (1 + e.n % 200)),
        CASE WHEN n % 5000 = 0 THEN 'forum_cancelled' WHEN n % 2 = 0 THEN 'limits_set' ELSE 'call_made' END, 'forum',
        (SELECT f.id::text FROM forums f WHERE f.n = e.n % 2000), '{"forum": [80, 90]}', gen_random_uuid()::text
      FROM generate_series(1, 45000) e (n)`);
    await fill(
      `CREATE TEMP TABLE groups ON COMMIT DROP AS
         SELECT gen_random_uuid() AS id, gen_random_uuid() AS item, n,
           date_trunc('day', now()) + ((n % 7) - 140) * interval '1 day' + interval '15 hours' AS "startsAt",
           jsonb_build_object('title', 'Kasvuryhmä ' || n, 'summary', 'Tavataan ja jutellaan omalla kielellä.',
             'description', repeat('Luemme yhdessä, mitä koulu kirjoittaa. ', 12)) AS fields
         FROM generate_series(0, $1::int - 1) n`,
      [groups],
    );
    await fill(`
      INSERT INTO "Group" (id, slug, kind, status, "organisationId", languages, place, district, "placeName", address, "placeIsPublic", entry, childcare,
          "full", "startsAt", minutes, recurrence, weekdays, "plannedUntil", "contactName", "contactEmail", "publishedAt", "updatedAt")
        SELECT g.id, 'kasvuryhma-' || g.n, (ARRAY['parents', 'mothers', 'youth'])[1 + g.n % 3]::"GroupKind",
          CASE WHEN g.n % 50 = 49 THEN 'ended' WHEN g.n % 50 = 48 THEN 'draft' ELSE 'published' END::"GroupStatus", o.id,
          ARRAY[(ARRAY['so', 'ar', 'fa-AF', 'ckb', 'ru', 'uk', 'ti', 'vi'])[1 + g.n % 8]],
          (ARRAY['helsinki', 'espoo', 'vantaa', 'turku', 'tampere'])[1 + g.n % 5], 'Keskusta', 'Kasvutalo', 'Kasvukatu 1',
          g.n % 2 = 0, CASE WHEN g.n % 4 = 0 THEN 'come' ELSE 'ask' END::"GroupEntry", g.n % 2 = 0, g.n % 4 = 3, g."startsAt", 90, 'FREQ=WEEKLY', ARRAY[extract(isodow FROM g."startsAt")::int],
          g."startsAt" + interval '320 days', 'Kasvun yhteyshenkilö', 'kasvu@example.org', now(), now()
        FROM groups g JOIN organisations o ON o.n = g.n % ${ORGANISATIONS};
      INSERT INTO "GroupMeeting" (id, "groupId", "scheduledAt", "startsAt", "endsAt", "cancelledAt", "changedAt")
        SELECT gen_random_uuid(), g.id, at, at, at + interval '90 minutes',
          CASE WHEN (g.n + w) % 20 = 0 THEN now() END, CASE WHEN (g.n + w) % 20 = 0 THEN now() END
        FROM groups g, generate_series(0, 45) w, LATERAL (SELECT g."startsAt" + w * interval '7 days' AS at) meeting;
      INSERT INTO "GroupVisit" ("meetingId", "spokenLanguage", count)
        SELECT m.id, language, 1 + g.n % 5 FROM "GroupMeeting" m JOIN groups g ON g.id = m."groupId" AND g.n % 4 = 0,
          unnest(ARRAY['', 'so', 'ar']) language;
      INSERT INTO "GroupTutor" (id, "groupId", "userId", "shownName", languages, "agreedAt")
        SELECT gen_random_uuid(), g.id, p.id, 'Ohjaaja', '{so,fi}', now() FROM groups g JOIN people p ON p.n = 12 * (g.n % 40 + 1);
      INSERT INTO "GroupForum" ("groupId", "forumId")
        SELECT g.id, f.id FROM groups g JOIN forums f ON f.n IN (g.n, g.n + (SELECT count(*) FROM forums) / 2);
      INSERT INTO "ContentItem" (id, "groupId", "sourceLanguage") SELECT item, id, 'fi' FROM groups;
      INSERT INTO "ContentRevision" ("itemId", language, number, fields, "byKind", "byId")
        SELECT item, 'fi', 1, fields, 'system', 'growth' FROM groups;
      INSERT INTO "ContentEdition" ("itemId", language, "groupId", latest, published, fields, title, state, "workState")
        SELECT item, 'fi', id, 1, 1, fields, fields->>'title', 'original', 'original' FROM groups`);
    await fill(`
      INSERT INTO "GroupMeeting" (id, "groupId", "scheduledAt", "startsAt", "endsAt")
        SELECT gen_random_uuid(), g.id, at, at, at + interval '90 minutes'
        FROM "Group" g, generate_series(1, 32) w, LATERAL (SELECT g."startsAt" - w * interval '7 days' AS at) meeting
        WHERE g.slug = '${GROWN_GROUP}';
      CREATE TEMP TABLE members ON COMMIT DROP AS
        SELECT gen_random_uuid() AS id, g.id AS "groupId", g.n AS "group", g.n * 1000 + m AS n, m,
          CASE WHEN m > ${PEOPLE} OR m % 10 = 1 THEN 'asked' WHEN m = 2 THEN 'waiting' WHEN m = 3 THEN 'left' ELSE 'member' END AS status,
          now() - m * interval '1 day' AS at
        FROM groups g, LATERAL generate_series(1, ${PEOPLE} + CASE WHEN g.n = 8 THEN ${REQUESTS} ELSE 0 END) m;
      ANALYZE members;
      INSERT INTO "GroupMember" (id, "groupId", name, "spokenLanguage", "ageGroup", phone, email, "messageLocale", "contactWay", question,
          "tokenHash", "submissionHash", status, "createdAt", "statusAt", "leftAt")
        SELECT id, "groupId", 'Ryhmäläinen ' || n, (ARRAY['so', 'ar', 'fa-AF', 'ckb', 'ru', 'uk', 'ti', 'vi'])[1 + "group" % 8],
          CASE WHEN n % 5 = 0 THEN 'from_13_to_17' ELSE 'adult' END::"AgeGroup", '+35840' || lpad(n::text, 7, '0'),
          'ryhmalainen' || n || '@example.org', (ARRAY['fi', 'sv', 'en', 'ar', 'so'])[1 + n % 5],
          (ARRAY['read', 'listen', 'call'])[1 + n % 3]::"ContactWay", CASE WHEN n % 4 = 0 THEN 'Voiko lapsen ottaa mukaan?' END,
          sha256(('m' || n)::bytea), sha256(('ms' || n)::bytea), status::"GroupMemberStatus", at - interval '1 day', at,
          CASE WHEN status = 'left' THEN at END
        FROM members;
      INSERT INTO "GroupConsent" (id, "memberId", kind, "textVersion", locale, "givenAt")
        SELECT gen_random_uuid(), id, 'privacy_notice', '2026-11', 'fi', at FROM members;
      INSERT INTO "GroupMemberEvent" ("memberId", kind, status, at) SELECT id, 'asked', 'asked', at - interval '1 day' FROM members;
      INSERT INTO "GroupMemberEvent" ("memberId", kind, status, at) SELECT id, 'welcomed', 'member', at FROM members WHERE status = 'member';
      INSERT INTO "Message" (id, "eventKey", template, channel, locale, recipient, "groupId", "groupMemberId", "createdAt", "sentAt")
        SELECT gen_random_uuid(), 'member:' || id || ':1:group_welcomed:' || channel, 'group_welcomed', channel::"MessageChannel", 'fi',
          '+35840' || lpad(n::text, 7, '0'), "groupId", id, at, CASE WHEN channel = 'sms' THEN at END
        FROM members, LATERAL (SELECT CASE WHEN n % 3 = 2 THEN 'call' ELSE 'sms' END AS channel) way WHERE status = 'member'`);
    // Who came to meetings: ticks of the last month, and the numbers of those before.
    await fill(`
      CREATE TEMP TABLE held ON COMMIT DROP AS
        SELECT m.id, m."groupId", m."startsAt", m."startsAt" < now() - interval '30 days' AS forgotten, g.n AS "group"
        FROM "GroupMeeting" m JOIN groups g ON g.id = m."groupId" WHERE m."endsAt" < now() AND m."cancelledAt" IS NULL;
      INSERT INTO "MeetingAttendance" ("meetingId", "lastSeq", "forgottenAt")
        SELECT id, ${PEOPLE} + 1, CASE WHEN forgotten THEN "startsAt" + interval '30 days' END FROM held;
      INSERT INTO "MeetingCount" (id, "meetingId", "spokenLanguage", "ageGroup", members, visitors)
        SELECT gen_random_uuid(), id, (ARRAY['so', 'ar', 'fa-AF', 'ckb', 'ru', 'uk', 'ti', 'vi'])[1 + "group" % 8], age::"AgeGroup", 8, 3
        FROM held, unnest(ARRAY['adult', 'from_13_to_17']) age WHERE forgotten;
      INSERT INTO "MeetingEntry" ("meetingId", id, seq, kind, at, "receivedAt", "memberId")
        SELECT h.id, gen_random_uuid(), m.m, 'present', h."startsAt", h."startsAt", m.id
        FROM held h JOIN members m ON m."groupId" = h."groupId" AND m.status = 'member' AND m.m % 4 <> 0 WHERE NOT h.forgotten;
      INSERT INTO "MeetingEntry" ("meetingId", id, seq, kind, at, "receivedAt", people, "spokenLanguage", "ageGroup")
        SELECT id, gen_random_uuid(), ${PEOPLE} + 1, 'visitors', "startsAt", "startsAt", 3, 'so', 'adult' FROM held WHERE NOT forgotten;
      INSERT INTO "TutorHours" (id, "groupId", "userId", day, minutes, work, form, "createdAt")
        SELECT gen_random_uuid(), h."groupId", t."userId", h."startsAt"::date, 120, 'meeting', gen_random_uuid(), h."startsAt"
        FROM held h JOIN "GroupTutor" t ON t."groupId" = h."groupId";
      INSERT INTO "GroupNote" (id, "groupId", "userId", form, language, text, "createdAt")
        SELECT gen_random_uuid(), h."groupId", t."userId", gen_random_uuid(), 'fi', repeat('Tila on meille sopiva. ', 8), h."startsAt"
        FROM held h JOIN "GroupTutor" t ON t."groupId" = h."groupId" WHERE h."group" % 5 = 3`);
    // What was looked for in vain, and wishes that no group meets.
    await fill(
      `INSERT INTO "GroupSearchCount" (day, language, place, kind, count)
         SELECT current_date - d, language, place, '', 1 + d % 7
         FROM generate_series(0, 364) d, unnest(ARRAY['ps', 'am', 'bn', 'ne', 'my']) language, unnest(ARRAY['helsinki', 'turku', 'oulu']) place
         ON CONFLICT DO NOTHING`,
    );
    await fill(
      `INSERT INTO "GroupWish" (id, language, place, email, "messageLocale", "tokenHash", "submissionHash", "createdAt")
         SELECT gen_random_uuid(), (ARRAY['ps', 'am', 'bn', 'ne', 'my'])[1 + n % 5], (ARRAY['helsinki', 'turku', 'oulu'])[1 + n % 3],
           'toive' || n || '@example.org', 'fi', sha256(('w' || n)::bytea), sha256(('ws' || n)::bytea), now() - n * interval '4 hours'
         FROM generate_series(1, $1::int) n`,
      [2 * groups],
    );
    await fill(
      `CREATE TEMP TABLE posts ON COMMIT DROP AS
         SELECT gen_random_uuid() AS id, gen_random_uuid() AS item, n, date_trunc('minute', now()) - n * interval '3 hours' AS at
         FROM generate_series(0, $1::int - 1) n`,
      [posts],
    );
    // Two posts of three have a picture, the same in each organisation. Its bytes are nowhere.
    await fill(`
      CREATE TEMP TABLE pictures ON COMMIT DROP AS SELECT gen_random_uuid() AS id, o.id AS "organisationId" FROM organisations o;
      INSERT INTO "MediaFile" (id, kind, state, "organisationId", name, credit, sha256, bytes, width, height)
        SELECT id, 'picture', 'ready', "organisationId", 'Kasvun kuva', 'Kuvaaja', 'kasvu', 100000, 1600, 900 FROM pictures;
      INSERT INTO "PictureVariant" ("mediaId", width, format, bytes)
        SELECT p.id, width, format, width * 40 FROM pictures p, unnest(ARRAY[320, 640, 1024, 1600]) width,
          unnest('{avif,webp}'::"PictureFormat"[]) format;
      INSERT INTO "Post" (id, slug, "organisationId", "coverId", status, "publishAt", "firstPublishedAt", tags, "updatedAt")
        SELECT p.id, 'kasvu-uutinen-' || p.n, o.id, CASE WHEN p.n % 3 <> 0 THEN c.id END, CASE WHEN p.n % 50 = 49 THEN 'unpublished' ELSE 'published' END::"PostStatus", p.at, p.at,
          ARRAY[(ARRAY['forums', 'groups', 'school', 'choices', 'families', 'youth', 'network'])[1 + p.n % 7]], now()
        FROM posts p JOIN organisations o ON o.n = p.n % ${ORGANISATIONS} JOIN pictures c ON c."organisationId" = o.id;
      INSERT INTO "ContentItem" (id, "postId", "sourceLanguage") SELECT item, id, 'fi' FROM posts;
      INSERT INTO "MediaUse" ("mediaId", "itemId", language, shown)
        SELECT p."coverId", i.id, '', true FROM "Post" p JOIN "ContentItem" i ON i."postId" = p.id WHERE p."coverId" IS NOT NULL AND p.slug LIKE 'kasvu-%';
      INSERT INTO "MediaRelease" ("itemId", "from")
        SELECT i.id, p."publishAt" FROM "Post" p JOIN "ContentItem" i ON i."postId" = p.id
        WHERE p.status = 'published' AND p.slug LIKE 'kasvu-%';
      CREATE TEMP TABLE news ON COMMIT DROP AS
        SELECT p.item, p.id, language, jsonb_build_object('title', 'Kasvun uutinen ' || p.n || ' (' || language || ')',
          'lead', 'Perheet ja koulut puhuivat yhdessä.', 'body', repeat('Kerromme, mitä foorumissa sovittiin. ', 30)) AS fields
        FROM posts p, unnest(ARRAY['fi', 'sv', 'en', 'ar', 'so']) language;
      INSERT INTO "ContentRevision" ("itemId", language, number, "readLanguage", read, fields, "byKind", "byId")
        SELECT item, language, 1, CASE WHEN language <> 'fi' THEN 'fi' END, CASE WHEN language <> 'fi' THEN 1 END, fields, 'system', 'growth'
        FROM news;
      INSERT INTO "ContentCheck" (id, "itemId", language, number, "sourceLanguage", read, fields, "byKind", "byId")
        SELECT gen_random_uuid(), item, language, 1, 'fi', 1, ARRAY['title', 'lead', 'body'], 'system', 'reader' FROM news WHERE language <> 'fi';
      INSERT INTO "ContentEdition" ("itemId", language, "postId", latest, published, fields, title, state, "workState")
        SELECT item, language, id, 1, 1, fields, fields->>'title', state, state
        FROM news, LATERAL (SELECT CASE WHEN language = 'fi' THEN 'original' ELSE 'checked' END::"ContentState" AS state) stands`);
    await fill("COMMIT");
    // As the database does by itself in time.
    await fill("VACUUM (ANALYZE)");
  } finally {
    await client.end();
  }
}
