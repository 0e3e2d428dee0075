import { ADMINISTRATORS, type FeatureAccess, INVITERS } from "../support/access";
import { OTHER, OWN } from "../support/actors";

/** A venue that the organisation of the tests' visitors made, and one of the demo's. */
export const OWN_VENUE = "01900000-0000-7000-8000-00000000e2a1";
export const OTHER_VENUE = "01900000-0000-7000-8000-00000000e2a2";

export const access: FeatureAccess = {
  permissions: {
    list_venues: { own: null, may: INVITERS },
    create_venue: {
      own: { organisationId: OWN.organisationId },
      may: INVITERS,
      other: { organisationId: OTHER.organisationId },
      mayOther: ADMINISTRATORS,
    },
    edit_venue: {
      own: { venueId: "own-venue", organisationId: OWN.organisationId },
      may: INVITERS,
      other: { venueId: "other-venue", organisationId: null },
      mayOther: ADMINISTRATORS,
    },
  },
  pages: {
    "/work/venues": { path: "/fi/work/venues", may: INVITERS },
    "/work/venues/new": { path: "/fi/work/venues/new", may: INVITERS },
    "/work/venues/[id]": {
      path: `/fi/work/venues/${OWN_VENUE}`,
      may: INVITERS,
      other: `/fi/work/venues/${OTHER_VENUE}`,
      mayOther: ADMINISTRATORS,
    },
  },
  actions: {
    createVenueAction: { may: INVITERS, path: "/fi/work/venues/new" },
    editVenueAction: { may: INVITERS, path: `/fi/work/venues/${OWN_VENUE}` },
    retireVenueAction: { may: INVITERS, path: `/fi/work/venues/${OWN_VENUE}` },
  },
};
