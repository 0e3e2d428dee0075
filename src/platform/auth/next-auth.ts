import "server-only";
import { createHash, randomBytes } from "node:crypto";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "@/platform/env";
import { log } from "@/platform/log";

/** What next-auth is asked to do. */
interface Question {
  method: "GET" | "POST";
  action: "signin" | "callback";
  provider: "email" | "sso";
  query?: Record<string, string>;
  body?: Record<string, string>;
  cookies?: Record<string, string>;
}

/** What it answers: where to redirect to, and the cookies to set, as Set-Cookie headers. */
interface Answer {
  location: string | null;
  cookies: string[];
}

const isSecure = () => env().APP_URL.startsWith("https://");

/** The cookie that holds a session's token. With the prefix, browsers accept it only from this host, over TLS. */
export const sessionCookie = () => (isSecure() ? "__Host-omapolku-session" : "omapolku-session");
const csrfCookie = () => (isSecure() ? "__Host-omapolku-csrf" : "omapolku-csrf");

/** The cookies that last while someone signs in with their organisation's account; none where the portal has no such way in. */
export function ssoCookies(): string[] {
  if (!ssoProvider()) return [];
  const secure = isSecure() ? "__Secure-" : "";
  return [
    csrfCookie(),
    ...["callback-url", "state", "nonce", "pkce.code_verifier"].map((part) => `${secure}next-auth.${part}`),
  ];
}

/** How that cookie is set: no script can read it, and no form on another site sends it along. */
export const sessionCookieOptions = () => ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() }) as const;

/** A person as an organisation's single sign-on describes them. */
export interface SsoProfile {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

/** The OpenID Connect provider that the environment names; null if it names none. */
export function ssoProvider(): OAuthConfig<SsoProfile> | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  if (!OIDC_ISSUER) return null;
  return {
    id: "sso",
    name: OIDC_NAME,
    type: "oauth",
    wellKnown: `${OIDC_ISSUER.replace(/\/+$/, "")}/.well-known/openid-configuration`,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    // The provider vouches for the address, and the signIn callback checks that: docs/decisions/008.
    allowDangerousEmailAccountLinking: true,
    userinfo: {
      // Some providers put the address into the ID token; others give it only when asked.
      async request({ client, tokens }) {
        const claims = tokens.id_token ? readClaims(tokens.id_token) : null;
        return claims?.email ? claims : { ...claims, ...(await client.userinfo(tokens.access_token ?? "")) };
      },
    },
    profile: ({ sub, email, name }) => ({ id: sub, email: email ?? "", name: name ?? null }),
  };
}

/** The claims of an ID token whose signature, issuer, audience and nonce openid-client has checked. */
function readClaims(idToken: string): SsoProfile {
  return JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString("utf8"));
}

/** Settings of next-auth that follow from the environment alone. */
export function baseOptions() {
  const { APP_SECRET, APP_URL } = env();
  // next-auth takes the portal's address from the environment only.
  process.env.NEXTAUTH_URL = APP_URL;
  return {
    secret: APP_SECRET,
    useSecureCookies: isSecure(),
    cookies: {
      sessionToken: { name: sessionCookie(), options: sessionCookieOptions() },
      csrfToken: { name: csrfCookie(), options: sessionCookieOptions() },
    },
    logger: {
      // Its errors contain tokens and profiles, so only their names are logged.
      error: (code: string, metadata: unknown) => log().warn({ code, cause: nameOf(metadata) }, "sign-in"),
      warn: () => undefined,
      debug: () => undefined,
    },
  } satisfies Partial<AuthOptions>;
}

function nameOf(metadata: unknown): string {
  const error = metadata && typeof metadata === "object" && "error" in metadata ? metadata.error : metadata;
  return error instanceof Error ? error.name : "unknown";
}

/** What next-auth stores of a one-time link's token. */
export function hashForNextAuth(token: string): string {
  return createHash("sha256").update(`${token}${env().APP_SECRET}`).digest("hex");
}

/**
 * Calls next-auth within this process, so that our own pages and actions stand in front of it: in every language, without
 * JavaScript, behind our limits. None of its own pages is reachable.
 */
export async function callNextAuth(options: AuthOptions, question: Question): Promise<Answer> {
  const { method, action, provider, query, body, cookies } = question;
  // It accepts a POST only with its own token against cross-site requests.
  const proof = randomBytes(32).toString("hex");
  const headers = new Map<string, unknown>();
  const response = {
    status: () => response,
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: unknown) => {
      headers.set(name.toLowerCase(), value);
      return response;
    },
    end: () => response,
    json: () => response,
    send: () => response,
  };
  const request = {
    method,
    headers: {},
    query: { ...query, nextauth: [action, provider] },
    body: method === "POST" ? { ...body, csrfToken: proof } : undefined,
    cookies: { ...cookies, ...(method === "POST" && { [csrfCookie()]: `${proof}|${hashForNextAuth(proof)}` }) },
  };
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
  const location = headers.get("location");
  const set = headers.get("set-cookie");
  return {
    location: typeof location === "string" ? location : null,
    cookies: Array.isArray(set) ? set.map(String) : set ? [String(set)] : [],
  };
}
