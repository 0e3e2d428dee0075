-- CreateEnum
CREATE TYPE "TutorWork" AS ENUM ('meeting', 'preparing', 'contacts', 'training', 'other');

-- CreateTable
CREATE TABLE "GroupNote" (
    "id" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "userId" UUID,
    "form" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GroupNote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TutorHours" (
    "id" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "userId" UUID,
    "day" DATE NOT NULL,
    "minutes" INTEGER NOT NULL,
    "work" "TutorWork" NOT NULL,
    "form" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TutorHours_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "GroupNote_form_key" ON "GroupNote"("form");

-- CreateIndex
CREATE INDEX "GroupNote_groupId_createdAt_idx" ON "GroupNote"("groupId", "createdAt");

-- CreateIndex
CREATE INDEX "GroupNote_userId_idx" ON "GroupNote"("userId");

-- CreateIndex
CREATE INDEX "GroupNote_createdAt_idx" ON "GroupNote"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "TutorHours_form_key" ON "TutorHours"("form");

-- CreateIndex
CREATE INDEX "TutorHours_groupId_day_idx" ON "TutorHours"("groupId", "day");

-- CreateIndex
CREATE INDEX "TutorHours_userId_day_idx" ON "TutorHours"("userId", "day");

-- AddForeignKey
ALTER TABLE "GroupNote" ADD CONSTRAINT "GroupNote_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupNote" ADD CONSTRAINT "GroupNote_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TutorHours" ADD CONSTRAINT "TutorHours_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TutorHours" ADD CONSTRAINT "TutorHours_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- No entry is longer than a day.
ALTER TABLE "TutorHours" ADD CHECK ("minutes" BETWEEN 1 AND 1440);
