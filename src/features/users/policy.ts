import { hasRole, type PermitFor, policy } from "@/features/access/policy";
import { ROLES, type Role } from "@/features/access/schema";

/** Searching all accounts. */
export const canListUsers = policy("list_users", (actor, _portal: null) => hasRole(actor, "administrator"));
export type ListUsers = PermitFor<typeof canListUsers>;

/** Seeing one account with its roles and organisations, and changing them. */
export const canManageUser = policy("manage_user", (actor, _user: { userId: string }) =>
  hasRole(actor, "administrator"),
);
export type ManageUser = PermitFor<typeof canManageUser>;

/** Locking an account, ending its sessions or removing its second factor. Nobody may do this to their own. */
export const canLockUser = policy(
  "lock_user",
  (actor, { userId }: { userId: string }) => hasRole(actor, "administrator") && actor.id !== userId,
);
export type LockUser = PermitFor<typeof canLockUser>;

/** The roles to which staff may invite. Administrators may invite to all. */
const INVITED_BY_STAFF: readonly Role[] = ["counsellor", "peer_tutor", "interpreter", "translator"];

/** The roles that an actor may invite people to. */
export function invitableRoles(actor: Parameters<typeof hasRole>[0]): readonly Role[] {
  if (hasRole(actor, "administrator")) return ROLES;
  return hasRole(actor, "staff") ? INVITED_BY_STAFF : [];
}

/** Inviting somebody to a role. Staff invite for their own organisations. */
export const canInvite = policy(
  "invite",
  (actor, { role, organisationId }: { role: Role; organisationId: string | null }) =>
    invitableRoles(actor).includes(role) &&
    (hasRole(actor, "administrator") ||
      (actor.kind === "user" && organisationId !== null && actor.organisationIds.includes(organisationId))),
);
export type Invite = PermitFor<typeof canInvite>;

/** Seeing invitations: administrators see all, staff those of their organisations and their own. */
export const canListInvitations = policy("list_invitations", (actor, _portal: null) =>
  hasRole(actor, "administrator", "staff"),
);
export type ListInvitations = PermitFor<typeof canListInvitations>;

/** Withdrawing an invitation. */
export const canWithdrawInvitation = policy(
  "withdraw_invitation",
  (actor, invitation: { id: string; invitedById: string | null; organisationId: string | null }) =>
    hasRole(actor, "administrator") ||
    (actor.kind === "user" &&
      hasRole(actor, "staff") &&
      (invitation.invitedById === actor.id ||
        (invitation.organisationId !== null && actor.organisationIds.includes(invitation.organisationId)))),
);
export type WithdrawInvitation = PermitFor<typeof canWithdrawInvitation>;
