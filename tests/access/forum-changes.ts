import { routes } from "@/i18n/routes";
import {
  ADMINISTRATORS,
  type FeatureAccess,
  MANAGE,
  MANAGERS,
  manageForm,
  OTHER_SLUG,
  OWN_SLUG,
} from "../support/access";

export const access: FeatureAccess = {
  permissions: { limit_forum: MANAGE, change_forum: MANAGE, arrange_programme: MANAGE },
  pages: {
    "/manage/[forumKey]/sessions/[session]": {
      path: routes.manageSession("fi", OWN_SLUG, "new"),
      may: MANAGERS,
      other: routes.manageSession("fi", OTHER_SLUG, "new"),
      mayOther: ADMINISTRATORS,
    },
  },
  actions: {
    saveSessionAction: { may: MANAGERS, path: routes.manageSession("fi", OWN_SLUG, "new") },
    limitsAction: { may: MANAGERS, path: manageForm("limits") },
    meetingLinkAction: { may: MANAGERS, path: manageForm("link") },
    moveAction: { may: MANAGERS, path: manageForm("move") },
    leaveOutAction: { may: MANAGERS, path: manageForm("programme") },
    cancelForumAction: { may: MANAGERS, path: manageForm("cancel") },
    announceAction: { may: MANAGERS, path: manageForm("announce") },
  },
};
