import "server-only";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { addDays } from "@/i18n/time";
import type { DemoParts } from "@/platform/demo";
import { countSearch } from "./commands";

/** What was looked for in vain: the language, where (null: anywhere), and how often. */
const SEARCHES: readonly [SpokenLanguage, string | null, number][] = [
  ["ti", "turku", 9],
  ["ps", "helsinki", 7],
  ["am", null, 5],
  ["my", "tampere", 4],
  ["bn", "espoo", 2],
  ["ne", "vantaa", 2],
];

/** Searches of the last weeks that found no group, so that the table of demand has something to tell. */
export const demo: DemoParts = {
  groupDemand: {
    after: ["groups"],
    seed: async (now) => {
      for (const [language, place, times] of SEARCHES)
        for (let n = 0; n < times; n++)
          await countSearch({ language, ...(place && { place }) }, addDays(now, -3 * n - 1));
    },
  },
};
