-- AlterTable
ALTER TABLE "Forum" ADD COLUMN     "closedAt" TIMESTAMPTZ(3),
ADD COLUMN     "registrationOpensAt" TIMESTAMPTZ(3);
