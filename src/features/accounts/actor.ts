import "server-only";
import { randomUUID } from "node:crypto";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { Permit, type PermitFor, type Policy } from "@/features/access/policy";
import type { Actor, RequestTrace, TranslatorActor } from "@/features/access/schema";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { sessionCookie, sessionCookieOptions } from "@/platform/auth/next-auth";
import { env } from "@/platform/env";
import { clientAddress } from "@/platform/security/rate-limit";
import { pseudonymise } from "@/platform/security/tokens";
import { resumeLoginSession, rotateLoginSession } from "./commands";
import { canUseOwnAccount } from "./policy";
import { findAccessLink, findLoginSession, type LoginSessionView } from "./queries";
import { mustRotate } from "./rules";

/** The request being answered: the id that a proxy of ours gave it, else one of our own, and its address in disguise. */
export const requestTrace = cache(async (): Promise<RequestTrace> => {
  const given = await headers();
  const id = env().TRUSTED_PROXIES > 0 && given.get("x-request-id");
  return {
    id: id && /^[\w-]{8,64}$/.test(id) ? id : randomUUID(),
    addressHash: pseudonymise("address", clientAddress(given) ?? "unknown"),
  };
});

/** Puts a session's token into the browser. The cookie itself ends with the browser or after a week; the session sooner. */
export async function setSessionCookie(token: string): Promise<void> {
  (await cookies()).set(sessionCookie(), token, { ...sessionCookieOptions(), maxAge: 7 * 86_400 });
}

export async function clearSessionCookie(): Promise<void> {
  (await cookies()).set(sessionCookie(), "", { ...sessionCookieOptions(), maxAge: 0 });
}

/** Who is signed in in the browser that asks, and what their session lacks; null: nobody. Read from the database each time. */
export const currentLoginSession = cache(async (): Promise<LoginSessionView | null> => {
  const token = (await cookies()).get(sessionCookie())?.value;
  const session = token ? await resumeLoginSession(token) : null;
  return session && { ...session, actor: { ...session.actor, trace: await requestTrace() } };
});

/** Who acts: the person who is signed in, completely or not, else a stranger. */
export async function currentActor(): Promise<Actor> {
  return (await currentLoginSession())?.actor ?? { kind: "stranger", id: null, trace: await requestTrace() };
}

/** Who acts through a page that opens with a link, or to those who are signed in: the link's holder, else whoever is. */
export async function getActor(key: string, kind: "helper" | "coordinator"): Promise<Actor> {
  const link = await findAccessLink(key, kind);
  if (!link) return currentActor();
  const { id, holder, forumId } = link;
  return { kind: "link", id, link: kind, holder, forumId, trace: await requestTrace() };
}

/** The holder of a translator's link; null for any other token: who is signed in has pages of their own. */
export async function findTranslator(token: string): Promise<TranslatorActor | null> {
  const link = await findAccessLink(token, "translator");
  if (!link?.language) return null;
  const { id, holder, forumId, itemId, language } = link;
  return { kind: "link", id, link: "translator", holder, forumId, itemId, language, trace: await requestTrace() };
}

/** The permit that a policy gives to whoever acts. Without one, the page is not there: the same as for what does not exist. */
export function permitOr404<Name extends string, Subject>(
  policy: Policy<Name, Subject>,
  actor: Actor,
  subject: Subject,
): Permit<Name, Subject> {
  return Permit.ask(policy, actor, subject) ?? notFound();
}

/** Leads to signing in, and from there back to where somebody wanted to be; to whoever was signed in it says that this ended. */
export async function signInPath(locale: Locale, next?: string) {
  return routes.signIn(locale, { next, ...((await sessionEnded()) && { problem: "ended" }) });
}

/** Whether the browser that asks has been signed in, and its session is over. Signing out forgets that it was. */
export async function sessionEnded(): Promise<boolean> {
  return (await cookies()).has(sessionCookie()) && (await currentLoginSession()) === null;
}

/** Until when the session of the browser that asks lasts, without counting this as a use of it; null: there is none. */
export async function peekSession(): Promise<{ endsAt: Date } | null> {
  const token = (await cookies()).get(sessionCookie())?.value;
  const found = token ? await findLoginSession(token) : null;
  return found?.kind === "session" ? { endsAt: found.session.endsAt } : null;
}

/**
 * The session of a page for those who are signed in. Leads strangers to signing in, anyone who lacks a second factor to adding
 * or showing it, and anyone who has recovery codes to note to those.
 */
export async function requireLoginSession(locale: Locale, next: string): Promise<LoginSessionView> {
  const session = await currentLoginSession();
  if (!session) redirect(await signInPath(locale, next));
  if (!session.actor.cleared || session.codesToNote) redirect(routes.secondFactor(locale, { next }));
  return session;
}

/** One's own account, for an action: the session and the permit. Anyone who is not signed in completely finds no such page. */
export async function ownAccountOr404(): Promise<{
  session: LoginSessionView;
  permit: PermitFor<typeof canUseOwnAccount>;
}> {
  const session = await currentLoginSession();
  if (!session) notFound();
  return { session, permit: permitOr404(canUseOwnAccount, session.actor, { userId: session.actor.id }) };
}

/** Replaces the token of the session that acts, once an hour: a copy of the cookie does not stay good for long. */
export async function rotateLoginSessionIfDue(): Promise<void> {
  const session = await currentLoginSession();
  if (!session || !mustRotate(session.rotatedAt, new Date())) return;
  const token = await rotateLoginSession(session);
  if (token) await setSessionCookie(token);
}
