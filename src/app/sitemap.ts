import type { MetadataRoute } from "next";
import { listingPath } from "@/features/forums/listing-path";
import { listForumSlugs } from "@/features/forums/queries";
import { LOCALE_CODES } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";

export const revalidate = 300;

/** One site map for each language. `sitemap.xml/route.ts` names them all. */
export function generateSitemaps() {
  return LOCALE_CODES.map((id) => ({ id }));
}

/** Every public page in one language. Its siblings in the other languages stand in the page itself, and need not twice. */
export default async function sitemap({ id }: { id: Promise<string> }): Promise<MetadataRoute.Sitemap> {
  const wanted = await id;
  const locale = LOCALE_CODES.find((code) => code === wanted);
  if (!locale) return [];
  const { APP_URL } = env();
  return [
    routes.home(locale),
    routes.forums(locale),
    listingPath(locale, { past: true }),
    routes.privacy(locale),
    routes.accessibility(locale),
    ...(await listForumSlugs()).map((slug) => routes.forum(locale, slug)),
  ].map((page) => ({ url: `${APP_URL}${page}` }));
}
