import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { parseNewsListPath } from "@/features/news/listing-path";
import { localeOf } from "../../../../locale-params";
import { NewsListPage, newsListMetadata } from "../../news-list-page";

interface Props {
  params: Promise<{ locale: string; facets: string[] }>;
}

/** Rendered when first asked for, then kept. The build makes the list of posts about forums, so that there is one of this kind. */
export function generateStaticParams() {
  return [{ facets: ["tag-forums"] }];
}

async function readParams({ params }: Props) {
  const locale = await localeOf(params);
  const { facets } = await params;
  const listing = parseNewsListPath(facets);
  if (!listing) notFound();
  return { locale, listing };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, listing } = await readParams(props);
  return newsListMetadata(locale, listing);
}

export default async function NarrowedNewsPage(props: Props) {
  return <NewsListPage {...(await readParams(props))} />;
}
