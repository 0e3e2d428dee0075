import { expect, test } from "vitest";
import { nextMorning, notesForgottenBefore } from "./rules";

test("a note to staff is kept for a year by the Helsinki clock", () => {
  expect(notesForgottenBefore(new Date("2026-11-27T10:00:00Z"))).toEqual(new Date("2025-11-27T10:00:00Z"));
  // Over a leap day, and from winter into summer time.
  expect(notesForgottenBefore(new Date("2028-03-26T10:00:00Z"))).toEqual(new Date("2027-03-27T11:00:00Z"));
});

test.each([
  ["2026-11-27T22:30:00Z", "2026-11-29T06:00:00Z"],
  ["2026-11-27T05:00:00Z", "2026-11-28T06:00:00Z"],
  // Into summer time.
  ["2027-03-27T12:00:00Z", "2027-03-28T05:00:00Z"],
])("the morning after %s begins at %s", (now, morning) => {
  expect(nextMorning(new Date(now))).toEqual(new Date(morning));
});
