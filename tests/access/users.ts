import { ADMINISTRATORS, type FeatureAccess, INVITERS } from "../support/access";
import { OTHER, OWN } from "../support/actors";

const userPage = (userId: string) => `/fi/work/users/${userId}`;

export const access: FeatureAccess = {
  permissions: {
    list_users: { own: null, may: ADMINISTRATORS },
    manage_user: {
      own: { userId: OWN.userId },
      may: ADMINISTRATORS,
      other: { userId: OTHER.userId },
      mayOther: ADMINISTRATORS,
    },
    // Nobody can lock their own account; administrators can lock others.
    lock_user: { own: { userId: OWN.userId }, may: [], other: { userId: OTHER.userId }, mayOther: ADMINISTRATORS },
    list_invitations: { own: null, may: INVITERS },
    invite: {
      own: { role: "peer_tutor", organisationId: OWN.organisationId },
      may: INVITERS,
      other: { role: "peer_tutor", organisationId: OTHER.organisationId },
      mayOther: ADMINISTRATORS,
    },
    withdraw_invitation: {
      own: { id: "invitation", invitedById: OWN.userId, organisationId: null },
      may: INVITERS,
      other: { id: "invitation", invitedById: OTHER.userId, organisationId: OTHER.organisationId },
      mayOther: ADMINISTRATORS,
    },
  },
  pages: {
    "/work/invitations": { path: "/fi/work/invitations", may: INVITERS },
    "/work/users": { path: "/fi/work/users", may: ADMINISTRATORS },
    "/work/users/[id]": { path: userPage, may: ADMINISTRATORS },
  },
  actions: {
    inviteAction: { may: INVITERS, path: "/fi/work/invitations" },
    withdrawAction: { may: INVITERS, path: "/fi/work/invitations" },
    userAction: { may: ADMINISTRATORS, path: userPage },
    lockAction: { may: ADMINISTRATORS, path: userPage },
    revokeAction: { may: ADMINISTRATORS, path: userPage },
    removeFactorAction: { may: ADMINISTRATORS, path: userPage },
  },
};
