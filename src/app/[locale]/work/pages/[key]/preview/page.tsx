import { Link as LinkIcon } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { permitOr404 } from "@/features/accounts/actor";
import { canPreviewPage } from "@/features/pages/policy";
import { listPagePreviews } from "@/features/pages/queries";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { Link } from "@/ui/link";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { PagePreviews } from "../../../../page-previews";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { type PageAtWorkProps, readPageAtWork } from "../../read-page";

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: PageAtWorkProps): Promise<Metadata> {
  const { locale, page } = await readPageAtWork(params);
  const t = await getTranslations({ locale, namespace: "PagesWork" });
  return privateMetadata(t("previewTitle"), page.title);
}

/** The newest words of a page in every language side by side, as phones will show them. */
export default async function PreviewPagePage({ params }: PageAtWorkProps) {
  const { locale, session, page } = await readPageAtWork(params);
  const permit = permitOr404(canPreviewPage, session.actor, { key: page.key, itemId: page.text?.itemId ?? null });
  const [t, words, previews] = await Promise.all([
    getTranslations({ locale, namespace: "PagesWork" }),
    getTranslations({ locale }),
    listPagePreviews(permit),
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.previewPage(locale, page.key)} session={session} part="pages">
      <div className="grid grid-cols-1 gap-6">
        <header className="grid gap-3">
          <h1 className="text-3xl">{t("previewTitle")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(page.locale, locale)}>
            {page.title}
          </p>
          <p>{t("previewLead")}</p>
          <p>{words(`PagesComposed.${page.key}`)}</p>
          <p className="flex flex-wrap items-center gap-x-6 gap-y-2">
            <TextLink href={routes.workOnPage(locale, page.key)} className="inline-flex min-h-11 items-center">
              {t("backToPage")}
            </TextLink>
            {page.text ? (
              <Link href={routes.previewPageLink(locale, page.key)} className={buttonClass("secondary")}>
                <LinkIcon aria-hidden className="size-5" />
                {words("PostPreview.give")}
              </Link>
            ) : null}
          </p>
        </header>
        <PagePreviews
          locale={locale}
          previews={previews}
          path={(code) => routes.previewPage(code, page.key)}
          reader={page.text && { itemId: page.text.itemId, language: "", by: session.actor.id }}
        />
      </div>
    </WorkspaceFrame>
  );
}
