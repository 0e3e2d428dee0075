-- The words of forums, sessions and venues become texts of the feature content: each is revision 1, in the state it had. Nobody
-- noted who wrote and who checked; both are called `earlier`, by two names (docs/decisions: texts have revisions).

-- What there is, one row per owner and language. `state` says whether readers saw it; sessions went with their forum's
-- translation, and what was said of venues was shown as it was. Parts without words are no parts.
CREATE TEMP TABLE "earlierText" ON COMMIT DROP AS
SELECT 'forum' AS kind, t."forumId" AS owner, t.locale AS language, f."sourceLocale" AS first,
  CASE WHEN t."sourceRevision" = f."sourceRevision" THEN t.state::text ELSE CASE t.state WHEN 'draft' THEN 'draft' ELSE 'older' END END AS state,
  f."createdAt" AS at,
  jsonb_strip_nulls(jsonb_build_object('title', NULLIF(t.title, ''), 'summary', NULLIF(t.summary, ''),
    'description', NULLIF(t.description, ''), 'audience', NULLIF(t.audience, ''), 'outcome', NULLIF(t.outcome, ''))) AS fields
FROM "ForumTranslation" t JOIN "Forum" f ON f.id = t."forumId"
UNION ALL
SELECT 'session', t."sessionId", t.locale, f."sourceLocale", COALESCE(whole.state::text, 'unchecked'), f."createdAt",
  jsonb_strip_nulls(jsonb_build_object('title', NULLIF(t.title, ''), 'description', NULLIF(t.description, '')))
FROM "SessionTranslation" t JOIN "Session" s ON s.id = t."sessionId" JOIN "Forum" f ON f.id = s."forumId"
LEFT JOIN "ForumTranslation" whole ON whole."forumId" = f.id AND whole.locale = t.locale
UNION ALL
SELECT 'venue', t."venueId", t.locale, 'fi', 'reviewed', CURRENT_TIMESTAMP,
  jsonb_strip_nulls(jsonb_build_object('accessibility', NULLIF(t.accessibility, ''), 'directions', NULLIF(t.directions, '')))
FROM "VenueTranslation" t;

-- The original is in the language that the forum named, where there is such a text; else in the first that there is.
CREATE TEMP TABLE "earlierItem" ON COMMIT DROP AS
SELECT DISTINCT ON (kind, owner) gen_random_uuid() AS id, kind, owner, language AS source, state = 'draft' AS hidden, fields, at
FROM "earlierText"
ORDER BY kind, owner, state = 'draft', language = first DESC, array_position(ARRAY['fi', 'sv', 'en', 'ar', 'so'], language), language;

INSERT INTO "ContentItem" (id, "forumId", "sessionId", "venueId", "sourceLanguage", "createdAt")
SELECT id, CASE kind WHEN 'forum' THEN owner END, CASE kind WHEN 'session' THEN owner END,
  CASE kind WHEN 'venue' THEN owner END, source, at FROM "earlierItem";

INSERT INTO "ContentRevision" ("itemId", language, number, fields, "byKind", "byId", at)
SELECT id, source, 1, fields, 'system', 'earlier-writer', at FROM "earlierItem";

INSERT INTO "ContentRevision" ("itemId", language, number, "readLanguage", read, fields, machine, "byKind", "byId", at)
SELECT i.id, t.language, 1, CASE WHEN t.state <> 'older' THEN i.source END, CASE WHEN t.state <> 'older' THEN 1 END,
  t.fields, t.state = 'machine', 'system', 'earlier-writer', t.at
FROM "earlierText" t JOIN "earlierItem" i USING (kind, owner) WHERE t.language <> i.source;

INSERT INTO "ContentCheck" (id, "itemId", language, number, "sourceLanguage", read, fields, "byKind", "byId", at)
SELECT gen_random_uuid(), i.id, t.language, 1, i.source, 1, ARRAY(SELECT jsonb_object_keys(t.fields)), 'system', 'earlier-reader', t.at
FROM "earlierText" t JOIN "earlierItem" i USING (kind, owner)
WHERE t.language <> i.source AND t.state = 'reviewed' AND t.fields <> '{}';

-- How each stands, by the rules of features/content/rules.ts at revision 1 of both.
INSERT INTO "ContentEdition" ("itemId", language, latest, published, fields, title, state, notes, "workState", "workNotes")
SELECT id, language, 1, CASE WHEN shown THEN 1 END, CASE WHEN shown THEN fields ELSE '{}' END,
  CASE WHEN shown THEN COALESCE(fields->>'title', '') ELSE '' END,
  CASE WHEN shown THEN state END::"ContentState", CASE WHEN shown THEN notes ELSE '[]' END, state::"ContentState", notes
FROM (
  SELECT i.id, t.language, t.fields, t.state <> 'draft' AND NOT i.hidden AS shown, notes.notes,
    CASE
      WHEN t.language = i.source THEN 'original'
      WHEN notes.notes @> '[{"state": "older"}]' OR notes.notes @> '[{"state": "missing"}]' THEN 'older'
      WHEN notes.notes @> '[{"state": "machine"}]' THEN 'machine'
      WHEN notes.notes @> '[{"state": "unchecked"}]' THEN 'unchecked'
      ELSE 'checked'
    END AS state
  FROM "earlierText" t JOIN "earlierItem" i USING (kind, owner)
  CROSS JOIN LATERAL (
    SELECT COALESCE(jsonb_agg(part.note), '[]') AS notes FROM (
      SELECT CASE
        WHEN NOT t.fields ? field THEN jsonb_build_object('field', field, 'state', 'missing', 'original', jsonb_build_array(i.fields->field))
        WHEN NOT i.fields ? field THEN jsonb_build_object('field', field, 'state', 'older', 'original', '[]'::jsonb)
        WHEN t.state = 'older' THEN jsonb_build_object('field', field, 'state', 'older', 'original', jsonb_build_array(i.fields->field))
        WHEN t.state = 'machine' THEN jsonb_build_object('field', field, 'state', 'machine')
        WHEN t.state <> 'reviewed' THEN jsonb_build_object('field', field, 'state', 'unchecked')
      END AS note
      FROM jsonb_object_keys(i.fields || t.fields) field WHERE t.language <> i.source
    ) part WHERE part.note IS NOT NULL
  ) notes
) stands;

-- Nothing may be lost: every text is there, letter for letter, and the numbers agree.
DO $$
DECLARE lost integer; many integer; rows integer;
BEGIN
  SELECT count(*) INTO lost FROM "earlierText" t WHERE NOT EXISTS (
    SELECT FROM "ContentItem" i JOIN "ContentRevision" r ON r."itemId" = i.id JOIN "ContentEdition" e ON e."itemId" = i.id AND e.language = r.language
    WHERE t.owner IN (i."forumId", i."sessionId", i."venueId") AND r.language = t.language AND r.number = 1 AND r.fields = t.fields);
  SELECT (SELECT count(*) FROM "ForumTranslation") + (SELECT count(*) FROM "SessionTranslation") + (SELECT count(*) FROM "VenueTranslation") INTO many;
  SELECT count(*) INTO rows FROM "ContentEdition";
  IF lost > 0 OR many <> (SELECT count(*) FROM "earlierText") OR rows < many THEN
    RAISE EXCEPTION '% of % texts were not taken over', lost, many;
  END IF;
END $$;

DROP TABLE "ForumTranslation", "SessionTranslation", "VenueTranslation";
DROP TYPE "TranslationState";
ALTER TABLE "Forum" DROP COLUMN "sourceRevision";
