import { type FeatureAccess, INVITERS, WITH_ROLE } from "../support/access";

/** An occasion in the running portal's year calendar. */
export const OCCASION = "01900000-0000-7000-8000-00000000e2c1";

const path = `/fi/work/calendar/${OCCASION}`;

export const access: FeatureAccess = {
  permissions: {
    see_year_calendar: { own: null, may: WITH_ROLE },
    keep_year_calendar: { own: null, may: INVITERS },
  },
  pages: {
    "/work/calendar": { path: "/fi/work/calendar", may: WITH_ROLE },
    "/work/calendar/new": { path: "/fi/work/calendar/new", may: INVITERS },
    "/work/calendar/[id]": { path, may: INVITERS },
  },
  actions: {
    createOccasionAction: { may: INVITERS, path: "/fi/work/calendar/new" },
    editOccasionAction: { may: INVITERS, path },
    deleteOccasionAction: { may: INVITERS, path },
  },
};
