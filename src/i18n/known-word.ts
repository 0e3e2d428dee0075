type Values = Record<string, string | number>;

/** The words of a namespace, for keys that the types cannot check. */
interface Words {
  (key: never, values?: never): string;
  has(key: never): boolean;
}

/**
 * The word for a key known only at run time, for example a stored one or one from a schema; null if there is none. All
 * other keys are literals or unions of them, and the compiler checks them.
 */
export function knownWord(words: Words, key: string, values?: Values): string | null {
  return words.has(key as never) ? words(key as never, values as never) : null;
}
