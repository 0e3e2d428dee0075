import "server-only";
import { permitFor } from "@/features/forums/demo/permit";
import { DAY } from "@/i18n/time";
import { db } from "@/platform/db/client";
import type { DemoParts } from "@/platform/demo";
import { env } from "@/platform/env";
import { giveResponsibility } from "./commands";
import { canNameResponsible } from "./policy";

/** Who hosts which session, by the forum and the session's position in its programme. */
const HOSTS = [
  { email: "vertaisohjaaja@demo.example", forum: "perheilta-kontula", session: 1 },
  { email: "opo@demo.example", forum: "perheilta-kontula", session: 1 },
  { email: "opo@demo.example", forum: "perheilta-kontula", session: 2 },
  { email: "tulkki@demo.example", forum: "perheilta-kontula", session: 3 },
  { email: "vertaisohjaaja@demo.example", forum: "perheilta-itakeskus", session: 1 },
  { email: "opo@demo.example", forum: "perheilta-itakeskus", session: 3 },
] as const;

/** An interpreter for the forum with the most to show, and hosts of tables there and at one that has been held. */
export const demo: DemoParts = {
  responsibilities: {
    after: ["accounts", "interpreters"],
    seed: async (now) => {
      if (!env().DEMO) return;
      const permit = await permitFor(canNameResponsible, "perheilta-itakeskus");
      const named = { email: "tulkki@demo.example", kind: "interprets", sessionId: null } as const;
      const given = await giveResponsibility(permit, named, now);
      if (!given.ok) throw new Error(`the demo's interpreter: ${given.reason}`);
    },
  },
  hosts: {
    after: ["responsibilities"],
    seed: async (now) => {
      if (!env().DEMO) return;
      for (const { email, forum, session } of HOSTS) {
        const row = await db().forumSession.findFirstOrThrow({ where: { position: session, forum: { slug: forum } } });
        const permit = await permitFor(canNameResponsible, forum);
        // Nobody is named for a forum that is over.
        const at = new Date(Math.min(now.getTime(), row.startsAt.getTime() - DAY));
        const given = await giveResponsibility(permit, { email, kind: "hosts", sessionId: row.id }, at);
        if (!given.ok) throw new Error(`the demo's host of ${forum}: ${given.reason}`);
      }
    },
  },
};
