import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Id } from "@/features/access/schema";
import { givePreviewLinkAction } from "@/features/news/actions";
import { findGivenPreviewLink } from "@/features/news/queries";
import { PREVIEW_DAYS } from "@/features/news/schema";
import { formatNumericDateTime } from "@/i18n/formatting";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { privateMetadata } from "../../../../../page-metadata";
import { GiveLink, holderField } from "../../../../give-link";
import { WorkspaceFrame } from "../../../../workspace-frame";
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
      <GiveLink
        title={t("give")}
        of={
          <p className="font-display text-xl font-bold" {...languageOf(post.locale ?? locale, locale)}>
            {post.title}
          </p>
        }
        lead={t("giveText")}
        back={{ href: routes.previewPost(locale, post.id), label: t("backToPreview") }}
        given={
          given && {
            title: t("givenTitle", { holder: given.holder }),
            path: routes.previewByLink(locale, given.token),
            text: t("givenText", { when: formatNumericDateTime(locale, given.expiresAt) }),
            copy: t("copy"),
            copied: t("copied"),
          }
        }
      >
        <Form
          action={givePreviewLinkAction.bind(null, locale, post.id)}
          initial={initialFormState({ days: "3" })}
          lists={{ days: PREVIEW_DAYS.map((days) => ({ value: days, label: t("days", { count: Number(days) }) })) }}
          steps={[
            {
              id: "link",
              fields: [
                holderField(t("holder"), t("holderHint")),
                { kind: "select", name: "days", label: t("validFor"), options: "days" },
              ],
            },
          ]}
          words={await formLabels(locale, t("submit"))}
        />
      </GiveLink>
    </WorkspaceFrame>
  );
}
