import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findPreviewer, permitOr404 } from "@/features/accounts/actor";
import { PostPreview } from "@/features/news/components/post-preview";
import { canPreviewPost } from "@/features/news/policy";
import { findPreviewSubject, listPostPreviews } from "@/features/news/queries";
import { routes } from "@/i18n/routes";
import { privateMetadata } from "../../../page-metadata";
import { DocumentBody } from "../../document-body";
import { localeOf } from "../../locale-params";
import { SiteFrame } from "../../site-frame";

interface Props {
  params: Promise<{ locale: string; link: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "PostPreview" });
  return privateMetadata(t("title"));
}

/** What a preview link shows: one post in every language, before readers have it. */
export default async function PreviewByLinkPage({ params }: Props) {
  const locale = await localeOf(params);
  const { link } = await params;
  const actor = (await findPreviewer(link)) ?? notFound();
  const permit = permitOr404(canPreviewPost, actor, (await findPreviewSubject(actor.itemId)) ?? notFound());
  const reader = { itemId: actor.itemId, language: "", by: actor.id };
  const [t, previews] = await Promise.all([
    getTranslations({ locale, namespace: "PostPreview" }),
    listPostPreviews(permit),
  ]);
  return (
    <SiteFrame locale={locale} path={routes.previewByLink(locale, link)} compact>
      <div className="grid grid-cols-1 gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("title")}</h1>
          <p>{t("leadByLink")}</p>
        </header>
        <PostPreview
          locale={locale}
          previews={previews}
          path={(code) => routes.previewByLink(code, link)}
          reader={reader}
          body={({ text }, language) => (
            <DocumentBody locale={language} text={text.body} language={text.locale} reader={reader} />
          )}
        />
      </div>
    </SiteFrame>
  );
}
