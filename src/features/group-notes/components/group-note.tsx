import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatNumericDateTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf, OwnName } from "@/i18n/localized";
import type { GroupNoteView } from "../queries";

/** One note to staff: who wrote it, in which language and when, and its words in that language's direction. */
export async function GroupNote({
  locale,
  note,
  own = false,
  children,
}: {
  locale: Locale;
  note: GroupNoteView;
  /** The reader wrote it. */
  own?: boolean;
  children?: ReactNode;
}) {
  const t = await getTranslations({ locale, namespace: "GroupNotes" });
  return (
    <article className="grid gap-2 rounded-card border border-line bg-surface p-4">
      <p className="text-sm text-ink-soft">
        {own ? null : (
          <>
            <bdi>{note.writer ?? t("somebody")}</bdi>
            {" · "}
          </>
        )}
        <OwnName language={note.language} locale={locale} />
        {" · "}
        <time dateTime={note.at.toISOString()}>{formatNumericDateTime(locale, note.at)}</time>
      </p>
      <div {...languageOf(note.language, "")} className="whitespace-pre-line wrap-anywhere">
        {note.text}
      </div>
      {children}
    </article>
  );
}
