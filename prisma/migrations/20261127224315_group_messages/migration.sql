-- CreateTable
CREATE TABLE "GroupMessage" (
    "id" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "words" JSONB NOT NULL,
    "told" INTEGER NOT NULL,
    "formHash" BYTEA NOT NULL,
    "byUserId" UUID,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GroupMessage_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "GroupMessage_formHash_key" ON "GroupMessage"("formHash");

-- CreateIndex
CREATE INDEX "GroupMessage_groupId_sentAt_idx" ON "GroupMessage"("groupId", "sentAt");

-- CreateIndex
CREATE INDEX "GroupMessage_byUserId_idx" ON "GroupMessage"("byUserId");

-- CreateIndex
CREATE INDEX "GroupMessage_sentAt_idx" ON "GroupMessage"("sentAt");

-- AddForeignKey
ALTER TABLE "GroupMessage" ADD CONSTRAINT "GroupMessage_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupMessage" ADD CONSTRAINT "GroupMessage_byUserId_fkey" FOREIGN KEY ("byUserId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
