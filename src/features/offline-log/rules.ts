import type { z } from "zod";
import type { Judged, LogEntry } from "./schema";

/** The ids that entries undo. */
export function undoneIn(entries: Iterable<LogEntry>): Set<string> {
  const undone = new Set<string>();
  for (const entry of entries) if (entry.kind === "undone") for (const id of entry.entries ?? []) undone.add(id);
  return undone;
}

/**
 * The entries of a log that count, and which are undone: an observed-remove set. An entry counts unless some entry undoes it, wherever
 * in the log that is, and counts once however often it occurs: so replays, doubles and the order of the entries make no difference,
 * and devices that have the same entries have the same sum.
 */
export function countedIn<Entry extends LogEntry>(entries: Iterable<Entry>): { counted: Entry[]; undone: Set<string> } {
  const byId = new Map<string, Entry>();
  for (const entry of entries) if (!byId.has(entry.id)) byId.set(entry.id, entry);
  const undone = undoneIn(byId.values());
  return { counted: [...byId.values()].filter(({ id }) => !undone.has(id)), undone };
}

/** Sorts what a device sent: entries by the schema of their log, each id once, and what is none. */
export function readEntries<Entry extends { id: string }>(
  given: readonly unknown[],
  schema: z.ZodType<Entry>,
): { entries: Entry[]; refused: Judged<"invalid">["refused"] } {
  const refused: Judged<"invalid">["refused"] = [];
  const entries = new Map<string, Entry>();
  for (const one of given) {
    const parsed = schema.safeParse(one);
    if (!parsed.success) refused.push({ id: idOf(one), reason: "invalid" });
    else if (!entries.has(parsed.data.id)) entries.set(parsed.data.id, parsed.data);
  }
  return { entries: [...entries.values()], refused };
}

/** The id of something that is no entry, so that its device can tell which it was. */
function idOf(given: unknown): string | null {
  const id = typeof given === "object" && given !== null && "id" in given ? given.id : null;
  return typeof id === "string" ? id.slice(0, 64) : null;
}
