import { type FeatureAccess, INVITERS } from "../support/access";

export const access: FeatureAccess = {
  permissions: { see_group_demand: { own: null, may: INVITERS } },
  pages: { "/work/groups/demand": { path: "/fi/work/groups/demand", may: INVITERS } },
};
