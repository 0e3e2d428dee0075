import { managesForum, type PermitFor, policy } from "@/features/access/policy";

/** Deciding about an interpreter. */
export const canDecideInterpretation = policy("decide_interpretation", managesForum);
export type DecideInterpretation = PermitFor<typeof canDecideInterpretation>;
