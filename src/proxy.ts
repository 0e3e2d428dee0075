import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { LOCALE_COOKIE, suggestLocale } from "@/i18n/negotiation";
import { entryRoutes } from "@/i18n/routes";
import {
  doorPolicy,
  isDoor,
  isMeeting,
  mailboxPolicy,
  offlinePolicy,
  privatePolicy,
} from "@/platform/security/headers";

const DEVELOPMENT = process.env.NODE_ENV === "development";

/**
 * Handles the front door and the pages made for one person or one form; never a prerendered page.
 *
 * Front door: the language chooser has a prerendered page per suggested language, and the remembered choice or the
 * browser's preference picks one. The address stays `/`; nobody is redirected. src/server/response.ts sets its cache
 * headers, because headers set here do not reach the answer. Other pages: each answer gets its own nonce, which Next.js
 * finds in the request's policy and puts on its scripts.
 */
export function proxy(request: NextRequest) {
  const { pathname } = request.nextUrl;
  if (pathname === entryRoutes.front()) {
    const suggested = suggestLocale(request.cookies.get(LOCALE_COOKIE)?.value, request.headers.get("accept-language"));
    return NextResponse.rewrite(new URL(entryRoutes.chooseLanguage(suggested ?? "any"), request.url));
  }
  const nonce = randomBytes(16).toString("base64");
  const policyOf =
    pathname === entryRoutes.demoMailbox()
      ? mailboxPolicy
      : isDoor(pathname)
        ? doorPolicy
        : isMeeting(pathname)
          ? offlinePolicy
          : privatePolicy;
  const policy = policyOf(nonce, DEVELOPMENT);
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

export const config = {
  matcher: [
    "/",
    "/demo/mailbox",
    "/:locale/(work|manage|helpers|group-wishes|invitations|later-forums|me|registrations|sign-in|translate|preview)/:path*",
    "/:locale/(work|me|sign-in)",
    // Not the door's shell, which is prerendered.
    "/:locale/door/:path+",
    "/:locale/forums/:slug/register",
  ],
};
