import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Id } from "@/features/access/schema";
import { givePagePreviewLinkAction } from "@/features/pages/actions";
import { findGivenPageLink } from "@/features/pages/queries";
import { routes } from "@/i18n/routes";
import { privateMetadata } from "../../../../../page-metadata";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { GivePreviewLink } from "../../../give-preview-link";
import { type PageAtWorkProps, readPageAtWork } from "../../read-page";

interface Props extends PageAtWorkProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, page } = await readPageAtWork(params);
  const t = await getTranslations({ locale, namespace: "PostPreview" });
  return privateMetadata(t("give"), page.title);
}

/** Where staff make a link that shows a page to somebody without an account, and see it this once. */
export default async function PagePreviewLinkPage({ params, searchParams }: Props) {
  const { locale, session, permit, page } = await readPageAtWork(params);
  if (!page.text) notFound();
  const { given: id } = await searchParams;
  const [t, given] = await Promise.all([
    getTranslations({ locale, namespace: "PostPreview" }),
    Id.safeParse(id).success ? findGivenPageLink(permit, page.key, String(id)) : null,
  ]);
  return (
    <WorkspaceFrame
      locale={locale}
      path={routes.previewPageLink(locale, page.key)}
      session={session}
      part="pages"
      typing
    >
      <GivePreviewLink
        locale={locale}
        of={page}
        lead={t("givePageText")}
        back={routes.previewPage(locale, page.key)}
        given={given}
        action={givePagePreviewLinkAction.bind(null, locale, page.key)}
      />
    </WorkspaceFrame>
  );
}
