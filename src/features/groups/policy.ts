import { hasRole, type PermitFor, policy } from "@/features/access/policy";
import type { Actor } from "@/features/access/schema";

const worksFor = (actor: Actor, organisationId: string) =>
  actor.kind === "system" ||
  hasRole(actor, "administrator") ||
  (actor.kind === "user" && hasRole(actor, "staff") && actor.organisationIds.includes(organisationId));

/** Seeing the groups of one's organisations at work. */
export const canListGroups = policy(
  "list_groups",
  (actor, _portal: null) => actor.kind === "system" || hasRole(actor, "staff", "administrator"),
);
export type ListGroups = PermitFor<typeof canListGroups>;

/** Making a group of an organisation: its staff may, and administrators for any. */
export const canCreateGroup = policy("create_group", (actor, { organisationId }: { organisationId: string }) =>
  worksFor(actor, organisationId),
);
export type CreateGroup = PermitFor<typeof canCreateGroup>;

/** A group as policies see it. */
export interface GroupSubject {
  groupId: string;
  organisationId: string;
}

/** Changing, publishing, pausing, copying and ending a group, its meetings, and naming its tutors. */
export const canManageGroup = policy("manage_group", (actor, { organisationId }: GroupSubject) =>
  worksFor(actor, organisationId),
);
export type ManageGroup = PermitFor<typeof canManageGroup>;
