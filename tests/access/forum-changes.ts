import { type FeatureAccess, MANAGE, MANAGERS, manageForm } from "../support/access";

export const access: FeatureAccess = {
  permissions: { limit_forum: MANAGE, change_forum: MANAGE },
  actions: {
    limitsAction: { may: MANAGERS, path: manageForm("limits") },
    meetingLinkAction: { may: MANAGERS, path: manageForm("link") },
    moveAction: { may: MANAGERS, path: manageForm("move") },
    leaveOutAction: { may: MANAGERS, path: manageForm("programme") },
    cancelForumAction: { may: MANAGERS, path: manageForm("cancel") },
    announceAction: { may: MANAGERS, path: manageForm("announce") },
  },
};
