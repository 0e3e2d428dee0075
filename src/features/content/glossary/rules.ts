import { collator } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { meaningOf } from "../rules";
import terms from "./terms.json";

/**
 * A school term and its translations. Languages for which no source has a word are left out, not guessed; `unread`
 * lists those whose word no native reader has confirmed.
 */
interface Term {
  id: string;
  /** Its words by language, the usual one first, with additions in brackets. */
  words: Partial<Record<string, string[]>>;
  /** Other words in Finnish texts, only for finding the term. */
  alsoFi?: string[];
  unread?: string[];
}
const TERMS: readonly Term[] = terms;

/** A term that a text uses, for its translator. */
export interface FoundTerm {
  id: string;
  /** In the language of the translation. */
  words: readonly string[];
  /** No native reader has confirmed them. */
  unread: boolean;
  finnish: readonly string[];
}

/** How a consonant before the last vowel of a Finnish word changes when it is inflected (astevaihtelu). */
const GRADES: [strong: RegExp, weak: string][] = [
  [/kk$/, "k"],
  [/pp$/, "p"],
  [/tt$/, "t"],
  [/nk$/, "ng"],
  [/nt$/, "nn"],
  [/lt$/, "ll"],
  [/rt$/, "rr"],
  [/mp$/, "mm"],
  [/(?<=[aeiouyäöl])k$/, ""],
  [/(?<=[aeiouyäöl])p$/, "v"],
  [/(?<=[aeiouyäö])t$/, "d"],
];

/**
 * The beginnings of a Finnish word's inflected forms: `haku` becomes hakuun and haussa, `koe` becomes kokeen. Matches
 * too much rather than too little.
 */
function finnishStems(word: string): string[] {
  if (word.endsWith("nen")) return [word.slice(0, -3)];
  if (word.endsWith("oe")) return [word, `${word.slice(0, -1)}ke`];
  if (/[sn]$/.test(word)) return [word.slice(0, -1)];
  if (word.endsWith("et")) return [word.slice(0, -2)];
  if (word.endsWith("dot")) return [word.slice(0, -3)];
  if (!/[aeiouyäö]$/.test(word) || word.length < 4) return [word];
  const stem = word.slice(0, -1);
  const vowel = word.slice(-1);
  // aika, ajan: the only one of the school terms in which i and k become j.
  if (word.endsWith("aika")) return [stem, `${word.slice(0, -3)}j`];
  const weak = GRADES.find(([strong]) => strong.test(stem));
  // The last vowel changes in the plural: paikka, paikoissa; tulkki, tulkeille. It is kept where a short stem would
  // match too much.
  const ends = /[aä]/.test(vowel) ? [""] : vowel === "i" ? ["i", "e"] : [vowel];
  return [/[aäi]/.test(vowel) ? stem : word, ...(weak ? ends.map((end) => `${stem.replace(...weak)}${end}`) : [])];
}

/** What the forms of a word in some language begin with. */
function stemsOf(word: string, language: string): string[] {
  if (language === "fi") return finnishStems(word);
  if (language === "ar") return [word.replace(/^ال/, "")];
  if (language === "ru") return [word.length > 5 ? word.slice(0, -2) : word];
  return [word.length > 5 ? word.replace(/(?:um|y|[aeo])$/, "") : word];
}

/** Arabic joins "and", "in", "for" and the article to the word. */
const before = (language: string) => (language === "ar" ? "(?:و|ف)?(?:ب|ك|ل)?(?:ال|ل)?" : "");
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
/** Removes Arabic vowel marks, which not everybody writes. */
const plain = (text: string) => meaningOf(text).replace(/[\u064B-\u0652\u0670]/g, "");

/** An abbreviation is matched as written, with any ending: TUVA, TUVAan. */
const isAbbreviation = (form: string) => /^[\p{Lu}\d]{2,}$/u.test(form);

