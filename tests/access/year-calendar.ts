import { type FeatureAccess, INVITERS, WITH_ROLE } from "../support/access";

export const access: FeatureAccess = {
  permissions: {
    see_year_calendar: { own: null, may: WITH_ROLE },
    keep_year_calendar: { own: null, may: INVITERS },
  },
};
