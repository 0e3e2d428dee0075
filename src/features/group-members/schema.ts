/** What became of somebody who asked to come to a group. */
export type MemberStatus = "asked" | "waiting" | "member" | "pointed" | "left";
