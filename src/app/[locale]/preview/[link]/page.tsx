import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { PreviewActor } from "@/features/access/schema";
import { findPreviewer, permitOr404 } from "@/features/accounts/actor";
import { PostPreview as PostPreviews } from "@/features/news/components/post-preview";
import { canPreviewPost, type PreviewPost } from "@/features/news/policy";
import { findPreviewSubject, listPostPreviews } from "@/features/news/queries";
import { canPreviewPage } from "@/features/pages/policy";
import { findPagePreviewSubject, listPagePreviews } from "@/features/pages/queries";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { privateMetadata } from "../../../page-metadata";
import { DocumentBody } from "../../document-body";
import { localeOf } from "../../locale-params";
import { PagePreviews } from "../../page-previews";
import { SiteFrame } from "../../site-frame";

interface Props {
  params: Promise<{ locale: string; link: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "PostPreview" });
  return privateMetadata(t("title"));
}

/** What a preview link shows: one post or page in every language, before readers have it. */
export default async function PreviewByLinkPage({ params }: Props) {
  const locale = await localeOf(params);
  const { link } = await params;
  const actor = (await findPreviewer(link)) ?? notFound();
  const [t, post] = await Promise.all([
    getTranslations({ locale, namespace: "PostPreview" }),
    findPreviewSubject(actor.itemId),
  ]);
  return (
    <SiteFrame locale={locale} path={routes.previewByLink(locale, link)} compact>
      <div className="grid grid-cols-1 gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("title")}</h1>
          <p>{t(post ? "leadByLink" : "leadByPageLink")}</p>
        </header>
        {post ? (
          <Post {...{ locale, link, actor }} permit={permitOr404(canPreviewPost, actor, post)} />
        ) : (
          <Page {...{ locale, link, actor }} />
        )}
      </div>
    </SiteFrame>
  );
}

interface Shown {
  locale: Locale;
  link: string;
  actor: PreviewActor;
}

const readerOf = ({ itemId, id }: PreviewActor) => ({ itemId, language: "", by: id });

async function Post({ locale, link, actor, permit }: Shown & { permit: PreviewPost }) {
  const reader = readerOf(actor);
  return (
    <PostPreviews
      locale={locale}
      previews={await listPostPreviews(permit)}
      path={(code) => routes.previewByLink(code, link)}
      reader={reader}
      body={({ text }, language) => (
        <DocumentBody locale={language} text={text.body} language={text.locale} reader={reader} />
      )}
    />
  );
}

async function Page({ locale, link, actor }: Shown) {
  const page = (await findPagePreviewSubject(actor.itemId)) ?? notFound();
  const permit = permitOr404(canPreviewPage, actor, page);
  return (
    <PagePreviews
      locale={locale}
      previews={await listPagePreviews(permit)}
      path={(code) => routes.previewByLink(code, link)}
      reader={readerOf(actor)}
    />
  );
}
