import "server-only";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { Permit } from "@/features/access/policy";
import { currentLoginSession, signInPath } from "@/features/accounts/actor";
import { findDoor, mustSignIn } from "@/features/door/actor";
import { canManageForum } from "@/features/forums/policy";
import { findForumAtWork } from "@/features/forums/queries";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { localeOf } from "../../locale-params";

export interface DoorProps {
  params: Promise<{ locale: string; key: string }>;
}

/**
 * The door of the key and its forum. The page is not found for keys that open nothing; users who are not signed in are
 * sent to the sign-in page, whether or not the forum exists.
 */
export async function readDoor({ params }: DoorProps) {
  return readOnce(await localeOf(params), (await params).key);
}

/** Once per request, because the page's title and its content need the same forum. */
const readOnce = cache(async (locale: Locale, key: string) => {
  const found = await findDoor(key);
  if (!found || found.actor.kind === "stranger") {
    if (await mustSignIn(key)) redirect(await signInPath(locale, routes.door(locale, key)));
    notFound();
  }
  const { actor, subject } = found;
  const byDoorLink = actor.kind === "link" && actor.link === "door";
  if (!byDoorLink && !Permit.ask(canManageForum, actor, subject)) notFound();
  const forum = await findForumAtWork(locale, subject.forumId);
  if (!forum) notFound();
  const session = actor.kind === "user" ? await currentLoginSession() : null;
  return { locale, key, actor, subject, forum, session, manages: !byDoorLink };
});
