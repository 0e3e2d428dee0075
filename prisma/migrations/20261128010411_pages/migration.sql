-- CreateEnum
CREATE TYPE "SitePageKey" AS ENUM ('about', 'contact', 'privacy', 'accessibility');

-- AlterTable
ALTER TABLE "ContentEdition" ADD COLUMN     "pageId" UUID;

-- AlterTable
ALTER TABLE "ContentItem" ADD COLUMN     "pageId" UUID;

-- CreateTable
CREATE TABLE "SitePage" (
    "id" UUID NOT NULL,
    "key" "SitePageKey" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SitePage_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SitePage_key_key" ON "SitePage"("key");

-- CreateIndex
CREATE INDEX "ContentEdition_pageId_idx" ON "ContentEdition"("pageId");

-- CreateIndex
CREATE UNIQUE INDEX "ContentItem_pageId_key" ON "ContentItem"("pageId");

-- AddForeignKey
ALTER TABLE "ContentItem" ADD CONSTRAINT "ContentItem_pageId_fkey" FOREIGN KEY ("pageId") REFERENCES "SitePage"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContentEdition" ADD CONSTRAINT "ContentEdition_pageId_fkey" FOREIGN KEY ("pageId") REFERENCES "SitePage"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- One owner each, a page of the portal among them.
ALTER TABLE "ContentItem" DROP CONSTRAINT "ContentItem_check";
ALTER TABLE "ContentItem" ADD CONSTRAINT "ContentItem_check"
  CHECK (num_nonnulls("forumId", "sessionId", "venueId", "groupId", "postId", "pageId") = 1);

-- Readers see the words of the revision that is published, word for word, and at the item's owner.
CREATE OR REPLACE FUNCTION "fitContentEdition"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT "forumId", "sessionId", "venueId", "groupId", "postId", "pageId"
    INTO NEW."forumId", NEW."sessionId", NEW."venueId", NEW."groupId", NEW."postId", NEW."pageId"
    FROM "ContentItem" WHERE id = NEW."itemId";
  IF NEW.fields IS DISTINCT FROM COALESCE((SELECT fields FROM "ContentRevision" r
      WHERE r."itemId" = NEW."itemId" AND r.language = NEW.language AND r.number = NEW.published), '{}') THEN
    RAISE EXCEPTION 'readers see what is published' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- Pages that staff edit follow their words (docs/decisions/018). The word for one is `page:` and its key.
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
  PERFORM "tellPages"('post:' || p.slug) FROM "Post" p
    WHERE p.id = COALESCE(NEW."postId", OLD."postId") AND p.status = 'published';
  PERFORM "tellPages"('page:' || p.key) FROM "SitePage" p WHERE p.id = COALESCE(NEW."pageId", OLD."pageId");
  RETURN NULL;
END $$;

CREATE FUNCTION "sitePageChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;
  PERFORM "tellPages"('page:' || COALESCE(NEW.key, OLD.key));
  RETURN NULL;
END $$;

CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "SitePage" FOR EACH ROW EXECUTE FUNCTION "sitePageChanged"();
