import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DocumentEditor } from "@/features/documents/components/document-editor";
import { DocumentHelp, type HelpMedia } from "@/features/documents/components/document-help";
import { editorWords, hintWords } from "@/features/documents/components/editor-words";
import { QuotedDocument } from "@/features/documents/components/quoted-document";
import type { EditorChoices } from "@/features/documents/editor/choices";
import { markupOf } from "@/features/documents/markup/rules";
import { plainWords } from "@/features/documents/schema";
import { Picture } from "@/features/media/components/picture";
import type { DraftReader } from "@/features/media/draft-address";
import { formatNumericDateTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf, Paragraphs } from "@/i18n/localized";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { FormAutosave } from "@/ui/form-autosave";
import type { FormField } from "@/ui/form-model";
import { Tag } from "@/ui/tag";
import { noteTextAction, saveTextAction } from "../actions";
import { listedTerms } from "../glossary/rules";
import type { TextAtWork } from "../queries";
import type { PartNote, Words } from "../rules";
import { documentPartsOf, partsOf, TEXT_FIELDS } from "../schema";
import { STATE_TONES } from "./state-tones";
import { partKeyOf } from "./text-state";
import { TextTerms } from "./text-terms";

const { WORDS, STILL_RIGHT } = TEXT_FIELDS;

/** What the input started from. The browser keeps it together with the input, so that changes in between are noticed. */
const BEGUN_FROM = ["startedFrom", "read", "form", "follows"] as const;

/**
 * The form of a text in one language: each part with its original, its state, and the sentences that its translator has
 * not seen. Contains the user's newest draft, if any, with their drafts from other windows beside it; if others have saved
 * since, also shows the present text.
 */
export async function TextForm({
  locale,
  link,
  itemId,
  text,
  isOwn,
  choices,
  help,
  reader,
  about,
}: {
  locale: Locale;
  /** The token of the link by which a volunteer works on it; null: they are signed in. */
  link: string | null;
  itemId: string;
  text: TextAtWork;
  /** Whether the user saved the newest revision. */
  isOwn: boolean;
  /** What a document may show. */
  choices: Omit<EditorChoices, "terms">;
  /** The newest pictures and files, for writing without a script; null for those who cannot choose any. */
  help: HelpMedia | null;
  /** Who reads the text before it is published. */
  reader: DraftReader | null;
  /** What a part describes, to be seen beside it; null if there is none, so that nobody is asked for the part. */
  about: Readonly<Record<string, ReactNode>>;
}) {
  const { language, sourceLanguage, kind, original, latest, notes } = text;
  const [draft = null, ...others] = text.drafts;
  const t = await getTranslations({ locale });
  const isOriginal = language === sourceLanguage;
  const parts = partsOf(kind);
  const editor = documentPartsOf(kind).length > 0 && {
    language: languageOf(language, ""),
    words: await editorWords(locale),
    hints: await hintWords(locale),
    choices: {
      ...choices,
      terms: listedTerms(language).map(({ id, word, language: lang }) => ({ value: id, label: word, lang })),
    },
  };
  /** Words as they are typed: a document as its markup. */
  const asTyped = (fields: Words): Words =>
    Object.fromEntries(
      Object.entries(fields).map(([field, one]) => [field, parts.get(field)?.document ? markupOf(one) : one]),
    );
  const words = asTyped(draft?.fields ?? latest?.fields ?? {});
  const saved = asTyped(latest?.fields ?? {});
  const elsewhere = others.map((other) => ({ ...other, fields: asTyped(other.fields) }));
  const read = isOriginal ? null : (draft?.read ?? original.number);
  const overtaken = draft !== null && draft.startedFrom < (latest?.number ?? 0);
  const fields = [...parts].flatMap(([field, { line, required, document = false }]): FormField[] => {
    const source = original.fields[field];
    // A part that the original lacks is shown only where there are words of it to be taken away.
    const given = [words, saved, ...elsewhere.map((other) => other.fields)];
    const subject = about[field];
    if ((subject === null || (!isOriginal && !source)) && given.every((one) => !one[field])) return [];
    const key = partKeyOf(kind, field);
    const note = notes.find((one) => one.field === field);
    const theirs = overtaken && (saved[field] ?? "") !== (words[field] ?? "") ? saved[field] : undefined;
    const besides = [
      ...(theirs === undefined ? [] : [{ title: t(isOwn ? "Texts.savedNow" : "Texts.theirs"), words: theirs }]),
      ...elsewhere
        .filter((other) => (other.fields[field] ?? "") !== (words[field] ?? ""))
        .map((other) => ({
          title: t("Texts.otherDraft", { when: formatNumericDateTime(locale, other.at) }),
          words: other.fields[field] ?? "",
        })),
    ].map((one) => <Quoted key={one.title} {...one} {...{ locale, language, document, reader }} />);
    const isLooked = note?.state === "older" && latest?.fields[field] && read === original.number;
    return [
      {
        kind: "text",
        name: `${WORDS}${field}`,
        label: key ? t(`TextParts.${key}`) : field,
        hint: isOriginal && !required ? t("Texts.optional") : undefined,
        lines: line ? Math.max(2, Math.ceil((source ?? words[field] ?? "").length / 45)) : document ? 24 : 10,
        language: languageOf(language, ""),
        beside: isOriginal ? (
          (subject || besides.length > 0) && (
            <>
              {subject}
              {besides}
            </>
          )
        ) : (
          <>
            {subject}
            <Original
              {...{ locale, note, document, reader, language: sourceLanguage }}
              words={source ?? ""}
              state={note?.state ?? (latest?.fields[field] ? "checked" : "missing")}
            />
            <TextTerms locale={locale} words={plainWords(source ?? "")} from={sourceLanguage} to={language} />
            {besides}
          </>
        ),
        below: document && editor && (
          <>
            <DocumentEditor
              {...editor}
              field={`${WORDS}${field}`}
              markup={words[field] ?? ""}
              original={isOriginal || !source ? null : markupOf(source)}
            />
            <DocumentHelp locale={locale} media={help} />
          </>
        ),
      },
      ...(isLooked
        ? [{ kind: "check", name: `${STILL_RIGHT}${field}`, label: t("Texts.stillRight"), private: true } as const]
        : []),
    ];
  });
  const initial = {
    ...Object.fromEntries(Object.entries(words).map(([field, value]) => [`${WORDS}${field}`, value])),
    startedFrom: String(latest?.number ?? 0),
    read: read === null ? "" : String(read),
    form: randomUUID(),
    follows: draft?.form ?? "",
    beside: others.map(({ form }) => form).join(" "),
  };
  const also = [
    { name: "way", value: "draft", label: t("Texts.keepDraft") },
    ...(draft ? [{ name: "way", value: "discard", label: t("Texts.discard") }] : []),
  ];
  return (
    <Form
      action={saveTextAction.bind(null, locale, link, itemId, language)}
      initial={initialFormState(initial)}
      draft={{
        name: `text ${itemId} ${language}`,
        restored: t("Texts.restoredTyped"),
        forget: t("Texts.forgetTyped"),
      }}
      steps={[
        {
          id: "text",
          fields: [
            ...BEGUN_FROM.map((name) => ({ kind: "hidden", name, kept: "typed" }) as const),
            { kind: "hidden", name: "beside" },
            ...fields,
            ...(latest
              ? [
                  {
                    kind: "check",
                    name: "small",
                    label: t("Texts.small"),
                    hint: t(isOriginal ? "Texts.smallHint" : "Texts.smallHintTranslation"),
                  } as const,
                ]
              : []),
          ],
        },
      ]}
      words={{ ...(await formLabels(locale, t("Texts.save"))), also }}
    >
      <FormAutosave keep={noteTextAction.bind(null, locale, link, itemId, language)} unkept={t("Texts.autoUnkept")} />
    </Form>
  );
}

