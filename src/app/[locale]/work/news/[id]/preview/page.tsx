import { Link as LinkIcon } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { permitOr404 } from "@/features/accounts/actor";
import { PostPreview } from "@/features/news/components/post-preview";
import { canPreviewPost } from "@/features/news/policy";
import { listPostPreviews } from "@/features/news/queries";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { Link } from "@/ui/link";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { DocumentBody } from "../../../../document-body";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { readPostAtWork } from "../read-post";

interface Props {
  params: Promise<{ locale: string; id: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, post } = await readPostAtWork(params);
  const t = await getTranslations({ locale, namespace: "PostPreview" });
  return privateMetadata(t("title"), post.title);
}

/** A post in every language side by side, as phones will show it. */
export default async function PreviewPostPage({ params }: Props) {
  const { locale, session, permit: managing, post } = await readPostAtWork(params);
  const subject = { ...managing.subject, itemId: post.text?.itemId ?? notFound() };
  const permit = permitOr404(canPreviewPost, session.actor, subject);
  const reader = { itemId: subject.itemId, language: "", by: session.actor.id };
  const [t, previews] = await Promise.all([
    getTranslations({ locale, namespace: "PostPreview" }),
    listPostPreviews(permit),
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.previewPost(locale, post.id)} session={session} part="news">
      <div className="grid grid-cols-1 gap-6">
        <header className="grid gap-3">
          <h1 className="text-3xl">{t("title")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(post.locale ?? locale, locale)}>
            {post.title}
          </p>
          <p>{t("lead")}</p>
          <p className="flex flex-wrap items-center gap-x-6 gap-y-2">
            <TextLink href={routes.workOnPost(locale, post.id)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
            <Link href={routes.previewLink(locale, post.id)} className={buttonClass("secondary")}>
              <LinkIcon aria-hidden className="size-5" />
              {t("give")}
            </Link>
          </p>
        </header>
        <PostPreview
          locale={locale}
          previews={previews}
          path={(code) => routes.previewPost(code, post.id)}
          reader={reader}
          body={({ text }, language) => (
            <DocumentBody locale={language} text={text.body} language={text.locale} reader={reader} />
          )}
        />
      </div>
    </WorkspaceFrame>
  );
}
