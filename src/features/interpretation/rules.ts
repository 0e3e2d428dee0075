import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { DAY } from "@/i18n/time";

/** How many people must need a language before staff are told, by default. */
export const DEFAULT_THRESHOLD = 3;

/** How many days before a forum an interpreter must be ordered; earlier for rare languages. */
const LEAD_DAYS = 14;
const RARE_LEAD_DAYS = 28;

/** Languages with few interpreters in Finland, to be ordered earlier. */
const RARE: ReadonlySet<SpokenLanguage> = new Set([
  "ti",
  "am",
  "ps",
  "ur",
  "bn",
  "ne",
  "fil",
  "sw",
  "si",
  "my",
  "th",
  "kmr",
  "fse",
]);

/** Until when an interpreter for a language can be ordered; `own` is the deadline that staff set, if any. */
export function orderDeadline(startsAt: Date, language: SpokenLanguage, own: Date | null): Date {
  return own ?? new Date(startsAt.getTime() - (RARE.has(language) ? RARE_LEAD_DAYS : LEAD_DAYS) * DAY);
}

/** What can honestly be said about a language at a given time. */
export type InterpreterPromise =
  /** The forum is held in it. */
  | "spoken"
  /** An interpreter is coming. */
  | "coming"
  /** One has been requested and may still be found. */
  | "asked"
  /** One can still be ordered. */
  | "possible"
  /** It is too late to order one. */
  | "late"
  /** None could be found. */
  | "not_available";

export interface LanguageStanding {
  state: "requested" | "confirmed" | "not_available";
  main: boolean;
}

/** What the forum can promise to people who need a language; `standing` is null for a language that it does not name. */
export function promiseFor(standing: LanguageStanding | null, deadline: Date, now: Date): InterpreterPromise {
  if (standing?.main) return "spoken";
  if (standing?.state === "confirmed") return "coming";
  if (standing?.state === "not_available") return "not_available";
  if (deadline < now) return "late";
  return standing ? "asked" : "possible";
}
