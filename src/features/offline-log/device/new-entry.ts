/** An entry without what the device gives it. */
export type NewEntry<Entry> = Entry extends { id: string; at: string } ? Omit<Entry, "id" | "at"> : never;

/** What the device gives an entry that is noted now. */
export const notedNow = (): { id: string; at: string } => ({
  id: crypto.randomUUID(),
  at: new Date().toISOString(),
});
