import { hasRole, type PermitFor, policy } from "@/features/access/policy";
import type { Actor } from "@/features/access/schema";

/** An organisation's pictures and files belong to its staff, and to administrators. */
const worksFor = (actor: Actor, organisationId: string) =>
  actor.kind === "system" ||
  hasRole(actor, "administrator") ||
  (actor.kind === "user" && hasRole(actor, "staff") && actor.organisationIds.includes(organisationId));

/** Seeing the list of pictures and files: administrators see all, staff those of their organisations. */
export const canListMedia = policy(
  "list_media",
  (actor, _portal: null) => actor.kind === "system" || hasRole(actor, "staff", "administrator"),
);
export type ListMedia = PermitFor<typeof canListMedia>;

/** Uploading a picture or file for an organisation. */
export const canUploadMedia = policy("upload_media", (actor, { organisationId }: { organisationId: string }) =>
  worksFor(actor, organisationId),
);
export type UploadMedia = PermitFor<typeof canUploadMedia>;

/** A picture or file as policies see it. */
export interface MediaSubject {
  mediaId: string;
  organisationId: string;
}

/** Seeing a picture or file before readers do, changing what is said of it, and deleting it. */
export const canEditMedia = policy("edit_media", (actor, { organisationId }: MediaSubject) =>
  worksFor(actor, organisationId),
);
export type EditMedia = PermitFor<typeof canEditMedia>;
