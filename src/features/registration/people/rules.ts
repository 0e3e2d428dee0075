import anyAscii from "any-ascii";

/**
 * Sounds that the network's languages write differently, as one consonant each: Xasan, Hassan and Хасан are one name,
 * and so are Maxamed, Muhammad and محمد. Somali `c` is the Arabic ʿayn, which others leave out.
 */
const SOUNDS: [RegExp, string][] = [
  [/dzh|dj|zh/g, "j"],
  [/shch|sch|sh|ch/g, "s"],
  [/kh|gh|x/g, "h"],
  [/th/g, "t"],
  [/dh/g, "d"],
  [/ph/g, "f"],
  [/q|ck/g, "k"],
  [/z/g, "s"],
  [/c/g, ""],
  [/^y(?=[aeiou])/, "j"],
  [/^w/, "v"],
  [/[aeiouyw]/g, ""],
  [/(.)\1+/g, "$1"],
  [/(?<=.)h$/, ""],
];

/** The words of a text in lower-case Latin letters without marks, whatever its script. */
function latinWords(text: string): string[] {
  return anyAscii(text.normalize("NFKC"))
    .toLowerCase()
    .replace(/['`]/g, "")
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

/** A word's consonants by sound; empty if it has none. */
function soundOf(word: string): string {
  return SOUNDS.reduce((left, [sound, letter]) => left.replace(sound, letter), word);
}

/** Whether two words differ by at most one added, missing or changed letter. */
function isOneSlipAway(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same++;
  const rest = short.length === long.length ? short.slice(same + 1) : short.slice(same);
  return long.slice(same + 1) === rest;
}

interface Word {
  letters: string;
  sound: string;
}

function wordsOf(text: string): Word[] {
  return latinWords(text).map((letters) => ({ letters, sound: soundOf(letters) }));
}

/**
 * How far a search word is from a word of a name: 0 is its beginning, 1 its sound, 2 one typing error away, 3 the
 * beginning of its sound.
 */
function distance(searched: Word, word: Word): number | null {
  if (word.letters.startsWith(searched.letters)) return 0;
  const lengths = Math.abs(word.letters.length - searched.letters.length);
  if (searched.sound !== "" && searched.sound === word.sound && (searched.sound.length > 1 || lengths < 2)) return 1;
  if (searched.letters.length > 3 && isOneSlipAway(searched.letters, word.letters)) return 2;
  return searched.sound.length > 1 && word.sound.startsWith(searched.sound) ? 3 : null;
}

/** What a party is found by. */
export interface Findable {
  code: string;
  /** E.164. */
  phone: string | null;
  /** A name or an alias of each person. */
  names: readonly string[];
}

/** The fewest digits for finding a phone number: its last ones, as people say them. */
const FEWEST_DIGITS = 4;

/**
 * The parties that match a name, a code or a phone number, most likely first; equally likely ones keep their order. A
 * name may be in another script or spelling, and all its words must belong to one person. Codes match by their
 * beginning, phone numbers by a part, with or without the country code. An empty search matches everybody.
 */
export function findParties<Party extends Findable>(search: string, parties: readonly Party[]): Party[] {
  const searched = wordsOf(search);
  if (searched.length === 0) return [...parties];
  const typed = searched.map(({ letters }) => letters).join("");
  const digits = /^\d+$/.test(typed) ? typed.replace(/^0+/, "") : "";
  const rank = ({ code, phone, names }: Party): number | null => {
    if (typed.length > 1 && code.toLowerCase().startsWith(typed)) return 0;
    if (digits.length >= FEWEST_DIGITS && phone?.includes(digits)) return 0;
    const ranks = names.flatMap((name) => {
      const words = wordsOf(name);
      const distances = searched.map((word) =>
        Math.min(...words.map((own) => distance(word, own) ?? Number.POSITIVE_INFINITY)),
      );
      const worst = Math.max(...distances);
      return Number.isFinite(worst) ? [worst] : [];
    });
    return ranks.length > 0 ? Math.min(...ranks) : null;
  };
  return parties
    .flatMap((party) => {
      const found = rank(party);
      return found === null ? [] : [{ party, found }];
    })
    .sort((a, b) => a.found - b.found)
    .map(({ party }) => party);
}
