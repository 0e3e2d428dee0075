import "server-only";
import { FORUMS } from "@/features/forums/demo/forums";
import { permitFor } from "@/features/forums/demo/permit";
import { db } from "@/platform/db/client";
import type { DemoParts } from "@/platform/demo";
import { decideLanguage } from "./commands";
import { canDecideInterpretation } from "./policy";

/** The languages of each forum, which no command sets, and the state of its interpreters. */
export const demo: DemoParts = {
  interpreters: {
    after: ["forums"],
    seed: async (now) => {
      for (const { key, languages } of FORUMS) {
        const permit = await permitFor(canDecideInterpretation, key);
        const spoken = languages.filter(({ main }) => main);
        await db().forumLanguage.createMany({
          data: spoken.map((offer) => ({ forumId: permit.subject.forumId, ...offer })),
        });
        for (const { language, state } of languages.filter(({ main }) => !main))
          await decideLanguage(permit, { language, state, threshold: null, deadlineAt: null }, now);
      }
    },
  },
};
