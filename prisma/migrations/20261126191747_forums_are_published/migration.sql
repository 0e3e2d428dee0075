-- AlterTable
ALTER TABLE "Forum" ADD COLUMN     "publishedAt" TIMESTAMPTZ(3);

-- What is published already keeps its address, whenever that was.
UPDATE "Forum" SET "publishedAt" = "createdAt" WHERE status <> 'draft';
