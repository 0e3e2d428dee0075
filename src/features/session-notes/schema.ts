import { z } from "zod";
import { Id } from "@/features/access/schema";

import { isSeen, manyLines } from "@/i18n/many-lines";
import type { Messages } from "@/i18n/messages";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";

/** Every error is a key of the messages' SessionNoteErrors namespace. */
const error = (key: keyof Messages["SessionNoteErrors"]) => ({ error: key });

/** The most characters in a note. Longer input is refused whole, never cut. */
export const NOTE_MOST = 20_000;
/** The most sheets that one host has at one session. */
export const MOST_SHEETS = 10;

/** A note as its form sends it. */
export const NoteSchema = z.object({
  /** Empty removes the sheet. */
  text: z
    .string()
    .transform(manyLines)
    .transform((text) => (isSeen(text) ? text : ""))
    .pipe(z.string().max(NOTE_MOST, error("too_long"))),
  language: z.enum(SPOKEN_LANGUAGE_CODES, error("language_invalid")),
  /** An id that the page made up. Each page has its own. */
  form: Id,
  /** The sheet with which the page was opened; null for a new one. */
  follows: z.union([z.literal("").transform(() => null), Id]),
  /** The revision of that sheet that the page showed. */
  seen: z.coerce.number().int().min(0).max(1_000_000_000),
  /** The user's other sheets that the page showed. */
  beside: z
    .string()
    .max(1000)
    .transform((ids) => ids.split(" ").filter(Boolean))
    .pipe(z.array(Id).max(20)),
});
export type NoteSchema = z.infer<typeof NoteSchema>;
