-- Addresses that stayed behind when personal data was removed. Only data changes, and running it again does no harm.
-- (3B is the semicolon: where migrations run through Prisma's driver adapter, a script is parted at every one it sees.)

-- Announcements are known by the registration that they went to, no longer by its address. A registration that was told
-- twice, as its address had changed, keeps both messages: the later one is known by its own id.
WITH announced AS (
  SELECT m.id, m."forumId", m.channel,
    CASE
      WHEN m."registrationId" IS NOT NULL
        AND row_number() OVER (PARTITION BY m."forumId", m."registrationId", m.channel ORDER BY m."createdAt", m.id) = 1
      THEN m."registrationId"
      ELSE m.id
    END AS known_by
  FROM "Message" m WHERE m.template::text = 'forum_announced'
)
UPDATE "Message" m
SET "eventKey" = 'forum:' || announced."forumId" || ':announced:' || announced.known_by || ':forum_announced:' || announced.channel
FROM announced WHERE announced.id = m.id;

-- The words of mail servers, which repeat addresses.
UPDATE "Message" SET "lastError" = NULL WHERE "lastError" IS NOT NULL;

-- Addresses of anonymised registrations that nobody agreed to keep.
UPDATE "Registration" r SET phone = NULL, email = NULL
WHERE r."anonymisedAt" IS NOT NULL AND (r.phone IS NOT NULL OR r.email IS NOT NULL) AND NOT EXISTS (
  SELECT FROM "Consent" c WHERE c."registrationId" = r.id AND c.kind = 'later_forums' AND c."withdrawnAt" IS NULL);

-- Addresses of messages to anonymised registrations, unless it is an announcement on its way to who agreed to it.
UPDATE "Message" m SET recipient = '' FROM "Registration" r
WHERE r.id = m."registrationId" AND r."anonymisedAt" IS NOT NULL AND m.recipient <> ''
  AND NOT (m.template::text = 'forum_announced' AND m."sentAt" IS NULL
    AND EXISTS (SELECT FROM "Forum" f WHERE f.id = m."forumId" AND f."startsAt" > now())
    AND EXISTS (
      SELECT FROM "Consent" c WHERE c."registrationId" = r.id AND c.kind = 'later_forums' AND c."withdrawnAt" IS NULL));

-- Announcements after their consent was taken back: those on their way go, those that were sent lose the address.
DELETE FROM "Message" m WHERE m.template::text = 'forum_announced' AND m."sentAt" IS NULL AND NOT EXISTS (
  SELECT FROM "Consent" c WHERE c."registrationId" = m."registrationId" AND c.kind = 'later_forums' AND c."withdrawnAt" IS NULL);
UPDATE "Message" m SET recipient = ''
WHERE m.template::text = 'forum_announced' AND m.recipient <> '' AND NOT EXISTS (
  SELECT FROM "Consent" c WHERE c."registrationId" = m."registrationId" AND c.kind = 'later_forums' AND c."withdrawnAt" IS NULL);

-- The demo's mailbox keeps what went to registrations that still are, and what is known of no longer goes.
DELETE FROM "DemoMail" d WHERE NOT EXISTS (
  SELECT FROM "Message" m LEFT JOIN "Registration" r ON r.id = m."registrationId"
  WHERE split_part(d."messageId", '@', 1) = '<' || m.id AND m.recipient <> '' AND r."anonymisedAt" IS NULL);

-- What jobs gave back, in every table of the queues that keeps it. A new database has no queues yet.
DO E'DECLARE held record\x3B
BEGIN
  FOR held IN
    SELECT n.nspname, c.relname, a.attname
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname = ''pgboss'' AND c.relkind IN (''r'', ''p'') AND NOT c.relispartition
      AND a.attname IN (''output'', ''source_output'') AND a.atttypid = ''jsonb''::regtype
  LOOP
    EXECUTE format(''UPDATE %I.%I SET %I = NULL WHERE %I IS NOT NULL'', held.nspname, held.relname, held.attname, held.attname)\x3B
  END LOOP\x3B
END';
