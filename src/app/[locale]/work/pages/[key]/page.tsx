import { Eye, FileCheck, Languages, PencilLine } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TextLanguages } from "@/features/content/components/text-languages";
import { takeOverPageAction } from "@/features/pages/actions";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Button, buttonClass } from "@/ui/button";
import { Link } from "@/ui/link";
import { Section } from "@/ui/section";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { WorkspaceFrame } from "../../../workspace-frame";
import { type PageAtWorkProps, readPageAtWork } from "../read-page";

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: PageAtWorkProps): Promise<Metadata> {
  const { locale, page } = await readPageAtWork(params);
  const t = await getTranslations({ locale, namespace: "PagesWork" });
  return privateMetadata(t("title"), page.title);
}

/** One of the portal's own pages for whoever looks after it: its words in each language, and what the portal itself adds. */
export default async function PageAtWorkPage({ params }: PageAtWorkProps) {
  const { locale, session, page } = await readPageAtWork(params);
  const [t, words] = await Promise.all([
    getTranslations({ locale, namespace: "PagesWork" }),
    getTranslations({ locale }),
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.workOnPage(locale, page.key)} session={session} part="pages">
      <div className="mx-auto grid w-full max-w-2xl gap-8">
        <header className="grid gap-3">
          <p>
            <TextLink href={routes.pagesAtWork(locale)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
          <h1 className="text-3xl" {...languageOf(page.locale, locale)}>
            {page.title}
          </h1>
          <p>
            <TextLink href={routes[page.key](locale)} className="inline-flex min-h-11 items-center">
              {t("look")}
            </TextLink>
          </p>
          <p>
            <Link href={routes.previewPage(locale, page.key)} className={buttonClass("secondary")}>
              <Eye aria-hidden className="size-5" />
              {t("preview")}
            </Link>
          </p>
        </header>
        {page.text ? (
          <Section id="texts" title={t("textsTitle")} icon={<Languages aria-hidden />}>
            <p>{t("textsHint")}</p>
            <TextLanguages locale={locale} text={page.text} unseen={t("unseen")} />
          </Section>
        ) : (
          <Section id="shipped" title={t("shipped")} icon={<PencilLine aria-hidden />}>
            <p>{t("shippedText")}</p>
            <form action={takeOverPageAction.bind(null, locale, page.key)}>
              <Button type="submit">{t("change")}</Button>
            </form>
          </Section>
        )}
        <Section id="composed" title={t("composedTitle")} icon={<FileCheck aria-hidden />}>
          <p>{words(`PagesComposed.${page.key}`)}</p>
        </Section>
      </div>
    </WorkspaceFrame>
  );
}
