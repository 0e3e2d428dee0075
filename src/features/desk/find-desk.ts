import "server-only";
import type { ForumSubject } from "@/features/access/policy";
import type { Actor } from "@/features/access/schema";
import { getActor } from "@/features/accounts/actor";
import { findForumSubject } from "@/features/forums/queries";
import { ForumSlug } from "@/features/forums/schema";

/**
 * The forum that a forum's key leads to, and who asks for it: the holder of a coordinator's link, whose forum it is, or else
 * whoever is signed in, with the forum's slug. Whether they may is for a policy to say. Null: there is no such forum.
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
