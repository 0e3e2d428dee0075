import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countedIn, readEntries, undoneIn } from "./rules";
import { type LogEntry, UndoneEntry } from "./schema";

const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const at = "2026-11-27T15:30:00Z";
const some = (n: number): LogEntry => ({ id: id(n), at, kind: "some" });
const undone = (n: number, ...entries: number[]): UndoneEntry => ({
  ...{ id: id(n), at, kind: "undone", entries: entries.map(id) },
});
const counted = (...entries: LogEntry[]) => countedIn(entries).counted.map((entry) => entry.id);

test("an entry counts once however often it comes, unless one before or after it undoes it", () => {
  expect(counted(some(1), some(1), some(2))).toEqual([id(1), id(2)]);
  expect(counted(some(1), undone(2, 1))).toEqual([id(2)]);
  expect(counted(undone(2, 1), some(1))).toEqual([id(2)]);
  expect(undoneIn([undone(2, 1), undone(4, 3)])).toEqual(new Set([id(1), id(3)]));
});

test("devices that have the same entries count the same, in any order and however often they got them", () => {
  const anyLog = fc.uniqueArray(
    fc.oneof(
      fc.integer({ min: 0, max: 9 }).map(some),
      fc
        .tuple(fc.integer({ min: 10, max: 19 }), fc.uniqueArray(fc.integer({ min: 0, max: 19 }), { minLength: 1 }))
        .map(([n, entries]) => undone(n, ...entries)),
    ),
    { selector: (entry) => entry.id },
  );
  fc.assert(
    fc.property(anyLog, fc.nat(20), (log, cut) => {
      const [one, other] = [log.slice(0, cut), log.slice(cut)];
      expect(counted(...other, ...one, ...other).sort()).toEqual(counted(...log).sort());
    }),
  );
});

describe("what a device sent", () => {
  test("is read one by one: what is no entry is named, and holds up nothing", () => {
    const good = undone(1, 2);
    expect(readEntries([good, { id: "x".repeat(99) }, null, good, "entry"], UndoneEntry)).toEqual({
      entries: [good],
      refused: [
        { id: "x".repeat(64), reason: "invalid" },
        { id: null, reason: "invalid" },
        { id: null, reason: "invalid" },
      ],
    });
  });
});
