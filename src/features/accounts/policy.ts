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

/** Seeing the links of people without an account: administrators all, staff those of their forums and of their venues' texts. */
export const canListLinks = policy("list_links", (actor, _portal: null) => hasRole(actor, "administrator", "staff"));
export type ListLinks = PermitFor<typeof canListLinks>;

/** A link as policies need to know it: its forum, or the organisation whose venue's text it is for. */
interface LinkSubject {
  id: string;
  forum: ForumSubject | null;
  venueOf: string | null;
}

/** Withdrawing such a link. One that is for every forum is the administrators' affair. */
export const canWithdrawLink = policy(
  "withdraw_link",
  (actor, { forum, venueOf }: LinkSubject) =>
    hasRole(actor, "administrator") ||
    (actor.kind === "user" &&
      hasRole(actor, "staff") &&
      (forum ? managesForum(actor, forum) : venueOf !== null && actor.organisationIds.includes(venueOf))),
);
export type WithdrawLink = PermitFor<typeof canWithdrawLink>;
