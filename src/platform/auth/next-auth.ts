import "server-only";
import { createHash, randomBytes } from "node:crypto";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "@/platform/env";
import { log } from "@/platform/log";

/** A request to next-auth. */
interface Question {
  method: "GET" | "POST";
  action: "signin" | "callback";
  provider: "email" | "sso";
  query?: Record<string, string>;
  body?: Record<string, string>;
  cookies?: Record<string, string>;
}

/** Its answer: where to redirect, and the Set-Cookie headers. */
interface Answer {
  location: string | null;
  cookies: string[];
}

const isSecure = () => env().APP_URL.startsWith("https://");

/** The name of the session cookie. With the prefix, browsers accept it only from this host, over TLS. */
export const sessionCookie = () => (isSecure() ? "__Host-omapolku-session" : "omapolku-session");
const csrfCookie = () => (isSecure() ? "__Host-omapolku-csrf" : "omapolku-csrf");

/** The cookies in use while someone signs in with their organisation's account; none if the portal has no single sign-on. */
export function ssoCookies(): string[] {
  if (!ssoProvider()) return [];
  const secure = isSecure() ? "__Secure-" : "";
  return [
    csrfCookie(),
    ...["callback-url", "state", "nonce", "pkce.code_verifier"].map((part) => `${secure}next-auth.${part}`),
  ];
}

/** The session cookie's options: no script can read it, and forms on other sites do not send it. */
export const sessionCookieOptions = () => ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() }) as const;

/** A person as an organisation's single sign-on describes them. */
export interface SsoProfile {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

/** The OpenID Connect provider in the settings; null if there is none. */
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
    // The provider vouches for the address; the signIn callback checks that (docs/decisions/008).
    allowDangerousEmailAccountLinking: true,
    userinfo: {
      // Some providers put the address into the ID token; others give it only on request.
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

/** The settings of next-auth that depend only on the environment. */
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
      // Its errors contain tokens and profiles: log only their names.
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

/** The hash of a one-time link's token, as next-auth stores it. */
export function hashForNextAuth(token: string): string {
  return createHash("sha256").update(`${token}${env().APP_SECRET}`).digest("hex");
}

/**
 * Calls next-auth within this process, behind our own pages and actions: in every language, without JavaScript, within
 * our limits. None of next-auth's own pages can be reached.
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
