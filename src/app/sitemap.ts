import type { MetadataRoute } from "next";
import { listForumSlugs } from "@/features/forums/queries";
import { LOCALE_CODES } from "@/i18n/locales";
import { env } from "@/platform/env";

export const revalidate = 300;

/** Every public page in every language, each with its siblings. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { APP_URL } = env();
  const paths = [
    "",
    "/forums",
    "/forums/by/past",
    "/privacy",
    "/accessibility",
    ...(await listForumSlugs()).map((slug) => `/forums/${slug}`),
  ];
  return paths.flatMap((path) => {
    const languages = Object.fromEntries(LOCALE_CODES.map((code) => [code, `${APP_URL}/${code}${path}`]));
    return LOCALE_CODES.map((code) => ({ url: `${APP_URL}/${code}${path}`, alternates: { languages } }));
  });
}
