-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "ForumKind" AS ENUM ('cooperation_forum', 'family_evening', 'student_evening', 'pop_up', 'online_meeting');

-- CreateEnum
CREATE TYPE "ForumStatus" AS ENUM ('draft', 'published', 'cancelled');

-- CreateEnum
CREATE TYPE "LanguageOfferState" AS ENUM ('requested', 'confirmed', 'not_available');

-- CreateEnum
CREATE TYPE "Track" AS ENUM ('general_upper_secondary', 'vocational', 'tuva');

-- CreateEnum
CREATE TYPE "TranslationState" AS ENUM ('draft', 'machine', 'reviewed');

-- CreateEnum
CREATE TYPE "MessageTemplate" AS ENUM ('registration_confirmed', 'registration_waiting', 'registration_promoted', 'registration_changed', 'registration_cancelled');

-- CreateEnum
CREATE TYPE "RegistrationStatus" AS ENUM ('confirmed', 'waiting', 'cancelled');

-- CreateEnum
CREATE TYPE "ChildcareStatus" AS ENUM ('none', 'confirmed', 'waiting');

-- CreateEnum
CREATE TYPE "ContactWay" AS ENUM ('read', 'listen', 'call');

-- CreateEnum
CREATE TYPE "ParticipantRole" AS ENUM ('parent', 'student', 'counsellor', 'organisation', 'expert');

-- CreateEnum
CREATE TYPE "ConsentKind" AS ENUM ('privacy_notice');

-- CreateEnum
CREATE TYPE "RegistrationEventKind" AS ENUM ('registered', 'changed', 'promoted', 'cancelled');

-- CreateTable
CREATE TABLE "Organisation" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT,

    CONSTRAINT "Organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Venue" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "online" BOOLEAN NOT NULL DEFAULT false,
    "streetAddress" TEXT,
    "postalCode" TEXT,
    "municipality" TEXT,
    "place" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,

    CONSTRAINT "Venue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VenueTranslation" (
    "venueId" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "accessibility" TEXT NOT NULL,
    "directions" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "VenueTranslation_pkey" PRIMARY KEY ("venueId","locale")
);

-- CreateTable
CREATE TABLE "Forum" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "kind" "ForumKind" NOT NULL,
    "status" "ForumStatus" NOT NULL DEFAULT 'draft',
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "registrationClosesAt" TIMESTAMPTZ(3),
    "capacity" INTEGER,
    "childcareCapacity" INTEGER,
    "contactName" TEXT NOT NULL,
    "contactEmail" TEXT NOT NULL,
    "contactPhone" TEXT,
    "organisationId" UUID NOT NULL,
    "venueId" UUID NOT NULL,
    "sourceLocale" TEXT NOT NULL DEFAULT 'fi',
    "sourceRevision" INTEGER NOT NULL DEFAULT 1,
    "cancelledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Forum_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ForumTranslation" (
    "forumId" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "outcome" TEXT,
    "state" "TranslationState" NOT NULL DEFAULT 'draft',
    "sourceRevision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ForumTranslation_pkey" PRIMARY KEY ("forumId","locale")
);

-- CreateTable
CREATE TABLE "ForumLanguage" (
    "forumId" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "state" "LanguageOfferState" NOT NULL DEFAULT 'requested',
    "main" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ForumLanguage_pkey" PRIMARY KEY ("forumId","language")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "forumId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "room" TEXT,
    "track" "Track",

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SessionTranslation" (
    "sessionId" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "SessionTranslation_pkey" PRIMARY KEY ("sessionId","locale")
);

-- CreateTable
CREATE TABLE "SessionLanguage" (
    "sessionId" UUID NOT NULL,
    "language" TEXT NOT NULL,

    CONSTRAINT "SessionLanguage_pkey" PRIMARY KEY ("sessionId","language")
);

