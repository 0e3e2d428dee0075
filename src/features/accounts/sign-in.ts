import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Locale } from "@/i18n/locales";
import { type Address, routes } from "@/i18n/routes";
import { callNextAuth, sessionCookie, ssoProvider } from "@/platform/auth/next-auth";
import { env } from "@/platform/env";
import { allowFrom, clientNetwork, type Limit } from "@/platform/security/rate-limit";
import { requestTrace, setSessionCookie } from "./actor";
import { authOptions } from "./adapter";
import { resumeLoginSession } from "./commands";
import { NextPath } from "./schema";

/** Why someone is back at the sign-in page, which has a sentence for each. */
export const PROBLEMS = ["ended", "expired", "locked", "sso_refused", "sso_failed", "too_many"] as const;
export type Problem = (typeof PROBLEMS)[number];

/** The sign-in page with a message about what went wrong. */
export function problemPath(locale: Locale, problem: Problem) {
  return routes.signIn(locale, { problem });
}

/** For links that open nothing: someone may be guessing. */
export const WRONG_LINKS: Limit = { act: "wrong-link", times: 60, within: 900 };

/** What to say about a link that opens nothing: it has expired, or there were too many tries. */
export async function wrongLink(): Promise<Problem> {
  return (await allowFrom(WRONG_LINKS, clientNetwork(await headers()))) ? "expired" : "too_many";
}

/** The token that next-auth puts into the session cookie, if any. */
function sessionTokenOf(cookies: readonly string[]): string | null {
  const start = `${sessionCookie()}=`;
  const header = cookies.find((each) => each.startsWith(start));
  return (header && decodeURIComponent(header.slice(start.length).split(";")[0] ?? "")) || null;
}

/** The problem in next-auth's answer, which leads to a page with `error=`; null if there is none. */
function problemOf(location: string | null, otherwise: Problem): Problem | null {
  if (!location || !URL.canParse(location, env().APP_URL)) return otherwise;
  const error = new URL(location, env().APP_URL).searchParams.get("error");
  if (error === null) return null;
  return PROBLEMS.find((each) => each === error) ?? otherwise;
}

/** Where to redirect after signing in: where the user wanted to go, else their work, else their own page. */
async function homeOf(locale: Locale, token: string, next: string | null): Promise<Address> {
  const wanted = NextPath.parse(next ?? undefined);
  if (wanted) return wanted;
  const session = await resumeLoginSession(token);
  return session && session.actor.roles.length > 0 ? routes.work(locale) : routes.me(locale);
}

/** Signs in with a one-time link's token, then redirects. Call it from an action, because it sets the cookie. */
export async function signInWithToken(
  locale: Locale,
  { token, email, next }: { token: string; email: string; next: string | null },
): Promise<never> {
  const options = authOptions({ trace: await requestTrace(), locale });
  const answer = await callNextAuth(options, {
    method: "GET",
    action: "callback",
    provider: "email",
    query: { token, email },
  });
  const session = sessionTokenOf(answer.cookies);
  if (!session) redirect(problemPath(locale, problemOf(answer.location, "expired") ?? "expired"));
  await setSessionCookie(session);
  redirect(await homeOf(locale, session, next));
}

/** The name of the organisation's sign-on; null if there is none. */
export function ssoName(): string | null {
  return ssoProvider()?.name ?? null;
}

/** The redirect and cookies of a browser on its way to the organisation's sign-on or back. */
interface Way {
  location: string;
  cookies: string[];
}

/** The redirect to the organisation's sign-on. `next` is a path of the portal. */
export async function startSso(locale: Locale, next: string | null): Promise<Way> {
  const options = authOptions({ trace: await requestTrace(), locale });
  const failed = { location: problemPath(locale, "sso_failed"), cookies: [] };
  if (!ssoProvider()) return failed;
  const answer = await callNextAuth(options, {
    method: "POST",
    action: "signin",
    provider: "sso",
    body: { callbackUrl: `${env().APP_URL}${next ?? routes.me(locale)}` },
  });
  const problem = problemOf(answer.location, "sso_failed");
  return problem || !answer.location ? failed : { location: answer.location, cookies: answer.cookies };
}

/** The redirect back from the organisation's sign-on, signed in or with a problem. */
export async function finishSso(
  locale: Locale,
  query: Record<string, string>,
  cookies: Record<string, string>,
): Promise<Way> {
  const options = authOptions({ trace: await requestTrace(), locale });
  if (!ssoProvider()) return { location: problemPath(locale, "sso_failed"), cookies: [] };
  const answer = await callNextAuth(options, { method: "GET", action: "callback", provider: "sso", query, cookies });
  const session = sessionTokenOf(answer.cookies);
  if (!session)
    return { location: problemPath(locale, problemOf(answer.location, "sso_failed") ?? "sso_failed"), cookies: [] };
  const wanted = new URL(answer.location ?? "", env().APP_URL);
  const path = NextPath.parse(`${wanted.pathname}${wanted.search}`) ?? null;
  return {
    location: await homeOf(locale, session, path === routes.me(locale) ? null : path),
    cookies: answer.cookies,
  };
}
