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

/** Seeing who agreed to be in photos: whoever holds the camera has to know who did not. */
export const canSeePhotoConsents = policy("see_photo_consents", managesForum);
export type SeePhotoConsents = PermitFor<typeof canSeePhotoConsents>;
