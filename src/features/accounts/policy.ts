import { type ForumSubject, hasRole, managesForum, type PermitFor, policy } from "@/features/access/policy";
import { ROLES } from "@/features/access/schema";

/** Whom something of an account belongs to. */
interface Owner {
  userId: string;
}

/** Everything about one's own account, once signed in completely. */
export const canUseOwnAccount = policy(
  "own_account",
  (actor, { userId }: Owner) => actor.kind === "user" && actor.cleared && actor.id === userId,
);
export type OwnAccount = PermitFor<typeof canUseOwnAccount>;

/** Adding or showing one's own second factor, and signing out: all that a session without it may do. */
export const canPassSecondFactor = policy(
  "pass_second_factor",
  (actor, { userId }: Owner) => actor.kind === "user" && actor.id === userId,
);
export type PassSecondFactor = PermitFor<typeof canPassSecondFactor>;

/** The page of one's work. */
export const canOpenWorkspace = policy("open_workspace", (actor, _portal: null) => hasRole(actor, ...ROLES));
export type OpenWorkspace = PermitFor<typeof canOpenWorkspace>;

/** Seeing the links of people without an account: administrators all, staff those of the forums that they arrange. */
export const canListLinks = policy("list_links", (actor, _portal: null) => hasRole(actor, "administrator", "staff"));
export type ListLinks = PermitFor<typeof canListLinks>;

/** Withdrawing such a link. One that is for every forum is the administrators' affair. */
export const canWithdrawLink = policy(
  "withdraw_link",
  (actor, { forum }: { id: string; forum: ForumSubject | null }) =>
    hasRole(actor, "administrator") || (hasRole(actor, "staff") && forum !== null && managesForum(actor, forum)),
);
export type WithdrawLink = PermitFor<typeof canWithdrawLink>;
