import "server-only";
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
import { groupListPath } from "@/features/groups/listing-path";
import type { GroupView } from "@/features/groups/queries";
import { formatNumericDate } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf, ownNameOf } from "@/i18n/localized";
import { type Address, routes } from "@/i18n/routes";
import { instantOf } from "@/i18n/time";
import { env } from "@/platform/env";
import { buttonClass } from "@/ui/button";
import { Link } from "@/ui/link";
import { Notice } from "@/ui/notice";
import { TEXT_LINK } from "@/ui/text-link";

/**
 * A group's page: an invitation, when and where it meets, what happens there, and how to come along. As a preview of what is
 * not public yet, it only shows what would not work; `original` then leads to the preview in a language.
 */
export async function GroupArticle({
  locale,
  group,
  preview = false,
  original,
}: {
  locale: Locale;
  group: GroupView;
  preview?: boolean;
  original?: (source: Locale) => Address;
}) {
  const t = await getTranslations({ locale });
  const language = group.text.locale;
  const ended = group.state === "ended";
  const paused = group.pausedUntil ? instantOf(group.pausedUntil) : null;
  const [main] = group.languages;
  return (
    <article className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid content-start gap-4">
        <GroupInvitation locale={locale} group={group} />
        {preview ? null : <JoinInvitation locale={locale} group={group} />}
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
        <GroupFacts locale={locale} group={group} preview={preview} />
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
          original={original ?? ((source) => routes.group(source, group.slug))}
        />
        <GroupWords locale={locale} group={group} />
        <GroupTutors locale={locale} group={group} />
        {ended ? null : <GroupCome locale={locale} group={group} preview={preview} />}
        {group.state === "full" && main && !preview ? (
          <WishInvitation locale={locale} preset={{ language: main, place: group.place, kind: group.kind }} />
        ) : null}
        <GroupForums locale={locale} group={group} />
        {ended || preview ? null : (
          <GroupShare locale={locale} group={group} url={`${env().APP_URL}${routes.group(locale, group.slug)}`} />
        )}
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
  );
}
