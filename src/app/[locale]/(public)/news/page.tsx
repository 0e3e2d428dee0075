import type { Metadata } from "next";
import { type LocaleParams, localeOf } from "../../locale-params";
import { NewsListPage, newsListMetadata } from "./news-list-page";

const ALL = { page: 1 };

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  return newsListMetadata(await localeOf(params), ALL);
}

export default async function NewsPage({ params }: LocaleParams) {
  return <NewsListPage locale={await localeOf(params)} listing={ALL} />;
}
