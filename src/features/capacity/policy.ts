import { managesForum, type PermitFor, policy } from "@/features/access/policy";

/** Setting a forum's limits. */
export const canLimitForum = policy("limit_forum", managesForum);
export type LimitForum = PermitFor<typeof canLimitForum>;
