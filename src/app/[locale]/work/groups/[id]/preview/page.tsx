import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { findGroupPreview } from "@/features/groups/queries";
import { routes } from "@/i18n/routes";
import { Notice } from "@/ui/notice";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { GroupArticle } from "../../../../group-article";
import { PreviewLanguages } from "../../../../preview-languages";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { readGroupAtWork } from "../read-group";

interface Props {
  params: Promise<{ locale: string; id: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, group } = await readGroupAtWork(params);
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  return privateMetadata(t("previewTitle"), group.title);
}

/** A group's page as it will look in this language once it is published, with links to the other languages. */
export default async function PreviewGroupPage({ params }: Props) {
  const { locale, session, permit, group } = await readGroupAtWork(params);
  const [t, shown] = await Promise.all([
    getTranslations({ locale, namespace: "GroupWork" }),
    findGroupPreview(permit, locale),
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.previewGroup(locale, group.id)} session={session} part="groups">
      <div className="grid gap-6">
        <Notice title={t("previewTitle")}>
          <p>{t(shown ? "previewText" : "previewNone")}</p>
          <PreviewLanguages locale={locale} at={(code) => routes.previewGroup(code, group.id)} />
          <p>
            <TextLink href={routes.workOnGroup(locale, group.id)} className="inline-flex min-h-11 items-center">
              {t("backToGroup")}
            </TextLink>
          </p>
        </Notice>
        {shown ? (
          <GroupArticle
            locale={locale}
            group={shown}
            preview
            original={(source) => routes.previewGroup(source, group.id)}
          />
        ) : null}
      </div>
    </WorkspaceFrame>
  );
}
