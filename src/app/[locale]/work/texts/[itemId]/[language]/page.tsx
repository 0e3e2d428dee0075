import { CheckCheck, Eye, History, PencilLine } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { Permit } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { checkTextAction, publishTextAction } from "@/features/content/actions";
import { STATE_TONES, TextForm } from "@/features/content/components/text-form";
import { TextHistory } from "@/features/content/components/text-history";
import { canPublishText, canWriteText } from "@/features/content/policy";
import { findEditionSubject, findTextAtWork, findTextPlace } from "@/features/content/queries";
import { canonicalLanguage } from "@/features/content/schema";
import { canManageForum } from "@/features/forums/policy";
import type { Locale } from "@/i18n/locales";
import { languageOf, ownNameOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Button } from "@/ui/button";
import { FlashMessage } from "@/ui/flash-message";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { Tag } from "@/ui/tag";
import { TEXT_LINK } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { localeOf } from "../../../../locale-params";
import { WorkspaceFrame } from "../../../../workspace-frame";

interface Props {
  params: Promise<{ locale: string; itemId: string; language: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

/** Once a request: a page's title and the page itself want the same text. */
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
  return privateMetadata(t("editTitle", { language: ownNameOf(text.language) }), title);
}

/** One text in one language, for those who work on it: the words beside their original, how they stand, and what became of them. */
export default async function TextPage(props: Props) {
  const { locale, session, permit, text, place, title } = await readText(props);
  const { actor } = session;
  const { itemId, language, forumId, organisationId } = permit.subject;
  const query = await props.searchParams;
  const [t, states] = await Promise.all([
    getTranslations({ locale, namespace: "Texts" }),
    getTranslations({ locale, namespace: "TextStates" }),
  ]);
  const { latest, original, published, draft, state } = text;
  const isOriginal = language === text.sourceLanguage;
  const publishing = Permit.ask(canPublishText, actor, permit.subject);
  const manages =
    forumId && organisationId && Permit.ask(canManageForum, actor, { forumId, organisationId }) ? place.slug : null;
  const isOwn = latest?.by.kind === "user" && latest.by.id === actor.id;
  const before = Math.trunc(Number(query.before)) || undefined;
  const overtaken = draft !== null && draft.startedFrom < (latest?.number ?? 0);
  const link = `${TEXT_LINK} inline-flex min-h-11 items-center`;
  return (
    <WorkspaceFrame locale={locale} path={routes.text(locale, itemId, language)} session={session} part="texts" typing>
      <div className="grid gap-8">
        <header className="grid gap-3">
          <h1 className="text-3xl">{t("editTitle", { language: ownNameOf(language) })}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(text.sourceLanguage, locale)}>
            {title}
          </p>
          <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <Tag tone={STATE_TONES[state ?? "missing"]}>{states(state ?? "missing")}</Tag>
            {latest && published !== latest.number ? <span>{t(published ? "seenEarlier" : "seenNot")}</span> : null}
            {isOriginal ? null : (
              <span>
                {t.rich("translatedFrom", {
                  language: () => (
                    <bdi {...languageOf(text.sourceLanguage, locale)}>{ownNameOf(text.sourceLanguage)}</bdi>
                  ),
                })}
              </span>
            )}
          </p>
          {manages ? (
            <p>
              <Link href={routes.manage(locale, manages)} prefetch={false} className={link}>
                {t("back")}
              </Link>
            </p>
          ) : null}
          <FlashMessage
            done={query.done}
            messages={{
              saved: t("doneSaved"),
              draft: t("doneDraft"),
              discarded: t("doneDiscarded"),
              conflict: { text: t("doneConflict"), tone: "stop" },
              changed: { text: t("doneChanged"), tone: "stop" },
              checked: t("doneChecked"),
              looked: t("doneLooked"),
              restored: t("doneRestored"),
              published: t("donePublished"),
              withheld: t("doneWithheld"),
              original: { text: t("doneOriginal"), tone: "stop" },
            }}
          />
        </header>
        <Section title={t("words")} icon={<PencilLine aria-hidden />}>
          {draft ? (
            <Notice tone={overtaken ? "care" : "info"}>
              {t(overtaken ? "draftOvertaken" : "draftHere")}
              {!isOriginal && draft.read !== null && draft.read < original.number ? ` ${t("draftOlder")}` : null}
            </Notice>
          ) : null}
          <TextForm locale={locale} itemId={itemId} text={text} />
        </Section>
        {latest && !isOriginal && state !== "checked" ? (
          <Section title={t("check")} icon={<CheckCheck aria-hidden />}>
            <p>{t(isOwn ? "checkOwn" : "checkText")}</p>
            {isOwn && state !== "older" ? null : (
              <form action={checkTextAction.bind(null, locale, itemId, language, latest.number, original.number)}>
                <Button type="submit" kind="secondary">
                  {t(isOwn ? "looked" : "checkButton")}
                </Button>
              </form>
            )}
          </Section>
        ) : null}
        {publishing && latest ? (
          <Section title={t("readers")} icon={<Eye aria-hidden />}>
            <p>
              {t(published === latest.number ? "seenNow" : published ? "seenEarlier" : "seenNot")}
              {published !== latest.number && !isOriginal ? ` ${t("publishHint")}` : null}
            </p>
            <div className="flex flex-wrap gap-3">
              {published === latest.number ? null : (
                <form action={publishTextAction.bind(null, locale, itemId, language, latest.number)}>
                  <Button type="submit">{t("publish")}</Button>
                </form>
              )}
              {isOriginal || published === null ? null : (
                <form action={publishTextAction.bind(null, locale, itemId, language, null)}>
                  <Button type="submit" kind="danger">
                    {t("withhold")}
                  </Button>
                </form>
              )}
            </div>
          </Section>
        ) : null}
        {latest ? (
          <Section id="history" title={t("history")} icon={<History aria-hidden />}>
            <TextHistory locale={locale} permit={permit} text={text} before={before} />
          </Section>
        ) : null}
      </div>
    </WorkspaceFrame>
  );
}
