import { type Actor, ROLES, type Role } from "./schema";

/**
 * A rule that decides whether an actor may do one thing to one subject. Only `policy` makes one, and only a feature's
 * `policy.ts` calls it: the protected member makes the type nominal, so that no rule made up elsewhere gives a permit.
 */
class Policy<Name extends string, Subject> {
  protected readonly declared = true;

  constructor(
    /** Names the permission in permits and in the matrix of docs/permissions.md. */
    readonly permission: Name,
    readonly allows: (actor: Actor, subject: Subject) => boolean,
  ) {}
}

export type { Policy };

/** Makes a policy from the name of its permission and its rule. */
export function policy<Name extends string, Subject>(
  permission: Name,
  allows: (actor: Actor, subject: Subject) => boolean,
): Policy<Name, Subject> {
  return new Policy(permission, allows);
}

/**
 * The proof that a policy was asked and said yes. Commands and queries of personal data take one as their first
 * argument and read their subject from it, so they cannot reach any other. Only `ask` makes one: the constructor is
 * private, and the protected member makes the type nominal, so that no object of the same shape passes as a permit.
 * Nobody can change a permit or its subject afterwards.
 */
export class Permit<Name extends string, Subject> {
  protected readonly asked = true;

  private constructor(
    readonly permission: Name,
    readonly by: Actor,
    readonly subject: Readonly<Subject>,
  ) {
    Object.freeze(this);
  }

  /** The permit for one subject, or null if the policy says no. */
  static ask<Name extends string, Subject>(
    { permission, allows }: Policy<Name, Subject>,
    actor: Actor,
    subject: Subject,
  ): Permit<Name, Subject> | null {
    if (!allows(actor, subject)) return null;
    return new Permit<Name, Subject>(permission, actor, subject && Object.freeze({ ...subject }));
  }
}

/** The permit that a policy gives. */
export type PermitFor<P> = P extends Policy<infer Name, infer Subject> ? Permit<Name, Subject> : never;

/** A forum as policies see it. */
export interface ForumSubject {
  forumId: string;
  organisationId: string;
}

/** Whether an actor is signed in completely and has one of the roles. */
export function hasRole(actor: Actor, ...roles: readonly Role[]): boolean {
  return actor.kind === "user" && actor.cleared && roles.some((role) => actor.roles.includes(role));
}

/**
 * Whether an actor manages a forum: administrators manage all, staff those of their organisations, staff and
 * counsellors those they look after, and the holder of a coordinator's link its forum.
 */
export function managesForum(actor: Actor, { forumId, organisationId }: ForumSubject): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind === "link") return actor.link === "coordinator" && actor.forumId === forumId;
  if (actor.kind !== "user") return false;
  if (hasRole(actor, "administrator")) return true;
  if (hasRole(actor, "staff") && actor.organisationIds.includes(organisationId)) return true;
  return hasRole(actor, "staff", "counsellor") && actor.forumIds.includes(forumId);
}

/** A session of a forum as policies see it. */
export interface SessionSubject extends ForumSubject {
  sessionId: string;
}

/** Whether an actor hosts a session. Interpreting there is not hosting. */
export function hostsSession(actor: Actor, { sessionId }: SessionSubject): boolean {
  return actor.kind === "user" && hasRole(actor, ...ROLES) && actor.hostedSessionIds.includes(sessionId);
}

/** A peer group as policies see it. */
export interface GroupSubject {
  groupId: string;
  organisationId: string;
}

/** Whether an actor looks after the groups of an organisation: its staff do, and administrators do all. */
export function worksForGroups(actor: Actor, organisationId: string): boolean {
  return (
    actor.kind === "system" ||
    hasRole(actor, "administrator") ||
    (actor.kind === "user" && hasRole(actor, "staff") && actor.organisationIds.includes(organisationId))
  );
}

/** Whether an actor was named to lead a group as its peer tutor. Staff who look after the group were not. */
export function tutorsGroup(actor: Actor, { groupId }: GroupSubject): boolean {
  return actor.kind === "user" && hasRole(actor, "peer_tutor") && actor.ledGroupIds.includes(groupId);
}

/** Whether an actor leads a group: a peer tutor who was named for it, or whoever looks after its organisation's groups. */
export function leadsGroup(actor: Actor, group: GroupSubject): boolean {
  return worksForGroups(actor, group.organisationId) || tutorsGroup(actor, group);
}
