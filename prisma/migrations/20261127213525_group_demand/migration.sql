-- CreateTable
CREATE TABLE "GroupSearchCount" (
    "day" DATE NOT NULL,
    "language" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "GroupSearchCount_pkey" PRIMARY KEY ("day","language","place","kind")
);

-- CreateTable
CREATE TABLE "GroupWish" (
    "id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "onlineToo" BOOLEAN NOT NULL DEFAULT false,
    "kind" "GroupKind",
    "email" TEXT,
    "phone" TEXT,
    "messageLocale" TEXT NOT NULL,
    "tokenHash" BYTEA,
    "submissionHash" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "groupId" UUID,
    "toldAt" TIMESTAMPTZ(3),
    "forgottenAt" TIMESTAMPTZ(3),

    CONSTRAINT "GroupWish_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "GroupWish_tokenHash_key" ON "GroupWish"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "GroupWish_submissionHash_key" ON "GroupWish"("submissionHash");

-- CreateIndex
CREATE INDEX "GroupWish_forgottenAt_toldAt_createdAt_idx" ON "GroupWish"("forgottenAt", "toldAt", "createdAt");

-- CreateIndex
CREATE INDEX "GroupWish_groupId_idx" ON "GroupWish"("groupId");

-- AddForeignKey
ALTER TABLE "GroupWish" ADD CONSTRAINT "GroupWish_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE SET NULL ON UPDATE CASCADE;
