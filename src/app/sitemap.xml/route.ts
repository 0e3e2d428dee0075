import { LOCALE_CODES } from "@/i18n/locales";
import { entryRoutes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { siteMap } from "../site-map";

export const dynamic = "force-static";
export const revalidate = 300;

/** Lists the site map of each language. */
export function GET() {
  return siteMap(
    "sitemapindex",
    "sitemap",
    LOCALE_CODES.map((code) => `${env().APP_URL}${entryRoutes.sitemapOf(code)}`),
  );
}
