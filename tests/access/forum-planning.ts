import { routes } from "@/i18n/routes";
import {
  ADMINISTRATORS,
  type FeatureAccess,
  INVITERS,
  MANAGE,
  MANAGERS,
  manageForm,
  OTHER_SLUG,
  OWN_SLUG,
} from "../support/access";
import { OTHER, OWN } from "../support/actors";

/** A draft of the own organisation without responsible users. It is incomplete, so that it stays a draft. */
const draftForm = (form: string) => routes.manageForm("fi", "kesken", form);

export const access: FeatureAccess = {
  permissions: {
    create_forum: {
      own: { organisationId: OWN.organisationId },
      may: INVITERS,
      other: { organisationId: OTHER.organisationId },
      mayOther: ADMINISTRATORS,
    },
    open_forum_making: { own: null, may: INVITERS },
    plan_forum: MANAGE,
    copy_forum: { ...MANAGE, may: INVITERS },
    close_forum: MANAGE,
  },
  pages: {
    "/work/forums/new": { path: "/fi/work/forums/new", may: INVITERS },
    "/manage/[forumKey]/preview": {
      path: `/fi/manage/${OWN_SLUG}/preview`,
      may: MANAGERS,
      other: `/fi/manage/${OTHER_SLUG}/preview`,
      mayOther: ADMINISTRATORS,
    },
  },
  actions: {
    createForumAction: { may: INVITERS, path: "/fi/work/forums/new" },
    copyForumAction: { may: INVITERS, path: manageForm("copy") },
    editDraftAction: { may: INVITERS, path: draftForm("edit") },
    closeForumAction: { may: INVITERS, path: routes.manageForm("fi", "pidetty", "close") },
    markTextSeenAction: { may: INVITERS, path: routes.manage("fi", "kopio") },
    publishForumAction: { may: INVITERS, path: draftForm("publish") },
    editDetailsAction: { may: MANAGERS, path: manageForm("edit") },
    unpublishForumAction: { may: MANAGERS, path: manageForm("unpublish") },
  },
};
