import { CalendarPlus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ForumTrail } from "@/features/forums/components/forum-card";
import { ForumFilter } from "@/features/forums/components/forum-filter";
import { listingPath } from "@/features/forums/listing-path";
import { listForums } from "@/features/forums/queries";
import type { ForumListing } from "@/features/forums/schema";
import { LOCALES, type Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { buttonClass } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { TEXT_LINK } from "@/ui/text-link";
import { publicMetadata } from "../../../page-metadata";
import { Pager } from "../../pager";
import { SiteFrame } from "../../site-frame";

/**
 * Title and addresses of a list. The title names what the list is narrowed to, and its page after the first; a narrowed one is
 * not for search engines, whose visitors want the whole.
 */
export async function forumListMetadata(locale: Locale, listing: ForumListing): Promise<Metadata> {
  const [t, { pages }] = await Promise.all([getTranslations({ locale }), listForums(locale, listing)]);
  const chosen = [
    ...(listing.language ? [SPOKEN_LANGUAGES[listing.language].name] : []),
    ...(listing.place ? [t(`Municipalities.${listing.place}`)] : []),
    ...(listing.kind ? [t(`Kinds.${listing.kind}`)] : []),
  ];
  const whole = listing.past ? t("Forums.pastTitle") : t("Forums.title");
  return publicMetadata({
    title: [
      whole,
      ...(chosen.length > 0 ? [chosen.join(LOCALES[locale].clock.comma)] : []),
      ...(listing.page > 1 ? [t("Forums.page", { page: listing.page, pages })] : []),
    ].join(" · "),
    description: t("Forums.metaDescription"),
    address: listingPath(locale, listing),
    listed: chosen.length === 0,
  });
}

/** A list of forums, coming or past: filters, the forums along the trail, and help where there are none. */
export async function ForumListPage({ locale, listing }: { locale: Locale; listing: ForumListing }) {
  const [t, list] = await Promise.all([getTranslations({ locale, namespace: "Forums" }), listForums(locale, listing)]);
  if (listing.page > list.pages) notFound();
  const page = (number: number) => listingPath(locale, { ...listing, page: number });
  const feed = routes.forumsCalendar(locale, { language: listing.language });
  return (
    <SiteFrame locale={locale} path={listingPath(locale, listing)} section={listing.past ? "past" : "forums"}>
      <div className="grid gap-8">
        <div className="grid gap-2">
          <h1 className="text-3xl">{listing.past ? t("pastTitle") : t("title")}</h1>
          <p className="text-lg text-ink-soft">{listing.past ? t("pastLead") : t("lead")}</p>
        </div>
        <ForumFilter locale={locale} listing={listing} />
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
          <p role="status" className="font-semibold">
            {t("count", { count: list.total })}
          </p>
          <Link
            href={listingPath(locale, { ...listing, past: !listing.past, page: 1 })}
            className={`${TEXT_LINK} inline-flex min-h-11 items-center`}
          >
            {listing.past ? t("upcoming") : t("past")}
          </Link>
        </div>
        {list.total === 0 ? (
          <Notice title={t("emptyTitle")}>
            <p>{listing.language ? t("emptyLanguage") : t("emptyNone")}</p>
            <p className="mt-3 flex flex-wrap gap-3">
              <Link href={routes.forums(locale)} className={buttonClass("primary")}>
                {t("emptyAll")}
              </Link>
              <Link href={listingPath(locale, { place: "online" })} className={buttonClass("secondary")}>
                {t("emptyOnline")}
              </Link>
            </p>
          </Notice>
        ) : (
          <ForumTrail locale={locale} forums={list.forums} level={2} />
        )}
        <Pager locale={locale} page={list.page} pages={list.pages} at={page} />
        {listing.past ? null : (
          <p>
            <a href={feed} className={`${TEXT_LINK} inline-flex min-h-11 items-center gap-2`}>
              <CalendarPlus aria-hidden className="size-5" />
              {t("subscribe")}
            </a>
          </p>
        )}
      </div>
    </SiteFrame>
  );
}
