-- CreateEnum
CREATE TYPE "GroupEntry" AS ENUM ('come', 'ask');

-- AlterTable
ALTER TABLE "Group" ADD COLUMN     "entry" "GroupEntry" NOT NULL DEFAULT 'ask';

-- CreateTable
CREATE TABLE "GroupVisit" (
    "meetingId" UUID NOT NULL,
    "spokenLanguage" TEXT NOT NULL DEFAULT '',
    "count" INTEGER NOT NULL,

    CONSTRAINT "GroupVisit_pkey" PRIMARY KEY ("meetingId","spokenLanguage")
);

-- AddForeignKey
ALTER TABLE "GroupVisit" ADD CONSTRAINT "GroupVisit_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "GroupMeeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whoever just comes has to know where.
ALTER TABLE "Group" ADD CHECK ("entry" = 'ask' OR "placeIsPublic");
ALTER TABLE "GroupVisit" ADD CHECK ("count" > 0);
