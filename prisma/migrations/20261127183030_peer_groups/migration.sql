-- CreateEnum
CREATE TYPE "GroupKind" AS ENUM ('parents', 'youth', 'mothers', 'guidance');

-- CreateEnum
CREATE TYPE "GroupStatus" AS ENUM ('draft', 'published', 'ended');

-- AlterTable
ALTER TABLE "ContentEdition" ADD COLUMN     "groupId" UUID;

-- AlterTable
ALTER TABLE "ContentItem" ADD COLUMN     "groupId" UUID;

-- CreateTable
CREATE TABLE "Group" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "kind" "GroupKind" NOT NULL,
    "status" "GroupStatus" NOT NULL DEFAULT 'draft',
    "organisationId" UUID NOT NULL,
    "languages" TEXT[],
    "place" TEXT NOT NULL,
    "district" TEXT,
    "placeName" TEXT,
    "address" TEXT,
    "placeIsPublic" BOOLEAN NOT NULL DEFAULT false,
    "onlineUrl" TEXT,
    "childcare" BOOLEAN NOT NULL DEFAULT false,
    "capacity" INTEGER,
    "full" BOOLEAN NOT NULL DEFAULT false,
    "startsAt" TIMESTAMPTZ(3),
    "minutes" INTEGER,
    "recurrence" TEXT,
    "weekdays" INTEGER[],
    "skipsHolidays" BOOLEAN NOT NULL DEFAULT true,
    "plannedUntil" TIMESTAMPTZ(3),
    "contactName" TEXT NOT NULL,
    "contactEmail" TEXT NOT NULL,
    "contactPhone" TEXT,
    "publishedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GroupMeeting" (
    "id" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "scheduledAt" TIMESTAMPTZ(3) NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "cancelledAt" TIMESTAMPTZ(3),
    "changedAt" TIMESTAMPTZ(3),

    CONSTRAINT "GroupMeeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GroupBreak" (
    "id" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "firstDay" DATE NOT NULL,
    "lastDay" DATE NOT NULL,

    CONSTRAINT "GroupBreak_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GroupTutor" (
    "id" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "shownName" TEXT,
    "languages" TEXT[],
    "agreedAt" TIMESTAMPTZ(3),
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "GroupTutor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GroupForum" (
    "groupId" UUID NOT NULL,
    "forumId" UUID NOT NULL,

    CONSTRAINT "GroupForum_pkey" PRIMARY KEY ("groupId","forumId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Group_slug_key" ON "Group"("slug");

-- CreateIndex
CREATE INDEX "Group_status_place_idx" ON "Group"("status", "place");

-- CreateIndex
CREATE INDEX "Group_organisationId_idx" ON "Group"("organisationId");

-- CreateIndex
CREATE INDEX "GroupMeeting_groupId_startsAt_idx" ON "GroupMeeting"("groupId", "startsAt");

-- CreateIndex
CREATE INDEX "GroupMeeting_endsAt_idx" ON "GroupMeeting"("endsAt");

-- CreateIndex
CREATE UNIQUE INDEX "GroupMeeting_groupId_scheduledAt_key" ON "GroupMeeting"("groupId", "scheduledAt");

-- CreateIndex
CREATE INDEX "GroupBreak_groupId_idx" ON "GroupBreak"("groupId");

-- CreateIndex
CREATE INDEX "GroupTutor_userId_idx" ON "GroupTutor"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "GroupTutor_groupId_userId_key" ON "GroupTutor"("groupId", "userId");

-- CreateIndex
CREATE INDEX "GroupForum_forumId_idx" ON "GroupForum"("forumId");

-- CreateIndex
CREATE INDEX "ContentEdition_groupId_idx" ON "ContentEdition"("groupId");

-- CreateIndex
CREATE UNIQUE INDEX "ContentItem_groupId_key" ON "ContentItem"("groupId");

-- AddForeignKey
ALTER TABLE "ContentItem" ADD CONSTRAINT "ContentItem_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContentEdition" ADD CONSTRAINT "ContentEdition_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Group" ADD CONSTRAINT "Group_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupMeeting" ADD CONSTRAINT "GroupMeeting_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupBreak" ADD CONSTRAINT "GroupBreak_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupTutor" ADD CONSTRAINT "GroupTutor_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupTutor" ADD CONSTRAINT "GroupTutor_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupForum" ADD CONSTRAINT "GroupForum_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupForum" ADD CONSTRAINT "GroupForum_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One owner each, a group among them.
ALTER TABLE "ContentItem" DROP CONSTRAINT "ContentItem_check";
ALTER TABLE "ContentItem" ADD CONSTRAINT "ContentItem_check" CHECK (num_nonnulls("forumId", "sessionId", "venueId", "groupId") = 1);

-- A schedule is whole or missing; days and meetings run forwards.
ALTER TABLE "Group" ADD CHECK (num_nulls("startsAt", "minutes", "recurrence") IN (0, 3));
ALTER TABLE "Group" ADD CHECK ("minutes" BETWEEN 1 AND 1440);
ALTER TABLE "Group" ADD CHECK ("weekdays" <@ ARRAY[1, 2, 3, 4, 5, 6, 7]);
ALTER TABLE "Group" ADD CHECK (cardinality("languages") > 0);
ALTER TABLE "GroupMeeting" ADD CHECK ("startsAt" < "endsAt");
ALTER TABLE "GroupBreak" ADD CHECK ("firstDay" <= "lastDay");
ALTER TABLE "GroupTutor" ADD CHECK (("shownName" IS NULL) = ("agreedAt" IS NULL));

-- Readers see the words of the revision that is published, word for word, and at the item's owner.
CREATE OR REPLACE FUNCTION "fitContentEdition"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT "forumId", "sessionId", "venueId", "groupId" INTO NEW."forumId", NEW."sessionId", NEW."venueId", NEW."groupId"
    FROM "ContentItem" WHERE id = NEW."itemId";
  IF NEW.fields IS DISTINCT FROM COALESCE((SELECT fields FROM "ContentRevision" r
      WHERE r."itemId" = NEW."itemId" AND r.language = NEW.language AND r.number = NEW.published), '{}') THEN
    RAISE EXCEPTION 'readers see what is published' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- Pages of groups follow what happens to groups (docs/decisions/018). The word for one is `group:` and its slug.
CREATE OR REPLACE FUNCTION "editionChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.published, OLD.state, OLD.notes) IS NOT DISTINCT FROM (NEW.published, NEW.state, NEW.notes) THEN RETURN NULL; END IF;
  ELSIF COALESCE(NEW.published, OLD.published) IS NULL THEN
    RETURN NULL;
  END IF;
  IF COALESCE(NEW."venueId", OLD."venueId") IS NOT NULL THEN PERFORM "tellPages"('*'); END IF;
  PERFORM "tellPages"(f.slug) FROM "Forum" f WHERE f.id = COALESCE(NEW."forumId", OLD."forumId");
  PERFORM "tellPages"(f.slug) FROM "Forum" f JOIN "Session" s ON s."forumId" = f.id
    WHERE s.id = COALESCE(NEW."sessionId", OLD."sessionId");
  PERFORM "tellPages"('group:' || g.slug) FROM "Group" g WHERE g.id = COALESCE(NEW."groupId", OLD."groupId");
  RETURN NULL;
END $$;

CREATE FUNCTION "groupChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;
    IF OLD.slug <> NEW.slug THEN PERFORM "tellPages"('group:' || OLD.slug); END IF;
  END IF;
  PERFORM "tellPages"('group:' || COALESCE(NEW.slug, OLD.slug));
  RETURN NULL;
END $$;

CREATE FUNCTION "partOfGroupChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;
  PERFORM "tellPages"('group:' || g.slug) FROM "Group" g WHERE g.id IN (NEW."groupId", OLD."groupId");
  RETURN NULL;
END $$;

CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "Group" FOR EACH ROW EXECUTE FUNCTION "groupChanged"();
CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "GroupMeeting" FOR EACH ROW EXECUTE FUNCTION "partOfGroupChanged"();
CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "GroupBreak" FOR EACH ROW EXECUTE FUNCTION "partOfGroupChanged"();
CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "GroupTutor" FOR EACH ROW EXECUTE FUNCTION "partOfGroupChanged"();
CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "GroupForum" FOR EACH ROW EXECUTE FUNCTION "partOfGroupChanged"();
