import { type ForumSubject, managesForum, type PermitFor, policy } from "@/features/access/policy";
import type { DoorSubject } from "@/features/registration/policy";

/**
 * Keeping a forum's door: whoever manages the forum from its day on, because a phone may find a network only later; the
 * holder of a door's link on that day and never else.
 */
export const canKeepDoor = policy("keep_door", (actor, door: DoorSubject) =>
  actor.kind === "link" && actor.link === "door"
    ? actor.forumId === door.forumId && door.day === "on"
    : managesForum(actor, door) && door.day !== "before",
);
export type KeepDoor = PermitFor<typeof canKeepDoor>;

/** Giving somebody without an account a link with which they keep a forum's door on its day. A link cannot give another. */
export const canGiveDoorLink = policy(
  "give_door_link",
  (actor, forum: ForumSubject) => actor.kind === "user" && managesForum(actor, forum),
);
export type GiveDoorLink = PermitFor<typeof canGiveDoorLink>;

/** Seeing how many people came to a forum, by spoken language and role. */
export const canSeeAttendance = policy("see_attendance", managesForum);
export type SeeAttendance = PermitFor<typeof canSeeAttendance>;
