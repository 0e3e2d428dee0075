import "server-only";
import { type ForumSubject, Permit, type Policy } from "@/features/access/policy";
import { system } from "@/features/access/schema";
import { findForumSubject } from "../queries";

/** The portal's own permit for a forum of the demo. Throws if there is no such forum. */
export async function permitFor<Name extends string>(
  policy: Policy<Name, ForumSubject>,
  slug: string,
): Promise<Permit<Name, ForumSubject>> {
  const subject = await findForumSubject({ slug });
  const permit = subject && Permit.ask(policy, system("demo"), subject);
  if (!permit) throw new Error(`${policy.permission}: not for ${slug}`);
  return permit;
}
