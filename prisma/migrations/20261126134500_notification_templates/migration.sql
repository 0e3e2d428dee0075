-- Which templates there are is said by the features that declare them. The names stay as they are.
ALTER TABLE "Message" ALTER COLUMN "template" TYPE TEXT USING "template"::text;

-- DropEnum
DROP TYPE "MessageTemplate";
