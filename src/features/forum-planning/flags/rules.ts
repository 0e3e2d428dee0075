import words from "./words.json";

// Which sentences of a text name when or where something is: those of a forum that is held again are looked at before readers see
// them. Rather too many than too few: a sentence that says nothing wrong costs a glance, a wrong date a family's evening.

/** A stretch of a text, and whether it names a date, a time or a place. */
export interface Stretch {
  text: string;
  flagged: boolean;
}

/** What stands in words and is no letter: joiners, directions, the long stroke of Arabic script, apostrophes. */
const BETWEEN = /\p{Mark}|\u200c|\u200d|[\u2066-\u2069]|\u200e|\u200f|\u0640|['’ʼ]/gu;

/** Letters as they are compared: in small letters, Arabic script without marks and with one form for each letter. */
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

/** What is told of a language's words: how some begin, and others as they stand. */
interface Lists {
  begin: ReadonlySet<string>;
  whole: ReadonlySet<string>;
}

const ARABIC = /^\p{Script=Arabic}/u;
/** What Arabic writes as one with the word after it: and, so, in, like, for, the. */
const JOINED = /^(?:[وفبکل]*ال|لل|[وفبکل]+)/u;
/** Calendars of which somebody may name a month. */
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

/** Every name of a weekday, a month and a part of the day that the Unicode CLDR has for a language. */
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
  // Of a year and a month every fifth day, at an hour that moves on: all weekdays, months and parts of the day are among them.
  for (let day = 0; day < 400; day += 5)
    for (const format of formats)
      for (const { type, value } of format.formatToParts(Date.UTC(2026, 0, 1 + day, (day * 7) % 24)))
        if (type !== "literal") for (const word of wordsOf(value)) found.add(word);
  return [...found];
}

/** The beginnings of a place's names, as languages inflect them: Turku and Turussa begin alike. */
const placeStem = (word: string) => (word.length > 6 ? word.slice(0, word.length - 3) : word.slice(0, 3));

/** Places as sentences name them: every word of four letters or more of venues, streets and municipalities. */
export function placeWords(places: readonly string[]): ReadonlySet<string> {
  return new Set(
    places
      .flatMap((place) => place.match(/[\p{Letter}]+/gu) ?? [])
      .filter((word) => word.length > 3 || ARABIC.test(word))
      .map((word) => placeStem(plain(word))),
  );
}

/**
 * Whether a sentence names a date, a weekday, a month, a time, a year or a place: anything with a number in any script, a word of
 * the language's list, or one that begins as a place does. In a language without a list every sentence does.
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
    // Names of places begin with a capital letter where a script has those.
    names.some((word) => {
      if (word[0] !== word[0]?.toUpperCase()) return false;
      const form = plain(word);
      return begins(form, places) || (ARABIC.test(form) && begins(form.replace(JOINED, ""), places));
    })
  );
}

/** A text in stretches of one sentence each, by paragraphs, in the way of its language; nothing of it is lost but the ends of lines. */
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
