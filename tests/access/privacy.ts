import { routes } from "@/i18n/routes";
import {
  ADMINISTRATORS,
  type FeatureAccess,
  MANAGE,
  MANAGERS,
  OTHER_SLUG,
  OWN_SLUG,
  SIGNED_IN,
} from "../support/access";

export const access: FeatureAccess = {
  permissions: { count_needs: MANAGE, export_people: MANAGE },
  pages: {
    "/manage/[forumKey]/print": {
      path: routes.prints("fi", OWN_SLUG),
      may: MANAGERS,
      other: routes.prints("fi", OTHER_SLUG),
      mayOther: ADMINISTRATORS,
    },
    "/manage/[forumKey]/print/people.csv": {
      path: routes.exportPeople("fi", OWN_SLUG),
      may: MANAGERS,
      other: routes.exportPeople("fi", OTHER_SLUG),
      mayOther: ADMINISTRATORS,
      // The file is only given to the form, to which this leads.
      status: 307,
    },
    "/me/erase": { path: "/fi/me/erase", may: SIGNED_IN },
    "/me/data.json": { path: "/fi/me/data.json", may: SIGNED_IN },
  },
  actions: { eraseAccountAction: { may: SIGNED_IN, path: "/fi/me/erase" } },
};
