import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { TextState } from "@/features/content/components/text-state";
import { WishInvitation } from "@/features/group-demand/components/wish-invitation";
import { JoinInvitation } from "@/features/group-members/components/join-invitation";
import {
  GroupCome,
  GroupForums,
  GroupShare,
  GroupTutors,
  GroupWords,
} from "@/features/groups/components/group-details";
import { GroupFacts } from "@/features/groups/components/group-facts";
import { GroupInvitation } from "@/features/groups/components/group-invitation";
import { groupSeries } from "@/features/groups/json-ld";
import { groupListPath } from "@/features/groups/listing-path";
import { findGroupPage, listGroupSlugs } from "@/features/groups/queries";
import { formatNumericDate } from "@/i18n/formatting";
import { languageOf, ownNameOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { instantOf } from "@/i18n/time";
import { env } from "@/platform/env";
import { buttonClass } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { TEXT_LINK } from "@/ui/text-link";
import { publicMetadata } from "../../../../page-metadata";
import { localeOf } from "../../../locale-params";
import { SiteFrame } from "../../../site-frame";

interface Props {
  params: Promise<{ locale: string; slug: string }>;
}

/** How many pages the build makes. Others are made, just as completely, when someone first asks for them. */
const PRERENDERED = 50;

export async function generateStaticParams() {
  return (await listGroupSlugs()).slice(0, PRERENDERED).map((slug) => ({ slug }));
}

async function readParams({ params }: Props) {
  const locale = await localeOf(params);
  const { slug } = await params;
  const group = await findGroupPage(locale, slug);
  if (!group) notFound();
  return { locale, group };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, group } = await readParams(props);
  return publicMetadata({
    title: group.text.title,
    description: group.text.summary,
    address: routes.group(locale, group.slug),
    listed: group.state !== "ended",
  });
}

/** A group's page: an invitation, when and where it meets, what happens there, and how to come along. */
export default async function GroupRoute(props: Props) {
  const { locale, group } = await readParams(props);
  const t = await getTranslations({ locale });
  const { APP_URL } = env();
  const path = routes.group(locale, group.slug);
  const language = group.text.locale;
  const ended = group.state === "ended";
  const paused = group.pausedUntil ? instantOf(group.pausedUntil) : null;
  const [main] = group.languages;
  return (
    <SiteFrame locale={locale} path={path} section="groups">
      {ended ? null : (
        <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: groupSeries(group, locale, APP_URL) }} />
      )}
      <article className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-4">
          <GroupInvitation locale={locale} group={group} />
          <JoinInvitation locale={locale} group={group} />
          {ended ? (
            <Notice tone="stop" title={t("Group.endedTitle")}>
              <p>{t("Group.endedText")}</p>
              <p className="mt-2">
                <Link href={groupListPath(locale, main ? { language: main } : {})} className={buttonClass("secondary")}>
                  {t("Group.others")}
                </Link>
              </p>
            </Notice>
          ) : null}
          {group.state === "paused" && paused ? (
            <Notice>{t("Group.pausedText", { until: formatNumericDate(paused) })}</Notice>
          ) : null}
        </div>
        <aside
          aria-label={`${t("Group.when")}, ${t("Group.where")}`}
          className="lg:sticky lg:top-6 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:self-start"
        >
          <GroupFacts locale={locale} group={group} />
        </aside>
        <div className="grid content-start gap-10">
          {language === locale ? null : (
            <Notice>
              <p>
                {t.rich("Site.fallback", {
                  language: ownNameOf(language),
                  b: (name) => <bdi {...languageOf(language, locale)}>{name}</bdi>,
                })}
              </p>
            </Notice>
          )}
          <TextState
            locale={locale}
            kind="group"
            standing={group.text.standing}
            original={(source) => routes.group(source, group.slug)}
          />
          <GroupWords locale={locale} group={group} />
          <GroupTutors locale={locale} group={group} />
          {ended ? null : <GroupCome locale={locale} group={group} />}
          {group.state === "full" && main ? (
            <WishInvitation locale={locale} preset={{ language: main, place: group.place, kind: group.kind }} />
          ) : null}
          <GroupForums locale={locale} group={group} />
          {ended ? null : <GroupShare locale={locale} group={group} url={`${APP_URL}${path}`} />}
          <p className="flex flex-wrap gap-x-6 print:hidden">
            {main ? (
              <Link
                href={groupListPath(locale, { language: main })}
                className={`${TEXT_LINK} inline-flex min-h-11 items-center`}
              >
                {t("Group.others")}
              </Link>
            ) : null}
            <Link href={routes.groups(locale)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
              {t("Groups.all")}
            </Link>
          </p>
        </div>
      </article>
    </SiteFrame>
  );
}
