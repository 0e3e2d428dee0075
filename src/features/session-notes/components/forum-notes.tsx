import { NotebookPen } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { Locale } from "@/i18n/locales";
import type { NoteView } from "../queries";
import { NoteSheet } from "./note-sheet";

/** The notes of all sessions of a forum, folded, beside what is made of them; nothing if nobody has written any. */
export async function ForumNotes({
  locale,
  notes,
  titleOf,
  hint,
  below,
}: {
  locale: Locale;
  /** In the order of the programme. */
  notes: readonly NoteView[];
  /** The name of a session. */
  titleOf: (sessionId: string) => ReactNode;
  hint: ReactNode;
  /** What stands below each note. */
  below?: (note: NoteView) => ReactNode;
}) {
  if (notes.length === 0) return null;
  const t = await getTranslations({ locale, namespace: "SessionNotes" });
  return (
    <details className="fold min-w-0 rounded-field border-2 border-line open:border-edge">
      <summary className="flex min-h-12 list-none items-center gap-3 px-3.5 py-2 font-semibold">
        <NotebookPen aria-hidden className="size-5 shrink-0 text-spruce" />
        {t("ofTables", { count: notes.length })}
      </summary>
      <div className="grid gap-5 px-3.5 pb-4">
        <p className="text-sm text-ink-soft">{hint}</p>
        {[...Map.groupBy(notes, ({ sessionId }) => sessionId)].map(([sessionId, own]) => (
          <section key={sessionId} className="grid gap-3">
            <h2 className="text-lg">{titleOf(sessionId)}</h2>
            {own.map((note) => (
              <NoteSheet key={note.id} locale={locale} note={note}>
                {below?.(note)}
              </NoteSheet>
            ))}
          </section>
        ))}
      </div>
    </details>
  );
}
