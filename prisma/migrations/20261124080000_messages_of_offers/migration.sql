-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "attemptedAt" TIMESTAMPTZ(3);

-- Messages about an offer name it: those written before, which have not left yet, named it in their key only.
UPDATE "Message" SET "subjectId" = split_part("eventKey", ':', 2)::uuid
WHERE template IN ('offer_made', 'offer_expired') AND "sentAt" IS NULL AND "subjectId" IS NULL
  AND "eventKey" ~ '^offer:[0-9a-f-]{36}:';
