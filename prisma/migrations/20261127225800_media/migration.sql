-- CreateEnum
CREATE TYPE "MediaKind" AS ENUM ('picture', 'pdf');

-- CreateEnum
CREATE TYPE "MediaState" AS ENUM ('waiting', 'ready', 'refused');

-- CreateEnum
CREATE TYPE "PictureFormat" AS ENUM ('avif', 'webp');

-- CreateTable
CREATE TABLE "MediaFile" (
    "id" UUID NOT NULL,
    "kind" "MediaKind" NOT NULL,
    "state" "MediaState" NOT NULL DEFAULT 'waiting',
    "organisationId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "credit" TEXT NOT NULL DEFAULT '',
    "sha256" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "unusedSince" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MediaFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PictureVariant" (
    "mediaId" UUID NOT NULL,
    "width" INTEGER NOT NULL,
    "format" "PictureFormat" NOT NULL,

    CONSTRAINT "PictureVariant_pkey" PRIMARY KEY ("mediaId","width","format")
);

-- CreateTable
CREATE TABLE "MediaUse" (
    "mediaId" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "shown" BOOLEAN NOT NULL,

    CONSTRAINT "MediaUse_pkey" PRIMARY KEY ("mediaId","itemId","language")
);

-- CreateTable
CREATE TABLE "MediaRelease" (
    "itemId" UUID NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MediaRelease_pkey" PRIMARY KEY ("itemId")
);

-- CreateIndex
CREATE INDEX "MediaFile_organisationId_createdAt_idx" ON "MediaFile"("organisationId", "createdAt");

-- CreateIndex
CREATE INDEX "MediaFile_unusedSince_idx" ON "MediaFile"("unusedSince");

-- CreateIndex
CREATE UNIQUE INDEX "MediaFile_organisationId_sha256_key" ON "MediaFile"("organisationId", "sha256");

-- CreateIndex
CREATE INDEX "MediaUse_itemId_language_idx" ON "MediaUse"("itemId", "language");

-- AddForeignKey
ALTER TABLE "MediaFile" ADD CONSTRAINT "MediaFile_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PictureVariant" ADD CONSTRAINT "PictureVariant_mediaId_fkey" FOREIGN KEY ("mediaId") REFERENCES "MediaFile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MediaUse" ADD CONSTRAINT "MediaUse_mediaId_fkey" FOREIGN KEY ("mediaId") REFERENCES "MediaFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MediaUse" ADD CONSTRAINT "MediaUse_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ContentItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MediaRelease" ADD CONSTRAINT "MediaRelease_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ContentItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A picture that is ready has a size; a PDF has none and is ready at once.
ALTER TABLE "MediaFile" ADD CHECK (
  CASE WHEN "kind" = 'picture' AND "state" = 'ready' THEN "width" > 0 AND "height" > 0 ELSE num_nonnulls("width", "height") = 0 END);
ALTER TABLE "MediaFile" ADD CHECK ("kind" = 'picture' OR "state" = 'ready');

-- Pages that show a picture follow what is said of it (docs/decisions/018), and show it once it is ready. Which pages those are,
-- nobody knows here: it happens seldom.
CREATE FUNCTION "mediaChanged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.state, OLD.credit) IS DISTINCT FROM (NEW.state, NEW.credit)
    AND EXISTS (SELECT FROM "MediaUse" u WHERE u."mediaId" = NEW.id AND u.shown) THEN
    PERFORM "tellPages"('*');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "pages" AFTER UPDATE ON "MediaFile" FOR EACH ROW EXECUTE FUNCTION "mediaChanged"();
