import { expect, test } from "vitest";
import { orderDeadline, promiseFor } from "./rules";

const startsAt = new Date("2027-03-10T15:30:00Z");
const daysBefore = (days: number) => new Date(startsAt.getTime() - days * 86_400_000);

test("interpreters must be ordered 14 days before, 28 for rare languages, or as staff decide", () => {
  expect(orderDeadline(startsAt, "so", null)).toEqual(daysBefore(14));
  expect(orderDeadline(startsAt, "ti", null)).toEqual(daysBefore(28));
  expect(orderDeadline(startsAt, "ti", daysBefore(40))).toEqual(daysBefore(40));
});

test.each([
  ["spoken as such, whatever the day", { state: "confirmed", main: true }, 1, "spoken"],
  ["an interpreter is coming", { state: "confirmed", main: false }, 1, "coming"],
  ["none was found", { state: "not_available", main: false }, 30, "not_available"],
  ["asked for in time", { state: "requested", main: false }, 15, "asked"],
  ["asked for, but the day has passed", { state: "requested", main: false }, 13, "late"],
  ["nobody asked yet", null, 15, "possible"],
  ["nobody asked in time", null, 13, "late"],
] as const)("%s", (_, standing, days, promise) => {
  expect(promiseFor(standing, daysBefore(14), daysBefore(days))).toBe(promise);
});
