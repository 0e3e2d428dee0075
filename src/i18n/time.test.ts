import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, alongClock, HOUR, inputValue, instantOf, wallClock } from "./time";

const utc = (day: string, time: string) => instantOf(day, time)?.toISOString().replace(":00.000", "");

describe("the instant of a time on the Helsinki wall clock", () => {
  test.each([
    ["2026-11-24", "17:30", "2026-11-24T15:30Z"],
    ["2026-07-01", "01:05", "2026-06-30T22:05Z"],
    // The night of 28.3.2027: 03.00 becomes 04.00.
    ["2027-03-28", "00:00", "2027-03-27T22:00Z"],
    ["2027-03-28", "01:30", "2027-03-27T23:30Z"],
    ["2027-03-28", "02:59", "2027-03-28T00:59Z"],
    ["2027-03-28", "04:00", "2027-03-28T01:00Z"],
    // The night of 25.10.2026: 04.00 becomes 03.00, and the hour from 03.00 comes twice.
    ["2026-10-25", "01:00", "2026-10-24T22:00Z"],
    ["2026-10-25", "02:30", "2026-10-24T23:30Z"],
    ["2026-10-25", "03:30", "2026-10-25T00:30Z"],
    ["2026-10-25", "04:00", "2026-10-25T02:00Z"],
  ])("%s %s", (day, time, wanted) => {
    expect(utc(day, time)).toBe(wanted);
  });

  test.each([
    ["2026-02-30", "12:00"],
    ["2026-13-01", "12:00"],
    ["2026-11-24", "25:00"],
    ["2026-11-24", "12:61"],
    ["2027-03-28", "03:30"],
    ["2026-1-1", "12:00"],
    ["", ""],
  ])("there is no %s %s", (day, time) => {
    expect(instantOf(day, time)).toBeNull();
  });

  test("matches the clock for every minute of a hundred years", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 * 365 * 24 * 60 }), (minutes) => {
        const instant = new Date(Date.UTC(1990, 0, 1) + minutes * 60_000);
        const [day = "", time = ""] = inputValue(instant).split("T");
        const found = instantOf(day, time);
        // In the repeated hour the first of the two, which is one hour before the second.
        expect([0, HOUR]).toContain(instant.getTime() - (found?.getTime() ?? Number.NaN));
        expect(wallClock(found ?? new Date(0))).toEqual(wallClock(instant));
      }),
    );
  });
});

test.each([
  ["into summer time", "2027-03-27T15:30:00Z", "2027-03-28T14:30:00.000Z"],
  ["into winter time", "2026-10-24T14:30:00Z", "2026-10-25T15:30:00.000Z"],
])("a day later is the same time of day, even %s", (_, from, wanted) => {
  expect(addDays(new Date(from), 1).toISOString()).toBe(wanted);
  expect(addDays(new Date(wanted), -1).toISOString()).toBe(new Date(from).toISOString());
});

describe("the same distance from another start on the wall clock", () => {
  const winter = new Date("2026-02-10T15:30Z");
  const summer = new Date("2027-03-30T14:30Z");

  test.each([
    ["across the change of clocks", "2026-02-08T21:59:59Z", "2027-03-28T20:59:59.000Z"],
    ["an hour that spring skips", "2026-02-08T01:30Z", "2027-03-28T01:30:00.000Z"],
    ["the start itself", "2026-02-10T15:30Z", "2027-03-30T14:30:00.000Z"],
  ])("%s", (_, at, expected) => {
    expect(alongClock(new Date(at), winter, summer).toISOString()).toBe(expected);
  });
});
