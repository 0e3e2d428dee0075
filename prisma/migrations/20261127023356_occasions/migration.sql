-- CreateEnum
CREATE TYPE "OccasionKind" AS ENUM ('joint_application', 'autumn_holiday', 'christmas_holiday', 'winter_holiday', 'summer_holiday', 'school_day_off', 'network_day');

-- CreateTable
CREATE TABLE "Occasion" (
    "id" UUID NOT NULL,
    "kind" "OccasionKind" NOT NULL,
    "firstDay" DATE NOT NULL,
    "lastDay" DATE NOT NULL,
    "municipalityKeys" TEXT[],
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Occasion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OccasionName" (
    "occasionId" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "OccasionName_pkey" PRIMARY KEY ("occasionId","language")
);

-- CreateIndex
CREATE INDEX "Occasion_firstDay_lastDay_idx" ON "Occasion"("firstDay", "lastDay");

-- AddForeignKey
ALTER TABLE "OccasionName" ADD CONSTRAINT "OccasionName_occasionId_fkey" FOREIGN KEY ("occasionId") REFERENCES "Occasion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What begins ends no earlier; languages as BCP 47 writes those of pages.
ALTER TABLE "Occasion" ADD CHECK ("lastDay" >= "firstDay");
ALTER TABLE "OccasionName" ADD CHECK ("language" ~ '^[a-z]{2,3}(-[A-Z]{2})?$' AND "name" <> '');
