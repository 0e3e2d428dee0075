import { expect, test } from "vitest";
import { type Answer, answerRefusal } from "./rules";

const STATUSES = ["asked", "waiting", "member", "pointed", "left"] as const;
const open = { ended: false, room: true };
const refusals = (answer: Answer) => STATUSES.map((status) => answerRefusal(answer, { ...open, status }));

test("each answer leads on from what it makes sense after", () => {
  expect(refusals("member")).toEqual([null, null, "answered", null, "gone"]);
  expect(refusals("waiting")).toEqual([null, "answered", "answered", "answered", "gone"]);
  expect(refusals("pointed")).toEqual([null, null, "answered", "answered", "gone"]);
  expect(refusals("left")).toEqual(["answered", null, null, "answered", "gone"]);
});

test("nobody is welcomed to a full group, and nothing is answered in one that has ended", () => {
  expect(answerRefusal("member", { status: "asked", ended: false, room: false })).toBe("full");
  expect(answerRefusal("waiting", { status: "asked", ended: false, room: false })).toBeNull();
  expect(answerRefusal("left", { status: "member", ended: false, room: false })).toBeNull();
  expect(answerRefusal("member", { status: "left", ended: true, room: true })).toBe("ended");
});
