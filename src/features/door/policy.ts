import { type ForumSubject, managesForum, type PermitFor, policy } from "@/features/access/policy";
import type { DoorDay } from "./rules";

/** The door of a forum as policies see it. */
export interface DoorSubject extends ForumSubject {
  day: DoorDay;
}

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
