import { isLocale } from "@/i18n/locales";
import { LOCALE_COOKIE } from "@/i18n/negotiation";
import { entryRoutes, routes } from "@/i18n/routes";

const ONE_YEAR = 31_536_000;

/** Remembers the language chosen on the front page, and redirects there. */
export async function GET(_request: Request, { params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  if (!isLocale(locale)) return new Response(null, { status: 303, headers: { Location: entryRoutes.front() } });
  const secure = process.env.APP_URL?.startsWith("https:") ? "; Secure" : "";
  return new Response(null, {
    status: 303,
    headers: {
      Location: routes.home(locale),
      "Cache-Control": "no-store",
      "Set-Cookie": `${LOCALE_COOKIE}=${locale}; Path=/; Max-Age=${ONE_YEAR}; SameSite=Lax; HttpOnly${secure}`,
    },
  });
}
