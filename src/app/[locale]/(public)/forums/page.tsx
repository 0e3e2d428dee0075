import type { Metadata } from "next";
import type { ForumListing } from "@/features/forums/schema";
import { type LocaleParams, localeOf } from "../../locale-params";
import { ForumListPage, forumListMetadata } from "./forum-list-page";

const COMING: ForumListing = { past: false, page: 1 };

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  return forumListMetadata(await localeOf(params), COMING);
}

export default async function ForumsPage({ params }: LocaleParams) {
  return <ForumListPage locale={await localeOf(params)} listing={COMING} />;
}
