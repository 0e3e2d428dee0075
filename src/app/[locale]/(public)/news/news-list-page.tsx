import { Rss } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PostCards } from "@/features/news/components/post-card";
import { TagChoice } from "@/features/news/components/post-tags";
import { newsFeedPath, newsListPath } from "@/features/news/listing-path";
import { listUsedTags, searchPosts } from "@/features/news/queries";
import type { NewsListing } from "@/features/news/schema";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { Link } from "@/ui/link";
import { Notice } from "@/ui/notice";
import { Found } from "@/ui/search-form";
import { TEXT_LINK } from "@/ui/text-link";
import { publicMetadata } from "../../../page-metadata";
import { Pager } from "../../pager";
import { SiteFrame } from "../../site-frame";

/** The metadata of a list, with its feeds. Lists by tag are not for search engines, whose visitors want the whole list. */
export async function newsListMetadata(locale: Locale, listing: NewsListing): Promise<Metadata> {
  const { tag, page } = listing;
  const [t, { pages }] = await Promise.all([getTranslations({ locale }), searchPosts(locale, listing)]);
  const metadata = publicMetadata({
    title: [
      tag ? `${t("News.title")}: ${t(`PostTags.${tag}`)}` : t("News.title"),
      ...(page > 1 ? [t("Forums.page", { page: String(page), pages: String(pages) })] : []),
    ].join(" · "),
    description: t("News.metaDescription"),
    address: newsListPath(locale, listing),
    listed: !tag,
  });
  return {
    ...metadata,
    alternates: {
      ...metadata.alternates,
      types: {
        "application/atom+xml": newsFeedPath(locale, tag, "atom.xml"),
        "application/rss+xml": newsFeedPath(locale, tag, "rss.xml"),
      },
    },
  };
}

/** A list of posts, newest first: the first page begins with the newest in large. */
export async function NewsListPage({ locale, listing }: { locale: Locale; listing: NewsListing }) {
  const { tag, page } = listing;
  const [t, list, tags] = await Promise.all([
    getTranslations({ locale }),
    searchPosts(locale, listing),
    listUsedTags(),
  ]);
  if (page > list.pages) notFound();
  return (
    <SiteFrame locale={locale} path={newsListPath(locale, listing)} section="news">
      <div className="grid gap-8 sm:gap-10">
        <header className="grid gap-4">
          <div className="grid gap-1 sm:gap-2">
            <h1 className="text-3xl sm:text-4xl">
              {t("News.title")}
              {tag ? `: ${t(`PostTags.${tag}`)}` : null}
            </h1>
            {tag ? null : <p className="max-w-2xl text-ink-soft sm:text-lg">{t("News.lead")}</p>}
          </div>
          <TagChoice locale={locale} tags={tags} chosen={tag} />
          <div className="sr-only">
            <Found>{t("News.count", { count: list.total })}</Found>
          </div>
        </header>
        {list.total === 0 ? (
          <Notice title={t("News.emptyTitle")}>
            <p>{t("News.emptyText")}</p>
            {tag ? (
              <p className="mt-3">
                <Link href={routes.news(locale)} className={buttonClass("secondary")}>
                  {t("News.all")}
                </Link>
              </p>
            ) : null}
          </Notice>
        ) : (
          <PostCards locale={locale} posts={list.posts} level={3} lead={page === 1} />
        )}
        <Pager
          locale={locale}
          page={list.page}
          pages={list.pages}
          at={(number) => newsListPath(locale, { ...listing, page: number })}
        />
        <p className="flex flex-wrap items-center gap-x-6">
          <span className="inline-flex items-center gap-2 font-semibold">
            <Rss aria-hidden className="size-5 text-spruce" />
            {t("News.follow")}
          </span>
          <a href={newsFeedPath(locale, tag, "atom.xml")} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
            Atom
          </a>
          <a href={newsFeedPath(locale, tag, "rss.xml")} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
            RSS
          </a>
        </p>
      </div>
    </SiteFrame>
  );
}
