import { arranges, type PermitFor, policy } from "@/features/access/policy";

/** Seeing how many people of a forum have which diet and access needs. */
export const countForumNeeds = policy("count_needs", arranges);
export type CountForumNeeds = PermitFor<typeof countForumNeeds>;