function finderOf(form: string, language: string): RegExp {
  if (isAbbreviation(form)) return new RegExp(`(?<![\\p{L}\\p{N}])${escaped(form)}\\p{L}{0,5}(?!\\p{L})`, "gu");
  const words = plain(form)
    .toLowerCase()
    .split(" ")
    .map((word) => {
      // A short word begins many others: opo, opossumi.
      const ending = word.length < 4 ? "\\p{L}{0,4}(?!\\p{L})" : "\\p{L}*";
      return `${before(language)}(?:${stemsOf(word, language).map(escaped).join("|")})${ending}`;
    });
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.join(" ")}`, "giu");
}

/** The forms to look for: a word, and the abbreviation in its brackets. */
function formsOf(word: string): string[] {
  const [, bracket = ""] = /\(([^)]*)\)/.exec(word) ?? [];
  return [word.replace(/ ?\([^)]*\)/g, ""), ...(isAbbreviation(bracket) ? [bracket] : [])];
}

/** A language and its parent: fa-AF, fa. */
const withParent = (language: string) => [language, language.split("-")[0] ?? language];

/** The terms by id, each by its usual word in a language, or in Finnish where that language has none. */
export function listedTerms(language: string): { id: string; word: string; language: string }[] {
  return TERMS.flatMap(({ id, words }) => {
    const known = withParent(language).find((tag) => words[tag]) ?? "fi";
    const [word] = words[known] ?? [];
    return word ? [{ id, word, language: known }] : [];
  });
}

/** A word of a term in one language. */
interface TermWords {
  language: string;
  words: readonly string[];
  /** No native reader has confirmed them. */
  unread: boolean;
}

/** A term as readers look it up. */
export interface GlossaryTerm {
  id: string;
  finnish: readonly string[];
  /** In the reader's language; null if no source has a word in it, and for Finnish. */
  own: TermWords | null;
  /** In the other languages. */
  others: readonly TermWords[];
}

/** Every school term for readers of a language, sorted by its word there, or in Finnish where there is none. */
export function listTerms(locale: Locale): GlossaryTerm[] {
  const sorted = collator(locale);
  const wordOf = ({ own, finnish }: GlossaryTerm) => own?.words[0] ?? finnish[0] ?? "";
  return TERMS.map(({ id, words, unread }) => {
    const inLanguages = Object.entries(words).flatMap(([language, known]) =>
      known && language !== "fi" ? [{ language, words: known, unread: unread?.includes(language) ?? false }] : [],
    );
    return {
      id,
      finnish: words.fi ?? [],
      own: inLanguages.find(({ language }) => language === locale) ?? null,
      others: inLanguages.filter(({ language }) => language !== locale),
    };
  }).sort((a, b) => sorted.compare(wordOf(a), wordOf(b)));
}

const finders = new Map<string, { term: Term; finders: RegExp[] }[]>();

/** Made once per language: regular expressions are expensive, and there are few terms. */
function findersIn(language: string): { term: Term; finders: RegExp[] }[] {
  const known = finders.get(language);
  if (known) return known;
  const made = TERMS.map((term) => {
    const words = [...(term.words[language] ?? []), ...(language === "fi" ? (term.alsoFi ?? []) : [])];
    return { term, finders: words.flatMap(formsOf).map((form) => finderOf(form, language)) };
  });
  finders.set(language, made);
  return made;
}

/**
 * The terms in a text that have a word in the translation's language, in the order of the text. Matches inflected forms
 * generously; leaves out a term that is only part of a longer one.
 */
export function findTerms(text: string, from: string, to: string): FoundTerm[] {
  const [source = from, target = to] = [from, to].map(
    (language) => withParent(language).find((tag) => TERMS.some(({ words }) => words[tag])) ?? language,
  );
  if (source === target) return [];
  const words = plain(text);
  const spans = findersIn(source).flatMap(({ term, finders: patterns }) =>
    patterns.flatMap((pattern) =>
      [...words.matchAll(pattern)].map(({ index, 0: match }) => ({ term, start: index, end: index + match.length })),
    ),
  );
  const whole = spans.filter(
    ({ term, start, end }) =>
      !spans.some(
        (other) =>
          other.term !== term && other.start <= start && other.end >= end && other.end - other.start > end - start,
      ),
  );
  const found = new Set(whole.sort((a, b) => a.start - b.start).map(({ term }) => term));
  return [...found].flatMap(({ id, words: inLanguages, unread }) => {
    const translated = inLanguages[target];
    const finnish = inLanguages.fi ?? [];
    return translated ? [{ id, words: translated, unread: unread?.includes(target) ?? false, finnish }] : [];
  });
}
