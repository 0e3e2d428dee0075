import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { Permit } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canGiveTextLink, canWriteText } from "@/features/content/policy";
import { findEditionSubject, findTextAtWork, findTextPlace } from "@/features/content/queries";
import { canonicalLanguage } from "@/features/content/schema";
import { canManageForum } from "@/features/forums/policy";
import type { Locale } from "@/i18n/locales";
import { ownNameOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { TEXT_LINK } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { localeOf } from "../../../../locale-params";
import { TextEditor } from "../../../../text-editor";
import { WorkspaceFrame } from "../../../../workspace-frame";

interface Props {
  params: Promise<{ locale: string; itemId: string; language: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

/** Once per request, because the page's title and its content need the same text. */
const readOnce = cache(async (locale: Locale, itemId: string, language: string) => {
  const session = await requireLoginSession(locale, routes.text(locale, itemId, language));
  if (!Id.safeParse(itemId).success || canonicalLanguage(language) !== language) notFound();
  const subject = (await findEditionSubject(itemId, language)) ?? notFound();
  const permit = permitOr404(canWriteText, session.actor, subject);
  const [text, place] = await Promise.all([findTextAtWork(permit), findTextPlace(permit)]);
  if (!text) notFound();
  return { session, permit, text, place, title: text.original.fields.title ?? place.venue ?? "" };
});

async function readText({ params }: Props) {
  const locale = await localeOf(params);
  const { itemId, language } = await params;
  return { locale, ...(await readOnce(locale, decodeURIComponent(itemId), decodeURIComponent(language))) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, text, title } = await readText(props);
  const t = await getTranslations({ locale, namespace: "Texts" });
  return privateMetadata(t.markup("editTitle", { language: ownNameOf(text.language), b: (name) => name }), title);
}

/** Edits one text in one language: the words beside their original, their state, and their history. */
export default async function TextPage(props: Props) {
  const { locale, session, permit, text, place, title } = await readText(props);
  const t = await getTranslations({ locale, namespace: "Texts" });
  const { itemId, language, forumId, organisationId } = permit.subject;
  const manages =
    forumId && organisationId && Permit.ask(canManageForum, session.actor, { forumId, organisationId })
      ? place.slug
      : null;
  const way = `${TEXT_LINK} inline-flex min-h-11 items-center`;
  return (
    <WorkspaceFrame locale={locale} path={routes.text(locale, itemId, language)} session={session} part="texts" typing>
      <TextEditor {...{ locale, permit, text, title }} link={null} query={await props.searchParams}>
        <p className="flex flex-wrap gap-x-6">
          {manages ? (
            <Link href={routes.manage(locale, manages)} prefetch={false} className={way}>
              {t("back")}
            </Link>
          ) : null}
          {Permit.ask(canGiveTextLink, session.actor, permit.subject) ? (
            <Link href={routes.textLink(locale, itemId, language)} prefetch={false} className={way}>
              {t("giveLink")}
            </Link>
          ) : null}
        </p>
      </TextEditor>
    </WorkspaceFrame>
  );
}
