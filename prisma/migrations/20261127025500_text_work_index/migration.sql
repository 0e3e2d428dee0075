-- CreateIndex
CREATE INDEX "ContentEdition_itemId_language_latest_workState_idx" ON "ContentEdition"("itemId", "language", "latest", "workState");
