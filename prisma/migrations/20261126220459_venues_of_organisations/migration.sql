-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN     "retiredAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Venue" ADD COLUMN     "organisationId" UUID,
ADD COLUMN     "retiredAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Forum_venueId_startsAt_idx" ON "Forum"("venueId", "startsAt");

-- CreateIndex
CREATE INDEX "Forum_organisationId_startsAt_idx" ON "Forum"("organisationId", "startsAt");

-- CreateIndex
CREATE INDEX "Venue_organisationId_idx" ON "Venue"("organisationId");

-- AddForeignKey
ALTER TABLE "Venue" ADD CONSTRAINT "Venue_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;
