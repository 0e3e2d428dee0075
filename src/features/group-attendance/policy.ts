import { type GroupSubject, hasRole, leadsGroup, type PermitFor, policy } from "@/features/access/policy";

/** A meeting of a group as policies see it. */
export interface MeetingSubject extends GroupSubject {
  meetingId: string;
  /** Whether its day is to come, is now, or is over. */
  day: "before" | "on" | "after";
}

/** Noting who came to a meeting: whoever leads the group, from its day on, because a phone may find a network only later. */
export const canKeepAttendance = policy(
  "keep_group_attendance",
  (actor, meeting: MeetingSubject) => leadsGroup(actor, meeting) && meeting.day !== "before",
);
export type KeepAttendance = PermitFor<typeof canKeepAttendance>;

/** Seeing how many came to the groups of one's organisations, and exporting it for the funder. */
export const canSeeGroupAttendance = policy(
  "see_group_attendance",
  (actor, _portal: null) => actor.kind === "system" || hasRole(actor, "staff", "administrator"),
);
export type SeeGroupAttendance = PermitFor<typeof canSeeGroupAttendance>;
