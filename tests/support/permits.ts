import { Permit, type Policy } from "@/features/access/policy";
import { type Actor, system } from "@/features/access/schema";

/** The permit that the portal itself has for a subject; tests of policies are elsewhere. */
export function permitted<Name extends string, Subject>(
  policy: Policy<Name, Subject>,
  subject: Subject,
  actor: Actor = system("test"),
): Permit<Name, Subject> {
  const permit = Permit.ask(policy, actor, subject);
  if (!permit) throw new Error(`not allowed: ${policy.permission}`);
  return permit;
}

/** A forum as policies know it, in tests that do not ask whose it is. */
export const forumSubject = (forumId: string) => ({ forumId, organisationId: "" });

/** Someone who holds a helper's link. */
export function helper(id: string, forumId: string | null): Actor {
  return { kind: "link", id, link: "helper", holder: "Testaaja", forumId, trace: null };
}
