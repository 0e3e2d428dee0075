import { ADMINISTRATORS, type FeatureAccess, INVITERS, TUTOR } from "../support/access";
import { OTHER, OWN } from "../support/actors";
import { LED_GROUP, OTHER_LED_GROUP } from "./groups";
import { OTHER_ORGANISATION, OWN_ORGANISATION } from "./organisations";

const onPage = { may: ["peer_tutor"], path: `${LED_GROUP}/hours`, seenBy: "peer_tutor" } as const;
const sums = {
  path: `/fi/work/organisations/${OWN_ORGANISATION}/hours`,
  may: INVITERS,
  other: `/fi/work/organisations/${OTHER_ORGANISATION}/hours`,
  mayOther: ADMINISTRATORS,
};

export const access: FeatureAccess = {
  permissions: {
    enter_tutor_hours: TUTOR,
    sum_tutor_hours: {
      own: { organisationId: OWN.organisationId },
      may: INVITERS,
      other: { organisationId: OTHER.organisationId },
      mayOther: ADMINISTRATORS,
    },
  },
  pages: {
    "/work/own-groups/[slug]/hours": {
      path: `${LED_GROUP}/hours`,
      may: ["peer_tutor"],
      other: `${OTHER_LED_GROUP}/hours`,
      mayOther: [],
    },
    "/work/organisations/[id]/hours": sums,
    // The file is only given to the form, to which this leads.
    "/work/organisations/[id]/hours/hours.csv": {
      ...sums,
      path: `${sums.path}/hours.csv`,
      other: `${sums.other}/hours.csv`,
      status: 307,
    },
  },
  actions: { enterTutorHoursAction: onPage, removeTutorHoursAction: onPage },
};
