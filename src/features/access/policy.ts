import type { Actor, Duty } from "./schema";

/** Decides whether an actor may do one thing to one subject. */
export interface Policy<Deed extends string, Subject> {
  /** Names the thing in permits and in the matrix of tests/unit/policies.test.ts. */
  readonly deed: Deed;
  readonly allows: (actor: Actor, subject: Subject) => boolean;
}

/** Declares a policy. */
export function policy<Deed extends string, Subject>(
  deed: Deed,
  allows: (actor: Actor, subject: Subject) => boolean,
): Policy<Deed, Subject> {
  return { deed, allows };
}

/**
 * The proof that a policy was asked and said yes. Commands and queries of personal data take one, and take their subject
 * from it: what was not asked for cannot be reached, and nothing but `ask` makes one.
 */
export class Permit<Deed extends string, Subject> {
  private constructor(
    readonly deed: Deed,
    readonly by: Actor,
    readonly subject: Subject,
  ) {}

  /** Null where the policy says no. */
  static ask<Deed extends string, Subject>(
    { deed, allows }: Policy<Deed, Subject>,
    actor: Actor,
    subject: Subject,
  ): Permit<Deed, Subject> | null {
    return allows(actor, subject) ? new Permit(deed, actor, subject) : null;
  }
}

/** The permit that a policy gives. */
export type PermitFor<P> = P extends Policy<infer Deed, infer Subject> ? Permit<Deed, Subject> : never;

/** A forum as policies need to know it. */
export interface ForumSubject {
  forumId: string;
  organisationId: string;
}

/** Whether an actor is signed in completely and has one of the duties. */
export function has(actor: Actor, ...duties: readonly Duty[]): boolean {
  return actor.kind === "user" && actor.cleared && duties.some((duty) => actor.duties.includes(duty));
}

/**
 * Whether an actor arranges a forum: administrators all of them, staff those of their own organisations, staff and
 * counsellors those that they look after, and whoever holds its coordinator's link.
 */
export function arranges(actor: Actor, { forumId, organisationId }: ForumSubject): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind === "link") return actor.link === "coordinator" && actor.forumId === forumId;
  if (actor.kind !== "user") return false;
  if (has(actor, "administrator")) return true;
  if (has(actor, "staff") && actor.organisationIds.includes(organisationId)) return true;
  return has(actor, "staff", "counsellor") && actor.forumIds.includes(forumId);
}
