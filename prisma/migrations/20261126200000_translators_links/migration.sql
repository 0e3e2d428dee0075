-- Links for people who translate without an account: one text, or all texts of one forum, into one language.

ALTER TYPE "AccessLinkKind" ADD VALUE 'translator';

ALTER TABLE "AccessLink" ADD COLUMN "itemId" UUID, ADD COLUMN "language" TEXT;
ALTER TABLE "AccessLink" ADD CONSTRAINT "AccessLink_itemId_fkey"
  FOREIGN KEY ("itemId") REFERENCES "ContentItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "AccessLink_itemId_idx" ON "AccessLink"("itemId");

-- As text: a transaction that adds a value to an enum may not use it.
ALTER TABLE "AccessLink" ADD CONSTRAINT "AccessLink_translator_has_texts" CHECK (
  CASE WHEN kind::text = 'translator' THEN "language" IS NOT NULL AND num_nonnulls("itemId", "forumId") > 0
  ELSE num_nonnulls("itemId", "language") = 0 END
);

-- What a holder has typed and not saved ends with the link.
CREATE FUNCTION "forgetDraftsOfLink"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "ContentDraft" WHERE "linkId" = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER "AccessLink_takes_its_drafts" AFTER UPDATE OF "revokedAt" ON "AccessLink"
  FOR EACH ROW WHEN (NEW."revokedAt" IS NOT NULL) EXECUTE FUNCTION "forgetDraftsOfLink"();
