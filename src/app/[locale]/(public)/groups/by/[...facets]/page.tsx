import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { parseGroupListPath } from "@/features/groups/listing-path";
import { localeOf } from "../../../../locale-params";
import { GroupListPage, groupListMetadata } from "../../group-list-page";

interface Props {
  params: Promise<{ locale: string; facets: string[] }>;
}

/** Rendered when first asked for, then kept. The build makes the list of groups that meet online, which readers find from empty lists. */
export function generateStaticParams() {
  return [{ facets: ["place-online"] }];
}

async function readParams({ params }: Props) {
  const locale = await localeOf(params);
  const { facets } = await params;
  const listing = parseGroupListPath(facets);
  if (!listing) notFound();
  return { locale, listing };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, listing } = await readParams(props);
  return groupListMetadata(locale, listing);
}

export default async function NarrowedGroupsPage(props: Props) {
  return <GroupListPage {...(await readParams(props))} />;
}
