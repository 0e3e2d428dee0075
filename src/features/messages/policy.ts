import { arranges, type PermitFor, policy } from "@/features/access/policy";

/** Seeing a forum's call list, which holds names and numbers, and noting whom one has reached. */
export const makeCalls = policy("make_calls", arranges);
export type MakeCalls = PermitFor<typeof makeCalls>;
