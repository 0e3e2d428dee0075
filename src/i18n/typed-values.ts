import { z } from "zod";
import { toLatinDigits } from "./formatting";
import { oneLine } from "./one-line";

// What forms send, read the same way everywhere. What is unreadable counts as empty or as not ticked; messages are keys of the
// form's own errors.

const Line = z.string().max(2000).catch("").transform(oneLine);

/**
 * One line of at most so many characters, without spaces at its ends; a longer one is refused whole, never cut. One of more than
 * 2,000 characters, which no form of ours sends, counts as empty.
 */
export const typedLine = (most: number, tooLong: { error: string }) => Line.pipe(z.string().max(most, tooLong));

/** The same; an empty one becomes null. */
export const maybeLine = (most: number, tooLong: { error: string }) =>
  typedLine(most, tooLong).transform((text) => text || null);

/** A box, ticked or not. */
export const Ticked = z.literal("on").optional().catch(undefined).transform(Boolean);

/** How many people, from 1, in the digits of any keyboard. */
export const typedCount = (most: number, invalid: { error: string }) =>
  z
    .string()
    .max(20)
    .catch("")
    .transform((text) => Number(toLatinDigits(text).trim() || Number.NaN))
    .pipe(z.int(invalid).min(1, invalid).max(most, invalid));
