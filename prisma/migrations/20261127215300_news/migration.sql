-- CreateEnum
CREATE TYPE "PostStatus" AS ENUM ('draft', 'review', 'published', 'unpublished');

-- AlterTable
ALTER TABLE "ContentEdition" ADD COLUMN     "postId" UUID;

-- AlterTable
ALTER TABLE "ContentItem" ADD COLUMN     "postId" UUID;

-- CreateTable
CREATE TABLE "Post" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "organisationId" UUID NOT NULL,
    "status" "PostStatus" NOT NULL DEFAULT 'draft',
    "publishAt" TIMESTAMPTZ(3),
    "firstPublishedAt" TIMESTAMPTZ(3),
    "tags" TEXT[],
    "byline" TEXT,
    "forumId" UUID,
    "groupId" UUID,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FormerPostSlug" (
    "slug" TEXT NOT NULL,
    "postId" UUID NOT NULL,

    CONSTRAINT "FormerPostSlug_pkey" PRIMARY KEY ("slug")
);

-- CreateIndex
CREATE UNIQUE INDEX "Post_slug_key" ON "Post"("slug");

-- CreateIndex
CREATE INDEX "Post_status_publishAt_id_idx" ON "Post"("status", "publishAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Post_organisationId_idx" ON "Post"("organisationId");

-- CreateIndex
CREATE INDEX "Post_forumId_idx" ON "Post"("forumId");

-- CreateIndex
CREATE INDEX "Post_groupId_idx" ON "Post"("groupId");

-- CreateIndex
CREATE INDEX "FormerPostSlug_postId_idx" ON "FormerPostSlug"("postId");

-- CreateIndex
CREATE INDEX "ContentEdition_postId_idx" ON "ContentEdition"("postId");

-- CreateIndex
CREATE UNIQUE INDEX "ContentItem_postId_key" ON "ContentItem"("postId");

-- AddForeignKey
ALTER TABLE "ContentItem" ADD CONSTRAINT "ContentItem_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContentEdition" ADD CONSTRAINT "ContentEdition_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FormerPostSlug" ADD CONSTRAINT "FormerPostSlug_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One owner each, a post among them.
ALTER TABLE "ContentItem" DROP CONSTRAINT "ContentItem_check";
ALTER TABLE "ContentItem" ADD CONSTRAINT "ContentItem_check"
  CHECK (num_nonnulls("forumId", "sessionId", "venueId", "groupId", "postId") = 1);

-- A published post has its time; its date is never after that.
ALTER TABLE "Post" ADD CHECK (status <> 'published' OR "publishAt" IS NOT NULL);
ALTER TABLE "Post" ADD CHECK (("publishAt" IS NULL) = ("firstPublishedAt" IS NULL) AND "firstPublishedAt" <= "publishAt");

-- Readers see the words of the revision that is published, word for word, and at the item's owner.
CREATE OR REPLACE FUNCTION "fitContentEdition"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT "forumId", "sessionId", "venueId", "groupId", "postId"
    INTO NEW."forumId", NEW."sessionId", NEW."venueId", NEW."groupId", NEW."postId"
    FROM "ContentItem" WHERE id = NEW."itemId";
  IF NEW.fields IS DISTINCT FROM COALESCE((SELECT fields FROM "ContentRevision" r
      WHERE r."itemId" = NEW."itemId" AND r.language = NEW.language AND r.number = NEW.published), '{}') THEN
    RAISE EXCEPTION 'readers see what is published' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- Pages of posts follow what happens to posts (docs/decisions/018). The word for one is `post:` and an address that it has or
-- had. While readers do not see a post, its changes concern no page.
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
  RETURN NULL;
END $$;

CREATE FUNCTION "postChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 'published' NOT IN (COALESCE(OLD.status, NEW.status), COALESCE(NEW.status, OLD.status)) THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;
    IF OLD.slug <> NEW.slug THEN PERFORM "tellPages"('post:' || OLD.slug); END IF;
  END IF;
  PERFORM "tellPages"('post:' || COALESCE(NEW.slug, OLD.slug));
  PERFORM "tellPages"('post:' || s.slug) FROM "FormerPostSlug" s WHERE s."postId" = COALESCE(NEW.id, OLD.id);
  RETURN NULL;
END $$;

CREATE FUNCTION "formerPostSlugChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;
  PERFORM "tellPages"('post:' || COALESCE(NEW.slug, OLD.slug));
  RETURN NULL;
END $$;

CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "Post" FOR EACH ROW EXECUTE FUNCTION "postChanged"();
CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "FormerPostSlug" FOR EACH ROW EXECUTE FUNCTION "formerPostSlugChanged"();
