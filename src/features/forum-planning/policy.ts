import { type ForumSubject, hasRole, managesForum, type PermitFor, policy } from "@/features/access/policy";
import type { Actor } from "@/features/access/schema";

const makesForums = (actor: Actor, organisationId: string) =>
  actor.kind === "system" ||
  hasRole(actor, "administrator") ||
  (actor.kind === "user" && hasRole(actor, "staff") && actor.organisationIds.includes(organisationId));

/** Making a forum of an organisation: its staff may, and administrators for any. */
export const canCreateForum = policy("create_forum", (actor, { organisationId }: { organisationId: string }) =>
  makesForums(actor, organisationId),
);
export type CreateForum = PermitFor<typeof canCreateForum>;

/** Making forums of an organisation from one of its own, present or past: everybody who may make new ones of it. */
export const canCopyForum = policy("copy_forum", (actor, { organisationId }: ForumSubject) =>
  makesForums(actor, organisationId),
);
export type CopyForum = PermitFor<typeof canCopyForum>;

/** Opening the page for making new forums. The permission above decides for which organisations. */
export const canOpenForumMaking = policy("open_forum_making", (actor, _portal: null) =>
  hasRole(actor, "administrator", "staff"),
);

/**
 * Setting when, where and how a forum is held, seeing what it lacks, publishing it, and taking it back before anyone
 * has registered.
 */
export const canPlanForum = policy("plan_forum", managesForum);
export type PlanForum = PermitFor<typeof canPlanForum>;

/** Writing the outcome of a forum that has been held, which closes it. */
export const canCloseForum = policy("close_forum", managesForum);
export type CloseForum = PermitFor<typeof canCloseForum>;
