import { ADMINISTRATORS, type FeatureAccess } from "../support/access";

export const access: FeatureAccess = {
  permissions: {
    manage_pages: { own: null, may: ADMINISTRATORS },
  },
  pages: {
    "/work/pages": { path: "/fi/work/pages", may: ADMINISTRATORS },
    "/work/pages/[key]": { path: "/fi/work/pages/about", may: ADMINISTRATORS },
    "/work/pages/[key]/preview": { path: "/fi/work/pages/about/preview", may: ADMINISTRATORS },
  },
  actions: {
    // The pages that no journey takes over.
    takeOverPageAction: { may: ADMINISTRATORS, path: "/fi/work/pages/privacy", once: true },
  },
};
