import { getTranslations } from "next-intl/server";
import { TextState } from "@/features/content/components/text-state";
import type { Locale } from "@/i18n/locales";
import { languageOf, ownNameOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { Notice } from "@/ui/notice";
import { Tag } from "@/ui/tag";
import type { ForumView } from "../queries";
import type { ForumState } from "../rules";
import { ForumChanges } from "./forum-changes";
import { StateTag } from "./state-tag";

/** What a forum is called and is about, its state, and what has changed. */
export async function ForumHeader({ locale, forum }: { locale: Locale; forum: ForumView }) {
  const t = await getTranslations({ locale });
  const words = languageOf(forum.text.locale, locale);
  return (
    <header className="grid gap-4">
      <p className="flex flex-wrap gap-2">
        <Tag>{t(`Kinds.${forum.kind}`)}</Tag>
        <StateTag locale={locale} state={forum.state} seatsLeft={forum.seatsLeft} />
      </p>
      <h1 className="text-3xl" {...words}>
        {forum.text.title}
      </h1>
      <p className="max-w-3xl text-lg text-ink-soft" {...words}>
        <Terms locale={forum.text.locale}>{forum.text.summary}</Terms>
      </p>
      {forum.text.locale !== locale ? (
        <Notice>
          <p>
            {t("Site.fallback", {
              language: ownNameOf(forum.text.locale),
            })}
          </p>
        </Notice>
      ) : null}
      <TextState
        locale={locale}
        kind="forum"
        standing={forum.text.standing}
        original={(source) => routes.forum(source, forum.slug)}
      />
      <StateNotice state={forum.state} t={t} />
      {forum.state === "past" ? null : <ForumChanges locale={locale} changes={forum.changes} />}
    </header>
  );
}

function StateNotice({ state, t }: { state: ForumState; t: Awaited<ReturnType<typeof getTranslations<never>>> }) {
  if (state === "cancelled")
    return (
      <Notice tone="stop" title={t("Forum.cancelledShort")}>
        {t("Forum.cancelledText")}
      </Notice>
    );
  if (state === "past") return <Notice>{t("Forum.pastText")}</Notice>;
  if (state === "closed") return <Notice tone="care">{t("Forum.closedText")}</Notice>;
  if (state === "full") return <Notice tone="care">{t("Forum.fullText")}</Notice>;
  if (state === "drop_in") return <Notice tone="good">{t("Forum.dropInText")}</Notice>;
  return null;
}
