-- AlterEnum
ALTER TYPE "AccessLinkKind" ADD VALUE 'preview';

ALTER TABLE "AccessLink" DROP CONSTRAINT "AccessLink_translator_has_texts";
ALTER TABLE "AccessLink" ADD CONSTRAINT "AccessLink_translator_has_texts" CHECK (
  CASE kind::text
    WHEN 'translator' THEN "language" IS NOT NULL AND num_nonnulls("itemId", "forumId") > 0
    WHEN 'preview' THEN "itemId" IS NOT NULL AND num_nonnulls("language", "forumId") = 0
    ELSE num_nonnulls("itemId", "language") = 0 END
);
