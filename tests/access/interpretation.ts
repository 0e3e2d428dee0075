import { type FeatureAccess, MANAGE, MANAGERS, manageForm } from "../support/access";

export const access: FeatureAccess = {
  permissions: { decide_interpretation: MANAGE },
  actions: { languageAction: { may: MANAGERS, path: manageForm("language") } },
};
