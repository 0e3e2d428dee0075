import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findAccessLink } from "@/features/accounts/queries";
import { loadForumById } from "@/features/forums/queries";
import { localeOf } from "../../locale-params";

export interface DeskProps {
  params: Promise<{ locale: string; link: string }>;
}

/** The coordinator's link and its forum; any other token is a page that is not there. */
export async function readDesk({ params }: DeskProps) {
  const locale = await localeOf(params);
  const { link: token } = await params;
  const link = await findAccessLink(token, "coordinator");
  const forum = link?.forumId ? await loadForumById(locale, link.forumId) : null;
  if (!link || !forum) notFound();
  return { locale, token, link, forum };
}

export async function deskMetadata({ params }: DeskProps): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Desk" });
  return { title: t("title"), robots: { index: false, follow: false }, referrer: "same-origin" };
}
