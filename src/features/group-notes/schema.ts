import { z } from "zod";
import { Id } from "@/features/access/schema";
import { isSeen, manyLines } from "@/i18n/many-lines";
import type { Messages } from "@/i18n/messages";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";

/** Every error is a key of the messages' GroupNoteErrors namespace. */
const error = (key: keyof Messages["GroupNoteErrors"]) => ({ error: key });

/** The most characters in a note. Longer input is refused whole, never cut. */
const GROUP_NOTE_MOST = 5000;

/** A note to staff as its form sends it. */
export const GroupNoteSchema = z.object({
  text: z
    .string()
    .catch("")
    .transform(manyLines)
    .transform((text) => (isSeen(text) ? text : ""))
    .pipe(z.string().min(1, error("text_needed")).max(GROUP_NOTE_MOST, error("too_long"))),
  language: z.enum(SPOKEN_LANGUAGE_CODES, error("language_invalid")),
  /** An id that the page made up. Each page has its own. */
  form: Id,
});
export type GroupNoteSchema = z.infer<typeof GroupNoteSchema>;
