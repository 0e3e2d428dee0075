-- So far only the role has said what somebody does for a forum: whoever is only an interpreter interprets.
CREATE TYPE "ResponsibilityKind" AS ENUM ('arranges', 'hosts', 'interprets');

ALTER TABLE "Responsibility"
  ADD COLUMN "kind" "ResponsibilityKind" NOT NULL DEFAULT 'arranges',
  ADD COLUMN "givenIn" UUID;

UPDATE "Responsibility" r SET kind = CASE
    WHEN EXISTS (SELECT FROM "UserRole" u WHERE u."userId" = r."userId" AND u.role = 'interpreter')
      AND NOT EXISTS (
        SELECT FROM "UserRole" u
        WHERE u."userId" = r."userId" AND u.role IN ('peer_tutor', 'counsellor', 'staff', 'administrator')
      ) THEN 'interprets'
    WHEN r."sessionId" IS NOT NULL THEN 'hosts'
    ELSE 'arranges'
  END::"ResponsibilityKind";

-- Keep one of duplicates.
DELETE FROM "Responsibility" r USING "Responsibility" other
  WHERE r."userId" = other."userId" AND r."forumId" = other."forumId"
    AND r."sessionId" IS NOT DISTINCT FROM other."sessionId" AND r.id > other.id;

-- People arrange a whole forum and host a session.
ALTER TABLE "Responsibility" ADD CONSTRAINT "Responsibility_kind_check"
  CHECK (kind = 'interprets' OR (kind = 'hosts') = ("sessionId" IS NOT NULL));

DROP INDEX "Responsibility_userId_idx";
CREATE UNIQUE INDEX "Responsibility_userId_forumId_sessionId_key"
  ON "Responsibility"("userId", "forumId", "sessionId") NULLS NOT DISTINCT;
CREATE INDEX "Responsibility_givenIn_idx" ON "Responsibility"("givenIn");
