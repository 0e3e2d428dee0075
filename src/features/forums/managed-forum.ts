import "server-only";
import { notFound, redirect } from "next/navigation";
import type { ForumSubject, Permit, Policy } from "@/features/access/policy";
import type { Actor } from "@/features/access/schema";
import { currentLoginSession, getActor, permitOr404, signInPath } from "@/features/accounts/actor";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { looksLikeToken } from "@/platform/security/tokens";
import { findForumSubject } from "./queries";
import { ForumSlug } from "./schema";

/**
 * The forum of a key and the actor: the holder of a coordinator's link for that forum, or the signed-in user with the
 * forum's slug. A policy decides whether they may manage it. Null if there is no such forum.
 */
export async function findManagedForum(key: string): Promise<{ actor: Actor; subject: ForumSubject } | null> {
  const actor = await getActor(key, "coordinator");
  if (actor.kind === "link") {
    const subject = actor.forumId ? await findForumSubject({ id: actor.forumId }) : null;
    return subject && { actor, subject };
  }
  const subject = ForumSlug.safeParse(key).success ? await findForumSubject({ slug: key }) : null;
  return subject && { actor, subject };
}

/**
 * The permit that a policy gives for a key's forum, for an action. Users who were signed out meanwhile must sign in
 * again, whether or not the forum exists.
 */
export async function permitToManage<Name extends string>(
  policy: Policy<Name, ForumSubject>,
  locale: Locale,
  forumKey: string,
): Promise<Permit<Name, ForumSubject>> {
  const found = await findManagedForum(forumKey);
  if (found?.actor.kind !== "link" && !looksLikeToken(forumKey) && !(await currentLoginSession()))
    redirect(await signInPath(locale, routes.manage(locale, forumKey)));
  return found ? permitOr404(policy, found.actor, found.subject) : notFound();
}
