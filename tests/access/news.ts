import { ADMINISTRATORS, type FeatureAccess, INVITERS } from "../support/access";
import { OTHER, OWN } from "../support/actors";

/** Posts of the organisation of the tests' visitors in every state, and a draft of another organisation. */
export const OWN_POST = "01900000-0000-7000-8000-00000000d0a1";
export const OWN_REVIEWED_POST = "01900000-0000-7000-8000-00000000d0a5";
export const OWN_SCHEDULED_POST = "01900000-0000-7000-8000-00000000d0a2";
export const OWN_PUBLISHED_POST = "01900000-0000-7000-8000-00000000d0a3";
export const OTHER_POST = "01900000-0000-7000-8000-00000000d0a4";

const path = `/fi/work/news/${OWN_POST}`;
const other = `/fi/work/news/${OTHER_POST}`;
const onPage = { may: INVITERS, path };

export const access: FeatureAccess = {
  permissions: {
    list_posts: { own: null, may: INVITERS },
    create_post: {
      own: { organisationId: OWN.organisationId },
      may: INVITERS,
      other: { organisationId: OTHER.organisationId },
      mayOther: ADMINISTRATORS,
    },
    manage_post: {
      own: { postId: "own-post", organisationId: OWN.organisationId },
      may: INVITERS,
      other: { postId: "other-post", organisationId: OTHER.organisationId },
      mayOther: ADMINISTRATORS,
    },
    preview_post: {
      own: { postId: "own-post", organisationId: OWN.organisationId, itemId: OWN.itemId },
      may: [...INVITERS, "preview link for own text"],
      other: { postId: "other-post", organisationId: OTHER.organisationId, itemId: OTHER.itemId },
      mayOther: ADMINISTRATORS,
    },
  },
  pages: {
    "/work/news": { path: "/fi/work/news", may: INVITERS },
    "/work/news/new": { path: "/fi/work/news/new", may: INVITERS },
    "/work/news/[id]": { path, may: INVITERS, other, mayOther: ADMINISTRATORS },
    "/work/news/[id]/preview": {
      path: `${path}/preview`,
      may: INVITERS,
      other: `${other}/preview`,
      mayOther: ADMINISTRATORS,
    },
    "/work/news/[id]/preview-link": {
      path: `${path}/preview-link`,
      may: INVITERS,
      other: `${other}/preview-link`,
      mayOther: ADMINISTRATORS,
    },
    "/work/news/[id]/cover": {
      path: `${path}/cover`,
      may: INVITERS,
      other: `${other}/cover`,
      mayOther: ADMINISTRATORS,
    },
    "/work/news/[id]/edit": { path: `${path}/edit`, may: INVITERS, other: `${other}/edit`, mayOther: ADMINISTRATORS },
  },
  actions: {
    createPostAction: { may: INVITERS, path: "/fi/work/news/new" },
    givePreviewLinkAction: { may: INVITERS, path: `${path}/preview-link` },
    editPostAction: { may: INVITERS, path: `${path}/edit` },
    changeCoverAction: { may: INVITERS, path: `${path}/cover` },
    submitPostAction: onPage,
    returnPostAction: { may: INVITERS, path: `/fi/work/news/${OWN_REVIEWED_POST}` },
    publishPostAction: onPage,
    schedulePostAction: onPage,
    unschedulePostAction: { may: INVITERS, path: `/fi/work/news/${OWN_SCHEDULED_POST}` },
    unpublishPostAction: { may: INVITERS, path: `/fi/work/news/${OWN_PUBLISHED_POST}` },
  },
};
