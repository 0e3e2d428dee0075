-- CreateEnum
CREATE TYPE "CallOutcome" AS ENUM ('reached', 'no_answer', 'wrong_number', 'call_later');

-- CreateTable
CREATE TABLE "CallTry" (
    "id" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" "CallOutcome" NOT NULL,
    "nextAt" TIMESTAMPTZ(3),
    "byUserId" UUID,
    "byLinkId" UUID,

    CONSTRAINT "CallTry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CallTry_messageId_at_idx" ON "CallTry"("messageId", "at");

-- CreateIndex
CREATE INDEX "CallTry_byUserId_idx" ON "CallTry"("byUserId");

-- CreateIndex
CREATE INDEX "CallTry_byLinkId_idx" ON "CallTry"("byLinkId");

-- AddForeignKey
ALTER TABLE "CallTry" ADD CONSTRAINT "CallTry_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CallTry" ADD CONSTRAINT "CallTry_byUserId_fkey" FOREIGN KEY ("byUserId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CallTry" ADD CONSTRAINT "CallTry_byLinkId_fkey" FOREIGN KEY ("byLinkId") REFERENCES "AccessLink"("id") ON DELETE SET NULL ON UPDATE CASCADE;
