import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Id } from "@/features/access/schema";
import { givePreviewLinkAction } from "@/features/news/actions";
import { findGivenPreviewLink } from "@/features/news/queries";
import { routes } from "@/i18n/routes";
import { privateMetadata } from "../../../../../page-metadata";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { GivePreviewLink } from "../../../give-preview-link";
import { readPostAtWork } from "../read-post";

interface Props {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, post } = await readPostAtWork(params);
  const t = await getTranslations({ locale, namespace: "PostPreview" });
  return privateMetadata(t("give"), post.title);
}

/** Where staff make a link that shows a post to somebody without an account, and see it this once. */
export default async function PreviewLinkPage({ params, searchParams }: Props) {
  const { locale, session, permit, post } = await readPostAtWork(params);
  if (!post.text) notFound();
  const { given: id } = await searchParams;
  const [t, given] = await Promise.all([
    getTranslations({ locale, namespace: "PostPreview" }),
    Id.safeParse(id).success ? findGivenPreviewLink(permit, String(id)) : null,
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.previewLink(locale, post.id)} session={session} part="news" typing>
      <GivePreviewLink
        locale={locale}
        of={{ title: post.title, locale: post.locale ?? locale }}
        lead={t("giveText")}
        back={routes.previewPost(locale, post.id)}
        given={given}
        action={givePreviewLinkAction.bind(null, locale, post.id)}
      />
    </WorkspaceFrame>
  );
}
