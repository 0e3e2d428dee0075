-- CreateEnum
CREATE TYPE "GroupMemberStatus" AS ENUM ('asked', 'waiting', 'member', 'pointed', 'left');

-- CreateEnum
CREATE TYPE "GroupConsentKind" AS ENUM ('privacy_notice');

-- CreateEnum
CREATE TYPE "GroupMemberEventKind" AS ENUM ('asked', 'written_down', 'put_on_waiting_list', 'welcomed', 'pointed_elsewhere', 'removed', 'left', 'asked_again', 'contact_changed', 'link_renewed', 'erased');

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "groupId" UUID,
ADD COLUMN     "groupMemberId" UUID;

-- CreateTable
CREATE TABLE "GroupMember" (
    "id" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "turn" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "spokenLanguage" TEXT NOT NULL,
    "ageGroup" "AgeGroup" NOT NULL DEFAULT 'adult',
    "phone" TEXT,
    "email" TEXT,
    "emailRefusedAt" TIMESTAMPTZ(3),
    "phoneRefusedAt" TIMESTAMPTZ(3),
    "openedAt" TIMESTAMPTZ(3),
    "keepsScreenshot" BOOLEAN NOT NULL DEFAULT false,
    "messageLocale" TEXT NOT NULL,
    "contactWay" "ContactWay" NOT NULL DEFAULT 'read',
    "question" TEXT,
    "guardianContact" TEXT,
    "tokenHash" BYTEA NOT NULL,
    "linkNumber" INTEGER NOT NULL DEFAULT 1,
    "formerHashes" BYTEA[] DEFAULT ARRAY[]::BYTEA[],
    "submissionHash" BYTEA NOT NULL,
    "formHash" BYTEA,
    "status" "GroupMemberStatus" NOT NULL DEFAULT 'asked',
    "pointedToId" UUID,
    "helperUserId" UUID,
    "permissionAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "statusAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answeredAt" TIMESTAMPTZ(3),
    "leftAt" TIMESTAMPTZ(3),
    "anonymisedAt" TIMESTAMPTZ(3),

    CONSTRAINT "GroupMember_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GroupConsent" (
    "id" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "kind" "GroupConsentKind" NOT NULL,
    "textVersion" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "givenAt" TIMESTAMPTZ(3) NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "GroupConsent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GroupMemberEvent" (
    "id" BIGSERIAL NOT NULL,
    "memberId" UUID NOT NULL,
    "kind" "GroupMemberEventKind" NOT NULL,
    "status" "GroupMemberStatus" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "byUserId" UUID,

    CONSTRAINT "GroupMemberEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "GroupMember_tokenHash_key" ON "GroupMember"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "GroupMember_submissionHash_key" ON "GroupMember"("submissionHash");

-- CreateIndex
CREATE INDEX "GroupMember_groupId_status_turn_idx" ON "GroupMember"("groupId", "status", "turn");

-- CreateIndex
CREATE INDEX "GroupMember_pointedToId_idx" ON "GroupMember"("pointedToId");

-- CreateIndex
CREATE INDEX "GroupMember_helperUserId_idx" ON "GroupMember"("helperUserId");

-- CreateIndex
CREATE INDEX "GroupMember_email_idx" ON "GroupMember"("email");

-- CreateIndex
CREATE INDEX "GroupMember_formerHashes_idx" ON "GroupMember" USING GIN ("formerHashes");

-- CreateIndex
CREATE INDEX "GroupMember_formHash_idx" ON "GroupMember"("formHash");

-- CreateIndex
CREATE INDEX "GroupConsent_memberId_kind_idx" ON "GroupConsent"("memberId", "kind");

-- CreateIndex
CREATE INDEX "GroupMemberEvent_memberId_id_idx" ON "GroupMemberEvent"("memberId", "id");

-- CreateIndex
CREATE INDEX "GroupMemberEvent_byUserId_idx" ON "GroupMemberEvent"("byUserId");

-- CreateIndex
CREATE INDEX "Message_groupMemberId_idx" ON "Message"("groupMemberId");

-- CreateIndex
CREATE INDEX "Message_groupId_channel_sentAt_idx" ON "Message"("groupId", "channel", "sentAt");

-- AddForeignKey
ALTER TABLE "GroupMember" ADD CONSTRAINT "GroupMember_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupMember" ADD CONSTRAINT "GroupMember_pointedToId_fkey" FOREIGN KEY ("pointedToId") REFERENCES "Group"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupMember" ADD CONSTRAINT "GroupMember_helperUserId_fkey" FOREIGN KEY ("helperUserId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupConsent" ADD CONSTRAINT "GroupConsent_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "GroupMember"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupMemberEvent" ADD CONSTRAINT "GroupMemberEvent_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "GroupMember"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupMemberEvent" ADD CONSTRAINT "GroupMemberEvent_byUserId_fkey" FOREIGN KEY ("byUserId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_groupMemberId_fkey" FOREIGN KEY ("groupMemberId") REFERENCES "GroupMember"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A message to somebody in a group says of which group; a message belongs to a forum or a group, not to both.
ALTER TABLE "Message" DROP CONSTRAINT "Message_about_something";
ALTER TABLE "Message" ADD CONSTRAINT "Message_about_something"
  CHECK ("forumId" IS NOT NULL OR "groupId" IS NOT NULL OR "subjectId" IS NOT NULL);
ALTER TABLE "Message" ADD CHECK ("groupMemberId" IS NULL OR "groupId" IS NOT NULL);
ALTER TABLE "Message" ADD CHECK (num_nonnulls("forumId", "groupId") <= 1);

-- Whoever left has a time when they did.
ALTER TABLE "GroupMember" ADD CHECK (("status" = 'left') = ("leftAt" IS NOT NULL));

-- Pages of groups follow whether all places are taken (docs/decisions/018): they count members and nobody else.
CREATE FUNCTION "memberChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF COALESCE(OLD.status = 'member', false) = COALESCE(NEW.status = 'member', false) THEN RETURN NULL; END IF;
  PERFORM "tellPages"('group:' || g.slug) FROM "Group" g
    WHERE g.id = COALESCE(NEW."groupId", OLD."groupId") AND g.capacity IS NOT NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER "pages" AFTER INSERT OR UPDATE OR DELETE ON "GroupMember" FOR EACH ROW EXECUTE FUNCTION "memberChanged"();
