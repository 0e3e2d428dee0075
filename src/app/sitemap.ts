import type { MetadataRoute } from "next";
import { listingPath } from "@/features/forums/listing-path";
import { listForumSlugs } from "@/features/forums/queries";
import { DEFAULT_LOCALE, LOCALE_CODES } from "@/i18n/locales";
import { inLanguage, routes } from "@/i18n/routes";
import { env } from "@/platform/env";

export const revalidate = 300;

/** Every public page in every language, each with its siblings. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { APP_URL } = env();
  const pages = [
    routes.home(DEFAULT_LOCALE),
    routes.forums(DEFAULT_LOCALE),
    listingPath(DEFAULT_LOCALE, { past: true }),
    routes.privacy(DEFAULT_LOCALE),
    routes.accessibility(DEFAULT_LOCALE),
    ...(await listForumSlugs()).map((slug) => routes.forum(DEFAULT_LOCALE, slug)),
  ];
  return pages.flatMap((page) => {
    const urls = LOCALE_CODES.map((code) => [code, `${APP_URL}${inLanguage(page, code)}`] as const);
    return urls.map(([, url]) => ({ url, alternates: { languages: Object.fromEntries(urls) } }));
  });
}
