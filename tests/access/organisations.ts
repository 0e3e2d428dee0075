import { ADMINISTRATORS, type FeatureAccess, INVITERS } from "../support/access";
import { OTHER, OWN } from "../support/actors";

/** The organisation of the tests' visitors, and another one. */
export const OWN_ORGANISATION = "01900000-0000-7000-8000-00000000e2b1";
export const OTHER_ORGANISATION = "01900000-0000-7000-8000-00000000e2b2";

export const access: FeatureAccess = {
  permissions: {
    list_organisations: { own: null, may: INVITERS },
    create_organisation: { own: null, may: ADMINISTRATORS },
    see_organisation: {
      own: { organisationId: OWN.organisationId },
      may: INVITERS,
      other: { organisationId: OTHER.organisationId },
      mayOther: ADMINISTRATORS,
    },
    edit_organisation: {
      own: { organisationId: OWN.organisationId },
      may: ADMINISTRATORS,
      other: { organisationId: OTHER.organisationId },
      mayOther: ADMINISTRATORS,
    },
  },
  pages: {
    "/work/organisations": { path: "/fi/work/organisations", may: INVITERS },
    "/work/organisations/new": { path: "/fi/work/organisations/new", may: ADMINISTRATORS },
    "/work/organisations/[id]": {
      path: `/fi/work/organisations/${OWN_ORGANISATION}`,
      may: INVITERS,
      other: `/fi/work/organisations/${OTHER_ORGANISATION}`,
      mayOther: ADMINISTRATORS,
    },
  },
  actions: {
    createOrganisationAction: { may: ADMINISTRATORS, path: "/fi/work/organisations/new" },
    editOrganisationAction: { may: ADMINISTRATORS, path: `/fi/work/organisations/${OWN_ORGANISATION}` },
    retireOrganisationAction: { may: ADMINISTRATORS, path: `/fi/work/organisations/${OWN_ORGANISATION}` },
  },
};
