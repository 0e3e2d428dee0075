-- CreateEnum
CREATE TYPE "MeetingEntryKind" AS ENUM ('present', 'visitors', 'undone');

-- CreateTable
CREATE TABLE "MeetingEntry" (
    "meetingId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" "MeetingEntryKind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "memberId" UUID,
    "people" INTEGER,
    "spokenLanguage" TEXT,
    "ageGroup" "AgeGroup",
    "entries" UUID[] DEFAULT ARRAY[]::UUID[],
    "byUserId" UUID,

    CONSTRAINT "MeetingEntry_pkey" PRIMARY KEY ("meetingId","id")
);

-- CreateTable
CREATE TABLE "MeetingAttendance" (
    "meetingId" UUID NOT NULL,
    "lastSeq" INTEGER NOT NULL DEFAULT 0,
    "forgottenAt" TIMESTAMPTZ(3),

    CONSTRAINT "MeetingAttendance_pkey" PRIMARY KEY ("meetingId")
);

-- CreateTable
CREATE TABLE "MeetingCount" (
    "id" UUID NOT NULL,
    "meetingId" UUID NOT NULL,
    "spokenLanguage" TEXT,
    "ageGroup" "AgeGroup",
    "members" INTEGER NOT NULL DEFAULT 0,
    "visitors" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "MeetingCount_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "MeetingEntry_memberId_idx" ON "MeetingEntry"("memberId");

-- CreateIndex
CREATE INDEX "MeetingEntry_byUserId_idx" ON "MeetingEntry"("byUserId");

-- CreateIndex
CREATE UNIQUE INDEX "MeetingEntry_meetingId_seq_key" ON "MeetingEntry"("meetingId", "seq");

-- CreateIndex
CREATE INDEX "MeetingAttendance_forgottenAt_idx" ON "MeetingAttendance"("forgottenAt");

-- CreateIndex
CREATE UNIQUE INDEX "MeetingCount_meetingId_spokenLanguage_ageGroup_key" ON "MeetingCount"("meetingId", "spokenLanguage", "ageGroup");

-- AddForeignKey
ALTER TABLE "MeetingEntry" ADD CONSTRAINT "MeetingEntry_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "GroupMeeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingEntry" ADD CONSTRAINT "MeetingEntry_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "GroupMember"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingEntry" ADD CONSTRAINT "MeetingEntry_byUserId_fkey" FOREIGN KEY ("byUserId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingAttendance" ADD CONSTRAINT "MeetingAttendance_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "GroupMeeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingCount" ADD CONSTRAINT "MeetingCount_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "MeetingAttendance"("meetingId") ON DELETE CASCADE ON UPDATE CASCADE;

-- Each kind of entry has its own columns and no others.
ALTER TABLE "MeetingEntry" ADD CONSTRAINT "MeetingEntry_has_what_its_kind_has" CHECK (
  CASE kind
    WHEN 'present' THEN "memberId" IS NOT NULL AND "people" IS NULL AND "spokenLanguage" IS NULL AND "ageGroup" IS NULL AND cardinality("entries") = 0
    WHEN 'visitors' THEN "memberId" IS NULL AND "people" BETWEEN 1 AND 50 AND cardinality("entries") = 0
    ELSE "memberId" IS NULL AND "people" IS NULL AND "spokenLanguage" IS NULL AND "ageGroup" IS NULL AND cardinality("entries") > 0
  END
);

-- The log only grows. One change is allowed: forgetting who noted an entry, when their account is deleted.
CREATE FUNCTION "refuseChangeOfMeetingEntry"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."byUserId" IS NULL THEN OLD."byUserId" := NULL; END IF;
  IF OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the log of a meeting is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "MeetingEntry_is_append_only" BEFORE UPDATE ON "MeetingEntry"
  FOR EACH ROW EXECUTE FUNCTION "refuseChangeOfMeetingEntry"();

-- Entries are deleted with their meeting, with a member who has been forgotten, or once their numbers are kept for good.
CREATE FUNCTION "refuseRemovalOfMeetingEntry"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "MeetingAttendance" WHERE "meetingId" = OLD."meetingId" AND "forgottenAt" IS NOT NULL)
    OR NOT EXISTS (SELECT FROM "GroupMeeting" WHERE id = OLD."meetingId")
    OR (OLD."memberId" IS NOT NULL AND NOT EXISTS (SELECT FROM "GroupMember" WHERE id = OLD."memberId" AND "anonymisedAt" IS NULL))
  THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'the log of a meeting is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "MeetingEntry_keeps_its_numbers" BEFORE DELETE ON "MeetingEntry"
  FOR EACH ROW EXECUTE FUNCTION "refuseRemovalOfMeetingEntry"();

-- How many came to a meeting by its log, by language and age: the sum as src/features/group-attendance/rules.ts makes it.
CREATE FUNCTION "cameToMeeting"(meeting uuid)
RETURNS TABLE ("spokenLanguage" text, "ageGroup" "AgeGroup", "members" int, "visitors" int) LANGUAGE sql STABLE AS $$
  WITH counted AS (
    SELECT e.* FROM "MeetingEntry" e WHERE e."meetingId" = meeting AND e."kind" <> 'undone'
      AND e."id" NOT IN (SELECT unnest(u."entries") FROM "MeetingEntry" u WHERE u."meetingId" = meeting AND u."kind" = 'undone'))
  SELECT "spokenLanguage", "ageGroup", sum("members")::int, sum("visitors")::int FROM (
    SELECT m."spokenLanguage", m."ageGroup", count(DISTINCT m."id") AS "members", 0 AS "visitors"
    FROM counted c JOIN "GroupMember" m ON m."id" = c."memberId" GROUP BY 1, 2
    UNION ALL
    SELECT c."spokenLanguage", c."ageGroup", 0, sum(c."people") FROM counted c WHERE c."kind" = 'visitors' GROUP BY 1, 2) each
  GROUP BY 1, 2
$$;

-- How many came to a meeting, those who have been forgotten among them.
CREATE FUNCTION "meetingNumbers"(meeting uuid)
RETURNS TABLE ("spokenLanguage" text, "ageGroup" "AgeGroup", "members" int, "visitors" int) LANGUAGE sql STABLE AS $$
  SELECT "spokenLanguage", "ageGroup", sum("members")::int, sum("visitors")::int FROM (
    SELECT * FROM "cameToMeeting"(meeting)
    UNION ALL
    SELECT c."spokenLanguage", c."ageGroup", c."members", c."visitors" FROM "MeetingCount" c WHERE c."meetingId" = meeting) each
  GROUP BY 1, 2
$$;
