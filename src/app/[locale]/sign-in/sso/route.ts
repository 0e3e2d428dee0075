import { NextPath } from "@/features/accounts/schema";
import { startSso } from "@/features/accounts/sign-in";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/locales";
import { env } from "@/platform/env";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ locale: string }>;
}

/** Redirects to the organisation's sign-on. Cookies bind the answer to this browser (state, nonce, PKCE). */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { locale } = await params;
  const next = NextPath.parse(new URL(request.url).searchParams.get("next") ?? undefined) ?? null;
  const { location, cookies } = await startSso(isLocale(locale) ? locale : DEFAULT_LOCALE, next);
  const headers = new Headers({ Location: new URL(location, env().APP_URL).href, "Cache-Control": "no-store" });
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return new Response(null, { status: 303, headers });
}
