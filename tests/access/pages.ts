import { ADMINISTRATORS, type FeatureAccess } from "../support/access";
import { OTHER, OWN } from "../support/actors";

export const access: FeatureAccess = {
  permissions: {
    manage_pages: { own: null, may: ADMINISTRATORS },
    preview_page: {
      own: { key: "about", itemId: OWN.itemId },
      may: [...ADMINISTRATORS, "preview link for own text"],
      other: { key: "about", itemId: OTHER.itemId },
      mayOther: ADMINISTRATORS,
    },
  },
  pages: {
    "/work/pages": { path: "/fi/work/pages", may: ADMINISTRATORS },
    "/work/pages/[key]": { path: "/fi/work/pages/about", may: ADMINISTRATORS },
    // The demo's staff have taken it over.
    "/work/pages/[key]/preview-link": { path: "/fi/work/pages/contact/preview-link", may: ADMINISTRATORS },
    "/work/pages/[key]/preview": { path: "/fi/work/pages/about/preview", may: ADMINISTRATORS },
  },
  actions: {
    // The pages that no journey takes over.
    givePagePreviewLinkAction: { may: ADMINISTRATORS, path: "/fi/work/pages/contact/preview-link" },
    takeOverPageAction: { may: ADMINISTRATORS, path: "/fi/work/pages/privacy", once: true },
  },
};
