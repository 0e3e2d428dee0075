import { ADMINISTRATORS, type FeatureAccess, INVITERS, SIGNED_IN, WITH_ROLE } from "../support/access";
import { OTHER, OWN } from "../support/actors";

/** Signed in, including with a second factor still to be added or shown. */
const SESSIONS = [...SIGNED_IN, "administrator without second factor"] as const;

export const access: FeatureAccess = {
  permissions: {
    own_account: { own: { userId: OWN.userId }, may: SIGNED_IN, other: { userId: OTHER.userId }, mayOther: [] },
    pass_second_factor: { own: { userId: OWN.userId }, may: SESSIONS, other: { userId: OTHER.userId }, mayOther: [] },
    open_workspace: { own: null, may: WITH_ROLE },
    list_links: { own: null, may: INVITERS },
    withdraw_link: {
      own: { id: "link", forum: { forumId: OWN.forumId, organisationId: OWN.organisationId }, ownerOf: null },
      may: INVITERS,
      other: { id: "link", forum: null, ownerOf: null },
      mayOther: ADMINISTRATORS,
    },
  },
  pages: {
    "/me": { path: "/fi/me", may: SIGNED_IN },
    "/work": { path: "/fi/work", may: WITH_ROLE },
    "/work/links": { path: "/fi/work/links", may: INVITERS },
  },
  // About one's own account: everybody may call them.
  actions: {
    signOutAction: { may: SESSIONS, path: "/fi/me" },
    signOutEverywhereAction: { may: SESSIONS, path: "/fi/me" },
    secondFactorAction: { may: SESSIONS, path: "/fi/sign-in/second-factor", seenBy: "participant" },
    notedCodesAction: {
      may: SIGNED_IN,
      path: "/fi/sign-in/second-factor",
      seenBy: "participant who has not noted their codes",
    },
    newCodesAction: { may: SIGNED_IN, path: "/fi/me" },
    profileAction: { may: SIGNED_IN, path: "/fi/me" },
    revokeLinkAction: { may: INVITERS, path: "/fi/work/links?text=Peruttava" },
  },
};
