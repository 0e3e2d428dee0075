import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { SENT_AT_ONCE, UNDONE_AT_ONCE } from "@/features/offline-log/device/limits";
import { ENTRIES_SENT } from "@/features/offline-log/schema";
import { EntrySchema } from "../schema";
import { MOST_WALK_INS } from "./limits";

test("devices keep to the limits of the log", () => {
  const entry = { id: randomUUID(), at: new Date().toISOString() };
  const walkIns = (people: number) => ({ ...entry, kind: "walk_in", people, language: null });
  const undone = (count: number) => ({
    ...entry,
    kind: "undone",
    entries: Array.from({ length: count }, () => randomUUID()),
  });
  expect(SENT_AT_ONCE).toBe(ENTRIES_SENT);
  for (const [most, of] of [
    [MOST_WALK_INS, walkIns],
    [UNDONE_AT_ONCE, undone],
  ] as const) {
    expect(EntrySchema.safeParse(of(most)).success).toBe(true);
    expect(EntrySchema.safeParse(of(most + 1)).success).toBe(false);
  }
});
