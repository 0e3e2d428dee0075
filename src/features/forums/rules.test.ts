import { describe, expect, test } from "vitest";
import { type ForumFacts, forumState, placesLeft, takesRegistrations } from "./rules";

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

test("places left are never negative, and unknown without a limit", () => {
  expect(placesLeft(10, 4)).toBe(6);
  expect(placesLeft(10, 14)).toBe(0);
  expect(placesLeft(null, 14)).toBeNull();
});

test("a full forum still takes registrations: for its waiting list", () => {
  expect(takesRegistrations("open") && takesRegistrations("full")).toBe(true);
  expect(takesRegistrations("closed") || takesRegistrations("past") || takesRegistrations("cancelled")).toBe(false);
});
