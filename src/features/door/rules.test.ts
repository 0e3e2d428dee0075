import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_PEOPLE } from "@/features/registration/schema";
import { wholeDays } from "@/i18n/time";
import { doorDay, sumDoor, undoingOf } from "./rules";
import { ArrivedEntry, type DoorParty, type Entry, EntrySchema } from "./schema";

const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const at = "2026-11-27T15:30:00Z";
const arrived = (n: number, code: string, people: number[] | null = null): Entry => ({
  ...{ id: id(n), at, kind: "arrived", code, people },
});
const walkIn = (n: number, people: number, language: "so" | "ar" | null = null): Entry => ({
  ...{ id: id(n), at, kind: "walk_in", people, language },
});
const undone = (n: number, ...entries: number[]): Entry => ({
  id: id(n),
  at,
  kind: "undone",
  entries: entries.map(id),
});

const party = (code: string, size: number, more: Partial<DoorParty> = {}): DoorParty => ({
  ...{ code, state: "confirmed", unseated: [] },
  people: Array.from({ length: size }, (_, n) => `${code} ${n}`),
  numbers: Array.from({ length: size }, (_, n) => n),
  ...more,
});
const PARTIES = [
  party("AAAAA", 4),
  party("BBBBB", 1),
  party("CCCCC", 2, { state: "waiting" }),
  party("DDDDD", 3, { unseated: [2] }),
];
const sum = (...entries: Entry[]) => sumDoor(PARTIES, entries);
const here = (found: ReturnType<typeof sumDoor>) =>
  Object.fromEntries([...found.arrived].map(([code, people]) => [code, [...people].sort()]));

describe("the sum of a log", () => {
  test("nobody has arrived yet", () => {
    expect(sum()).toMatchObject({ counts: { expected: 7, arrived: 0, unseated: 0, walkIns: 0 } });
  });

  test("three of a family of four come, and the fourth later", () => {
    const first = arrived(1, "AAAAA", [0, 1, 3]);
    expect(here(sum(first))).toEqual({ AAAAA: [0, 1, 3] });
    expect(here(sum(first, arrived(2, "AAAAA", [2])))).toEqual({ AAAAA: [0, 1, 2, 3] });
  });

  test("the same entry again, and the same person from two phones, count once", () => {
    const entries = [arrived(1, "AAAAA"), arrived(1, "AAAAA"), arrived(2, "AAAAA", [0]), walkIn(3, 2), walkIn(3, 2)];
    expect(sum(...entries).counts).toEqual({ expected: 7, arrived: 4, unseated: 0, walkIns: 2 });
  });

  test("an entry is undone by one that comes before it or after it, and others stay", () => {
    for (const entries of [
      [arrived(1, "AAAAA"), undone(2, 1)],
      [undone(2, 1), arrived(1, "AAAAA")],
    ])
      expect(here(sum(...entries))).toEqual({});
    expect(here(sum(arrived(1, "AAAAA"), arrived(3, "AAAAA", [1]), undone(2, 1)))).toEqual({ AAAAA: [1] });
    expect(sum(walkIn(1, 5), walkIn(2, 1, "so"), undone(3, 1)).walkIns).toEqual(new Map([["so", 1]]));
  });

  test("undoing cannot be undone: the arrival is noted anew", () => {
    const entries = [arrived(1, "BBBBB"), undone(2, 1), undone(3, 2)];
    expect(here(sum(...entries))).toEqual({});
    expect(here(sum(...entries, arrived(4, "BBBBB")))).toEqual({ BBBBB: [0] });
  });

  test("people without a seat are counted apart", () => {
    expect(sum(arrived(1, "CCCCC"), arrived(2, "DDDDD")).counts).toEqual({
      ...{ expected: 7, arrived: 2, unseated: 3, walkIns: 0 },
    });
  });

  test("people are named by numbers that stay theirs, wherever in the party they stand", () => {
    const changed = [party("AAAAA", 3, { numbers: [1, 3, 1004] })];
    expect(here(sumDoor(changed, [arrived(1, "AAAAA", [0, 3])]))).toEqual({ AAAAA: [1] });
    const [now] = changed as [DoorParty];
    expect(undoingOf(now, [1], [arrived(1, "AAAAA", [1, 3])])).toEqual({ entries: [id(1)], again: [1] });
    expect(undoingOf(now, [0], [arrived(1, "AAAAA")])).toEqual({ entries: [id(1)], again: [3, 1004] });
  });

  test("codes and numbers that the list does not have are left out", () => {
    expect(here(sum(arrived(1, "ZZZZZ"), arrived(2, "BBBBB", [5])))).toEqual({});
  });
});

