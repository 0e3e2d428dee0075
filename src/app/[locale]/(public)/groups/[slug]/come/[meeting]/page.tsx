import { MessageCircle } from "lucide-react";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ForumSection } from "@/features/forums/components/forum-section";
import { GroupContact, GroupFirstTime } from "@/features/groups/components/group-details";
import { VisitFacts } from "@/features/groups/components/visit-facts";
import { findGroupPage } from "@/features/groups/queries";
import { formatDateInSentence } from "@/i18n/formatting";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { Link } from "@/ui/link";
import { Notice } from "@/ui/notice";
import { TEXT_LINK } from "@/ui/text-link";
import { unlistedMetadata } from "../../../../../../page-metadata";
import { localeOf } from "../../../../../locale-params";
import { SiteFrame } from "../../../../../site-frame";

interface Props {
  params: Promise<{ locale: string; slug: string; meeting: string }>;
}

/** Rendered for each visit: only those who come to the meeting look at it. */
export const dynamic = "force-dynamic";

/** The group and its meeting. Where people do not just come, or for a meeting that is over, the group's page says more. */
async function readParams({ params }: Props) {
  const locale = await localeOf(params);
  const { slug, meeting: id } = await params;
  const group = await findGroupPage(locale, slug);
  if (!group) notFound();
  const meeting = group.meetings.find((one) => one.id === id);
  if (!meeting || group.entry !== "come" || group.state === "ended") redirect(routes.group(locale, slug));
  return { locale, group, meeting };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, group } = await readParams(props);
  const t = await getTranslations({ locale, namespace: "ComeAlong" });
  return unlistedMetadata(`${t("thanks")} · ${group.text.title}`);
}

/** Thanks somebody who will come along to a meeting: when and where it is, and what it is like to come for the first time. */
export default async function ComingRoute(props: Props) {
  const { locale, group, meeting } = await readParams(props);
  const t = await getTranslations({ locale, namespace: "ComeAlong" });
  return (
    <SiteFrame locale={locale} path={routes.comingToGroup(locale, group.slug, meeting.id)} section="groups">
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("thanks")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(group.text.locale, locale)}>
            <Terms locale={group.text.locale}>{group.text.title}</Terms>
          </p>
        </header>
        {meeting.cancelled ? (
          <Notice tone="stop" title={t("cancelled")}>
            {t("cancelledText")}
          </Notice>
        ) : (
          <Notice tone="good" title={t("seeYou", { when: formatDateInSentence(locale, meeting.startsAt) })}>
            {t("counted")}
          </Notice>
        )}
        <VisitFacts locale={locale} group={group} meeting={meeting} />
        <GroupFirstTime locale={locale} group={group} />
        <ForumSection id="ask" title={t("ask")} icon={<MessageCircle aria-hidden />}>
          <GroupContact locale={locale} group={group} />
        </ForumSection>
        <p>
          <Link href={routes.group(locale, group.slug)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
            {t("back")}
          </Link>
        </p>
      </div>
    </SiteFrame>
  );
}
