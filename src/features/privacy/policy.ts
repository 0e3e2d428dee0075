import { managesForum, type PermitFor, policy } from "@/features/access/policy";

/** Seeing how many people of a forum have which diet and access needs. */
export const canCountNeeds = policy("count_needs", managesForum);
export type CountForumNeeds = PermitFor<typeof canCountNeeds>;
