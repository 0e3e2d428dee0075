/**
 * Characters that could turn a text's surroundings around or hide in it: controls, line and paragraph separators, and the
 * bidirectional embeddings, overrides and isolates (Unicode UAX #9). Joiners stay: Persian and emoji need them.
 */
export const UNSAFE = /[\u0000-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/gu;

/** A name in any script, made safe to stand in a line: composed (NFC), on one line, without what could hide in it. */
export function oneLine(text: string): string {
  return text.normalize("NFC").replace(UNSAFE, " ").replace(/\s+/g, " ").trim();
}
