import { type FeatureAccess, HELPERS, MANAGE, MANAGERS, OWN_SLUG } from "../support/access";
import { OTHER, OWN } from "../support/actors";

export const access: FeatureAccess = {
  permissions: {
    see_guardians: MANAGE,
    see_photo_consents: MANAGE,
    see_unreachable: MANAGE,
    release_places: MANAGE,
    register_others: {
      own: { forumId: OWN.forumId },
      may: [...HELPERS, "helper's link", "helper's link for own forum"],
      other: { forumId: OTHER.forumId },
      mayOther: [...HELPERS, "helper's link"],
    },
  },
  pages: {
    "/helpers/[link]": { path: "/fi/helpers/own", may: HELPERS },
    "/helpers/[link]/[slug]": { path: "/fi/helpers/own/apu", may: HELPERS },
  },
  actions: {
    registerOthersAction: { may: HELPERS, path: "/fi/helpers/own/apu" },
    releasePlacesAction: { may: MANAGERS, path: `/fi/manage/${OWN_SLUG}` },
  },
};
