import "server-only";
import { notFound } from "next/navigation";
import type { Actor } from "@/features/access/schema";
import { getActor, permitOr404, requireLoginSession } from "@/features/accounts/actor";
import type { LoginSessionView } from "@/features/accounts/queries";
import type { Locale } from "@/i18n/locales";
import { canRegisterOthers } from "./policy";

/** In place of a link's token: for tutors, counsellors and staff who are signed in. */
const OWN = "own";

/** Someone who registers others. */
export interface HelperView {
  actor: Actor;
  /** What to call them. */
  holder: string;
  /** The one forum that their link is for; null: every forum that takes registrations. */
  forumId: string | null;
  /** Theirs, where they came by signing in. */
  session: LoginSessionView | null;
}

/**
 * The person who registers others, by the token of a helper's link or, for `own`, signed in. Leads strangers to signing in where
 * the key is `own`, and from there on to `next`; any other key that is no link's is a page that is not there, also for those who need none.
 */
export async function findHelperOr404(locale: Locale, key: string, next: string): Promise<HelperView> {
  const session = key === OWN ? await requireLoginSession(locale, next) : null;
  const actor = session?.actor ?? (await getActor(key, "helper"));
  if (!session && actor.kind !== "link") notFound();
  permitOr404(canRegisterOthers, actor, { forumId: null });
  if (actor.kind === "link") return { actor, holder: actor.holder, forumId: actor.forumId, session };
  return { actor, holder: session?.actor.name ?? session?.actor.email ?? "", forumId: null, session };
}
