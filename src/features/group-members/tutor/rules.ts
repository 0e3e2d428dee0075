import type { MemberStatus } from "../schema";

/** What those who lead a group decide about somebody: the status that it gives them. */
export type Answer = "member" | "waiting" | "pointed" | "left";

/** From which statuses each answer leads on. Whoever asked is pointed elsewhere rather than removed. */
const FROM: Readonly<Record<Answer, readonly MemberStatus[]>> = {
  member: ["asked", "waiting", "pointed"],
  waiting: ["asked"],
  pointed: ["asked", "waiting"],
  left: ["waiting", "member"],
};

/**
 * Why an answer cannot be given to somebody, or null if it can. `gone`: they have left. `answered`: somebody has given them
 * another answer meanwhile. `full`: all places of the group are taken.
 */
export function answerRefusal(
  answer: Answer,
  { status, ended, room }: { status: MemberStatus; ended: boolean; room: boolean },
): "ended" | "gone" | "answered" | "full" | null {
  if (ended) return "ended";
  if (status === "left") return "gone";
  if (!FROM[answer].includes(status)) return "answered";
  return answer === "member" && !room ? "full" : null;
}
