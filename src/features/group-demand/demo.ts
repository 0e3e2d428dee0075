import "server-only";
import { v5 as uuidOf } from "uuid";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { addDays } from "@/i18n/time";
import type { DemoParts } from "@/platform/demo";
import { countSearch, makeWish } from "./commands";
import { wishSchema } from "./schema";

/** What was looked for in vain: the language, where (null: anywhere), and how often. */
const SEARCHES: readonly [SpokenLanguage, string | null, number][] = [
  ["ti", "turku", 9],
  ["ps", "helsinki", 7],
  ["am", null, 5],
  ["my", "tampere", 4],
  ["bn", "espoo", 2],
  ["ne", "vantaa", 2],
];

/** What people want to be told of once there is a group: the language, where, for whom, and in which language of the pages. */
const WISHES: readonly {
  language: SpokenLanguage;
  place: string;
  kind?: string;
  messageLocale: string;
  contact: string;
}[] = [
  { language: "ti", place: "turku", messageLocale: "en", contact: "toive1@example.org" },
  { language: "ti", place: "turku", kind: "mothers", messageLocale: "en", contact: "+358400006001" },
  { language: "ti", place: "turku", messageLocale: "fi", contact: "+358400006002" },
  { language: "ps", place: "helsinki", kind: "mothers", messageLocale: "fi", contact: "+358400006003" },
  { language: "ps", place: "helsinki", messageLocale: "en", contact: "toive2@example.org" },
  { language: "my", place: "tampere", messageLocale: "fi", contact: "toive3@example.org" },
  { language: "so", place: "tampere", kind: "youth", messageLocale: "so", contact: "+358400006004" },
  { language: "ar", place: "lappeenranta", kind: "parents", messageLocale: "ar", contact: "+358400006005" },
];

/** Searches of the last weeks that found no group, and wishes, so that the table of demand has something to tell. */
export const demo: DemoParts = {
  groupDemand: {
    after: ["groups"],
    seed: async (now) => {
      for (const [language, place, times] of SEARCHES)
        for (let n = 0; n < times; n++)
          await countSearch({ language, ...(place && { place }) }, addDays(now, -3 * n - 1));
      for (const [n, { contact, ...wish }] of WISHES.entries())
        await makeWish(
          { ...wishSchema().parse({ kind: "", ...wish, contact }), submission: uuidOf(contact, uuidOf.URL) },
          addDays(now, -5 * n - 2),
        );
    },
  },
};