describe("undoing the arrival of people", () => {
  test("undoes every entry that names them, and notes the others of those entries again", () => {
    const entries = [arrived(1, "AAAAA"), arrived(2, "AAAAA", [1]), arrived(3, "AAAAA", [2]), arrived(4, "BBBBB")];
    expect(undoingOf(party("AAAAA", 4), [1], entries)).toEqual({ entries: [id(1), id(2)], again: [0, 2, 3] });
    expect(undoingOf(party("AAAAA", 4), [1], [...entries, undone(5, 1)])).toEqual({ entries: [id(2)], again: [] });
    expect(undoingOf(party("BBBBB", 1), [0], entries)).toEqual({ entries: [id(4)], again: [] });
  });
});

/** A few ids, codes and positions, so that entries meet. */
const anyEntry: fc.Arbitrary<Entry> = fc
  .tuple(
    fc.constantFrom("arrived" as const, "walk_in" as const, "undone" as const),
    fc.integer({ min: 0, max: 12 }),
    fc.constantFrom("AAAAA", "BBBBB", "CCCCC", "DDDDD", "ZZZZZ"),
    fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1 })),
    fc.integer({ min: 1, max: 50 }),
    fc.constantFrom("so" as const, "ar" as const, null),
    fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 4 }),
  )
  .map(([kind, n, code, people, many, language, entries]) => {
    if (kind === "arrived") return arrived(n, code, people);
    return kind === "walk_in" ? walkIn(n, many, language) : undone(n + 100, ...entries);
  });

/** A log as devices make it: an id has one content. */
const anyLog = fc.uniqueArray(anyEntry, { selector: ({ id: own }) => own, maxLength: 30 });

/** The sum by another way: for each person and each walk-in entry, ask the whole log. */
function model(entries: readonly Entry[]) {
  const counts = (own: string) => !entries.some((entry) => entry.kind === "undone" && entry.entries.includes(own));
  const isHere = (code: string, position: number) =>
    entries.some(
      (entry) =>
        entry.kind === "arrived" &&
        entry.code === code &&
        (entry.people === null || entry.people.includes(position)) &&
        counts(entry.id),
    );
  const people = PARTIES.flatMap(({ code, people: names, state, unseated }) =>
    names.map((_, n) => ({ code, n, seat: state === "confirmed" && !unseated.includes(n), here: isHere(code, n) })),
  );
  return {
    here: people.filter((one) => one.here).map(({ code, n }) => `${code} ${n}`),
    expected: people.filter(({ seat }) => seat).length,
    arrived: people.filter((one) => one.seat && one.here).length,
    unseated: people.filter((one) => !one.seat && one.here).length,
    walkIns: entries.reduce((all, entry) => all + (entry.kind === "walk_in" && counts(entry.id) ? entry.people : 0), 0),
  };
}

const flat = ({ arrived: all, counts }: ReturnType<typeof sumDoor>) => ({
  here: PARTIES.flatMap(({ code, people }) =>
    people.flatMap((_, n) => (all.get(code)?.has(n) ? [`${code} ${n}`] : [])),
  ),
  ...counts,
});

