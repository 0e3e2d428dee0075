import { type NextRequest, NextResponse } from "next/server";
import { LOCALE_COOKIE, suggestLocale } from "@/i18n/negotiation";

/**
 * Touches the front door only: the language chooser has a prerendered page per suggested language, and the remembered
 * choice or the browser's wish picks one. The address stays `/`; nobody is redirected.
 */
export function proxy(request: NextRequest) {
  const suggested = suggestLocale(request.cookies.get(LOCALE_COOKIE)?.value, request.headers.get("accept-language"));
  const response = NextResponse.rewrite(new URL(`/choose/${suggested ?? "any"}`, request.url));
  response.headers.set("Vary", "Accept-Language, Cookie");
  return response;
}

export const config = { matcher: ["/"] };
