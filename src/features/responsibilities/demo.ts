import "server-only";
import { permitFor } from "@/features/forums/demo/permit";
import type { DemoParts } from "@/platform/demo";
import { env } from "@/platform/env";
import { giveResponsibility } from "./commands";
import { canNameResponsible } from "./policy";

/** An interpreter for the forum with the most to show. */
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
};
