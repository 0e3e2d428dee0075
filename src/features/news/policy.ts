import { hasRole, type PermitFor, policy } from "@/features/access/policy";
import type { Actor } from "@/features/access/schema";

const worksFor = (actor: Actor, organisationId: string) =>
  actor.kind === "system" ||
  hasRole(actor, "administrator") ||
  (actor.kind === "user" && hasRole(actor, "staff") && actor.organisationIds.includes(organisationId));

/** Seeing the posts of one's organisations at work. */
export const canListPosts = policy(
  "list_posts",
  (actor, _portal: null) => actor.kind === "system" || hasRole(actor, "staff", "administrator"),
);
export type ListPosts = PermitFor<typeof canListPosts>;

/** Writing a post for an organisation: its staff may, and administrators for any. */
export const canCreatePost = policy("create_post", (actor, { organisationId }: { organisationId: string }) =>
  worksFor(actor, organisationId),
);
export type CreatePost = PermitFor<typeof canCreatePost>;

/** A post as policies see it. */
export interface PostSubject {
  postId: string;
  organisationId: string;
}

/** Changing a post, having it reviewed, publishing it, and taking it away from readers. */
export const canManagePost = policy("manage_post", (actor, { organisationId }: PostSubject) =>
  worksFor(actor, organisationId),
);
export type ManagePost = PermitFor<typeof canManagePost>;

/** Seeing a post in every language before readers do: whoever looks after it, and holders of a link for it. */
export const canPreviewPost = policy(
  "preview_post",
  (actor, { organisationId, itemId }: PostSubject & { itemId: string }) =>
    actor.kind === "link" ? actor.link === "preview" && actor.itemId === itemId : worksFor(actor, organisationId),
);
export type PreviewPost = PermitFor<typeof canPreviewPost>;