/** What a part says in the original, how its translation stands, and the sentences that its translator has not seen. */
async function Original({
  locale,
  note,
  words,
  document,
  reader,
  language,
  state,
}: {
  locale: Locale;
  note: PartNote | undefined;
  words: string;
  document: boolean;
  reader: DraftReader | null;
  language: string;
  state: keyof typeof STATE_TONES;
}) {
  const t = await getTranslations({ locale });
  const unseen = note?.state === "older" ? (note.original ?? []) : [];
  return (
    <>
      <p>
        <Tag tone={STATE_TONES[state]}>{t(`TextStates.${state}`)}</Tag>
      </p>
      {words ? (
        <Quoted title={t("Texts.originalNow")} {...{ locale, words, document, language, reader }} />
      ) : (
        <p>{t("Texts.originalGone")}</p>
      )}
      {unseen.length > 0 && unseen.join(" ") !== words ? (
        <Quoted title={t("Texts.unseen")} words={unseen.join("\n\n")} {...{ locale, language }} marked />
      ) : null}
    </>
  );
}

/** Words of another language or hand, under a title. */
function Quoted({
  locale,
  title,
  words,
  document = false,
  reader = null,
  language,
  marked = false,
}: {
  locale: Locale;
  title: string;
  words: string;
  document?: boolean;
  reader?: DraftReader | null;
  language: string;
  marked?: boolean;
}) {
  const Words = marked ? "mark" : "span";
  return (
    <div className="grid gap-1">
      <p className="text-sm text-ink-soft">{title}</p>
      <div
        className={`grid gap-2 border-s-4 ps-3 ${marked ? "border-cloudberry" : "border-line"}`}
        {...languageOf(language, "")}
      >
        {document ? (
          <QuotedDocument
            locale={locale}
            text={words}
            language={language}
            picture={(id) => (
              <Picture
                id={id}
                alt=""
                lang={language}
                locale={language}
                sizes="20rem"
                reader={reader}
                className="max-h-60 w-auto rounded-field"
              />
            )}
          />
        ) : (
          <Paragraphs text={words}>
            {(paragraph) => <Words className="bg-transparent text-ink whitespace-pre-line">{paragraph}</Words>}
          </Paragraphs>
        )}
      </div>
    </div>
  );
}
