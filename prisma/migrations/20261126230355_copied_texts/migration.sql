-- CreateTable
CREATE TABLE "CopiedText" (
    "itemId" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "seen" INTEGER,
    "byKind" TEXT,
    "byId" TEXT,
    "at" TIMESTAMPTZ(3),

    CONSTRAINT "CopiedText_pkey" PRIMARY KEY ("itemId","language")
);

-- CreateIndex
CREATE INDEX "CopiedText_byId_idx" ON "CopiedText"("byId");

-- AddForeignKey
ALTER TABLE "CopiedText" ADD CONSTRAINT "CopiedText_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ContentItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;
