import { routes } from "@/i18n/routes";
import { type FeatureAccess, INVITERS, MANAGE, MANAGERS, manageForm } from "../support/access";

export const access: FeatureAccess = {
  permissions: { name_responsible: MANAGE },
  actions: {
    giveResponsibilityAction: { may: MANAGERS, path: manageForm("responsible") },
    endResponsibilityAction: { may: INVITERS, path: routes.manage("fi", "nimetyt") },
  },
};
