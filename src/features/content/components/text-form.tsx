import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { formatNumericDateTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf, Paragraphs } from "@/i18n/localized";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { FormAutosave } from "@/ui/form-autosave";
import type { FormField } from "@/ui/form-model";
import { Tag } from "@/ui/tag";
import { noteTextAction, saveTextAction } from "../actions";
import type { TextAtWork } from "../queries";
import type { PartNote } from "../rules";
import { partsOf, TEXT_FIELDS } from "../schema";
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
}: {
  locale: Locale;
  /** The token of the link by which a volunteer works on it; null: they are signed in. */
  link: string | null;
  itemId: string;
  text: TextAtWork;
  /** Whether the user saved the newest revision. */
  isOwn: boolean;
}) {
  const { language, sourceLanguage, kind, original, latest, notes } = text;
  const [draft = null, ...others] = text.drafts;
  const t = await getTranslations({ locale });
  const isOriginal = language === sourceLanguage;
  const words = draft?.fields ?? latest?.fields ?? {};
  const read = isOriginal ? null : (draft?.read ?? original.number);
  const overtaken = draft !== null && draft.startedFrom < (latest?.number ?? 0);
  const fields = [...partsOf(kind)].flatMap(([field, { line, required }]): FormField[] => {
    const source = original.fields[field];
    // A part that the original lacks is shown only where there are words of it to be taken away.
    const given = [words, latest?.fields ?? {}, ...others.map((other) => other.fields)];
    if (!isOriginal && !source && given.every((one) => !one[field])) return [];
    const key = partKeyOf(kind, field);
    const note = notes.find((one) => one.field === field);
    const theirs =
      overtaken && (latest?.fields[field] ?? "") !== (words[field] ?? "") ? latest?.fields[field] : undefined;
    const besides = [
      ...(theirs === undefined ? [] : [{ title: t(isOwn ? "Texts.savedNow" : "Texts.theirs"), words: theirs }]),
      ...others
        .filter((other) => (other.fields[field] ?? "") !== (words[field] ?? ""))
        .map((other) => ({
          title: t("Texts.otherDraft", { when: formatNumericDateTime(locale, other.at) }),
          words: other.fields[field] ?? "",
        })),
    ].map((one) => <Quoted key={one.title} {...one} language={language} />);
    const isLooked = note?.state === "older" && latest?.fields[field] && read === original.number;
    return [
      {
        kind: "text",
        name: `${WORDS}${field}`,
        label: key ? t(`TextParts.${key}`) : field,
        hint: isOriginal && !required ? t("Texts.optional") : undefined,
        lines: line ? Math.max(2, Math.ceil((source ?? words[field] ?? "").length / 45)) : 10,
        language: languageOf(language, ""),
        beside: isOriginal ? (
          besides.length > 0 && besides
        ) : (
          <>
            <Original
              {...{ locale, note, language: sourceLanguage }}
              words={source ?? ""}
              state={note?.state ?? (latest?.fields[field] ? "checked" : "missing")}
            />
            <TextTerms locale={locale} words={source ?? ""} from={sourceLanguage} to={language} />
            {besides}
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
  language,
  state,
}: {
  locale: Locale;
  note: PartNote | undefined;
  words: string;
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
        <Quoted title={t("Texts.originalNow")} words={words} language={language} />
      ) : (
        <p>{t("Texts.originalGone")}</p>
      )}
      {unseen.length > 0 && unseen.join(" ") !== words ? (
        <Quoted title={t("Texts.unseen")} words={unseen.join("\n\n")} language={language} marked />
      ) : null}
    </>
  );
}

/** Words of another language or hand, under a title. */
function Quoted({
  title,
  words,
  language,
  marked = false,
}: {
  title: string;
  words: string;
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
        <Paragraphs text={words}>
          {(paragraph) => <Words className="bg-transparent text-ink whitespace-pre-line">{paragraph}</Words>}
        </Paragraphs>
      </div>
    </div>
  );
}
