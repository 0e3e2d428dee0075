import { managesForum, type PermitFor, policy } from "@/features/access/policy";

/** Seeing a forum's call list, which contains names and numbers, and noting who has been reached. */
export const canMakeCalls = policy("make_calls", managesForum);
export type MakeCalls = PermitFor<typeof canMakeCalls>;

/** Seeing which messages went to a party of a forum, when, on which channel, and whether they arrived. */
export const canSeeDeliveries = policy("see_deliveries", managesForum);
export type SeeDeliveries = PermitFor<typeof canSeeDeliveries>;
