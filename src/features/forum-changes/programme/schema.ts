import { z } from "zod";
import { Limit } from "@/features/capacity/schema";
import { canonicalLanguage, partsOf } from "@/features/content/schema";
import { Moment, TRACKS } from "@/features/forums/schema";
import { MaybeHost } from "@/features/responsibilities/schema";
import type { Messages } from "@/i18n/messages";
import { SPOKEN_LANGUAGE_CODES, type SpokenLanguage } from "@/i18n/spoken-languages";
import { maybeLine } from "@/i18n/typed-values";

/** Refusals are keys of the messages' ManageErrors namespace. */
type ManageErrorKey = keyof Messages["ManageErrors"];
const error = (key: ManageErrorKey) => ({ error: key });

/** The fields of every session: when and where it is, its track, and its number of seats. */
const Slot = {
  startsAt: Moment,
  endsAt: Moment,
  room: maybeLine(100, error("too_long")),
  track: z
    .enum(["", ...TRACKS], error("track_invalid"))
    .catch("")
    .transform((track) => track || null),
  capacity: Limit,
};

/** One part of a session's words. */
const Words = (part: "title" | "description") => {
  const { most = 0, required = false } = partsOf("session").get(part) ?? {};
  return z
    .string()
    .catch("")
    .transform((text) => text.trim())
    .pipe(
      z
        .string()
        .min(required ? 1 : 0, error("title_needed"))
        .max(most, error("too_long")),
    );
};

/** The words of a new session, in the language of their original. */
export const SessionWordsSchema = z.object({
  language: z.string().refine((tag) => canonicalLanguage(tag) === tag, error("language_invalid")),
  title: Words("title"),
  description: Words("description"),
});
export type SessionWordsSchema = z.infer<typeof SessionWordsSchema>;

/**
 * A session without its words and languages. `host` is a host besides the present ones; `confirmed` holds the consequences that
 * the reader has been shown.
 */
export const SessionSchema = z.object({ ...Slot, host: MaybeHost, confirmed: z.string().max(2000).catch("") });

/** The beginnings of the names of language boxes, before the language's code. */
export const LANGUAGE_BOX = "language.";

/** The languages of a session, from its ticked boxes. */
export function sessionLanguages(values: Readonly<Record<string, string>>): SpokenLanguage[] {
  return SPOKEN_LANGUAGE_CODES.filter((code) => values[`${LANGUAGE_BOX}${code}`] === "on");
}
