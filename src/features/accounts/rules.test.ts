import { expect, test } from "vitest";
import { isAlive, lifetime, mustRotate, previousCounts, secondFactorState, sessionEnds } from "./rules";

const HOUR = 3_600_000;
const at = (hours: number) => new Date(Date.UTC(2026, 10, 1) + hours * HOUR);
const session = (lastSeen: number) => ({ createdAt: at(0), lastSeenAt: at(lastSeen), expires: at(7 * 24) });

test("people who see others' data are signed out sooner", () => {
  expect(isAlive(session(0), [], at(23.9))).toBe(true);
  expect(isAlive(session(0), [], at(24))).toBe(false);
  expect(isAlive(session(0), ["translator"], at(1.9))).toBe(true);
  expect(isAlive(session(0), ["translator"], at(2))).toBe(false);
});

test("a session ends even if it is used all the time", () => {
  expect(isAlive(session(6.9 * 24), [], at(7 * 24 - 1))).toBe(true);
  expect(isAlive(session(7 * 24), [], at(7 * 24))).toBe(false);
  expect(isAlive(session(11.9), ["staff"], at(11.99))).toBe(true);
  expect(isAlive(session(12), ["staff"], at(12))).toBe(false);
  expect(lifetime(["peer_tutor"]).whole).toBeLessThan(lifetime([]).whole);
});

test("a session's end moves with each use, but never past its last hour", () => {
  expect(sessionEnds(session(1), ["staff"])).toEqual({ endsAt: at(3), lastsUntil: at(12) });
  expect(sessionEnds(session(11.5), ["staff"])).toEqual({ endsAt: at(12), lastsUntil: at(12) });
  expect(sessionEnds(session(1), [])).toEqual({ endsAt: at(25), lastsUntil: at(7 * 24) });
});

test("a token is replaced after an hour, and the former one stays valid for a minute", () => {
  expect(mustRotate(at(0), at(0.99))).toBe(false);
  expect(mustRotate(at(0), at(1.01))).toBe(true);
  expect(previousCounts(at(0), at(0.99 / 60))).toBe(true);
  expect(previousCounts(at(0), at(1.01 / 60))).toBe(false);
});

test("counsellors, staff and administrators must add a second factor, and everybody who has one must show it", () => {
  const state = (roles: Parameters<typeof secondFactorState>[0]["roles"], added: boolean, shown: boolean) =>
    secondFactorState({ roles, added, shownAt: shown ? at(0) : null });
  for (const role of ["counsellor", "staff", "administrator"] as const) {
    expect(state([role], false, false)).toBe("to_add");
    expect(state(["peer_tutor", role], false, true)).toBe("to_add");
    expect(state([role], true, false)).toBe("to_show");
    expect(state([role], true, true)).toBe("shown");
  }
  for (const role of ["peer_tutor", "interpreter", "translator"] as const)
    expect(state([role], false, false)).toBe("not_needed");
  expect(state([], false, false)).toBe("not_needed");
  expect(state([], true, false)).toBe("to_show");
});
