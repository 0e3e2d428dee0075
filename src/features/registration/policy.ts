import {
  type ForumSubject,
  hasRole,
  hostsSession,
  managesForum,
  type PermitFor,
  policy,
  type SessionSubject,
} from "@/features/access/policy";

/** Registering families on their behalf: with a helper's link, or as a tutor, counsellor or member of staff. */
export const canRegisterOthers = policy("register_others", (actor, { forumId }: { forumId: string | null }) =>
  actor.kind === "link"
    ? actor.link === "helper" && (actor.forumId === null || forumId === null || actor.forumId === forumId)
    : hasRole(actor, "peer_tutor", "counsellor", "staff", "administrator"),
);
export type RegisterOthers = PermitFor<typeof canRegisterOthers>;

/** Seeing the families that one registered on their behalf: only one's own. */
export const canSeeOwnFamilies = policy("see_own_families", (actor, { helperId }: { helperId: string }) =>
  actor.kind === "link"
    ? actor.link === "helper" && actor.id === helperId
    : hasRole(actor, "peer_tutor", "counsellor", "staff", "administrator") && actor.id === helperId,
);
export type SeeOwnFamilies = PermitFor<typeof canSeeOwnFamilies>;

/** Seeing whom to call if something happens to a young person. */
export const canSeeGuardians = policy("see_guardians", managesForum);
export type SeeGuardians = PermitFor<typeof canSeeGuardians>;

/** Seeing the unreachable parties of a forum with their addresses. */
export const canSeeUnreachable = policy("see_unreachable", managesForum);
export type SeeUnreachable = PermitFor<typeof canSeeUnreachable>;

/** Giving an unreachable party's places to parties that wait. */
export const canReleasePlaces = policy("release_places", managesForum);
export type ReleasePlaces = PermitFor<typeof canReleasePlaces>;

/** Seeing who agreed to be in photos. Photographers must know who did not. */
export const canSeePhotoConsents = policy("see_photo_consents", managesForum);
export type SeePhotoConsents = PermitFor<typeof canSeePhotoConsents>;

/** Seeing everybody who has registered for a forum, with each party's status and history. */
export const canSeePeople = policy("see_people", managesForum);
export type SeePeople = PermitFor<typeof canSeePeople>;

/** Answering an offer, changing a table or cancelling for a party, with a reason that it may read. */
export const canActForParty = policy("act_for_party", managesForum);
export type ActForParty = PermitFor<typeof canActForParty>;

/** The door of a forum as policies see it. */
export interface DoorSubject extends ForumSubject {
  /** Whether the forum's day is to come, is now, or is over. */
  day: "before" | "on" | "after";
}

/** Registering people who stand at the door of a forum, on its day, whether or not registration has ended. */
export const canRegisterAtDoor = policy(
  "register_at_door",
  (actor, door: DoorSubject) =>
    door.day === "on" &&
    (actor.kind === "link" && actor.link === "door" ? actor.forumId === door.forumId : managesForum(actor, door)),
);
export type RegisterAtDoor = PermitFor<typeof canRegisterAtDoor>;

/**
 * Seeing the people of one session, who hosts it or manages its forum: their names, languages and questions, whether they need
 * an interpreter and whether they may be photographed. Nothing else about them, and nobody of another session.
 */
export const canSeeSessionPeople = policy(
  "see_session_people",
  (actor, session: SessionSubject) => managesForum(actor, session) || hostsSession(actor, session),
);
export type SeeSessionPeople = PermitFor<typeof canSeeSessionPeople>;
