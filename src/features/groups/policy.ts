import {
  type GroupSubject,
  hasRole,
  leadsGroup,
  type PermitFor,
  policy,
  tutorsGroup,
  worksForGroups as worksFor,
} from "@/features/access/policy";

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

/** Changing, publishing, pausing, copying and ending a group, its meetings, and naming its tutors. */
export const canManageGroup = policy("manage_group", (actor, { organisationId }: GroupSubject) =>
  worksFor(actor, organisationId),
);
export type ManageGroup = PermitFor<typeof canManageGroup>;

/** Leading a group: seeing its people, welcoming them, and everything else that its tutor does. Nobody else sees the list. */
export const canLeadGroup = policy("lead_group", leadsGroup);
export type LeadGroup = PermitFor<typeof canLeadGroup>;

/** Deciding what a group's page says of oneself as its tutor. Nobody decides it for another. */
export const canShowOneself = policy("show_oneself", tutorsGroup);
export type ShowOneself = PermitFor<typeof canShowOneself>;
