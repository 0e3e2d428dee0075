import { describe, expect, test } from "vitest";
import { besides, choicesOf, type ForumFacts, forumState, takesRegistrations } from "./rules";

const now = new Date("2026-11-24T12:00:00Z");
const forum: ForumFacts = {
  status: "published",
  endsAt: new Date("2026-12-01T17:30:00Z"),
  registrationOpensAt: null,
  registrationClosesAt: new Date("2026-11-29T21:59:00Z"),
  capacity: 10,
};

describe("the state of a forum", () => {
  test.each([
    ["open while places are free", {}, 9, "open"],
    ["full when all are taken", {}, 10, "full"],
    ["full also when more are taken than there are", {}, 12, "full"],
    ["open without a limit", { capacity: null }, 500, "open"],
    ["closed after the deadline", { registrationClosesAt: new Date(now.getTime() - 1) }, 0, "closed"],
    ["open at the very deadline", { registrationClosesAt: now }, 0, "open"],
    ["not open before its time", { registrationOpensAt: new Date(now.getTime() + 1) }, 0, "unopened"],
    ["open at the very opening", { registrationOpensAt: now }, 0, "open"],
    ["past from its end on", { endsAt: now }, 0, "past"],
    ["without booking until its end", { registrationClosesAt: null }, 0, "drop_in"],
    ["cancelled, even when past", { status: "cancelled" as const, endsAt: now }, 0, "cancelled"],
    ["a draft whatever else", { status: "draft" as const, endsAt: now }, 0, "draft"],
  ])("%s", (_name, facts, taken, state) => {
    expect(forumState({ ...forum, ...facts }, taken, now)).toBe(state);
  });
});

test("a full forum still takes registrations, for its waiting list", () => {
  expect(takesRegistrations("open") && takesRegistrations("full")).toBe(true);
  expect(
    takesRegistrations("unopened") ||
      takesRegistrations("closed") ||
      takesRegistrations("past") ||
      takesRegistrations("cancelled"),
  ).toBe(false);
});

test("parallel tables are a choice, and so is a session with its own seats", () => {
  const at = (hour: number, minutes: number, capacity: number | null = null) => ({
    id: `${hour}-${minutes}-${capacity}`,
    startsAt: new Date(Date.UTC(2026, 11, 1, hour)),
    endsAt: new Date(Date.UTC(2026, 11, 1, hour, minutes)),
    capacity,
  });
  const [plenary, tableA, tableB, long, closing] = [
    at(15, 45),
    at(16, 30, 5),
    at(16, 45),
    at(16, 59, 9),
    at(17, 30, 8),
  ];
  expect(choicesOf([closing, tableB, plenary, tableA, long])).toEqual([[tableB, tableA, long], [closing]]);
  // People who chose one while its seats were limited keep it after the limit is gone: the form goes on asking.
  expect(choicesOf([plenary], [plenary.id])).toEqual([[plenary]]);
  expect(choicesOf([plenary], ["another"])).toEqual([]);
});

test("a moved session forms one choice with those that overlap it then, and those that overlap them", () => {
  const span = (from: string, to: string) => ({
    startsAt: new Date(`2027-03-04T${from}:00Z`),
    endsAt: new Date(`2027-03-04T${to}:00Z`),
  });
  const session = (id: string, from: string, to: string) => ({ id, capacity: null, ...span(from, to) });
  const sessions = [
    session("a", "15:00", "15:30"),
    session("b", "15:30", "16:00"),
    session("c", "16:00", "16:30"),
    session("long", "16:15", "17:00"),
  ];
  expect(besides(sessions, { id: "a", ...span("15:45", "16:15") })).toEqual(["b", "c", "long"]);
  expect(besides(sessions, { id: "a", ...span("16:00", "16:10") })).toEqual(["c", "long"]);
  expect(besides(sessions, { id: "a", ...span("14:00", "15:30") })).toEqual([]);
});
