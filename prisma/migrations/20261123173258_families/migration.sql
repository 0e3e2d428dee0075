-- CreateEnum
CREATE TYPE "AccessLinkKind" AS ENUM ('helper', 'coordinator');

-- CreateEnum
CREATE TYPE "ForumChangeKind" AS ENUM ('time', 'place', 'cancelled');

-- CreateEnum
CREATE TYPE "MessageChannel" AS ENUM ('email', 'sms', 'call');

-- CreateEnum
CREATE TYPE "AgeGroup" AS ENUM ('adult', 'from_13_to_17', 'under_13');

-- CreateEnum
CREATE TYPE "ClaimKind" AS ENUM ('seats', 'session', 'childcare');

-- CreateEnum
CREATE TYPE "ClaimStatus" AS ENUM ('held', 'offered', 'waiting', 'lapsed');

-- CreateEnum
CREATE TYPE "OfferOutcome" AS ENUM ('accepted', 'declined', 'expired', 'withdrawn');

-- AlterEnum
ALTER TYPE "ConsentKind" ADD VALUE 'diet_health';
ALTER TYPE "ConsentKind" ADD VALUE 'photos';
ALTER TYPE "ConsentKind" ADD VALUE 'later_forums';

-- AlterEnum
ALTER TYPE "MessageTemplate" ADD VALUE 'offer_made';
ALTER TYPE "MessageTemplate" ADD VALUE 'offer_expired';
ALTER TYPE "MessageTemplate" ADD VALUE 'reminder_week';
ALTER TYPE "MessageTemplate" ADD VALUE 'reminder_day';
ALTER TYPE "MessageTemplate" ADD VALUE 'forum_changed';
ALTER TYPE "MessageTemplate" ADD VALUE 'forum_cancelled';
ALTER TYPE "MessageTemplate" ADD VALUE 'interpretation_confirmed';
ALTER TYPE "MessageTemplate" ADD VALUE 'interpretation_not_available';
ALTER TYPE "MessageTemplate" ADD VALUE 'staff_interpretation_demand';
ALTER TYPE "MessageTemplate" ADD VALUE 'forum_announced';

-- AlterEnum
ALTER TYPE "RegistrationEventKind" ADD VALUE 'offered';
ALTER TYPE "RegistrationEventKind" ADD VALUE 'accepted';
ALTER TYPE "RegistrationEventKind" ADD VALUE 'declined';
ALTER TYPE "RegistrationEventKind" ADD VALUE 'offer_expired';
ALTER TYPE "RegistrationEventKind" ADD VALUE 'queued_again';
ALTER TYPE "RegistrationEventKind" ADD VALUE 'consent_given';
ALTER TYPE "RegistrationEventKind" ADD VALUE 'consent_withdrawn';
ALTER TYPE "RegistrationEventKind" ADD VALUE 'erased';

-- AlterEnum
ALTER TYPE "RegistrationStatus" ADD VALUE 'offered';
ALTER TYPE "RegistrationStatus" ADD VALUE 'lapsed';

-- DropIndex
DROP INDEX "Consent_registrationId_kind_key";

-- AlterTable
ALTER TABLE "Forum" ADD COLUMN     "arrangesAccess" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "retentionDays" INTEGER NOT NULL DEFAULT 30,
ADD COLUMN     "servesMeal" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "ForumLanguage" ADD COLUMN     "alertedAt" TIMESTAMPTZ(3),
ADD COLUMN     "deadlineAt" TIMESTAMPTZ(3),
ADD COLUMN     "threshold" INTEGER;

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "channel" "MessageChannel" NOT NULL DEFAULT 'email',
ADD COLUMN     "forumId" UUID,
ADD COLUMN     "language" TEXT,
ALTER COLUMN "registrationId" DROP NOT NULL;

-- Messages written before this migration are all about a registration.
UPDATE "Message" m SET "forumId" = r."forumId" FROM "Registration" r WHERE r.id = m."registrationId";
ALTER TABLE "Message" ALTER COLUMN "forumId" SET NOT NULL;

-- AlterTable
ALTER TABLE "Participant" ADD COLUMN     "ageGroup" "AgeGroup" NOT NULL DEFAULT 'adult',
ADD COLUMN     "sealedNeeds" BYTEA,
ADD COLUMN     "sessionIds" UUID[];

-- AlterTable
ALTER TABLE "Registration" ADD COLUMN     "guardianContact" TEXT,
ADD COLUMN     "helperLinkId" UUID,
ADD COLUMN     "maySplit" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "permissionAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "capacity" INTEGER;

