import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { Id } from "@/features/access/schema";
import { findTranslator, permitOr404 } from "@/features/accounts/actor";
import { canWriteText } from "@/features/content/policy";
import { findEditionSubject, findTextAtWork } from "@/features/content/queries";
import { ownNameOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Link } from "@/ui/link";
import { TEXT_LINK } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { localeOf } from "../../../locale-params";
import { SiteFrame } from "../../../site-frame";
import { TextEditor } from "../../../text-editor";

interface Props {
  params: Promise<{ locale: string; link: string; itemId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

/** Once per request, because the page's title and its content need the same text. */
const readOnce = cache(async (link: string, itemId: string) => {
  const actor = (await findTranslator(link)) ?? notFound();
  const subject = Id.safeParse(itemId).success ? await findEditionSubject(itemId, actor.language) : null;
  const permit = subject ? permitOr404(canWriteText, actor, subject) : notFound();
  const text = (await findTextAtWork(permit)) ?? notFound();
  return { permit, text, title: text.original.fields.title ?? subject?.venue ?? "" };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const locale = await localeOf(params);
  const { link, itemId } = await params;
  const [t, { text, title }] = await Promise.all([
    getTranslations({ locale, namespace: "Texts" }),
    readOnce(link, itemId),
  ]);
  return privateMetadata(t.markup("editTitle", { language: ownNameOf(text.language), b: (name) => name }), title);
}

/** Where a volunteer translates one text by link. */
export default async function TranslateTextPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const { link, itemId } = await params;
  const { permit, text, title } = await readOnce(link, itemId);
  const t = await getTranslations({ locale, namespace: "TextLinks" });
  return (
    <SiteFrame locale={locale} path={routes.translateText(locale, link, itemId)}>
      <TextEditor {...{ locale, link, permit, text, title }} query={await searchParams}>
        <p>
          <Link href={routes.translate(locale, link)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
            {t("all")}
          </Link>
        </p>
      </TextEditor>
    </SiteFrame>
  );
}
