import { routes } from "@/i18n/routes";
import { ADMINISTRATORS, type FeatureAccess, LEAD, MANAGE, MANAGERS, OTHER_SLUG, OWN_SLUG } from "../support/access";

/** A call to a party of the visitors' forum, and one to a party of another forum. */
export const OWN_CALL = "01900000-0000-7000-8000-00000000ca11";
export const OTHER_CALL = "01900000-0000-7000-8000-00000000ca12";

const path = routes.call("fi", OWN_SLUG, OWN_CALL);

export const access: FeatureAccess = {
  permissions: { make_calls: MANAGE, make_group_calls: LEAD, see_deliveries: MANAGE },
  pages: {
    "/manage/[forumKey]/calls/[call]": {
      path,
      may: MANAGERS,
      other: routes.call("fi", OTHER_SLUG, OTHER_CALL),
      mayOther: ADMINISTRATORS,
    },
  },
  actions: {
    calledAction: { may: MANAGERS, path: `/fi/manage/${OWN_SLUG}` },
    noteTryAction: { may: MANAGERS, path },
  },
};
