import { routes } from "@/i18n/routes";
import { ADMINISTRATORS, type FeatureAccess, MANAGE, MANAGERS, OTHER_SLUG, OWN_SLUG } from "../support/access";

export const access: FeatureAccess = {
  permissions: {
    keep_door: {
      own: { ...MANAGE.own, day: "on" },
      may: [...MANAGE.may, "door link"],
      other: { ...MANAGE.other, day: "on" },
      mayOther: ADMINISTRATORS,
    },
  },
  pages: {
    "/door/[key]": {
      path: routes.door("fi", OWN_SLUG),
      may: MANAGERS,
      other: routes.door("fi", OTHER_SLUG),
      mayOther: ADMINISTRATORS,
    },
  },
  actions: {
    noteArrivalAction: { may: MANAGERS, path: routes.door("fi", OWN_SLUG, { text: "testi" }) },
    countWalkInsAction: { may: MANAGERS, path: routes.door("fi", OWN_SLUG) },
    undoEntryAction: { may: MANAGERS, path: routes.door("fi", OWN_SLUG) },
  },
};
