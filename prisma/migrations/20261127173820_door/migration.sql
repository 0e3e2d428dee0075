-- CreateEnum
CREATE TYPE "ArrivalKind" AS ENUM ('arrived', 'walk_in', 'undone');

-- AlterEnum
ALTER TYPE "AccessLinkKind" ADD VALUE 'door';

-- CreateTable
CREATE TABLE "Arrival" (
    "forumId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" "ArrivalKind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "registrationId" UUID,
    "people" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "walkIns" INTEGER,
    "spokenLanguage" TEXT,
    "entries" UUID[] DEFAULT ARRAY[]::UUID[],
    "byUserId" UUID,
    "byLinkId" UUID,

    CONSTRAINT "Arrival_pkey" PRIMARY KEY ("forumId","id")
);

-- CreateTable
CREATE TABLE "Attendance" (
    "forumId" UUID NOT NULL,
    "frozenAt" TIMESTAMPTZ(3) NOT NULL,
    "forgottenAt" TIMESTAMPTZ(3),

    CONSTRAINT "Attendance_pkey" PRIMARY KEY ("forumId")
);

-- CreateTable
CREATE TABLE "AttendanceCount" (
    "id" UUID NOT NULL,
    "forumId" UUID NOT NULL,
    "role" "ParticipantRole",
    "spokenLanguage" TEXT,
    "expected" INTEGER NOT NULL,
    "arrived" INTEGER NOT NULL,
    "unexpected" INTEGER NOT NULL,

    CONSTRAINT "AttendanceCount_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Arrival_registrationId_idx" ON "Arrival"("registrationId");

-- CreateIndex
CREATE INDEX "Arrival_byUserId_idx" ON "Arrival"("byUserId");

-- CreateIndex
CREATE INDEX "Arrival_byLinkId_idx" ON "Arrival"("byLinkId");

-- CreateIndex
CREATE UNIQUE INDEX "Arrival_forumId_seq_key" ON "Arrival"("forumId", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "AttendanceCount_forumId_role_spokenLanguage_key" ON "AttendanceCount"("forumId", "role", "spokenLanguage");

-- AddForeignKey
ALTER TABLE "Arrival" ADD CONSTRAINT "Arrival_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Arrival" ADD CONSTRAINT "Arrival_registrationId_fkey" FOREIGN KEY ("registrationId") REFERENCES "Registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Arrival" ADD CONSTRAINT "Arrival_byUserId_fkey" FOREIGN KEY ("byUserId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Arrival" ADD CONSTRAINT "Arrival_byLinkId_fkey" FOREIGN KEY ("byLinkId") REFERENCES "AccessLink"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AttendanceCount" ADD CONSTRAINT "AttendanceCount_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Attendance"("forumId") ON DELETE CASCADE ON UPDATE CASCADE;

-- As text: a transaction that adds a value to an enum may not use it.
ALTER TABLE "AccessLink" ADD CONSTRAINT "AccessLink_door_has_forum" CHECK (kind::text <> 'door' OR "forumId" IS NOT NULL);

-- Each kind of entry has its own columns and no others.
ALTER TABLE "Arrival" ADD CONSTRAINT "Arrival_has_what_its_kind_has" CHECK (
  CASE kind
    WHEN 'arrived' THEN "registrationId" IS NOT NULL AND "walkIns" IS NULL AND "spokenLanguage" IS NULL AND cardinality("entries") = 0
    WHEN 'walk_in' THEN "registrationId" IS NULL AND cardinality("people") = 0 AND "walkIns" BETWEEN 1 AND 50 AND cardinality("entries") = 0
    ELSE "registrationId" IS NULL AND cardinality("people") = 0 AND "walkIns" IS NULL AND "spokenLanguage" IS NULL AND cardinality("entries") > 0
  END
);

-- The log only grows. One change is allowed: forgetting who noted an entry, when their account or link is deleted.
CREATE FUNCTION "refuseChangeOfArrival"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."byUserId" IS NULL THEN OLD."byUserId" := NULL; END IF;
  IF NEW."byLinkId" IS NULL THEN OLD."byLinkId" := NULL; END IF;
  IF OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the log of a door is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "Arrival_is_append_only" BEFORE UPDATE ON "Arrival"
  FOR EACH ROW EXECUTE FUNCTION "refuseChangeOfArrival"();

-- Entries are deleted with their forum or their party, or once their numbers are frozen for good.
CREATE FUNCTION "refuseRemovalOfArrival"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "Attendance" WHERE "forumId" = OLD."forumId" AND "forgottenAt" IS NOT NULL)
    OR NOT EXISTS (SELECT FROM "Forum" WHERE id = OLD."forumId")
    OR (OLD."registrationId" IS NOT NULL AND NOT EXISTS (SELECT FROM "Registration" WHERE id = OLD."registrationId"))
  THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'the log of a door is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "Arrival_keeps_its_numbers" BEFORE DELETE ON "Arrival"
  FOR EACH ROW EXECUTE FUNCTION "refuseRemovalOfArrival"();

-- Who of a forum's registered people has arrived, and when first: the sum of its door's log, as src/features/door/rules.ts
-- makes it.
CREATE FUNCTION "arrivedPeople"(forum uuid) RETURNS TABLE ("registrationId" uuid, "position" int, "at" timestamptz)
LANGUAGE sql STABLE AS $$
  SELECT p."registrationId", p."position", min(LEAST(a."at", a."receivedAt"))
  FROM "Arrival" a
  JOIN "Participant" p ON p."registrationId" = a."registrationId" AND (cardinality(a."people") = 0 OR p."position" = ANY(a."people"))
  WHERE a."forumId" = forum AND a."kind" = 'arrived'
    AND a."id" NOT IN (SELECT unnest(u."entries") FROM "Arrival" u WHERE u."forumId" = forum AND u."kind" = 'undone')
  GROUP BY 1, 2
$$;
