import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SideBySide } from "@/features/content/components/side-by-side";
import { PageHeading, PageState } from "@/features/pages/components/page-words";
import { listPagePreviews } from "@/features/pages/queries";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { PageBody } from "../../../../(public)/page-body";
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
  const { locale, session, permit, page } = await readPageAtWork(params);
  const [t, words, previews] = await Promise.all([
    getTranslations({ locale, namespace: "PagesWork" }),
    getTranslations({ locale }),
    listPagePreviews(permit, page.key),
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
          <p>
            <TextLink href={routes.workOnPage(locale, page.key)} className="inline-flex min-h-11 items-center">
              {t("backToPage")}
            </TextLink>
          </p>
        </header>
        <SideBySide
          locale={locale}
          versions={previews.map(({ language, state, page: shown }) => ({
            language,
            state,
            view: (
              <div className="grid gap-5">
                <PageHeading locale={language} page={shown} level={3} />
                <PageState locale={language} page={shown} path={(code) => routes.previewPage(code, page.key)} />
                <PageBody locale={language} page={shown} />
              </div>
            ),
          }))}
        />
      </div>
    </WorkspaceFrame>
  );
}
