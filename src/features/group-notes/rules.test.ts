import { expect, test } from "vitest";
import { notesForgottenBefore } from "./rules";

test("a note to staff is kept for a year by the Helsinki clock", () => {
  expect(notesForgottenBefore(new Date("2026-11-27T10:00:00Z"))).toEqual(new Date("2025-11-27T10:00:00Z"));
  // Over a leap day, and from winter into summer time.
  expect(notesForgottenBefore(new Date("2028-03-26T10:00:00Z"))).toEqual(new Date("2027-03-27T11:00:00Z"));
});
