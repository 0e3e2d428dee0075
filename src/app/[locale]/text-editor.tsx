import { CheckCheck, Eye, History, PencilLine } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Permit } from "@/features/access/policy";
import { checkTextAction, publishTextAction } from "@/features/content/actions";
import { STATE_TONES } from "@/features/content/components/state-tones";
import { TextForm } from "@/features/content/components/text-form";
import { TextHistory } from "@/features/content/components/text-history";
import { canPublishText, type WriteText } from "@/features/content/policy";
import type { TextAtWork } from "@/features/content/queries";
import { KnownPicture } from "@/features/media/components/picture";
import type { DraftReader } from "@/features/media/draft-address";
import type { PictureView } from "@/features/media/queries";
import { findCoverOfText } from "@/features/news/queries";
import type { Locale } from "@/i18n/locales";
import { languageOf, ownNameOf } from "@/i18n/localized";
import { Button } from "@/ui/button";
import { FlashMessage } from "@/ui/flash-message";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { Tag } from "@/ui/tag";
import { documentCards, documentMedia } from "./document-cards";

interface Props {
  locale: Locale;
  /** The token of a volunteer's link; null for signed-in users. */
  link: string | null;
  permit: WriteText;
  text: TextAtWork;
  /** The name of the text's owner, in the language of the original. */
  title: string;
  query: Record<string, string | string[] | undefined>;
  /** Links to other pages. */
  children?: ReactNode;
}

/** Edits one text in one language: the words beside their original, their state, and their history. */
export async function TextEditor({ locale, link, permit, text, title, query, children }: Props) {
  const { by } = permit;
  const { itemId, language } = permit.subject;
  const [t, states] = await Promise.all([
    getTranslations({ locale, namespace: "Texts" }),
    getTranslations({ locale, namespace: "TextStates" }),
  ]);
  const { latest, original, published, state } = text;
  const reader = by.id === null ? null : { itemId, language, by: by.id };
  const [cards, { help, ...media }] = await Promise.all([
    documentCards(locale, text.kind),
    documentMedia(locale, text.kind, by, {
      organisation: permit.subject.organisationId ?? "",
      texts: [original, ...(latest ? [latest] : []), ...text.drafts].flatMap(({ fields }) => Object.values(fields)),
      reader,
    }),
  ]);
  const cover = text.kind === "post" ? await findCoverOfText(permit) : null;
  const about =
    text.kind === "post" ? { coverAlt: cover && <Cover locale={locale} picture={cover} reader={reader} /> } : {};
  const [draft, ...others] = text.drafts;
  const isOriginal = language === text.sourceLanguage;
  const publishing = Permit.ask(canPublishText, by, permit.subject);
  const isOwn = latest?.by.kind === by.kind && latest.by.id === by.id;
  const before = Math.trunc(Number(query.before)) || undefined;
  const overtaken = draft !== undefined && draft.startedFrom < (latest?.number ?? 0);
  return (
    <div className="grid gap-8">
      <header className="grid gap-3">
        <h1 className="text-3xl">
          {t.rich("editTitle", {
            language: ownNameOf(language),
            b: (name) => <bdi {...languageOf(language, locale)}>{name}</bdi>,
          })}
        </h1>
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
        {children}
        <FlashMessage
          done={query.done}
          messages={{
            saved: t("doneSaved"),
            draft: t("doneDraft"),
            drafts: { text: t("doneDrafts"), tone: "stop" },
            discarded: t("doneDiscarded"),
            conflict: { text: t("doneConflict"), tone: "stop" },
            changed: { text: t("doneChanged"), tone: "stop" },
            wait: { text: t("doneWait"), tone: "stop" },
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
          <Notice tone={overtaken || others.length > 0 ? "care" : "info"}>
            {t(overtaken ? (isOwn ? "draftOvertakenSelf" : "draftOvertaken") : "draftHere")}
            {others.length > 0 ? ` ${t("draftsHere")}` : null}
            {!isOriginal && draft.read !== null && draft.read < original.number ? ` ${t("draftOlder")}` : null}
          </Notice>
        ) : null}
        <TextForm {...{ locale, link, itemId, text, isOwn, help, reader, about }} choices={{ ...cards, ...media }} />
      </Section>
      {latest && !isOriginal && state !== "checked" ? (
        <Section title={t("check")} icon={<CheckCheck aria-hidden />}>
          <p>{t(isOwn ? "checkOwn" : "checkText")}</p>
          {isOwn && state !== "older" ? null : (
            <form action={checkTextAction.bind(null, locale, link, itemId, language, latest.number, original.number)}>
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
              <form action={publishTextAction.bind(null, locale, link, itemId, language, latest.number)}>
                <Button type="submit">{t("publish")}</Button>
              </form>
            )}
            {isOriginal || published === null ? null : (
              <form action={publishTextAction.bind(null, locale, link, itemId, language, null)}>
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
          <TextHistory {...{ locale, link, permit, text, before }} />
        </Section>
      ) : null}
    </div>
  );
}

/** The picture of a post, for whoever says what it shows. */
async function Cover({
  locale,
  picture,
  reader,
}: {
  locale: Locale;
  picture: PictureView;
  reader: DraftReader | null;
}) {
  const t = await getTranslations({ locale, namespace: "NewsCover" });
  return (
    <KnownPicture
      picture={picture}
      alt={t("present")}
      lang={locale}
      locale={locale}
      sizes="(min-width: 64rem) 32rem, 100vw"
      most={640}
      reader={reader}
      className="max-h-72 w-full rounded-field object-cover"
    />
  );
}
