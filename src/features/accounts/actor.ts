import "server-only";
import { randomUUID } from "node:crypto";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { Permit, type PermitFor, type Policy } from "@/features/access/policy";
import type { Actor, PreviewActor, RequestTrace, TranslatorActor } from "@/features/access/schema";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { ACCOUNT_COOKIE, type AccountHome } from "@/platform/auth/account-home";
import { sessionCookie, sessionCookieOptions } from "@/platform/auth/next-auth";
import { env } from "@/platform/env";
import { clientAddress } from "@/platform/security/rate-limit";
import { pseudonymise } from "@/platform/security/tokens";
import { resumeLoginSession, rotateLoginSession } from "./commands";
import { canOpenWorkspace, canUseOwnAccount } from "./policy";
import {
  type AccessLinkView,
  findAccessLink,
  findLoginSession,
  findOpenLink,
  isEndedLink,
  type LoginSessionView,
} from "./queries";
import { mustRotate } from "./rules";

/** The current request: the id from our proxy, or our own, and a keyed hash of the visitor's address. */
export const requestTrace = cache(async (): Promise<RequestTrace> => {
  const given = await headers();
  const id = env().TRUSTED_PROXIES > 0 && given.get("x-request-id");
  return {
    id: id && /^[\w-]{8,64}$/.test(id) ? id : randomUUID(),
    addressHash: pseudonymise("address", clientAddress(given) ?? "unknown"),
  };
});

/**
 * Sets the session cookie, and a second one that tells public pages where their header leads the user. The cookies end
 * with the browser or after a week; the session ends sooner.
 */
export async function setSessionCookie(token: string): Promise<void> {
  const found = await findLoginSession(token);
  const works = found?.kind === "session" && Permit.ask(canOpenWorkspace, found.session.actor, null) !== null;
  const home: AccountHome = works ? "work" : "me";
  const options = { ...sessionCookieOptions(), maxAge: 7 * 86_400 };
  (await cookies()).set(sessionCookie(), token, options).set(ACCOUNT_COOKIE, home, { ...options, httpOnly: false });
}

export async function clearSessionCookie(): Promise<void> {
  const options = { ...sessionCookieOptions(), maxAge: 0 };
  (await cookies()).set(sessionCookie(), "", options).set(ACCOUNT_COOKIE, "", { ...options, httpOnly: false });
}

/**
 * Who is signed in in this browser, and what their session still needs; null if nobody is. Read from the database for
 * each request.
 */
export const currentLoginSession = cache(async (): Promise<LoginSessionView | null> => {
  const token = (await cookies()).get(sessionCookie())?.value;
  const session = token ? await resumeLoginSession(token) : null;
  return session && { ...session, actor: { ...session.actor, trace: await requestTrace() } };
});

/** The actor: the signed-in user, completely or not, or a stranger. */
export async function currentActor(): Promise<Actor> {
  return (await currentLoginSession())?.actor ?? { kind: "stranger", id: null, trace: await requestTrace() };
}

/** The actor on a page that opens with a link or for signed-in users: the link's holder, or else the user. */
export async function getActor(key: string, kind: "helper" | "coordinator"): Promise<Actor> {
  const link = await findAccessLink(key, kind);
  if (!link) return currentActor();
  const { id, holder, forumId } = link;
  return { kind: "link", id, link: kind, holder, forumId, trace: await requestTrace() };
}

/** The holder of a translator's link; null for any other token, because signed-in users have their own pages. */
export async function findTranslator(token: string): Promise<TranslatorActor | null> {
  return translatorOf(await findAccessLink(token, "translator"));
}

async function translatorOf(link: AccessLinkView | null): Promise<TranslatorActor | null> {
  if (!link?.language) return null;
  const { id, holder, forumId, itemId, language } = link;
  return { kind: "link", id, link: "translator", holder, forumId, itemId, language, trace: await requestTrace() };
}

/** The holder of a link to a text before it is published; null for any other token. */
export async function findPreviewer(token: string): Promise<PreviewActor | null> {
  return previewerOf(await findAccessLink(token, "preview"));
}

async function previewerOf(link: AccessLinkView | null): Promise<PreviewActor | null> {
  if (!link?.itemId) return null;
  const { id, holder, itemId } = link;
  return { kind: "link", id, link: "preview", holder, forumId: null, itemId, trace: await requestTrace() };
}

/**
 * Who reads a text before it is published, by the id of their link or account that a signed address names: the holder of a
 * link that still works, or whoever is signed in, if it is they; otherwise null.
 */
export async function findDraftReader(id: string): Promise<Actor | null> {
  const link = await findOpenLink(id);
  if (link?.kind === "translator") return translatorOf(link);
  if (link?.kind === "preview") return previewerOf(link);
  const actor = await currentActor();
  return actor.kind === "user" && actor.id === id ? actor : null;
}

/** The permit that a policy gives the actor. Without one, the page is not found, like pages that do not exist. */
export function permitOr404<Name extends string, Subject>(
  policy: Policy<Name, Subject>,
  actor: Actor,
  subject: Subject,
): Permit<Name, Subject> {
  return Permit.ask(policy, actor, subject) ?? notFound();
}

/** The sign-in page, which leads back to where the user wanted to go. It tells former users that their session has ended. */
export async function signInPath(locale: Locale, next?: string) {
  return routes.signIn(locale, { next, ...((await sessionEnded()) && { problem: "ended" }) });
}

/** Whether this browser was signed in and its session is over. Signing out clears this. */
export async function sessionEnded(): Promise<boolean> {
  return (await cookies()).has(sessionCookie()) && (await currentLoginSession()) === null;
}

/** Whether one of these is the token of a link for people without an account that has expired or been withdrawn. */
export async function linkEnded(bound: readonly unknown[]): Promise<boolean> {
  for (const one of bound) if (typeof one === "string" && (await isEndedLink(one))) return true;
  return false;
}

/** When this browser's session ends, without counting the question as a use; null if there is none. */
export async function peekSession(): Promise<{ endsAt: Date } | null> {
  const token = (await cookies()).get(sessionCookie())?.value;
  const found = token ? await findLoginSession(token) : null;
  return found?.kind === "session" ? { endsAt: found.session.endsAt } : null;
}

/**
 * The session for a page that needs one. Redirects strangers to the sign-in page, users without a second factor to
 * adding or showing it, and users with unnoted recovery codes to those.
 */
export async function requireLoginSession(locale: Locale, next: string): Promise<LoginSessionView> {
  const session = await currentLoginSession();
  if (!session) redirect(await signInPath(locale, next));
  if (!session.actor.cleared || session.codesToNote) redirect(routes.secondFactor(locale, { next }));
  return session;
}

/**
 * The session and the permit for the user's own account, for an action. For users who are not signed in completely, the
 * page is not found.
 */
export async function ownAccountOr404(): Promise<{
  session: LoginSessionView;
  permit: PermitFor<typeof canUseOwnAccount>;
}> {
  const session = await currentLoginSession();
  if (!session) notFound();
  return { session, permit: permitOr404(canUseOwnAccount, session.actor, { userId: session.actor.id }) };
}

/** Replaces the token of the current session once an hour, so that a copied cookie does not stay valid for long. */
export async function rotateLoginSessionIfDue(): Promise<void> {
  const session = await currentLoginSession();
  if (!session || !mustRotate(session.rotatedAt, new Date())) return;
  const token = await rotateLoginSession(session);
  if (token) await setSessionCookie(token);
}
