import { describe, expect, test } from "vitest";
import { choicesOf, type ForumFacts, forumState, takesRegistrations } from "./rules";

const now = new Date("2026-11-24T12:00:00Z");
const forum: ForumFacts = {
  status: "published",
  endsAt: new Date("2026-12-01T17:30:00Z"),
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
    ["past from its end on", { endsAt: now }, 0, "past"],
    ["without booking until its end", { registrationClosesAt: null }, 0, "drop_in"],
    ["cancelled, even when past", { status: "cancelled" as const, endsAt: now }, 0, "cancelled"],
    ["a draft whatever else", { status: "draft" as const, endsAt: now }, 0, "draft"],
  ])("%s", (_name, facts, taken, state) => {
    expect(forumState({ ...forum, ...facts }, taken, now)).toBe(state);
  });
});

test("a full forum still takes registrations: for its waiting list", () => {
  expect(takesRegistrations("open") && takesRegistrations("full")).toBe(true);
  expect(takesRegistrations("closed") || takesRegistrations("past") || takesRegistrations("cancelled")).toBe(false);
});

test("a choice is asked for among tables of the same time, and for a session with seats of its own", () => {
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
  // Whoever chose one while its seats were limited keeps it when they no longer are: the form goes on asking.
  expect(choicesOf([plenary], [plenary.id])).toEqual([[plenary]]);
  expect(choicesOf([plenary], ["another"])).toEqual([]);
});
