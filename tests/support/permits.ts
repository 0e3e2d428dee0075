import { Permit, type Policy } from "@/features/access/policy";
import { type Actor, system, type UserActor } from "@/features/access/schema";

/** The portal's own permit for a subject. Policies have their own tests. */
export function permitted<Name extends string, Subject>(
  policy: Policy<Name, Subject>,
  subject: Subject,
  actor: Actor = system("test"),
): Permit<Name, Subject> {
  const permit = Permit.ask(policy, actor, subject);
  if (!permit) throw new Error(`not allowed: ${policy.permission}`);
  return permit;
}

/** A forum as policies see it, for tests in which its organisation does not matter. */
export const forumSubject = (forumId: string) => ({ forumId, organisationId: "" });

/** Someone who holds a helper's link. */
export function helper(id: string, forumId: string | null): Actor {
  return { kind: "link", id, link: "helper", holder: "Testaaja", forumId, trace: null };
}

/** Somebody who was named to lead groups as their peer tutor. */
export const tutorOf = (userId: string, ...groupIds: string[]): UserActor => ({
  ...{ kind: "user", id: userId, email: "ohjaaja@example.org", name: null, roles: ["peer_tutor"], organisationIds: [] },
  ...{ forumIds: [], forumSessionIds: [], hostedSessionIds: [], ledGroupIds: groupIds, cleared: true, trace: null },
});
