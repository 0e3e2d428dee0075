import "server-only";
import { addDays } from "@/i18n/time";
import { db } from "@/platform/db/client";
import type { DemoParts } from "@/platform/demo";

/** How many days back messages of the demo's groups have not been sent yet. */
const WAITING_DAYS = 4;

/** What was said to people of groups months ago was sent then. Only messages of the last days are on their way. */
export const demo: DemoParts = {
  sentBefore: {
    after: ["groupMembers"],
    seed: async (now) => {
      await db().$executeRaw`
        UPDATE "Message" SET "createdAt" = m."statusAt", "sentAt" = m."statusAt"
        FROM "GroupMember" m WHERE m.id IN ("groupMemberId", "subjectId") AND m."statusAt" < ${addDays(now, -WAITING_DAYS)}`;
    },
  },
};
