import "server-only";
import { notFound } from "next/navigation";
import type { Actor } from "@/features/access/schema";
import { getActor, permitOr404, requireLoginSession } from "@/features/accounts/actor";
import type { LoginSessionView } from "@/features/accounts/queries";
import type { Locale } from "@/i18n/locales";
import { canRegisterOthers } from "./policy";

/** Replaces a link's token for signed-in tutors, counsellors and staff. */
const OWN = "own";

/** Someone who registers others. */
export interface HelperView {
  actor: Actor;
  /** Their name. */
  holder: string;
  /** The one forum that their link is for; null for every forum that takes registrations. */
  forumId: string | null;
  /** Their session, if they are signed in. */
  session: LoginSessionView | null;
}

/**
 * The person who registers others, by the token of a helper's link or, for the key `own`, by their session. If the key
 * is `own`, redirects strangers to the sign-in page and from there to `next`. For any key that is not a link's, the
 * page is not found, even for users who need no link.
 */
export async function findHelperOr404(locale: Locale, key: string, next: string): Promise<HelperView> {
  const session = key === OWN ? await requireLoginSession(locale, next) : null;
  const actor = session?.actor ?? (await getActor(key, "helper"));
  if (!session && actor.kind !== "link") notFound();
  permitOr404(canRegisterOthers, actor, { forumId: null });
  if (actor.kind === "link") return { actor, holder: actor.holder, forumId: actor.forumId, session };
  return { actor, holder: session?.actor.name ?? session?.actor.email ?? "", forumId: null, session };
}
