import { getTranslations } from "next-intl/server";
import { TextState } from "@/features/content/components/text-state";
import type { Locale } from "@/i18n/locales";
import { languageOf, ownNameOf } from "@/i18n/localized";
import { type Address, routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { Notice } from "@/ui/notice";
import { Tag } from "@/ui/tag";
import type { ForumView } from "../queries";
import { takesRegistrations } from "../rules";
import { ForumChanges } from "./forum-changes";
import { StateTag } from "./state-tag";

/** A forum's title, summary and state, and what nobody who means to come may miss. */
export async function ForumHeader({ locale, forum }: { locale: Locale; forum: ForumView }) {
  const t = await getTranslations({ locale });
  const words = languageOf(forum.text.locale, locale);
  return (
    <header className="grid content-start gap-3 sm:gap-4 print:gap-2">
      <p className="flex flex-wrap gap-2">
        {/* A printed page hangs on the wall for weeks, and the number of free places soon becomes wrong. */}
        <span className={takesRegistrations(forum.state) ? "print:hidden" : "contents"}>
          <StateTag locale={locale} state={forum.state} seatsLeft={forum.seatsLeft} />
        </span>
        <Tag>{t(`Kinds.${forum.kind}`)}</Tag>
      </p>
      <h1 className="text-3xl" {...words}>
        <Terms locale={forum.text.locale}>{forum.text.title}</Terms>
      </h1>
      <p className="text-ink-soft sm:text-lg" {...words}>
        <Terms locale={forum.text.locale}>{forum.text.summary}</Terms>
      </p>
      {forum.state === "cancelled" ? (
        <Notice tone="stop" title={t("Forum.cancelledShort")}>
          {t("Forum.cancelledText")}
        </Notice>
      ) : null}
      {forum.state === "past" ? (
        <Notice>{t("Forum.pastText")}</Notice>
      ) : (
        <ForumChanges locale={locale} changes={forum.changes} />
      )}
    </header>
  );
}

/** The language of a forum's texts if the page's is missing, and the state of the translation. */
export async function TextNotices({
  locale,
  forum,
  original = (source) => routes.forum(source, forum.slug),
}: {
  locale: Locale;
  forum: ForumView;
  /** Where to read the original: on the forum's page, unless that does not exist yet. */
  original?: (source: Locale) => Address;
}) {
  const t = await getTranslations({ locale, namespace: "Site" });
  const language = forum.text.locale;
  return (
    <>
      {language === locale ? null : (
        <Notice>
          <p>
            {t.rich("fallback", {
              language: ownNameOf(language),
              b: (name) => <bdi {...languageOf(language, locale)}>{name}</bdi>,
            })}
          </p>
        </Notice>
      )}
      <TextState locale={locale} kind="forum" standing={forum.text.standing} original={original} />
    </>
  );
}
