import type { Metadata } from "next";
import { type LocaleParams, localeOf } from "../../locale-params";
import { GroupListPage, groupListMetadata } from "./group-list-page";

const ALL = { page: 1 };

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  return groupListMetadata(await localeOf(params), ALL);
}

export default async function GroupsPage({ params }: LocaleParams) {
  return <GroupListPage locale={await localeOf(params)} listing={ALL} />;
}
