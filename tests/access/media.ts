import { ADMINISTRATORS, type FeatureAccess, INVITERS } from "../support/access";
import { OTHER, OWN } from "../support/actors";

/** A PDF of the organisation of the tests' visitors, and one of another's. */
export const OWN_MEDIUM = "01900000-0000-7000-8000-00000000f1e1";
/** One that is only looked at: the other is deleted when all actions are called. */
export const SEEN_MEDIUM = "01900000-0000-7000-8000-00000000f1e3";
export const OTHER_MEDIUM = "01900000-0000-7000-8000-00000000f1e2";

const path = `/fi/work/media/${OWN_MEDIUM}`;

export const access: FeatureAccess = {
  permissions: {
    list_media: { own: null, may: INVITERS },
    upload_media: {
      own: { organisationId: OWN.organisationId },
      may: INVITERS,
      other: { organisationId: OTHER.organisationId },
      mayOther: ADMINISTRATORS,
    },
    edit_media: {
      own: { mediaId: "own-medium", organisationId: OWN.organisationId },
      may: INVITERS,
      other: { mediaId: "other-medium", organisationId: OTHER.organisationId },
      mayOther: ADMINISTRATORS,
    },
  },
  pages: {
    "/work/media": { path: "/fi/work/media", may: INVITERS },
    "/work/media/choices": { path: "/fi/work/media/choices", may: INVITERS },
    "/work/media/[id]": {
      path: `/fi/work/media/${SEEN_MEDIUM}`,
      may: INVITERS,
      other: `/fi/work/media/${OTHER_MEDIUM}`,
      mayOther: ADMINISTRATORS,
    },
  },
  actions: {
    uploadMediaAction: { may: INVITERS, path: "/fi/work/media" },
    creditMediaAction: { may: INVITERS, path },
    deleteMediaAction: { may: INVITERS, path, once: true },
  },
};
