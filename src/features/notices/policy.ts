import { arranges, type PermitFor, policy } from "@/features/access/policy";

/** Moving, cancelling or announcing a forum: everybody concerned is told. */
export const changeForum = policy("change_forum", arranges);
export type ChangeForum = PermitFor<typeof changeForum>;
