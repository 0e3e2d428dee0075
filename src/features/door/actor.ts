import "server-only";
import { notFound, redirect } from "next/navigation";
import type { Permit, Policy } from "@/features/access/policy";
import type { Actor } from "@/features/access/schema";
import { currentLoginSession, permitOr404, requestTrace, signInPath } from "@/features/accounts/actor";
import { findAccessLink } from "@/features/accounts/queries";
import { findManagedForum } from "@/features/forums/managed-forum";
import type { DoorSubject } from "@/features/registration/policy";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { looksLikeToken } from "@/platform/security/tokens";
import { findDoorSubject } from "./queries";

/**
 * The door that a key names and who stands there: the holder of a door's link, the holder of a coordinator's link, or the
 * signed-in user with the forum's slug. A policy decides whether they may keep it. Null if there is no such door, e.g. for
 * a draft or a withdrawn link.
 */
export async function findDoor(key: string, now = new Date()): Promise<{ actor: Actor; subject: DoorSubject } | null> {
  const link = await findAccessLink(key, "door", now);
  if (link?.forumId) {
    const { id, holder, forumId } = link;
    const subject = await findDoorSubject(forumId, now);
    return (
      subject && { actor: { kind: "link", id, link: "door", holder, forumId, trace: await requestTrace() }, subject }
    );
  }
  const managed = await findManagedForum(key);
  const subject = managed && (await findDoorSubject(managed.subject.forumId, now));
  return managed && subject && { actor: managed.actor, subject };
}

/** Whether a key can be a forum's slug and nobody is signed in who could open it. */
export async function mustSignIn(key: string): Promise<boolean> {
  return !looksLikeToken(key) && !(await currentLoginSession());
}

/** The permit that a policy gives for a key's door, for an action. Users who were signed out meanwhile must sign in again. */
export async function permitAtDoor<Name extends string>(
  policy: Policy<Name, DoorSubject>,
  locale: Locale,
  key: string,
): Promise<Permit<Name, DoorSubject>> {
  const found = await findDoor(key);
  if (!found || found.actor.kind === "stranger") {
    if (await mustSignIn(key)) redirect(await signInPath(locale, routes.door(locale, key)));
    if (!found) notFound();
  }
  return permitOr404(policy, found.actor, found.subject);
}