test("the sum is the model's, for any log in any order and however often sent", () => {
  fc.assert(
    fc.property(anyLog, fc.infiniteStream(fc.nat()), (log, random) => {
      const again = [...log, ...log.filter((_, n) => n % 2 === 0)];
      const shuffled = again
        .map((entry) => ({ entry, by: random.next().value }))
        .sort((a, b) => a.by - b.by)
        .map(({ entry }) => entry);
      expect(flat(sumDoor(PARTIES, log))).toEqual(model(log));
      expect(flat(sumDoor(PARTIES, shuffled))).toEqual(model(log));
    }),
  );
});

test("devices that exchange their entries agree, whoever sends first", () => {
  fc.assert(
    fc.property(anyLog, fc.nat(30), (log, cut) => {
      const [one, other] = [log.slice(0, cut), log.slice(cut)];
      expect(flat(sumDoor(PARTIES, [...one, ...other]))).toEqual(flat(sumDoor(PARTIES, [...other, ...one])));
    }),
  );
});

describe("the door's day", () => {
  const forum = (startsAt: string, endsAt: string) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) });

  test("is whole days of Helsinki, also where the clock changes", () => {
    expect(wholeDays(forum("2026-11-27T15:30:00Z", "2026-11-27T17:30:00Z"))).toEqual({
      from: new Date("2026-11-26T22:00:00Z"),
      until: new Date("2026-11-27T22:00:00Z"),
    });
    // 25.10.2026 has 25 hours.
    expect(wholeDays(forum("2026-10-25T10:00:00Z", "2026-10-25T12:00:00Z"))).toEqual({
      from: new Date("2026-10-24T21:00:00Z"),
      until: new Date("2026-10-25T22:00:00Z"),
    });
  });

  test("ends with the day of the end; midnight belongs to the day before", () => {
    const late = forum("2026-11-27T18:00:00Z", "2026-11-27T23:00:00Z");
    expect(wholeDays(late).until).toEqual(new Date("2026-11-28T22:00:00Z"));
    const midnight = forum("2026-11-27T18:00:00Z", "2026-11-27T22:00:00Z");
    expect(wholeDays(midnight).until).toEqual(new Date("2026-11-27T22:00:00Z"));
  });

  test.each([
    ["2026-11-26T21:59:59Z", "before"],
    ["2026-11-26T22:00:00Z", "on"],
    ["2026-11-27T21:59:59Z", "on"],
    ["2026-11-27T22:00:00Z", "after"],
  ])("%s is %s", (now, day) => {
    expect(doorDay(forum("2026-11-27T15:30:00Z", "2026-11-27T17:30:00Z"), new Date(now))).toBe(day);
  });
});

describe("an entry", () => {
  test.each([
    ["an unknown field", { ...arrived(1, "AAAAA"), name: "Amina" }],
    ["an unknown kind", { ...arrived(1, "AAAAA"), kind: "left" }],
    ["no id", { ...arrived(1, "AAAAA"), id: "1" }],
    ["no instant", { ...arrived(1, "AAAAA"), at: "27.11.2026" }],
    ["nobody", arrived(1, "AAAAA", [])],
    ["a negative number", arrived(1, "AAAAA", [-1])],
    ["too many walk-ins", walkIn(1, 51)],
    ["no walk-in", walkIn(1, 0)],
    ["an unknown language", { ...walkIn(1, 1), language: "xx" }],
    ["nothing undone", undone(1)],
  ])("with %s is refused", (_, entry) => {
    expect(EntrySchema.safeParse(entry).success).toBe(false);
  });

  test("names people of the largest party", () => {
    const people = (many: number) => Array.from({ length: many }, (_, n) => 1000 + n);
    expect(ArrivedEntry.safeParse(arrived(1, "AAAAA", people(MAX_PEOPLE))).success).toBe(true);
    expect(ArrivedEntry.safeParse(arrived(1, "AAAAA", people(MAX_PEOPLE + 1))).success).toBe(false);
  });

  test("has its code as the portal writes it", () => {
    expect(ArrivedEntry.parse({ ...arrived(1, " kt4rn ") })).toMatchObject({ code: "KT4RN" });
  });
});
