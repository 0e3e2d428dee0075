-- CreateIndex
CREATE INDEX "AuditEntry_requestId_idx" ON "AuditEntry"("requestId");

-- CreateIndex
CREATE INDEX "AuditEntry_action_id_idx" ON "AuditEntry"("action", "id");

-- CreateIndex
CREATE INDEX "Claim_sessionId_idx" ON "Claim"("sessionId");

-- CreateIndex
CREATE INDEX "Claim_offerId_idx" ON "Claim"("offerId");

-- CreateIndex
CREATE INDEX "Invitation_invitedById_idx" ON "Invitation"("invitedById");

-- CreateIndex
CREATE INDEX "Invitation_organisationId_idx" ON "Invitation"("organisationId");

-- CreateIndex
CREATE INDEX "Offer_forumId_idx" ON "Offer"("forumId");

-- CreateIndex
CREATE INDEX "Registration_phone_idx" ON "Registration"("phone");

-- CreateIndex
CREATE INDEX "Registration_helperLinkId_idx" ON "Registration"("helperLinkId");

-- CreateIndex
CREATE INDEX "Registration_helperUserId_idx" ON "Registration"("helperUserId");

-- CreateIndex
CREATE INDEX "Responsibility_forumId_idx" ON "Responsibility"("forumId");

-- CreateIndex
CREATE INDEX "Responsibility_sessionId_idx" ON "Responsibility"("sessionId");
