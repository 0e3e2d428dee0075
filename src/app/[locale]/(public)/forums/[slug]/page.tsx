import { UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ForumContact } from "@/features/forums/components/forum-contact";
import { Arriving, ForumDetails } from "@/features/forums/components/forum-details";
import { ForumFacts, RegisterBar } from "@/features/forums/components/forum-facts";
import { ForumHeader, TextNotices } from "@/features/forums/components/forum-header";
import { ForumSection } from "@/features/forums/components/forum-section";
import { ForumShare } from "@/features/forums/components/forum-share";
import { PrintedAddress } from "@/features/forums/components/printed-address";
import { forumEvent } from "@/features/forums/json-ld";
import { type ForumView, findForumPage, listComingSlugs } from "@/features/forums/queries";
import { GroupCards } from "@/features/groups/components/group-card";
import { groupListPath } from "@/features/groups/listing-path";
import { listGroupsOfForum } from "@/features/groups/queries";
import { LOCALES, type Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { Link } from "@/ui/link";
import { TEXT_LINK } from "@/ui/text-link";
import { publicMetadata } from "../../../../page-metadata";
import { localeOf } from "../../../locale-params";
import { SiteFrame } from "../../../site-frame";

interface Props {
  params: Promise<{ locale: string; slug: string }>;
}

/** How many pages the build makes. Others are made, just as completely, when someone first asks for them. */
const PRERENDERED = 100;

export async function generateStaticParams() {
  return (await listComingSlugs(PRERENDERED)).map((slug) => ({ slug }));
}

async function readParams({ params }: Props) {
  const locale = await localeOf(params);
  const { slug } = await params;
  const forum = await findForumPage(locale, slug);
  if (!forum) notFound();
  return { locale, forum };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, forum } = await readParams(props);
  const t = await getTranslations({ locale, namespace: "Forum" });
  const title = forum.state === "cancelled" ? `${t("cancelledShort")}: ${forum.text.title}` : forum.text.title;
  const path = routes.forum(locale, forum.slug);
  const image = routes.forumImage(locale, forum.slug);
  return {
    ...publicMetadata({ title, description: forum.text.summary, address: path }),
    openGraph: {
      title,
      description: forum.text.summary,
      url: path,
      siteName: "OmaPolku",
      locale: LOCALES[locale].bcp47.split("-u-")[0],
      images: [{ url: image, width: 1200, height: 630, alt: title }],
    },
    twitter: { card: "summary_large_image", title, images: [image] },
  };
}

export default async function ForumRoute(props: Props) {
  const { locale, forum } = await readParams(props);
  const t = await getTranslations({ locale, namespace: "Forum" });
  const { APP_URL } = env();
  const path = routes.forum(locale, forum.slug);
  const url = `${APP_URL}${path}`;
  return (
    <SiteFrame locale={locale} path={path} section={forum.state === "past" ? "past" : "forums"}>
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: forumEvent(forum, locale, APP_URL) }} />
      <article className="fits-paper grid gap-6 print:block print:space-y-2.5">
        <PrintedAddress locale={locale} url={url} />
        <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem] print:block print:space-y-2.5">
          <ForumHeader locale={locale} forum={forum} />
          <aside
            aria-label={`${t("when")}, ${t("where")}`}
            className="lg:sticky lg:top-6 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:self-start print:static print:col-auto print:row-auto print:self-auto"
          >
            <ForumFacts locale={locale} forum={forum} />
          </aside>
          <div className="grid gap-10 print:block print:space-y-2.5">
            <TextNotices locale={locale} forum={forum} />
            <ForumDetails locale={locale} forum={forum} />
            <div className="grid gap-10 print:grid-flow-col print:auto-cols-fr print:gap-5">
              <Arriving locale={locale} forum={forum} />
              <ForumContact locale={locale} forum={forum} />
            </div>
            <GroupsOfForum locale={locale} forum={forum} />
            <ForumShare locale={locale} forum={forum} url={url} />
            <p className="print:hidden">
              <Link href={routes.forums(locale)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
                {t("back")}
              </Link>
            </p>
          </div>
        </div>
        <RegisterBar locale={locale} forum={forum} />
      </article>
    </SiteFrame>
  );
}

/** Groups of the forum's languages and place, where its people can meet before and after it. Nothing if there are none. */
async function GroupsOfForum({ locale, forum }: { locale: Locale; forum: ForumView }) {
  const groups = await listGroupsOfForum(locale, {
    forumId: forum.id,
    languages: forum.languages.map(({ language }) => language),
    place: forum.place,
  });
  if (groups.length === 0) return null;
  const [t, lists] = await Promise.all([
    getTranslations({ locale, namespace: "Forum" }),
    getTranslations({ locale, namespace: "Groups" }),
  ]);
  return (
    <ForumSection id="groups" title={t("groups")} icon={<UsersRound aria-hidden />} onPaper={false}>
      <p>{t("groupsText")}</p>
      <GroupCards locale={locale} groups={groups} />
      <p>
        <Link
          href={forum.place === "online" ? routes.groups(locale) : groupListPath(locale, { place: forum.place })}
          className={`${TEXT_LINK} inline-flex min-h-11 items-center`}
        >
          {lists("all")}
        </Link>
      </p>
    </ForumSection>
  );
}