-- CreateTable
CREATE TABLE "AccessLink" (
    "id" UUID NOT NULL,
    "kind" "AccessLinkKind" NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "holder" TEXT NOT NULL,
    "forumId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AccessLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ForumRoleLimit" (
    "forumId" UUID NOT NULL,
    "role" "ParticipantRole" NOT NULL,
    "capacity" INTEGER NOT NULL,

    CONSTRAINT "ForumRoleLimit_pkey" PRIMARY KEY ("forumId","role")
);

-- CreateTable
CREATE TABLE "ForumChange" (
    "id" UUID NOT NULL,
    "forumId" UUID NOT NULL,
    "kind" "ForumChangeKind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "previousStartsAt" TIMESTAMPTZ(3),
    "previousEndsAt" TIMESTAMPTZ(3),
    "previousVenue" TEXT,

    CONSTRAINT "ForumChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Claim" (
    "id" UUID NOT NULL,
    "registrationId" UUID NOT NULL,
    "forumId" UUID NOT NULL,
    "kind" "ClaimKind" NOT NULL,
    "sessionId" UUID,
    "position" INTEGER,
    "needs" JSONB NOT NULL,
    "status" "ClaimStatus" NOT NULL,
    "turn" SERIAL NOT NULL,
    "offerId" UUID,

    CONSTRAINT "Claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Offer" (
    "id" UUID NOT NULL,
    "registrationId" UUID NOT NULL,
    "forumId" UUID NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "outcome" "OfferOutcome",

    CONSTRAINT "Offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "AccessLink_tokenHash_key" ON "AccessLink"("tokenHash");

-- CreateIndex
CREATE INDEX "ForumChange_forumId_at_idx" ON "ForumChange"("forumId", "at");

-- CreateIndex
CREATE INDEX "Claim_forumId_status_turn_idx" ON "Claim"("forumId", "status", "turn");

-- CreateIndex
CREATE INDEX "Claim_registrationId_idx" ON "Claim"("registrationId");

-- CreateIndex
CREATE INDEX "Offer_registrationId_idx" ON "Offer"("registrationId");

-- CreateIndex
CREATE INDEX "Offer_outcome_expiresAt_idx" ON "Offer"("outcome", "expiresAt");

-- CreateIndex
CREATE INDEX "RateLimit_expiresAt_idx" ON "RateLimit"("expiresAt");

-- CreateIndex
CREATE INDEX "Consent_registrationId_kind_idx" ON "Consent"("registrationId", "kind");

-- CreateIndex
CREATE INDEX "Message_forumId_channel_sentAt_idx" ON "Message"("forumId", "channel", "sentAt");

-- AddForeignKey
ALTER TABLE "AccessLink" ADD CONSTRAINT "AccessLink_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ForumRoleLimit" ADD CONSTRAINT "ForumRoleLimit_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ForumChange" ADD CONSTRAINT "ForumChange_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Registration" ADD CONSTRAINT "Registration_helperLinkId_fkey" FOREIGN KEY ("helperLinkId") REFERENCES "AccessLink"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_registrationId_fkey" FOREIGN KEY ("registrationId") REFERENCES "Registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_offerId_fkey" FOREIGN KEY ("offerId") REFERENCES "Offer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Offer" ADD CONSTRAINT "Offer_registrationId_fkey" FOREIGN KEY ("registrationId") REFERENCES "Registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Offer" ADD CONSTRAINT "Offer_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Places that registrations hold or wait for so far become claims, in the order in which the registrations arrived.
INSERT INTO "Claim" (id, "registrationId", "forumId", kind, needs, status)
SELECT gen_random_uuid(), r.id, r."forumId", 'seats',
       jsonb_build_object('forum', (SELECT count(*) FROM "Participant" p WHERE p."registrationId" = r.id))
         || COALESCE((SELECT jsonb_object_agg('role:' || role, people)
                      FROM (SELECT role::text, count(*) AS people FROM "Participant" p WHERE p."registrationId" = r.id GROUP BY role) roles), '{}'),
       CASE r.status WHEN 'confirmed' THEN 'held'::"ClaimStatus" ELSE 'waiting'::"ClaimStatus" END
FROM "Registration" r WHERE r.status <> 'cancelled' ORDER BY r.arrival;

INSERT INTO "Claim" (id, "registrationId", "forumId", kind, needs, status)
SELECT gen_random_uuid(), r.id, r."forumId", 'childcare', jsonb_build_object('childcare', cardinality(r."childcareAges")),
       CASE r."childcareStatus" WHEN 'confirmed' THEN 'held'::"ClaimStatus" ELSE 'waiting'::"ClaimStatus" END
FROM "Registration" r WHERE r.status <> 'cancelled' AND r."childcareStatus" <> 'none' ORDER BY r.arrival;

ALTER TABLE "Registration" DROP COLUMN "childcareStatus";
DROP TYPE "ChildcareStatus";
