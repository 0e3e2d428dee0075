-- AlterTable
ALTER TABLE "Registration" ADD COLUMN     "question" TEXT;
