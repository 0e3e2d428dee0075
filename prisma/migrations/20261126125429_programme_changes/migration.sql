-- AlterEnum
ALTER TYPE "ForumChangeKind" ADD VALUE 'programme';
