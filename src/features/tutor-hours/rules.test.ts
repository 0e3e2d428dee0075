import { expect, test } from "vitest";
import { byMonth, dayRefusal, decimalHours, hoursAndMinutes, keptSince } from "./rules";

test("hours are entered for today and earlier, until the end of the next year", () => {
  // Already the next day in Helsinki.
  const now = new Date("2026-11-27T22:30:00Z");
  expect(dayRefusal("2026-11-28", now)).toBeNull();
  expect(dayRefusal("2026-11-29", now)).toBe("day_ahead");
  expect(dayRefusal("2025-01-01", now)).toBeNull();
  expect(dayRefusal("2024-12-31", now)).toBe("day_old");
});

test("time is read in hours and minutes, and in hours alone", () => {
  expect(hoursAndMinutes(90)).toEqual({ hours: 1, minutes: 30 });
  expect(hoursAndMinutes(15)).toEqual({ hours: 0, minutes: 15 });
  expect(decimalHours(75)).toBe("1,25");
  expect(decimalHours(0)).toBe("0,00");
});

test("the sums of months, the latest first", () => {
  const entry = (day: string, minutes: number) => ({ day, minutes });
  const october = [entry("2026-10-30", 45), entry("2026-10-02", 90)];
  expect(byMonth([entry("2026-11-01", 30), ...october])).toEqual([
    { month: 11, minutes: 30, entries: [entry("2026-11-01", 30)] },
    { month: 10, minutes: 135, entries: october },
  ]);
  expect(byMonth([])).toEqual([]);
});

test("hours of a year are kept for six years after it", () => {
  expect(keptSince(new Date("2026-12-31T21:59:00Z"))).toBe("2020-01-01");
  expect(keptSince(new Date("2026-12-31T22:00:00Z"))).toBe("2021-01-01");
});
