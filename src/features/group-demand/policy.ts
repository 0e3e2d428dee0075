import { hasRole, type PermitFor, policy } from "@/features/access/policy";

/** Seeing which languages are asked for where, in numbers, beside the groups that there are. */
export const canSeeDemand = policy(
  "see_group_demand",
  (actor, _portal: null) => actor.kind === "system" || hasRole(actor, "staff", "administrator"),
);
export type SeeDemand = PermitFor<typeof canSeeDemand>;
