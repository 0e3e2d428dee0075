import { describe, expect, test } from "vitest";
import { sessionRefusal } from "./rules";

const at = (time: string) => new Date(`2027-03-04T${time}:00Z`);
const span = (from: string, to: string) => ({ startsAt: at(from), endsAt: at(to) });
const FORUM = span("15:00", "17:00");

describe("when a session can be held", () => {
  test.each([
    ["published", "15:00", "17:00", "12:00", null],
    ["published", "14:59", "16:00", "12:00", "session_outside"],
    ["published", "16:00", "17:01", "12:00", "session_outside"],
    ["draft", "10:00", "11:00", "12:00", null],
    ["draft", "11:00", "11:00", "12:00", "session_ends_first"],
    ["published", "15:00", "16:00", "17:00", "not_published"],
    ["draft", "15:00", "16:00", "17:00", null],
    ["cancelled", "15:00", "16:00", "12:00", "not_published"],
  ] as const)("%s, from %s to %s, said at %s: %s", (status, from, to, now, reason) => {
    expect(sessionRefusal({ status, ...FORUM }, span(from, to), at(now))).toBe(reason);
  });
});
