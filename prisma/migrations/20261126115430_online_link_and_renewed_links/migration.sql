-- AlterEnum
ALTER TYPE "RegistrationEventKind" ADD VALUE 'link_renewed';

-- AlterTable
ALTER TABLE "Forum" ADD COLUMN     "onlineUrl" TEXT;

-- AlterTable
ALTER TABLE "Registration" ADD COLUMN     "formerHashes" BYTEA[] DEFAULT ARRAY[]::BYTEA[],
ADD COLUMN     "linkNumber" INTEGER NOT NULL DEFAULT 1;

-- CreateIndex
CREATE INDEX "Registration_formerHashes_idx" ON "Registration" USING GIN ("formerHashes");
