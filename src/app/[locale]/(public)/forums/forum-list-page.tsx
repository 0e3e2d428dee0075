import { CalendarPlus, ChevronDown, Share2 } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Fragment } from "react";
import { ForumTrail } from "@/features/forums/components/forum-card";
import { ChosenForumFilters, choicesOfListing, ForumFilter, namesOf } from "@/features/forums/components/forum-filter";
import { embedPath, feedPath, listingPath } from "@/features/forums/listing-path";
import { searchForums } from "@/features/forums/queries";
import type { ForumListing } from "@/features/forums/schema";
import { LOCALES, type Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { buttonClass } from "@/ui/button";
import { LongTextField } from "@/ui/field";
import { Link } from "@/ui/link";
import { ChoiceName } from "@/ui/list-filter";
import { Notice } from "@/ui/notice";
import { Found } from "@/ui/search-form";
import { TEXT_LINK } from "@/ui/text-link";
import { publicMetadata } from "../../../page-metadata";
import { Pager } from "../../pager";
import { SiteFrame } from "../../site-frame";

/** The name of the whole list; the menu uses the same name for the past one. */
async function nameOf(locale: Locale, { past }: ForumListing): Promise<string> {
  const t = await getTranslations({ locale });
  return past ? t("Site.past") : t("Forums.title");
}

/**
 * The metadata of a list. The title names the filters and, after the first page, the page. Filtered lists are not for
 * search engines, whose visitors want the whole list.
 */
export async function forumListMetadata(locale: Locale, listing: ForumListing): Promise<Metadata> {
  const [t, name, choices, { pages }] = await Promise.all([
    getTranslations({ locale, namespace: "Forums" }),
    nameOf(locale, listing),
    choicesOfListing(locale, listing),
    searchForums(locale, listing),
  ]);
  if (!choices) notFound();
  const chosen = namesOf(locale, choices);
  return publicMetadata({
    title: [
      chosen ? `${name}: ${chosen}` : name,
      ...(listing.page > 1 ? [t("page", { page: String(listing.page), pages: String(pages) })] : []),
    ].join(" · "),
    description: t("metaDescription"),
    address: listingPath(locale, listing),
    listed: choices.length === 0,
  });
}

/** A list of coming or past forums: filters, the number of forums, the forums along the trail, and help if there are none. */
export async function ForumListPage({ locale, listing }: { locale: Locale; listing: ForumListing }) {
  const [t, name, choices, list] = await Promise.all([
    getTranslations({ locale }),
    nameOf(locale, listing),
    choicesOfListing(locale, listing),
    searchForums(locale, listing),
  ]);
  if (listing.page > list.pages || !choices) notFound();
  const page = (number: number) => listingPath(locale, { ...listing, page: number });
  return (
    <SiteFrame locale={locale} path={listingPath(locale, listing)} section={listing.past ? "past" : "forums"}>
      <div className="grid gap-4 sm:gap-6">
        <div className="grid gap-1 sm:gap-2">
          <h1 className="text-2xl sm:text-3xl">
            {name}
            {choices.map((choice, n) => (
              <Fragment key={choice.facet}>
                {n === 0 ? ": " : LOCALES[locale].clock.comma}
                <ChoiceName {...choice} />
              </Fragment>
            ))}
          </h1>
          {choices.length === 0 ? (
            <p className="text-ink-soft sm:text-lg">{listing.past ? t("Forums.pastLead") : t("Forums.lead")}</p>
          ) : null}
        </div>
        <ForumFilter locale={locale} listing={listing} />
        <ChosenForumFilters locale={locale} listing={listing} choices={choices} />
        <div className="flex flex-wrap items-center justify-between gap-x-6">
          <Found>{t("Forums.count", { count: list.total })}</Found>
          <Link
            href={listingPath(locale, { ...listing, past: !listing.past, page: 1 })}
            className={`${TEXT_LINK} inline-flex min-h-11 items-center`}
          >
            {listing.past ? t("Forums.upcoming") : t("Site.past")}
          </Link>
        </div>
        {list.total === 0 ? (
          <NothingFound locale={locale} listing={listing} />
        ) : (
          <ForumTrail locale={locale} forums={list.forums} />
        )}
        <Pager locale={locale} page={list.page} pages={list.pages} at={page} />
        {listing.past ? null : (
          <div className="grid gap-2">
            <p>
              <a
                href={feedPath(locale, listing, "calendar.ics")}
                className={`${TEXT_LINK} inline-flex min-h-11 items-center gap-2`}
              >
                <CalendarPlus aria-hidden className="size-5" />
                {t("Forums.subscribe")}
              </a>
            </p>
            <ForPartners locale={locale} listing={listing} />
          </div>
        )}
      </div>
    </SiteFrame>
  );
}

/** How another site can show this list: feeds, and the code of a frame to copy. */
async function ForPartners({ locale, listing }: { locale: Locale; listing: ForumListing }) {
  const t = await getTranslations({ locale, namespace: "Forums" });
  const { past: _past, page: _page, ...filter } = listing;
  const source = `${env().APP_URL}${embedPath(locale, filter)}`;
  const frame = `<iframe src="${source}" title="OmaPolku" width="100%" height="640" loading="lazy" style="border:0"></iframe>`;
  return (
    <details className="group">
      <summary className="inline-flex min-h-11 list-none items-center gap-2 font-semibold">
        <Share2 aria-hidden className="size-5 shrink-0 text-spruce" />
        {t("partners")}
        <ChevronDown aria-hidden className="size-5 shrink-0 group-open:rotate-180" />
      </summary>
      <div className="mt-2 grid gap-3 rounded-card border border-line bg-surface p-4">
        <p>{t("partnersLead")}</p>
        <p className="flex flex-wrap gap-x-6">
          <a href={feedPath(locale, filter, "atom.xml")} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
            Atom
          </a>
          <a href={feedPath(locale, filter, "rss.xml")} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
            RSS
          </a>
          <a href={source} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
            {t("embedPreview")}
          </a>
        </p>
        <LongTextField id="embed-code" label={t("embedCode")} dir="ltr" rows={4} readOnly defaultValue={frame} />
      </div>
    </details>
  );
}

/** Says that no forum matches and what to do: ask for an interpreter, or look at the whole list or at online forums. */
async function NothingFound({ locale, listing }: { locale: Locale; listing: ForumListing }) {
  const t = await getTranslations({ locale });
  return (
    <Notice title={listing.past ? t("Forums.emptyPast") : t("Forums.emptyTitle")}>
      {listing.past ? null : <p>{listing.language ? t("Forums.emptyLanguage") : t("Forums.emptyNone")}</p>}
      <p className="mt-3 flex flex-wrap gap-3">
        <Link href={routes.forums(locale)} className={buttonClass("primary")}>
          {t("Forums.emptyAll")}
        </Link>
        {listing.past ? (
          <Link href={listingPath(locale, { past: true })} className={buttonClass("secondary")}>
            {t("Site.past")}
          </Link>
        ) : (
          <Link href={listingPath(locale, { place: "online" })} className={buttonClass("secondary")}>
            {t("Forums.emptyOnline")}
          </Link>
        )}
      </p>
    </Notice>
  );
}
