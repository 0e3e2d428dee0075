import { hasRole, type PermitFor, policy } from "@/features/access/policy";
import type { Actor } from "@/features/access/schema";

/** Whether an actor looks after what an organisation made. Only administrators look after what no organisation made. */
const worksFor = (actor: Actor, organisationId: string | null) =>
  actor.kind === "system" ||
  hasRole(actor, "administrator") ||
  (actor.kind === "user" &&
    hasRole(actor, "staff") &&
    organisationId !== null &&
    actor.organisationIds.includes(organisationId));

/** Seeing the venues of the network, from which all organisations choose. */
export const canListVenues = policy(
  "list_venues",
  (actor, _portal: null) => actor.kind === "system" || hasRole(actor, "staff", "administrator"),
);
export type ListVenues = PermitFor<typeof canListVenues>;

/** Making a venue of an organisation: its staff may, and administrators for any. */
export const canCreateVenue = policy("create_venue", (actor, { organisationId }: { organisationId: string }) =>
  worksFor(actor, organisationId),
);
export type CreateVenue = PermitFor<typeof canCreateVenue>;

/** A venue as policies see it. */
export interface VenueSubject {
  venueId: string;
  /** The organisation that made it; null if unknown. */
  organisationId: string | null;
}

/** Changing or retiring a venue: the staff of the organisation that made it, whichever organisations meet there. */
export const canEditVenue = policy("edit_venue", (actor, { organisationId }: VenueSubject) =>
  worksFor(actor, organisationId),
);
export type EditVenue = PermitFor<typeof canEditVenue>;
