import { hasRole, type PermitFor, policy } from "@/features/access/policy";

/**
 * Seeing the portal's own pages at work, and taking over their words. They speak for the portal, not for an organisation, so only
 * administrators may: as with every text that belongs to no organisation.
 */
export const canManagePages = policy(
  "manage_pages",
  (actor, _portal: null) => actor.kind === "system" || hasRole(actor, "administrator"),
);
export type ManagePages = PermitFor<typeof canManagePages>;
