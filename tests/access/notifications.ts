import { type FeatureAccess, MANAGE, MANAGERS, OWN_SLUG } from "../support/access";

export const access: FeatureAccess = {
  permissions: { make_calls: MANAGE, see_deliveries: MANAGE },
  actions: { calledAction: { may: MANAGERS, path: `/fi/manage/${OWN_SLUG}` } },
};
