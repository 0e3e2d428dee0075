-- AlterTable
ALTER TABLE "GroupMeeting" ADD COLUMN     "topic" TEXT,
ADD COLUMN     "topicAt" TIMESTAMPTZ(3),
ADD COLUMN     "topicLanguage" TEXT;

-- A topic is marked with the language that it is in (docs/decisions/028).
ALTER TABLE "GroupMeeting" ADD CHECK (("topic" IS NULL) = ("topicLanguage" IS NULL));
ALTER TABLE "GroupMeeting" ADD CHECK (char_length("topic") BETWEEN 1 AND 200);
