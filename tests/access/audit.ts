import { ADMINISTRATORS, type FeatureAccess } from "../support/access";

export const access: FeatureAccess = {
  permissions: { read_audit: { own: null, may: ADMINISTRATORS } },
  pages: { "/work/audit": { path: "/fi/work/audit", may: ADMINISTRATORS } },
};
