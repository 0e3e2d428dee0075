import { z } from "zod";
import { Id } from "@/features/access/schema";
import { Email } from "@/features/accounts/schema";
import { Limit } from "@/features/capacity/schema";
import { canonicalLanguage, partsOf } from "@/features/content/schema";
import { FORUM_KINDS, Moment, OnlineUrl } from "@/features/forums/schema";
import { LOCALE_CODES } from "@/i18n/locales";
import type { Messages } from "@/i18n/messages";
import { oneLine } from "@/i18n/one-line";
import { SPOKEN_LANGUAGE_CODES, type SpokenLanguage } from "@/i18n/spoken-languages";
import { maybeLine, Ticked } from "@/i18n/typed-values";

/** Refusals are keys of the messages' PlanErrors namespace. */
type PlanErrorKey = keyof Messages["PlanErrors"];
const error = (key: PlanErrorKey) => ({ error: key });

/** A date and time, or nothing. */
const MaybeMoment = z
  .string()
  .catch("")
  .transform((text) => text || null)
  .pipe(Moment.nullable());

/** A line of text; null if empty. */
const MaybeLine = (most: number) => maybeLine(most, error("too_long"));

const Kind = z.enum(FORUM_KINDS, error("kind_invalid"));
const VenueSlug = z.string(error("venue_invalid")).min(1, error("venue_invalid")).max(100, error("venue_invalid"));

/** A required part of a forum's text. */
const Words = (part: "title" | "summary" | "description" | "audience" | "outcome") =>
  z
    .string(error("words_needed"))
    .trim()
    .min(1, error("words_needed"))
    .max(partsOf("forum").get(part)?.most ?? 0, error("too_long"));

/** The form for a new forum: its first words, its time, its place and its organisation. */
export const NewForumSchema = z.object({
  organisation: Id.catch(""),
  language: z.string().refine((tag) => canonicalLanguage(tag) === tag, error("language_invalid")),
  title: Words("title"),
  summary: Words("summary"),
  description: Words("description"),
  audience: Words("audience"),
  kind: Kind,
  startsAt: Moment,
  endsAt: Moment,
  venue: VenueSlug,
});
export type NewForumSchema = z.infer<typeof NewForumSchema>;

/** The details that can also be changed in a published forum, because nobody must be told. */
const Details = {
  kind: Kind,
  registrationOpensAt: MaybeMoment,
  registrationClosesAt: MaybeMoment,
  servesMeal: Ticked,
  arrangesAccess: Ticked,
  contactName: z
    .string(error("name_needed"))
    .transform(oneLine)
    .pipe(z.string().min(1, error("name_needed")).max(120, error("too_long"))),
  contactEmail: Email,
  contactPhone: MaybeLine(40),
  contactLocale: z.enum(LOCALE_CODES, error("language_invalid")),
};

/** The form of a published forum. */
export const DetailsSchema = z.object(Details);
export type DetailsSchema = z.infer<typeof DetailsSchema>;

/** The beginnings of the names of language boxes, before the language's code. */
export const LANGUAGE_BOXES = { main: "main.", interpreted: "interpreted." } as const;

/** The languages of a draft, from its ticked boxes. A language that it is held in needs no interpreter. */
export function languagesOf(values: Readonly<Record<string, string>>): PlannedLanguages {
  const ticked = (prefix: string) => SPOKEN_LANGUAGE_CODES.filter((code) => values[`${prefix}${code}`] === "on");
  const main = ticked(LANGUAGE_BOXES.main);
  return { main, interpreted: ticked(LANGUAGE_BOXES.interpreted).filter((code) => !main.includes(code)) };
}

/** The languages in which a forum is held and interpreted. */
export interface PlannedLanguages {
  main: SpokenLanguage[];
  interpreted: SpokenLanguage[];
}

/** The form of a draft: everything except its words and its programme. */
export const DraftSchema = z.object({
  ...Details,
  startsAt: Moment,
  endsAt: Moment,
  venue: VenueSlug,
  onlineUrl: OnlineUrl.prefault(""),
  capacity: Limit,
  childcareCapacity: Limit,
});
export type DraftSchema = z.infer<typeof DraftSchema>;

/** The form that takes a forum back asks for a tick, so that one press is not enough. */
export const UnpublishSchema = z.object({ sure: z.literal("on", error("sure_required")) });

/** The most forums made from one at once. */
export const MOST_COPIES = 12;
/** The names of the fields of a series: the first date is required. */
export const FURTHER_DATES = Array.from({ length: MOST_COPIES - 1 }, (_, n) => `date${n + 2}`);
/** Weeks between two forums of a series. */
export const REPEATS = ["1", "2", "3", "4"] as const;

const Time = z.string(error("time_invalid")).regex(/^([01]\d|2[0-3]):[0-5]\d$/, error("time_invalid"));
const Day = z.iso.date(error("date_invalid"));
/** A date, or nothing. */
const MaybeDay = z
  .string()
  .catch("")
  .transform((text) => text || null)
  .pipe(Day.nullable());

/** On which days, from when to when and where a forum is held again, and how to fill in a series of days. */
export const CopySchema = z.object({
  date: Day,
  ...Object.fromEntries(FURTHER_DATES.map((name) => [name, MaybeDay] as const)),
  startTime: Time,
  endTime: Time,
  venue: VenueSlug,
  every: z.enum(REPEATS).nullable().catch(null),
  until: MaybeDay,
  /** The days that the reader has been shown the clashes of, and sends once more. */
  confirmed: z.string().max(2000).catch(""),
});
export type CopySchema = z.infer<typeof CopySchema>;

/** All days in a copy form, each once and in order. */
export function datesOf({ date, ...rest }: CopySchema): string[] {
  const further = FURTHER_DATES.flatMap((name) => (rest as Record<string, unknown>)[name] ?? []) as string[];
  return [...new Set([date, ...further])].sort();
}

/** The form of an outcome, and the draft that it showed. */
const OutcomeTyped = {
  form: Id,
  follows: z.union([z.literal("").transform(() => null), Id]),
};

/** A forum's outcome, in the words of its original. */
export const CloseSchema = z.object({ ...OutcomeTyped, outcome: Words("outcome") });
export type CloseSchema = z.infer<typeof CloseSchema>;

/** A table's note to be added to the outcome as it was typed so far, which may be nothing. */
export const TakeNoteSchema = z.object({ ...OutcomeTyped, outcome: z.string().default(""), take: Id });
export type TakeNoteSchema = z.infer<typeof TakeNoteSchema>;

/** The revisions that somebody has looked at, by language, e.g. `fi.2 ar.1`. */
export const SeenTexts = z
  .string()
  .max(2000)
  .regex(/^[A-Za-z0-9-]{2,35}\.[1-9]\d{0,5}( [A-Za-z0-9-]{2,35}\.[1-9]\d{0,5})*$/);

/** Parses `SeenTexts`. */
export function seenTexts(text: string): { language: string; revision: number }[] {
  return text.split(" ").map((one) => {
    const [language = "", revision = ""] = one.split(".");
    return { language, revision: Number(revision) };
  });
}
