import { notFound } from "next/navigation";
import { listingPath } from "@/features/forums/listing-path";
import { listForumSlugs } from "@/features/forums/queries";
import { listGroupSlugs } from "@/features/groups/queries";
import { listPostSlugs } from "@/features/news/queries";
import { isLocale, LOCALE_CODES } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { siteMap } from "../../site-map";

export const dynamic = "force-static";
export const dynamicParams = false;
export const revalidate = 300;

export function generateStaticParams() {
  return LOCALE_CODES.map((language) => ({ language }));
}

/** Every public page in one language. Each page itself names its counterparts in the other languages. */
export async function GET(_request: Request, { params }: { params: Promise<{ language: string }> }) {
  const { language: locale } = await params;
  if (!isLocale(locale)) notFound();
  const { APP_URL } = env();
  const pages = [
    routes.home(locale),
    routes.forums(locale),
    listingPath(locale, { past: true }),
    routes.groups(locale),
    routes.news(locale),
    routes.glossary(locale),
    routes.about(locale),
    routes.contact(locale),
    routes.privacy(locale),
    routes.accessibility(locale),
    ...(await listForumSlugs()).map((slug) => routes.forum(locale, slug)),
    ...(await listGroupSlugs()).map((slug) => routes.group(locale, slug)),
    ...(await listPostSlugs()).map((slug) => routes.post(locale, slug)),
  ];
  return siteMap(
    "urlset",
    "url",
    pages.map((page) => `${APP_URL}${page}`),
  );
}
