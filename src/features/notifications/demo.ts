import "server-only";
import { addDays } from "@/i18n/time";
import { db } from "@/platform/db/client";
import type { DemoParts } from "@/platform/demo";

/** How many days back messages of the demo's groups have not been sent yet. */
const WAITING_DAYS = 4;

/**
 * What was said to people of groups and to those who lead them months ago, and to staff of notes, was sent then. Only messages of
 * the last days are on their way.
 */
export const demo: DemoParts = {
  sentBefore: {
    after: ["groupMembers", "groupNotes"],
    seed: async (now) => {
      const before = addDays(now, -WAITING_DAYS);
      await db().$executeRaw`
        UPDATE "Message" SET "createdAt" = m."statusAt", "sentAt" = m."statusAt"
        FROM "GroupMember" m WHERE m.id IN ("groupMemberId", "subjectId") AND m."statusAt" < ${before}`;
      await db().$executeRaw`
        UPDATE "Message" SET "createdAt" = n."createdAt", "sentAt" = n."createdAt"
        FROM "GroupNote" n WHERE n.id = "subjectId" AND n."createdAt" < ${before}`;
    },
  },
};