-- CreateTable
CREATE TABLE "WorkerHeartbeat" (
    "id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WorkerHeartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Message" (
    "id" UUID NOT NULL,
    "eventKey" TEXT NOT NULL,
    "template" "MessageTemplate" NOT NULL,
    "locale" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "registrationId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lastError" TEXT,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DemoMail" (
    "id" UUID NOT NULL,
    "messageId" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "calendar" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DemoMail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Registration" (
    "id" UUID NOT NULL,
    "forumId" UUID NOT NULL,
    "arrival" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "submissionHash" BYTEA NOT NULL,
    "status" "RegistrationStatus" NOT NULL,
    "childcareStatus" "ChildcareStatus" NOT NULL DEFAULT 'none',
    "childcareAges" INTEGER[],
    "phone" TEXT,
    "email" TEXT,
    "keepsScreenshot" BOOLEAN NOT NULL DEFAULT false,
    "messageLocale" TEXT NOT NULL,
    "contactWay" "ContactWay" NOT NULL DEFAULT 'read',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "cancelledAt" TIMESTAMPTZ(3),
    "anonymisedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Registration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Participant" (
    "id" UUID NOT NULL,
    "registrationId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "role" "ParticipantRole" NOT NULL,
    "spokenLanguage" TEXT NOT NULL,
    "needsInterpretation" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Participant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Consent" (
    "id" UUID NOT NULL,
    "registrationId" UUID NOT NULL,
    "kind" "ConsentKind" NOT NULL,
    "textVersion" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "givenAt" TIMESTAMPTZ(3) NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "Consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RegistrationEvent" (
    "id" BIGSERIAL NOT NULL,
    "registrationId" UUID NOT NULL,
    "kind" "RegistrationEventKind" NOT NULL,
    "status" "RegistrationStatus" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RegistrationEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Organisation_slug_key" ON "Organisation"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Venue_slug_key" ON "Venue"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Forum_slug_key" ON "Forum"("slug");

-- CreateIndex
CREATE INDEX "Forum_status_startsAt_idx" ON "Forum"("status", "startsAt");

-- CreateIndex
CREATE UNIQUE INDEX "Session_forumId_position_key" ON "Session"("forumId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Message_eventKey_key" ON "Message"("eventKey");

-- CreateIndex
CREATE INDEX "Message_registrationId_idx" ON "Message"("registrationId");

-- CreateIndex
CREATE UNIQUE INDEX "DemoMail_messageId_key" ON "DemoMail"("messageId");

-- CreateIndex
CREATE UNIQUE INDEX "Registration_tokenHash_key" ON "Registration"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Registration_submissionHash_key" ON "Registration"("submissionHash");

-- CreateIndex
CREATE INDEX "Registration_forumId_status_arrival_idx" ON "Registration"("forumId", "status", "arrival");

-- CreateIndex
CREATE UNIQUE INDEX "Registration_forumId_code_key" ON "Registration"("forumId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "Participant_registrationId_position_key" ON "Participant"("registrationId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Consent_registrationId_kind_key" ON "Consent"("registrationId", "kind");

-- CreateIndex
CREATE INDEX "RegistrationEvent_registrationId_id_idx" ON "RegistrationEvent"("registrationId", "id");

-- AddForeignKey
ALTER TABLE "VenueTranslation" ADD CONSTRAINT "VenueTranslation_venueId_fkey" FOREIGN KEY ("venueId") REFERENCES "Venue"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Forum" ADD CONSTRAINT "Forum_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Forum" ADD CONSTRAINT "Forum_venueId_fkey" FOREIGN KEY ("venueId") REFERENCES "Venue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ForumTranslation" ADD CONSTRAINT "ForumTranslation_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ForumLanguage" ADD CONSTRAINT "ForumLanguage_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionTranslation" ADD CONSTRAINT "SessionTranslation_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionLanguage" ADD CONSTRAINT "SessionLanguage_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_registrationId_fkey" FOREIGN KEY ("registrationId") REFERENCES "Registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Registration" ADD CONSTRAINT "Registration_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Participant" ADD CONSTRAINT "Participant_registrationId_fkey" FOREIGN KEY ("registrationId") REFERENCES "Registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Consent" ADD CONSTRAINT "Consent_registrationId_fkey" FOREIGN KEY ("registrationId") REFERENCES "Registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RegistrationEvent" ADD CONSTRAINT "RegistrationEvent_registrationId_fkey" FOREIGN KEY ("registrationId") REFERENCES "Registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;
