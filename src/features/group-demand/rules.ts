import type { GroupKind } from "@/features/groups/schema";
import { addDays } from "@/i18n/time";

const DAY = 86_400;

/** Enough for a library's computer at which one family after another looks for a group. */
export const WISHES = { act: "group-wish", times: 20, within: 3600 };
/** How often one address or number may be given in a day. Families share a phone. */
export const WISHES_TO_ONE = { act: "group-wish-to", times: 4, within: DAY };
/** How many searches of one network are counted in an hour. More are answered, but say nothing of demand. */
export const SEARCHES = { act: "group-search", times: 30, within: 3600 };

/** How long a wish is kept that nothing has come of, in days. The privacy notice says so. */
export const WISH_KEPT_DAYS = 365;
/** How long numbers of searches and of wishes are kept, in days: as far back as staff can look. */
const NUMBERS_KEPT_DAYS = 731;

/** Wishes made before this instant have waited long enough. */
export const wishedBefore = (now: Date): Date => addDays(now, -WISH_KEPT_DAYS);

/** Numbers from before this instant are of no use any more. */
export const countedBefore = (now: Date): Date => addDays(now, -NUMBERS_KEPT_DAYS);

/** Whose languages at forums say that a group of a kind may be wanted. Registrations do not say who is a mother. */
const ASKED_BY: Record<GroupKind, readonly ("parent" | "student")[]> = {
  parents: ["parent"],
  mothers: ["parent"],
  youth: ["student"],
  guidance: ["parent", "student"],
};

/** The people at forums whose languages count for groups of a kind, or of any. */
export const askedBy = (kind: GroupKind | undefined) => (kind ? ASKED_BY[kind] : ASKED_BY.guidance);

/** Numbers of people below this could tell of somebody whom a reader knows, so staff see only that there are a few. */
export const FEWEST_SHOWN = 3;

/** A number of people as staff see it: `few` if it is too small to be shown. */
export const shownCount = (count: number): number | "few" => (count > 0 && count < FEWEST_SHOWN ? "few" : count);

/** Programs that say what they are. Others look like readers, and the limit for one network keeps them few. */
const PROGRAM = /bot|crawl|spider|slurp|preview|fetch|monitor|curl|wget|python/i;

/**
 * Whether a request for search results comes from somebody who looks at them: not from a program that says that it is one, nor
 * from a browser that loads ahead. Browsers say when they load ahead (Sec-Purpose; older ones Purpose), and what a request is for
 * (Sec-Fetch-Mode).
 */
export function isLookedAt({ method, headers }: { method: string; headers: Headers }): boolean {
  const mode = headers.get("sec-fetch-mode");
  return (
    method === "GET" &&
    !PROGRAM.test(headers.get("user-agent") || "bot") &&
    !/prefetch|prerender/.test(`${headers.get("sec-purpose")} ${headers.get("purpose")}`) &&
    !headers.has("next-router-prefetch") &&
    (mode === null || mode === "navigate")
  );
}
