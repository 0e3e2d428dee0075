import { LOCALE_CODES } from "@/i18n/locales";
import { entryRoutes } from "@/i18n/routes";
import { env } from "@/platform/env";

export const dynamic = "force-static";

/** Names the site map of each language (sitemaps.org): Next.js splits site maps, but writes no index of the parts. */
export function GET() {
  const { APP_URL } = env();
  const parts = LOCALE_CODES.map((code) => `<sitemap><loc>${APP_URL}${entryRoutes.sitemapOf(code)}</loc></sitemap>`);
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${parts.join("")}</sitemapindex>\n`,
    { headers: { "Content-Type": "application/xml; charset=utf-8", "Cache-Control": "public, max-age=3600" } },
  );
}
