import { type FeatureAccess, MANAGE, SIGNED_IN } from "../support/access";

export const access: FeatureAccess = {
  permissions: { count_needs: MANAGE },
  pages: {
    "/me/erase": { path: "/fi/me/erase", may: SIGNED_IN },
    "/me/data.json": { path: "/fi/me/data.json", may: SIGNED_IN },
  },
  actions: { eraseAccountAction: { may: SIGNED_IN, path: "/fi/me/erase" } },
};
