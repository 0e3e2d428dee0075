-- CreateEnum
CREATE TYPE "ContentState" AS ENUM ('original', 'checked', 'unchecked', 'machine', 'older');

-- CreateTable
CREATE TABLE "ContentItem" (
    "id" UUID NOT NULL,
    "forumId" UUID,
    "sessionId" UUID,
    "venueId" UUID,
    "sourceLanguage" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContentItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContentRevision" (
    "itemId" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "readLanguage" TEXT,
    "read" INTEGER,
    "fields" JSONB NOT NULL,
    "small" BOOLEAN NOT NULL DEFAULT false,
    "machine" BOOLEAN NOT NULL DEFAULT false,
    "restored" INTEGER,
    "byKind" TEXT NOT NULL,
    "byId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContentRevision_pkey" PRIMARY KEY ("itemId","language","number")
);

-- CreateTable
CREATE TABLE "ContentCheck" (
    "id" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "sourceLanguage" TEXT NOT NULL,
    "read" INTEGER NOT NULL,
    "fields" TEXT[],
    "byKind" TEXT NOT NULL,
    "byId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContentCheck_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContentEdition" (
    "itemId" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "forumId" UUID,
    "sessionId" UUID,
    "venueId" UUID,
    "latest" INTEGER NOT NULL,
    "published" INTEGER,
    "withheld" BOOLEAN NOT NULL DEFAULT false,
    "fields" JSONB NOT NULL DEFAULT '{}',
    "title" TEXT NOT NULL DEFAULT '',
    "state" "ContentState",
    "notes" JSONB NOT NULL DEFAULT '[]',
    "workState" "ContentState" NOT NULL,
    "workNotes" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "ContentEdition_pkey" PRIMARY KEY ("itemId","language")
);

-- CreateTable
CREATE TABLE "ContentDraft" (
    "id" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "userId" UUID,
    "linkId" UUID,
    "startedFrom" INTEGER NOT NULL,
    "read" INTEGER,
    "fields" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ContentDraft_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ContentItem_forumId_key" ON "ContentItem"("forumId");

-- CreateIndex
CREATE UNIQUE INDEX "ContentItem_sessionId_key" ON "ContentItem"("sessionId");

-- CreateIndex
CREATE UNIQUE INDEX "ContentItem_venueId_key" ON "ContentItem"("venueId");

-- CreateIndex
CREATE INDEX "ContentCheck_itemId_language_idx" ON "ContentCheck"("itemId", "language");

-- CreateIndex
CREATE INDEX "ContentEdition_forumId_idx" ON "ContentEdition"("forumId");

-- CreateIndex
CREATE INDEX "ContentEdition_sessionId_idx" ON "ContentEdition"("sessionId");

-- CreateIndex
CREATE INDEX "ContentEdition_venueId_idx" ON "ContentEdition"("venueId");

-- CreateIndex
CREATE INDEX "ContentEdition_language_workState_idx" ON "ContentEdition"("language", "workState");

-- CreateIndex
CREATE INDEX "ContentDraft_userId_idx" ON "ContentDraft"("userId");

-- CreateIndex
CREATE INDEX "ContentDraft_linkId_idx" ON "ContentDraft"("linkId");

-- CreateIndex
CREATE UNIQUE INDEX "ContentDraft_itemId_language_userId_key" ON "ContentDraft"("itemId", "language", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "ContentDraft_itemId_language_linkId_key" ON "ContentDraft"("itemId", "language", "linkId");

-- AddForeignKey
ALTER TABLE "ContentItem" ADD CONSTRAINT "ContentItem_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContentItem" ADD CONSTRAINT "ContentItem_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContentItem" ADD CONSTRAINT "ContentItem_venueId_fkey" FOREIGN KEY ("venueId") REFERENCES "Venue"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContentRevision" ADD CONSTRAINT "ContentRevision_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ContentItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContentRevision" ADD CONSTRAINT "ContentRevision_itemId_readLanguage_read_fkey" FOREIGN KEY ("itemId", "readLanguage", "read") REFERENCES "ContentRevision"("itemId", "language", "number") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ContentRevision" ADD CONSTRAINT "ContentRevision_itemId_language_restored_fkey" FOREIGN KEY ("itemId", "language", "restored") REFERENCES "ContentRevision"("itemId", "language", "number") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ContentCheck" ADD CONSTRAINT "ContentCheck_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ContentItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContentCheck" ADD CONSTRAINT "ContentCheck_itemId_language_number_fkey" FOREIGN KEY ("itemId", "language", "number") REFERENCES "ContentRevision"("itemId", "language", "number") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ContentCheck" ADD CONSTRAINT "ContentCheck_itemId_sourceLanguage_read_fkey" FOREIGN KEY ("itemId", "sourceLanguage", "read") REFERENCES "ContentRevision"("itemId", "language", "number") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ContentEdition" ADD CONSTRAINT "ContentEdition_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ContentItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContentEdition" ADD CONSTRAINT "ContentEdition_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContentEdition" ADD CONSTRAINT "ContentEdition_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContentEdition" ADD CONSTRAINT "ContentEdition_venueId_fkey" FOREIGN KEY ("venueId") REFERENCES "Venue"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContentEdition" ADD CONSTRAINT "ContentEdition_itemId_language_latest_fkey" FOREIGN KEY ("itemId", "language", "latest") REFERENCES "ContentRevision"("itemId", "language", "number") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ContentEdition" ADD CONSTRAINT "ContentEdition_itemId_language_published_fkey" FOREIGN KEY ("itemId", "language", "published") REFERENCES "ContentRevision"("itemId", "language", "number") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ContentDraft" ADD CONSTRAINT "ContentDraft_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ContentItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContentDraft" ADD CONSTRAINT "ContentDraft_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContentDraft" ADD CONSTRAINT "ContentDraft_linkId_fkey" FOREIGN KEY ("linkId") REFERENCES "AccessLink"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One owner each; languages as BCP 47 writes them (language, script, region, variants), without extensions.
ALTER TABLE "ContentItem" ADD CHECK (num_nonnulls("forumId", "sessionId", "venueId") = 1);
ALTER TABLE "ContentItem" ADD CHECK ("sourceLanguage" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$');
ALTER TABLE "ContentRevision" ADD CHECK ("language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$');
ALTER TABLE "ContentRevision" ADD CHECK (jsonb_typeof("fields") = 'object');
ALTER TABLE "ContentRevision" ADD CHECK (("read" IS NULL) = ("readLanguage" IS NULL));
ALTER TABLE "ContentRevision" ADD CHECK ("restored" < "number");
ALTER TABLE "ContentCheck" ADD CHECK (cardinality("fields") > 0);
ALTER TABLE "ContentCheck" ADD CHECK ("language" <> "sourceLanguage");
ALTER TABLE "ContentEdition" ADD CHECK (("published" IS NULL) = ("state" IS NULL));
ALTER TABLE "ContentEdition" ADD CHECK (NOT "withheld" OR "published" IS NULL);
ALTER TABLE "ContentEdition" ADD CHECK ("title" = COALESCE("fields"->>'title', ''));
ALTER TABLE "ContentDraft" ADD CHECK (num_nonnulls("userId", "linkId") = 1);

-- Revisions and checks are written once. They go only with what they belong to.
CREATE FUNCTION "refuseChangeOfContent"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF NOT EXISTS (SELECT FROM "ContentItem" WHERE id = OLD."itemId") THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION 'what was written stays as it was written' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "ContentRevision_is_written_once" BEFORE UPDATE OR DELETE ON "ContentRevision"
  FOR EACH ROW EXECUTE FUNCTION "refuseChangeOfContent"();
CREATE TRIGGER "ContentCheck_is_written_once" BEFORE UPDATE OR DELETE ON "ContentCheck"
  FOR EACH ROW EXECUTE FUNCTION "refuseChangeOfContent"();
CREATE TRIGGER "ContentRevision_is_never_emptied" BEFORE TRUNCATE ON "ContentRevision"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuseChangeOfContent"();
CREATE TRIGGER "ContentCheck_is_never_emptied" BEFORE TRUNCATE ON "ContentCheck"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuseChangeOfContent"();

CREATE FUNCTION "keepContentItem"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD IS DISTINCT FROM NEW THEN
    RAISE EXCEPTION 'an item keeps its owner and its source language' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ContentItem_stays" BEFORE UPDATE ON "ContentItem" FOR EACH ROW EXECUTE FUNCTION "keepContentItem"();

-- Numbers grow by one; the original was made from nothing, a translation from the original.
CREATE FUNCTION "fitContentRevision"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE source text; last integer;
BEGIN
  SELECT "sourceLanguage" INTO source FROM "ContentItem" WHERE id = NEW."itemId";
  SELECT COALESCE(max(number), 0) INTO last FROM "ContentRevision" WHERE "itemId" = NEW."itemId" AND language = NEW.language;
  IF NEW.number <> last + 1 THEN
    RAISE EXCEPTION 'revision % does not follow %', NEW.number, last USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.language = source AND NEW."readLanguage" IS NOT NULL OR NEW.language <> source AND NEW."readLanguage" <> source THEN
    RAISE EXCEPTION 'a translation is made from its original' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ContentRevision_fits" BEFORE INSERT ON "ContentRevision"
  FOR EACH ROW EXECUTE FUNCTION "fitContentRevision"();

CREATE FUNCTION "fitContentCheck"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "ContentItem" WHERE id = NEW."itemId" AND "sourceLanguage" = NEW."sourceLanguage") THEN
    RAISE EXCEPTION 'a translation is checked against its original' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ContentCheck_fits" BEFORE INSERT ON "ContentCheck" FOR EACH ROW EXECUTE FUNCTION "fitContentCheck"();

-- Readers see the words of the revision that is published, word for word, and at the item's owner.
CREATE FUNCTION "fitContentEdition"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT "forumId", "sessionId", "venueId" INTO NEW."forumId", NEW."sessionId", NEW."venueId"
    FROM "ContentItem" WHERE id = NEW."itemId";
  IF NEW.fields IS DISTINCT FROM COALESCE((SELECT fields FROM "ContentRevision" r
      WHERE r."itemId" = NEW."itemId" AND r.language = NEW.language AND r.number = NEW.published), '{}') THEN
    RAISE EXCEPTION 'readers see what is published' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ContentEdition_fits" BEFORE INSERT OR UPDATE ON "ContentEdition"
  FOR EACH ROW EXECUTE FUNCTION "fitContentEdition"();

-- No transaction ends with a revision that its edition does not know.
CREATE FUNCTION "knowContentRevision"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "ContentRevision" r LEFT JOIN "ContentEdition" e USING ("itemId", language)
      WHERE r."itemId" = NEW."itemId" AND r.language = NEW.language GROUP BY e.latest
      HAVING e.latest IS DISTINCT FROM max(r.number)) THEN
    RAISE EXCEPTION 'an edition knows its newest revision' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "ContentRevision_is_known" AFTER INSERT ON "ContentRevision"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "knowContentRevision"();
CREATE CONSTRAINT TRIGGER "ContentEdition_knows" AFTER INSERT OR UPDATE ON "ContentEdition"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "knowContentRevision"();

-- Servers are told when readers see something else (docs/decisions/018), and not of work that nobody sees yet.
CREATE FUNCTION "editionChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
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
  RETURN NULL;
END $$;
CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "ContentEdition" FOR EACH ROW EXECUTE FUNCTION "editionChanged"();
