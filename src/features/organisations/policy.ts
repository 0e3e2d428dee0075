import { hasRole, type PermitFor, policy } from "@/features/access/policy";

/** Seeing the organisations of the network: administrators see all, staff their own. */
export const canListOrganisations = policy(
  "list_organisations",
  (actor, _portal: null) => actor.kind === "system" || hasRole(actor, "staff", "administrator"),
);
export type ListOrganisations = PermitFor<typeof canListOrganisations>;

/** An organisation as policies see it. */
interface OrganisationSubject {
  organisationId: string;
}

/** Seeing how notices name an organisation. Its staff may, and administrators. */
export const canSeeOrganisation = policy(
  "see_organisation",
  (actor, { organisationId }: OrganisationSubject) =>
    actor.kind === "system" ||
    hasRole(actor, "administrator") ||
    (actor.kind === "user" && hasRole(actor, "staff") && actor.organisationIds.includes(organisationId)),
);
export type SeeOrganisation = PermitFor<typeof canSeeOrganisation>;

/** Adding an organisation to the network. */
export const canCreateOrganisation = policy(
  "create_organisation",
  (actor, _portal: null) => actor.kind === "system" || hasRole(actor, "administrator"),
);
export type CreateOrganisation = PermitFor<typeof canCreateOrganisation>;

/** Changing an organisation's legal identity, and retiring it. */
export const canEditOrganisation = policy(
  "edit_organisation",
  (actor, _organisation: OrganisationSubject) => actor.kind === "system" || hasRole(actor, "administrator"),
);
export type EditOrganisation = PermitFor<typeof canEditOrganisation>;
