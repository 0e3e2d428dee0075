import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { FormAutosave } from "@/ui/form-autosave";
import { spokenLanguageOptions, textInLanguage } from "@/ui/form-fields";
import { keepNoteAction, saveNoteAction } from "../actions";
import type { NoteView } from "../queries";

/** What the input started from. The browser keeps it together with the input, so that changes in between are noticed. */
const BEGUN_FROM = ["form", "follows", "seen", "beside"] as const;

/**
 * Where a host writes at a session: a sheet of theirs, or a new one. What they write is kept while they type; without a
 * script, when they press the button.
 */
export async function NoteForm({
  locale,
  sessionId,
  note,
  beside,
}: {
  locale: Locale;
  sessionId: string;
  /** The sheet that they go on with; null for a new one. */
  note: NoteView | null;
  /** Their other sheets, which the page shows. */
  beside: readonly NoteView[];
}) {
  const t = await getTranslations({ locale, namespace: "SessionNotes" });
  const initial = {
    text: note?.text ?? "",
    language: note?.language ?? locale,
    form: randomUUID(),
    follows: note?.id ?? "",
    seen: String(note?.revision ?? 0),
    beside: beside.map(({ id }) => id).join(" "),
  };
  return (
    <Form
      // A saved sheet has another revision: the form begins again with what is stored.
      key={`${initial.follows} ${initial.seen}`}
      action={saveNoteAction.bind(null, locale, sessionId)}
      initial={initialFormState(initial)}
      draft={{
        name: `note ${sessionId} ${initial.follows || "new"}`,
        restored: t("restored"),
        forget: t("forget"),
      }}
      lists={{
        languages: spokenLanguageOptions(locale),
      }}
      steps={[
        {
          id: "note",
          fields: [
            ...BEGUN_FROM.map((name) => ({ kind: "hidden", name, kept: "typed" }) as const),
            ...textInLanguage(
              { language: t("language"), text: t("text"), textHint: t("textHint") },
              { lines: 12, begun: initial.language },
            ),
          ],
        },
      ]}
      words={await formLabels(locale, t("save"))}
    >
      <FormAutosave keep={keepNoteAction.bind(null, locale, sessionId)} unkept={t("autoUnkept")} />
    </Form>
  );
}
