import { arranges, type PermitFor, policy } from "@/features/access/policy";

/** Saying what is known of an interpreter. */
export const decideInterpretation = policy("decide_interpretation", arranges);
export type DecideInterpretation = PermitFor<typeof decideInterpretation>;
