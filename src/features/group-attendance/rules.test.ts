import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meetingDay, SMALL, sumMeeting, tellable, tellNumbers, undoingOf } from "./rules";
import { type Entry, EntrySchema, PresentForm, VisitorsForm } from "./schema";

const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const at = "2026-11-27T15:30:00Z";
const present = (n: number, member: number): Entry => ({ id: id(n), at, kind: "present", member: id(member) });
const visitors = (n: number, people: number, age: "adult" | null = "adult"): Entry => ({
  ...{ id: id(n), at, kind: "visitors", people, language: "so", age },
});
const undone = (n: number, ...entries: number[]): Entry => ({
  ...{ id: id(n), at, kind: "undone", entries: entries.map(id) },
});
const MEMBERS = [{ id: id(100) }, { id: id(101) }];
const sum = (...entries: Entry[]) => sumMeeting(MEMBERS, entries);

describe("the sum of a meeting's log", () => {
  test("counts each member once, and visitors by language and age", () => {
    const log = [present(1, 100), present(2, 100), visitors(3, 2), visitors(4, 1), visitors(5, 1, null)];
    expect(sum(...log)).toMatchObject({
      present: new Set([id(100)]),
      visitors: [
        { language: "so", age: "adult", people: 3 },
        { language: "so", age: null, people: 1 },
      ],
      counts: { members: 1, visitors: 4 },
    });
  });

  test("is the same in any order, and leaves out what is undone and whom nobody knows", () => {
    const log = [undone(9, 1, 3), present(1, 100), visitors(3, 2), present(2, 101), present(4, 200)];
    for (const entries of [log, log.toReversed(), [...log, ...log]])
      expect(sum(...entries)).toMatchObject({ present: new Set([id(101)]), counts: { members: 1, visitors: 0 } });
  });

  test("adds those who have been forgotten", () => {
    expect(sumMeeting(MEMBERS, [present(1, 100)], { members: 2, visitors: 3 }).counts).toEqual({
      ...{ members: 3, visitors: 3 },
    });
  });

  test("undoing a member undoes every entry that names them", () => {
    const log = [present(1, 100), present(2, 100), present(3, 101), present(4, 100), undone(5, 4)];
    expect(undoingOf(id(100), log)).toEqual([id(1), id(2)]);
  });
});

test("a meeting's day is the whole day in Helsinki", () => {
  const meeting = { startsAt: new Date("2026-11-27T15:30:00Z"), endsAt: new Date("2026-11-27T17:00:00Z") };
  expect(meetingDay(meeting, new Date("2026-11-26T21:59:59Z"))).toBe("before");
  expect(meetingDay(meeting, new Date("2026-11-26T22:00:00Z"))).toBe("on");
  expect(meetingDay(meeting, new Date("2026-11-27T22:00:00Z"))).toBe("after");
});

describe("small numbers", () => {
  test("are left out, and so much beside them that subtraction finds none", () => {
    expect(tellable([12, 3, 40])).toEqual([null, null, 40]);
    expect(tellable([12, 1, 1, 40])).toEqual([null, null, null, 40]);
    expect(tellable([12, 4, 4, 40])).toEqual([12, null, null, 40]);
    expect(tellable([12, 0, 40])).toEqual([12, 0, 40]);
    expect(tellable([3])).toEqual([null]);
    expect(tellable([])).toEqual([]);
  });

  test("cannot be found from the others and the sum, whatever the numbers", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { maxLength: 8 }), (numbers) => {
        const told = tellable(numbers);
        const hidden = numbers.filter((_, n) => told[n] === null);
        for (const [n, each] of told.entries()) {
          if (each !== null) expect(each).toBe(numbers[n]);
          if (each !== null) expect(each === 0 || each >= SMALL).toBe(true);
        }
        // What is left out adds up to the sum less what is told: that says of none of them what it is.
        const known = hidden.reduce((all, one) => all + one, 0);
        const isWhole = numbers.every((n) => n === 0 || n < SMALL) || numbers.filter((n) => n > 0).length < 2;
        if (hidden.length > 0 && !isWhole) expect(hidden.length > 1 && known >= SMALL).toBe(true);
      }),
    );
  });

  test("of a period are told by group, by language and by age", () => {
    const told = tellNumbers([
      { groupId: "a", language: "so", age: "adult", came: 20 },
      { groupId: "a", language: "ar", age: "adult", came: 2 },
      { groupId: "b", language: "so", age: "under_13", came: 9 },
    ]);
    expect(told).toEqual({
      groups: new Map([
        ["a", 22],
        ["b", 9],
      ]),
      languages: [
        { language: "so", came: null },
        { language: "ar", came: null },
      ],
      ages: [
        { age: "adult", came: 22 },
        { age: "under_13", came: 9 },
      ],
      all: 31,
    });
  });
});

describe("what is sent", () => {
  test.each([
    ["a name", { ...present(1, 100), name: "Amina" }],
    ["no member", { ...present(1, 100), member: "1" }],
    ["too many visitors", visitors(1, 51)],
    ["an unknown age", { ...visitors(1, 1), age: "old" }],
  ])("with %s is no entry", (_, entry) => {
    expect(EntrySchema.safeParse(entry).success).toBe(false);
  });

  test("by the plain forms is read as people type it", () => {
    const form = { form: id(1), people: "٣", language: "", age: "" };
    expect(VisitorsForm.parse(form)).toMatchObject({ people: 3, language: null, age: null });
    expect(PresentForm.parse({ [`member.${id(100)}`]: "on", other: "on" })).toEqual([id(100)]);
    expect(PresentForm.safeParse({}).success).toBe(false);
    expect(PresentForm.safeParse({ "member.x": "on" }).success).toBe(false);
  });
});
