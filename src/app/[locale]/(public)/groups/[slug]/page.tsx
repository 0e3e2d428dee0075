import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { groupSeries } from "@/features/groups/json-ld";
import { findGroupPage, listGroupSlugs } from "@/features/groups/queries";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { publicMetadata } from "../../../../page-metadata";
import { GroupArticle } from "../../../group-article";
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
  const path = routes.group(locale, group.slug);
  return (
    <SiteFrame locale={locale} path={path} section="groups">
      {group.state === "ended" ? null : (
        <script
          type="application/ld+json"
          dangerouslySetInnerHTML={{ __html: groupSeries(group, locale, env().APP_URL) }}
        />
      )}
      <GroupArticle locale={locale} group={group} />
    </SiteFrame>
  );
}
