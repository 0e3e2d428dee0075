import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatNumericDateTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf, OwnName } from "@/i18n/localized";
import type { NoteView } from "../queries";

/** One note: who wrote it, in which language and when, and its words in that language's direction. */
export async function NoteSheet({ locale, note, children }: { locale: Locale; note: NoteView; children?: ReactNode }) {
  const t = await getTranslations({ locale, namespace: "SessionNotes" });
  return (
    <article className="grid gap-2 rounded-card border border-line bg-surface p-4">
      <p className="text-sm text-ink-soft">
        <bdi>{note.isOwn ? t("you") : (note.writer ?? t("somebody"))}</bdi>
        {" · "}
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
