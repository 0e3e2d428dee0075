-- People have numbers that stay theirs when their party changes. Those who are registered already have their positions, which
-- the log names; new numbers are greater than any position.
ALTER TABLE "Participant" ADD COLUMN "number" INTEGER;
UPDATE "Participant" SET "number" = "position";
CREATE SEQUENCE "Participant_number_seq" AS INTEGER START WITH 1000 OWNED BY "Participant"."number";
ALTER TABLE "Participant" ALTER COLUMN "number" SET DEFAULT nextval('"Participant_number_seq"');
ALTER TABLE "Participant" ALTER COLUMN "number" SET NOT NULL;

-- The sum of a door's log, as src/features/door/rules.ts makes it: entries name people by their numbers.
CREATE OR REPLACE FUNCTION "arrivedPeople"(forum uuid) RETURNS TABLE ("registrationId" uuid, "position" int, "at" timestamptz)
LANGUAGE sql STABLE AS $$
  SELECT p."registrationId", p."position", min(LEAST(a."at", a."receivedAt"))
  FROM "Arrival" a
  JOIN "Participant" p ON p."registrationId" = a."registrationId" AND (cardinality(a."people") = 0 OR p."number" = ANY(a."people"))
  WHERE a."forumId" = forum AND a."kind" = 'arrived'
    AND a."id" NOT IN (SELECT unnest(u."entries") FROM "Arrival" u WHERE u."forumId" = forum AND u."kind" = 'undone')
  GROUP BY 1, 2
$$;
