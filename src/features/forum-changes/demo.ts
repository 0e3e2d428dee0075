import "server-only";
import { FORUMS } from "@/features/forums/demo/forums";
import { permitFor } from "@/features/forums/demo/permit";
import type { DemoParts } from "@/platform/demo";
import { cancelForum } from "./commands";
import { canChangeForum } from "./policy";

/** Forums that were cancelled after families had registered. */
export const demo: DemoParts = {
  cancellations: {
    after: ["families"],
    seed: async (now) => {
      for (const { key } of FORUMS.filter(({ status }) => status === "cancelled"))
        await cancelForum(await permitFor(canChangeForum, key), now);
    },
  },
};
