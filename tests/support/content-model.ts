import fc from "fast-check";
import type { Hand, TranslationState } from "@/features/content/rules";

// An independent model of translation states, written differently from features/content/rules.ts: words are numbers,
// and every question looks back through the history.

/** The meaning of a part, and one of several typographic variants; meaning 0 is empty. */
export interface Word {
  says: number;
  set: number;
}

const plainly = (n: number) => `“Tässä” on lause ${n} – näin.\n\nSiinä se.`;
const SETTINGS: ((n: number) => string)[] = [
  plainly,
  (n) => `"Tässä" on  lause\u00A0${n} - näin. Siinä se.`,
  (n) => `»Tässä« on lause ${n}—näin.\r\n\r\n\r\n  Siinä se.\u200B`,
  (n) => `  ${plainly(n)}  \n`.normalize("NFD"),
];

/** The text of a word; the last variant is stored like the first. */
export const textOf = ({ says, set }: Word): string => (says === 0 ? "" : (SETTINGS[set]?.(says) ?? ""));
const storedSet = ({ set }: Word) => (set === 3 ? 0 : set);
/** Whether two words are identical once stored. */
export const isSame = (a: Word, b: Word) => a.says === b.says && (a.says === 0 || storedSet(a) === storedSet(b));

export const FIELDS = ["title", "description"] as const;
export type Field = (typeof FIELDS)[number];
export type Said = Readonly<Record<Field, Word>>;

interface SourceStep {
  said: Said;
  small: boolean;
}
interface TranslationStep {
  said: Said;
  read: number;
  small: boolean;
  machine: boolean;
  by: Hand;
  restored: number | null;
}
interface LookStep {
  number: number;
  read: number;
  fields: readonly Field[];
  by: Hand;
}

export interface ModelHistory {
  source: SourceStep[];
  translation: TranslationStep[];
  looks: LookStep[];
}

/** The revision in which the meaning of a part in revision `n` of the original first came up; 0 if it is empty. */
function meant(source: readonly SourceStep[], n: number, field: Field): number {
  const here = source[n - 1]?.said[field].says ?? 0;
  const before = source[n - 2]?.said[field].says ?? 0;
  if (n > 1 && here === before) return meant(source, n - 1, field);
  if (n > 1 && source[n - 1]?.small && here !== 0 && before !== 0) return meant(source, n - 1, field);
  for (let earlier = n - 1; earlier >= 1; earlier--)
    if (source[earlier - 1]?.said[field].says === here) return meant(source, earlier, field);
  return here === 0 ? 0 : n;
}

/** The revision of the translation in which the words of a part in revision `n` were made. */
function made(translation: readonly TranslationStep[], n: number, field: Field): number {
  const step = translation[n - 1];
  if (step?.restored) return made(translation, step.restored, field);
  if (n > 1 && translation[n - 2]?.said[field].says === step?.said[field].says) return made(translation, n - 1, field);
  return n;
}

/** What the writers and checkers of revision `n`'s words had read, counting checks up to revision `until`. */
function readings({ translation, looks }: ModelHistory, n: number, field: Field, until: number): number[] {
  const origin = made(translation, n, field);
  const step = translation[origin - 1];
  const correction = step?.small && origin > 1 && (translation[origin - 2]?.said[field].says ?? 0) !== 0;
  const own = correction
    ? readings({ source: [], translation, looks }, origin - 1, field, origin - 1)
    : [step?.read ?? 0];
  return [
    ...own,
    ...looks
      .filter(
        ({ number, fields }) =>
          number <= until && fields.includes(field) && made(translation, number, field) === origin,
      )
      .filter(({ number }) => (translation[number - 1]?.said[field].says ?? 0) !== 0)
      .map(({ read }) => read),
  ];
}

/** The state of each part of revision `n` beside revision `s` of the original; `null` if neither side has the part. */
export function modelParts(
  history: ModelHistory,
  s: number,
  n: number,
): Record<Field, TranslationState | "missing" | null> {
  const { source, translation, looks } = history;
  const state = (field: Field): TranslationState | "missing" | null => {
    const there = (source[s - 1]?.said[field].says ?? 0) !== 0;
    const here = (translation[n - 1]?.said[field].says ?? 0) !== 0;
    if (!here) return there ? "missing" : null;
    if (!there) return "older";
    const now = meant(source, s, field);
    const last = translation.length;
    if (!readings(history, n, field, last).some((read) => meant(source, read, field) === now)) return "older";
    const origin = made(translation, n, field);
    const step = translation[origin - 1];
    const others = looks.filter(
      ({ number, read, by, fields }) =>
        fields.includes(field) &&
        (translation[number - 1]?.said[field].says ?? 0) !== 0 &&
        made(translation, number, field) === origin &&
        meant(source, read, field) === now &&
        (step?.machine || by.id !== step?.by.id),
    );
    if (others.length > 0) return "checked";
    return step?.machine ? "machine" : "unchecked";
  };
  return { title: state("title"), description: state("description") };
}

/** The state of the whole: that of its worst part. */
export function modelState(history: ModelHistory, s: number, n: number): TranslationState {
  const parts = Object.values(modelParts(history, s, n));
  if (parts.some((state) => state === "older" || state === "missing")) return "older";
  if (parts.includes("machine")) return "machine";
  return parts.includes("unchecked") ? "unchecked" : "checked";
}

const setting = fc.nat(3);
/** The parts of a text: always a title, sometimes a description; with few different words, so that they return. */
export const saidOf = (least: number): fc.Arbitrary<Said> =>
  fc.record({
    title: fc.record({ says: fc.integer({ min: least, max: 3 }), set: setting }),
    description: fc.record({ says: fc.nat(2), set: setting }),
  });
export const someFields: fc.Arbitrary<Field[]> = fc.constantFrom<Field[]>(["title"], ["description"], [...FIELDS]);
