import { type ForumSubject, hasRole, managesForum, type PermitFor, policy } from "@/features/access/policy";
import { ROLES } from "@/features/access/schema";

/** The user to whom something in an account belongs. */
interface Owner {
  userId: string;
}

/** Using one's own account, once signed in completely. */
export const canUseOwnAccount = policy(
  "own_account",
  (actor, { userId }: Owner) => actor.kind === "user" && actor.cleared && actor.id === userId,
);
export type OwnAccount = PermitFor<typeof canUseOwnAccount>;

/** Adding or showing one's own second factor, and signing out. A session without a second factor may do nothing else. */
export const canPassSecondFactor = policy(
  "pass_second_factor",
  (actor, { userId }: Owner) => actor.kind === "user" && actor.id === userId,
);
export type PassSecondFactor = PermitFor<typeof canPassSecondFactor>;

/** Opening the work page. */
export const canOpenWorkspace = policy("open_workspace", (actor, _portal: null) => hasRole(actor, ...ROLES));
export type OpenWorkspace = PermitFor<typeof canOpenWorkspace>;

/**
 * Seeing the links of people without an account: administrators see all, staff those of their forums and of the texts
 * of their venues, groups and posts.
 */
export const canListLinks = policy("list_links", (actor, _portal: null) => hasRole(actor, "administrator", "staff"));
export type ListLinks = PermitFor<typeof canListLinks>;

/** A link as policies see it: its forum, or the organisation of the venue, group or post whose text it is for. */
interface LinkSubject {
  id: string;
  forum: ForumSubject | null;
  ownerOf: string | null;
}

/** Withdrawing such a link. Only administrators withdraw one that is for every forum. */
export const canWithdrawLink = policy(
  "withdraw_link",
  (actor, { forum, ownerOf }: LinkSubject) =>
    hasRole(actor, "administrator") ||
    (actor.kind === "user" &&
      hasRole(actor, "staff") &&
      (forum ? managesForum(actor, forum) : ownerOf !== null && actor.organisationIds.includes(ownerOf))),
);
export type WithdrawLink = PermitFor<typeof canWithdrawLink>;
