/** Characters that start text of another direction, with those that end it: embeddings and isolates (Unicode UAX #9). */
const CLOSES = new Map([
  ["\u202A", "\u202C"],
  ["\u202B", "\u202C"],
  ["\u2066", "\u2069"],
  ["\u2067", "\u2069"],
  ["\u2068", "\u2069"],
]);

/**
 * A line without overrides, which show letters in another order than they are read in, and with all embeddings and isolates
 * closed: an open one would also change the direction of what follows the text.
 */
function closeDirections(line: string): string {
  if (!/[\u202A-\u202E\u2066-\u2069]/.test(line)) return line;
  const open: string[] = [];
  const kept = [...line].filter((letter) => {
    const closes = CLOSES.get(letter);
    if (closes) return open.push(closes);
    if (letter === "\u202C" || letter === "\u2069") return open.at(-1) === letter && open.pop();
    return letter !== "\u202D" && letter !== "\u202E";
  });
  return kept.join("") + open.reverse().join("");
}

/** Whether a text has any visible character. */
export const isSeen = (text: string) => /[^\p{Default_Ignorable_Code_Point}\s]/u.test(text);

/**
 * Part of a text as it is stored: whole characters in Unicode's form C, lines ended by \n, nothing invisible but what sets
 * letters, and no direction that reaches beyond its line.
 */
export function wholeLetters(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFEFF\uFFF9-\uFFFB]/g, "")
    .split("\n")
    .map(closeDirections)
    .join("\n")
    .normalize("NFC");
}

/** A text of several lines as it is stored: like `wholeLetters`, and without white space at the ends of lines. */
export function manyLines(text: string): string {
  return wholeLetters(text)
    .replace(/[^\S\n]+$/gm, "")
    .trim();
}
