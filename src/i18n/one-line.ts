/**
 * Characters that can reverse the surrounding text or hide in it: controls, line and paragraph separators, and the
 * bidirectional marks, embeddings, overrides and isolates (Unicode UAX #9). Joiners stay: Persian and emoji need them.
 */
export const UNSAFE = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/gu;

/** Characters that are invisible by themselves: Hangul fillers, tags, the empty Braille cell, and marks without a letter. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Z}\p{M}\u2800]/gu;

/**
 * Makes a name in any script safe to show within a line: composed (NFC), on one line, without characters that can hide.
 * Empty if the result would be invisible.
 */
export function oneLine(text: string): string {
  const line = text.normalize("NFC").replace(UNSAFE, " ").replace(/\s+/g, " ").trim();
  return line.replace(UNSEEN, "") === "" ? "" : line;
}
