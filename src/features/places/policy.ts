import { arranges, type PermitFor, policy } from "@/features/access/policy";

/** Setting a forum's limits. */
export const limitForum = policy("limit_forum", arranges);
export type LimitForum = PermitFor<typeof limitForum>;
