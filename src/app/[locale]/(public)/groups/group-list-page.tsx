import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Fragment } from "react";
import { WishInvitation } from "@/features/group-demand/components/wish-invitation";
import { GroupCards } from "@/features/groups/components/group-card";
import {
  ChosenGroupFilters,
  choicesOfGroups,
  GroupFilter,
  namesOfChoices,
} from "@/features/groups/components/group-filter";
import { groupListPath } from "@/features/groups/listing-path";
import { searchGroups } from "@/features/groups/queries";
import type { GroupListing } from "@/features/groups/schema";
import { LOCALES, type Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { Link } from "@/ui/link";
import { ChoiceName } from "@/ui/list-filter";
import { Notice } from "@/ui/notice";
import { Found } from "@/ui/search-form";
import { publicMetadata } from "../../../page-metadata";
import { Pager } from "../../pager";
import { SiteFrame } from "../../site-frame";

/** The metadata of a list. Filtered lists are not for search engines, whose visitors want the whole list. */
export async function groupListMetadata(locale: Locale, listing: GroupListing): Promise<Metadata> {
  const [t, choices, { pages }] = await Promise.all([
    getTranslations({ locale, namespace: "Groups" }),
    choicesOfGroups(locale, listing),
    searchGroups(locale, listing),
  ]);
  const chosen = namesOfChoices(locale, choices);
  return publicMetadata({
    title: [
      chosen ? `${t("title")}: ${chosen}` : t("title"),
      ...(listing.page > 1 ? [t("page", { page: String(listing.page), pages: String(pages) })] : []),
    ].join(" · "),
    description: t("metaDescription"),
    address: groupListPath(locale, listing),
    listed: choices.length === 0,
  });
}

/** A list of groups: filters, how many there are, the groups themselves, and help if there are none. */
export async function GroupListPage({ locale, listing }: { locale: Locale; listing: GroupListing }) {
  const [t, choices, list] = await Promise.all([
    getTranslations({ locale, namespace: "Groups" }),
    choicesOfGroups(locale, listing),
    searchGroups(locale, listing),
  ]);
  if (listing.page > list.pages) notFound();
  return (
    <SiteFrame locale={locale} path={groupListPath(locale, listing)} section="groups">
      <div className="grid gap-4 sm:gap-6">
        <div className="grid gap-1 sm:gap-2">
          <h1 className="text-2xl sm:text-3xl">
            {t("title")}
            {choices.map((choice, n) => (
              <Fragment key={choice.facet}>
                {n === 0 ? ": " : LOCALES[locale].clock.comma}
                <ChoiceName {...choice} />
              </Fragment>
            ))}
          </h1>
          {choices.length === 0 ? <p className="max-w-3xl text-ink-soft sm:text-lg">{t("lead")}</p> : null}
        </div>
        <GroupFilter locale={locale} listing={listing} />
        <ChosenGroupFilters locale={locale} listing={listing} choices={choices} />
        <Found>{t("count", { count: list.total })}</Found>
        {list.total === 0 ? <WishInvitation locale={locale} preset={listing} /> : null}
        {list.total === 0 ? (
          <Notice title={t("emptyTitle")}>
            <p>{t("emptyText")}</p>
            <p className="mt-3 flex flex-wrap gap-3">
              <Link href={routes.groups(locale)} className={buttonClass("primary")}>
                {t("all")}
              </Link>
              <Link href={groupListPath(locale, { place: "online" })} className={buttonClass("secondary")}>
                {t("online")}
              </Link>
            </p>
          </Notice>
        ) : (
          <GroupCards locale={locale} groups={list.groups} />
        )}
        <Pager
          locale={locale}
          page={list.page}
          pages={list.pages}
          at={(page) => groupListPath(locale, { ...listing, page })}
        />
      </div>
    </SiteFrame>
  );
}
