-- CreateIndex
CREATE INDEX "ContentCheck_byId_idx" ON "ContentCheck"("byId");

-- CreateIndex
CREATE INDEX "ContentRevision_byId_idx" ON "ContentRevision"("byId");
