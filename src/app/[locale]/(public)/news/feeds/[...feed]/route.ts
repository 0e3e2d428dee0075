import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { publicFileResponse } from "@/features/forums/public-file";
import { writeNewsFeed } from "@/features/news/feed";
import { parseNewsFeedPath } from "@/features/news/listing-path";
import { isLocale } from "@/i18n/locales";

/** The newest posts as Atom or RSS: the list's facets, then the file's name. */
export async function GET(request: Request, { params }: { params: Promise<{ locale: string; feed: string[] }> }) {
  const { locale, feed } = await params;
  const asked = parseNewsFeedPath(feed);
  if (!isLocale(locale) || !asked) notFound();
  const t = await getTranslations({ locale });
  const { tag, file } = asked;
  const words = {
    title: ["OmaPolku", t("News.title"), ...(tag ? [t(`PostTags.${tag}`)] : [])].join(" · "),
    description: t("News.metaDescription"),
  };
  return publicFileResponse(request, await writeNewsFeed(locale, tag, file, words), file);
}
