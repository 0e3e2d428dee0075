import { managesForum, policy } from "@/features/access/policy";

/** Opening the page from which a forum is managed. */
export const canManageForum = policy("manage_forum", managesForum);
