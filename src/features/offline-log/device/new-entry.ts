import { UNDONE_AT_ONCE } from "./limits";

/** An entry without what the device gives it. */
export type NewEntry<Entry> = Entry extends { id: string; at: string } ? Omit<Entry, "id" | "at"> : never;

/** What the device gives an entry. */
export interface Noted {
  id: string;
  at: string;
}

/** What the device gives an entry that is noted now. */
export const notedNow = (): Noted => ({
  id: crypto.randomUUID(),
  at: new Date().toISOString(),
});

/** The entries that undo others: several if these are many. */
export const undoing = (ids: readonly string[]): { kind: "undone"; entries: string[] }[] =>
  Array.from({ length: Math.ceil(ids.length / UNDONE_AT_ONCE) }, (_, n) => ({
    kind: "undone",
    entries: ids.slice(n * UNDONE_AT_ONCE, (n + 1) * UNDONE_AT_ONCE),
  }));
