import { has, type PermitFor, policy } from "@/features/access/policy";
import { DUTIES, type Duty } from "@/features/access/schema";

/** Searching all accounts. */
export const listUsers = policy("list_users", (actor, _portal: null) => has(actor, "administrator"));
export type ListUsers = PermitFor<typeof listUsers>;

/** Seeing one account, its duties and its organisations, and changing them. */
export const manageUser = policy("manage_user", (actor, _user: { userId: string }) => has(actor, "administrator"));
export type ManageUser = PermitFor<typeof manageUser>;

/** Locking an account, ending its sessions or taking its second factor away: never one's own. */
export const lockUser = policy(
  "lock_user",
  (actor, { userId }: { userId: string }) => has(actor, "administrator") && actor.id !== userId,
);
export type LockUser = PermitFor<typeof lockUser>;

/** The duties that staff may invite people to, besides administrators, who may invite to all. */
const INVITED_BY_STAFF: readonly Duty[] = ["counsellor", "peer_tutor", "interpreter", "translator"];

/** The duties that an actor may invite people to. */
export function invitable(actor: Parameters<typeof has>[0]): readonly Duty[] {
  if (has(actor, "administrator")) return DUTIES;
  return has(actor, "staff") ? INVITED_BY_STAFF : [];
}

/** Inviting somebody to a duty. Staff invite for their own organisations. */
export const invite = policy(
  "invite",
  (actor, { duty, organisationId }: { duty: Duty; organisationId: string | null }) =>
    invitable(actor).includes(duty) &&
    (has(actor, "administrator") ||
      (actor.kind === "user" && organisationId !== null && actor.organisationIds.includes(organisationId))),
);
export type Invite = PermitFor<typeof invite>;

/** Seeing invitations: administrators all, staff those of their organisations and their own. */
export const listInvitations = policy("list_invitations", (actor, _portal: null) =>
  has(actor, "administrator", "staff"),
);
export type ListInvitations = PermitFor<typeof listInvitations>;

/** Withdrawing an invitation. */
export const withdrawInvitation = policy(
  "withdraw_invitation",
  (actor, invitation: { id: string; invitedById: string | null; organisationId: string | null }) =>
    has(actor, "administrator") ||
    (actor.kind === "user" &&
      has(actor, "staff") &&
      (invitation.invitedById === actor.id ||
        (invitation.organisationId !== null && actor.organisationIds.includes(invitation.organisationId)))),
);
export type WithdrawInvitation = PermitFor<typeof withdrawInvitation>;
