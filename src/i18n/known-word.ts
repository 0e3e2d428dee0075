type Values = Record<string, string | number>;

/** A namespace's words, asked for keys that the types cannot vouch for. */
interface Words {
  (key: never, values?: never): string;
  has(key: never): boolean;
}

/**
 * The word for a key that only the running portal knows, e.g. one that is stored or that a schema names; null where there is
 * none. All other keys are literals, or unions of them, and checked by the compiler.
 */
export function knownWord(words: Words, key: string, values?: Values): string | null {
  return words.has(key as never) ? words(key as never, values as never) : null;
}
