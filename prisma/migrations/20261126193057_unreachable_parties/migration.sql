-- AlterEnum
ALTER TYPE "RegistrationEventKind" ADD VALUE 'released';

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "refusedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Registration" ADD COLUMN     "emailRefusedAt" TIMESTAMPTZ(3),
ADD COLUMN     "openedAt" TIMESTAMPTZ(3),
ADD COLUMN     "phoneRefusedAt" TIMESTAMPTZ(3);
