import { ADMINISTRATORS, type FeatureAccess, MANAGE, MANAGERS, OTHER_SLUG, OWN_SLUG } from "../support/access";

export const access: FeatureAccess = {
  permissions: { manage_forum: MANAGE },
  pages: {
    "/manage/[forumKey]": {
      path: `/fi/manage/${OWN_SLUG}`,
      may: MANAGERS,
      other: `/fi/manage/${OTHER_SLUG}`,
      mayOther: ADMINISTRATORS,
    },
    "/manage/[forumKey]/[form]": {
      path: `/fi/manage/${OWN_SLUG}/limits`,
      may: MANAGERS,
      other: `/fi/manage/${OTHER_SLUG}/limits`,
      mayOther: ADMINISTRATORS,
    },
  },
};
