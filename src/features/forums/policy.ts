import { managesForum, policy } from "@/features/access/policy";

/** Opening the page from which one forum is arranged. */
export const canManageForum = policy("manage_forum", managesForum);
