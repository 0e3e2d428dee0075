import { hasRole, managesForum, type PermitFor, policy } from "@/features/access/policy";

/** Registering families on their behalf: with a helper's link, or as a tutor, counsellor or one of the staff. */
export const canRegisterOthers = policy("register_others", (actor, { forumId }: { forumId: string | null }) =>
  actor.kind === "link"
    ? actor.link === "helper" && (actor.forumId === null || forumId === null || actor.forumId === forumId)
    : hasRole(actor, "peer_tutor", "counsellor", "staff", "administrator"),
);
export type RegisterOthers = PermitFor<typeof canRegisterOthers>;

/** Seeing whom to call should something happen to a young person. */
export const canSeeGuardians = policy("see_guardians", managesForum);
export type SeeGuardians = PermitFor<typeof canSeeGuardians>;

/** Seeing which parties of a forum nobody can write to, with their addresses. */
export const canSeeUnreachable = policy("see_unreachable", managesForum);
export type SeeUnreachable = PermitFor<typeof canSeeUnreachable>;

/** Giving the places of a party that nobody can reach to those who wait. */
export const canReleasePlaces = policy("release_places", managesForum);
export type ReleasePlaces = PermitFor<typeof canReleasePlaces>;

/** Seeing who agreed to be in photos: whoever holds the camera has to know who did not. */
export const canSeePhotoConsents = policy("see_photo_consents", managesForum);
export type SeePhotoConsents = PermitFor<typeof canSeePhotoConsents>;
