-- AlterTable
ALTER TABLE "Registration" ADD COLUMN     "formHash" BYTEA;

-- CreateIndex
CREATE INDEX "Registration_formHash_idx" ON "Registration"("formHash");
