import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { SPOKEN_LANGUAGE_CODES, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { FormAutosave } from "@/ui/form-autosave";
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
        languages: SPOKEN_LANGUAGE_CODES.map((value) => ({
          value,
          label: SPOKEN_LANGUAGES[value].name,
          ...languageOf(value, locale),
        })),
      }}
      steps={[
        {
          id: "note",
          fields: [
            ...BEGUN_FROM.map((name) => ({ kind: "hidden", name, kept: "typed" }) as const),
            { kind: "select", name: "language", label: t("language"), options: "languages" },
            {
              kind: "text",
              name: "text",
              label: t("text"),
              hint: t("textHint"),
              lines: 12,
              // People change the language after they have begun to write, so the words decide on their direction.
              language: { ...languageOf(initial.language, ""), dir: "auto" },
            },
          ],
        },
      ]}
      words={await formLabels(locale, t("save"))}
    >
      <FormAutosave keep={keepNoteAction.bind(null, locale, sessionId)} unkept={t("autoUnkept")} />
    </Form>
  );
}
