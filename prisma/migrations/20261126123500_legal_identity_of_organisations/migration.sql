-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN     "address" TEXT,
ADD COLUMN     "businessId" TEXT,
ADD COLUMN     "email" TEXT,
ADD COLUMN     "phone" TEXT,
ADD COLUMN     "privacyContact" TEXT;

-- A Business ID has this form; its check digit is checked where it is written.
ALTER TABLE "Organisation" ADD CONSTRAINT "Organisation_businessId_form" CHECK ("businessId" ~ '^[0-9]{7}-[0-9]$');
