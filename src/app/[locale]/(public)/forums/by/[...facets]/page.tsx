import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { parseListingPath } from "@/features/forums/listing-path";
import { localeOf } from "../../../../locale-params";
import { ForumListPage, forumListMetadata } from "../../forum-list-page";

interface Props {
  params: Promise<{ locale: string; facets: string[] }>;
}

/** Rendered when first asked for, then kept. The build makes the list of past forums, because every page links to it. */
export function generateStaticParams() {
  return [{ facets: ["past"] }];
}

async function readParams({ params }: Props) {
  const locale = await localeOf(params);
  const { facets } = await params;
  const listing = parseListingPath(facets);
  if (!listing) notFound();
  return { locale, listing };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, listing } = await readParams(props);
  return forumListMetadata(locale, listing);
}

export default async function NarrowedForumsPage(props: Props) {
  return <ForumListPage {...(await readParams(props))} />;
}
