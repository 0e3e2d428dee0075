import { hasRole, type PermitFor, policy } from "@/features/access/policy";
import type { Actor } from "@/features/access/schema";

/** Whether somebody looks after what an organisation made; what nobody made is the administrators' affair. */
const worksFor = (actor: Actor, organisationId: string | null) =>
  actor.kind === "system" ||
  hasRole(actor, "administrator") ||
  (actor.kind === "user" &&
    hasRole(actor, "staff") &&
    organisationId !== null &&
    actor.organisationIds.includes(organisationId));

/** Seeing the venues of the network: all organisations choose from them. */
export const canListVenues = policy(
  "list_venues",
  (actor, _portal: null) => actor.kind === "system" || hasRole(actor, "staff", "administrator"),
);
export type ListVenues = PermitFor<typeof canListVenues>;

/** Making a venue of an organisation: its staff, and administrators for any. */
export const canCreateVenue = policy("create_venue", (actor, { organisationId }: { organisationId: string }) =>
  worksFor(actor, organisationId),
);
export type CreateVenue = PermitFor<typeof canCreateVenue>;

/** A venue as policies need to know it. */
export interface VenueSubject {
  venueId: string;
  /** The organisation that made it; null: nobody knows. */
  organisationId: string | null;
}

/** Changing a venue, and offering it no more: the staff of the organisation that made it, whoever meets there. */
export const canEditVenue = policy("edit_venue", (actor, { organisationId }: VenueSubject) =>
  worksFor(actor, organisationId),
);
export type EditVenue = PermitFor<typeof canEditVenue>;
