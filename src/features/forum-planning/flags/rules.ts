import words from "./words.json";

// Finds sentences that name a time or a place, so that somebody looks at them before a copied forum is published. Flags
// too many rather than too few: a harmless sentence costs a glance, a wrong date a family's evening.

/** A stretch of a text, and whether it names a date, a time or a place. */
export interface Stretch {
  text: string;
  flagged: boolean;
}

/** Characters within words that are not letters: joiners, direction marks, the long stroke of Arabic script, apostrophes. */
const BETWEEN = /\p{Mark}|\u200c|\u200d|[\u2066-\u2069]|\u200e|\u200f|\u0640|['’ʼ]/gu;

/** Normalises letters for comparison: lower case, and Arabic script without marks and with one form per letter. */
const plain = (text: string) =>
  text
    .normalize("NFKC")
    .replaceAll(BETWEEN, "")
    .replaceAll(/[أإآٱ]/g, "ا")
    .replaceAll("ؤ", "و")
    .replaceAll(/[ئيى]/g, "ی")
    .replaceAll("ك", "ک")
    .replaceAll("ة", "ه")
    .toLowerCase();

/** The words of a text as they are compared. */
const wordsOf = (text: string) => plain(text).match(/[\p{Letter}]+/gu) ?? [];

/** A language's words: some by their beginnings, others as a whole. */
interface Lists {
  begin: ReadonlySet<string>;
  whole: ReadonlySet<string>;
}

const ARABIC = /^\p{Script=Arabic}/u;
/** What Arabic joins to the following word: and, so, in, like, for, the. */
const JOINED = /^(?:[وفبکل]*ال|لل|[وفبکل]+)/u;
/** Calendars whose months somebody may name. */
const CALENDARS = ["gregory", "islamic-umalqura", "persian"];

const known = new Map<string, Lists | null>();

/** The lists of a language; null for one that has none. */
function listsOf(language: string): Lists | null {
  const name = new Intl.Locale(language).language;
  const found = known.get(name);
  if (found !== undefined) return found;
  const own = Object.entries(words).find(([code]) => code === name)?.[1];
  const lists = own
    ? {
        begin: new Set([
          ...own.begin.split(" ").flatMap(wordsOf),
          ...calendarWords(language)
            .filter((word) => word.length > 4)
            .map(stemOf),
        ]),
        whole: new Set([...own.words.split(" ").flatMap(wordsOf), ...calendarWords(language)]),
      }
    : null;
  known.set(name, lists);
  return lists;
}

/** A long word without its last letter, which often changes. */
const stemOf = (word: string) => (word.length > 5 ? word.slice(0, -1) : word);

/** Unicode CLDR's names of weekdays, months and parts of the day in a language. */
function calendarWords(language: string): string[] {
  const options: Intl.DateTimeFormatOptions[] = (["long", "short"] as const).flatMap((length) => [
    { weekday: length },
    { month: length },
    { month: length, day: "numeric", year: "numeric", weekday: length },
  ]);
  const formats = CALENDARS.flatMap((calendar) =>
    [...options, { hour: "numeric", hour12: true } as const, { dateStyle: "full", timeStyle: "short" } as const].map(
      (one) => new Intl.DateTimeFormat(language, { ...one, calendar, timeZone: "UTC" }),
    ),
  );
  const found = new Set<string>();
  // Every fifth day of a year and a month, at a changing hour, covers all weekdays, months and parts of the day.
  for (let day = 0; day < 400; day += 5)
    for (const format of formats)
      for (const { type, value } of format.formatToParts(Date.UTC(2026, 0, 1 + day, (day * 7) % 24)))
        if (type !== "literal") for (const word of wordsOf(value)) found.add(word);
  return [...found];
}

/** The beginning of a place name, because languages inflect the end: Turku, Turussa. */
const placeStem = (word: string) => (word.length > 6 ? word.slice(0, word.length - 3) : word.slice(0, 3));

/** The words by which sentences name places: every word of four letters or more in venues, streets and municipalities. */
export function placeWords(places: readonly string[]): ReadonlySet<string> {
  return new Set(
    places
      .flatMap((place) => place.match(/[\p{Letter}]+/gu) ?? [])
      .filter((word) => word.length > 3 || ARABIC.test(word))
      .map((word) => placeStem(plain(word))),
  );
}

/**
 * Whether a sentence names a date, a weekday, a month, a time, a year or a place: it contains a number in any script, a
 * word from the language's list, or one that begins like a place. In a language without a list, every sentence counts.
 */
export function namesTimeOrPlace(sentence: string, language: string, places: ReadonlySet<string>): boolean {
  if (!/\p{Letter}|\p{Number}/u.test(sentence)) return false;
  const lists = listsOf(language);
  if (lists === null || /\p{Number}/u.test(sentence)) return true;
  const named = wordsOf(sentence);
  const begins = (word: string, all: ReadonlySet<string>) => {
    for (let length = 2; length <= word.length; length++) if (all.has(word.slice(0, length))) return true;
    return false;
  };
  const names = sentence.match(/[\p{Letter}\p{Mark}]+/gu) ?? [];
  return (
    named.some((word) => {
      const forms = ARABIC.test(word) ? [word, word.replace(JOINED, ""), word.slice(1)] : [word];
      return forms.some((form) => lists.whole.has(form) || begins(form, lists.begin));
    }) ||
    // Place names begin with a capital letter in scripts that have them.
    names.some((word) => {
      if (word[0] !== word[0]?.toUpperCase()) return false;
      const form = plain(word);
      return begins(form, places) || (ARABIC.test(form) && begins(form.replace(JOINED, ""), places));
    })
  );
}

/** Splits a text into paragraphs of sentences, by the rules of its language. Nothing is lost but line endings. */
export function flagText(text: string, language: string, places: ReadonlySet<string>): Stretch[][] {
  return text
    .split(/\n+/)
    .filter((line) => line.trim() !== "")
    .map((line) =>
      [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(line)].map(({ segment }) => ({
        text: segment,
        flagged: namesTimeOrPlace(segment, language, places),
      })),
    );
}
