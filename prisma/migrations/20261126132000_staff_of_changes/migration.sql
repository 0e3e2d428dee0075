-- AlterEnum
ALTER TYPE "MessageTemplate" ADD VALUE 'staff_forum_changed';
ALTER TYPE "MessageTemplate" ADD VALUE 'staff_forum_cancelled';
