-- AlterEnum
ALTER TYPE "RegistrationEventKind" ADD VALUE 'acted_for';

-- AlterTable
ALTER TABLE "RegistrationEvent" ADD COLUMN     "byLinkId" UUID,
ADD COLUMN     "byUserId" UUID,
ADD COLUMN     "reason" TEXT;

-- CreateIndex
CREATE INDEX "RegistrationEvent_byUserId_idx" ON "RegistrationEvent"("byUserId");

-- CreateIndex
CREATE INDEX "RegistrationEvent_byLinkId_idx" ON "RegistrationEvent"("byLinkId");

-- AddForeignKey
ALTER TABLE "RegistrationEvent" ADD CONSTRAINT "RegistrationEvent_byUserId_fkey" FOREIGN KEY ("byUserId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RegistrationEvent" ADD CONSTRAINT "RegistrationEvent_byLinkId_fkey" FOREIGN KEY ("byLinkId") REFERENCES "AccessLink"("id") ON DELETE SET NULL ON UPDATE CASCADE;
