import { leadsGroup, managesForum, type PermitFor, policy } from "@/features/access/policy";

/** Seeing a forum's call list, which contains names and numbers, and noting who has been reached. */
export const canMakeCalls = policy("make_calls", managesForum);
export type MakeCalls = PermitFor<typeof canMakeCalls>;

/** The same for the people of a group, whom its tutor calls. */
export const canMakeGroupCalls = policy("make_group_calls", leadsGroup);
export type MakeGroupCalls = PermitFor<typeof canMakeGroupCalls>;

/** Seeing which messages went to a party of a forum, when, on which channel, and whether they arrived. */
export const canSeeDeliveries = policy("see_deliveries", managesForum);
export type SeeDeliveries = PermitFor<typeof canSeeDeliveries>;
