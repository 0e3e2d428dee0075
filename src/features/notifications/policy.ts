import { managesForum, type PermitFor, policy } from "@/features/access/policy";

/** Seeing a forum's call list, which holds names and numbers, and noting whom one has reached. */
export const canMakeCalls = policy("make_calls", managesForum);
export type MakeCalls = PermitFor<typeof canMakeCalls>;
