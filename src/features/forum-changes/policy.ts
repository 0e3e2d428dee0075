import { managesForum, type PermitFor, policy } from "@/features/access/policy";

/** Moving, cancelling or announcing a forum, or setting its meeting link. Everybody concerned is told. */
export const canChangeForum = policy("change_forum", managesForum);
export type ChangeForum = PermitFor<typeof canChangeForum>;

/** Adding sessions to a forum's programme, and changing their time, place and number of seats. */
export const canArrangeProgramme = policy("arrange_programme", managesForum);
export type ArrangeProgramme = PermitFor<typeof canArrangeProgramme>;

/** Setting a forum's limits. */
export const canLimitForum = policy("limit_forum", managesForum);
export type LimitForum = PermitFor<typeof canLimitForum>;
