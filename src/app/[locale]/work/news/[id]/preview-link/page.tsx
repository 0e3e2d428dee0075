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
import { env } from "@/platform/env";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { GivenLink } from "@/ui/given-link";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
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
  const address = given && `${env().APP_URL}${routes.previewByLink(locale, given.token)}`;
  return (
    <WorkspaceFrame locale={locale} path={routes.previewLink(locale, post.id)} session={session} part="news" typing>
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("give")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(post.locale ?? locale, locale)}>
            {post.title}
          </p>
          <p>{t("giveText")}</p>
          <p>
            <TextLink href={routes.previewPost(locale, post.id)} className="inline-flex min-h-11 items-center">
              {t("backToPreview")}
            </TextLink>
          </p>
        </header>
        {given && address ? (
          <GivenLink
            title={t("givenTitle", { holder: given.holder })}
            address={address}
            copy={t("copy")}
            copied={t("copied")}
          >
            <p>{t("givenText", { when: formatNumericDateTime(locale, given.expiresAt) })}</p>
          </GivenLink>
        ) : null}
        <Form
          action={givePreviewLinkAction.bind(null, locale, post.id)}
          initial={initialFormState({ days: "3" })}
          lists={{ days: PREVIEW_DAYS.map((days) => ({ value: days, label: t("days", { count: Number(days) }) })) }}
          steps={[
            {
              id: "link",
              fields: [
                {
                  kind: "text",
                  name: "holder",
                  label: t("holder"),
                  hint: t("holderHint"),
                  maxLength: 100,
                  required: true,
                },
                { kind: "select", name: "days", label: t("validFor"), options: "days" },
              ],
            },
          ]}
          words={await formLabels(locale, t("submit"))}
        />
      </div>
    </WorkspaceFrame>
  );
}
