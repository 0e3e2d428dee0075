-- AlterTable
ALTER TABLE "PictureVariant" ADD COLUMN     "bytes" INTEGER;

-- AlterTable
ALTER TABLE "Post" ADD COLUMN     "coverId" UUID;

-- CreateIndex
CREATE INDEX "Post_coverId_idx" ON "Post"("coverId");

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_coverId_fkey" FOREIGN KEY ("coverId") REFERENCES "MediaFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
