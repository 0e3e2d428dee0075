-- What somebody types into one window no longer replaces what they have kept from another. Each draft of before is of a form
-- that nobody has open as such.
-- AlterTable
ALTER TABLE "ContentDraft" ADD COLUMN "form" UUID NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE "ContentDraft" ALTER COLUMN "form" DROP DEFAULT;

-- DropIndex
DROP INDEX "ContentDraft_itemId_language_userId_key";

-- DropIndex
DROP INDEX "ContentDraft_itemId_language_linkId_key";

-- CreateIndex
CREATE UNIQUE INDEX "ContentDraft_itemId_language_userId_form_key" ON "ContentDraft"("itemId", "language", "userId", "form");

-- CreateIndex
CREATE UNIQUE INDEX "ContentDraft_itemId_language_linkId_form_key" ON "ContentDraft"("itemId", "language", "linkId", "form");
