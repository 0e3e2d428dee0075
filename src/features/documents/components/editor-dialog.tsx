import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Button } from "@/ui/button";
import { SelectField, TextField } from "@/ui/field";
import type { EditorChoices, MediaChoice, MediaList } from "../editor/choices";
import type { EmbedBlock } from "../editor/nodes";
import { addressFrom, slugFrom } from "../markup/rules";
import type { Insert } from "./editor-toolbar";
import { MediaPicker, type MediaPickerWords } from "./media-picker";

/** What the editor asks for, with what there is already; and the answer. */
export type Asked =
  | { kind: "link"; wants?: "link" | "term"; words: string; href?: string; term?: string }
  | { kind: "embed"; block: EmbedBlock; at: number | null };

export interface EditorDialogWords {
  insert: Record<Insert, string>;
  kinds: Record<EmbedBlock["type"], string>;
  ask: Record<
    | ("address" | "addressHint" | "addressWrong" | "linkWords" | "choose" | "pageAddress" | "pageHint" | "pageWrong")
    | ("title" | "titleWrong" | "alt" | "altHint" | "caption" | "label" | "labelNeeded" | "pickNeeded")
    | ("done" | "cancel" | "unlink"),
    string
  >;
  picker: MediaPickerWords;
}

type Values = Record<string, string>;

/** Asks for what a link or a card needs. Escape and the last button leave everything as it was. */
export function EditorDialog({
  asked,
  words,
  choices,
  media,
  thumbnails,
  onAnswer,
}: {
  asked: Asked;
  words: EditorDialogWords;
  choices: EditorChoices;
  /** Where pictures and files can be chosen; null if not by this writer. */
  media: MediaList | null;
  /** The addresses of small pictures, by id; what is chosen is added. */
  thumbnails: Record<string, string>;
  onAnswer: (answer: Asked | null) => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [values, setValues] = useState<Values>(() => valuesOf(asked));
  const [picked, setPicked] = useState(() => pickedIn(asked, thumbnails));
  const [errors, setErrors] = useState<Values>({});
  /** The name that the dialog itself has given a file. */
  const suggested = useRef("");
  useEffect(() => dialog.current?.showModal(), []);
  const t = words.ask;
  const isTerm = asked.kind === "link" && (asked.wants === "term" || asked.term !== undefined);
  const kind = asked.kind === "embed" ? asked.block.type : isTerm ? "term" : "link";
  const title =
    kind in words.insert ? words.insert[kind as keyof typeof words.insert] : words.kinds[kind as EmbedBlock["type"]];

  const text = (name: string, label: string, more: { hint?: string; dir?: "ltr" } = {}) => (
    <TextField
      id={`${id}-${name}`}
      label={label}
      value={values[name] ?? ""}
      onChange={({ target }) => setValues({ ...values, [name]: target.value })}
      error={errors[name]}
      {...more}
    />
  );
  const select = (name: string, label: string, options: EditorChoices["terms"]) => (
    <SelectField
      id={`${id}-${name}`}
      label={label}
      value={values[name] ?? ""}
      onChange={({ target }) => setValues({ ...values, [name]: target.value })}
      error={errors[name]}
    >
      <option value="" />
      {options.map(({ value, label: option, lang }) => (
        <option key={value} value={value} lang={lang}>
          {option}
        </option>
      ))}
    </SelectField>
  );

  const wants = kind === "picture" || kind === "file" ? kind : kind === "video" ? "still" : null;
  const pick = (choice: MediaChoice | null) => {
    if (choice?.thumbnail) thumbnails[choice.id] = choice.thumbnail;
    setPicked(choice);
    // A file is called what it was called when it was added, until somebody says it better.
    if (kind === "file" && (!values.label || values.label === suggested.current)) {
      suggested.current = choice?.name ?? "";
      setValues({ ...values, label: suggested.current });
    }
  };
  const send = () => {
    const [answer, wrong] = answerOf(asked, kind, { ...values, media: picked?.id ?? "" }, t, choices);
    setErrors(wrong);
    if (answer) onAnswer(answer);
    else document.getElementById(`${id}-${Object.keys(wrong)[0]}`)?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    send();
  };

  return createPortal(
    <dialog
      ref={dialog}
      aria-labelledby={`${id}-title`}
      onClose={() => onAnswer(null)}
      onKeyDown={keys}
      // What is typed here is not typed into the form around the editor.
      onChange={(event) => event.stopPropagation()}
      className={`m-auto ${wants && media ? "w-[min(58rem,94vw)]" : "w-[min(34rem,92vw)]"} rounded-card border border-line bg-surface p-6 text-ink shadow-card backdrop:bg-ink/40`}
    >
      <h2 id={`${id}-title`} className="mb-4 text-xl">
        {title}
      </h2>
      <div className={wants && media ? "grid gap-x-8 gap-y-5 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]" : ""}>
        {wants && media ? (
          <MediaPicker
            id={id}
            wants={wants}
            list={media}
            words={words.picker}
            picked={picked}
            onPick={pick}
            error={errors.media}
          />
        ) : null}
        <div className="grid content-start gap-4">
          {kind === "link" ? text("address", t.address, { hint: t.addressHint, dir: "ltr" }) : null}
          {kind === "term" ? select("term", t.choose, choices.terms) : null}
          {asked.kind === "link" && !asked.words && !asked.href && !asked.term ? text("words", t.linkWords) : null}
          {kind === "forum" || kind === "group" ? (
            <>
              {select("chosen", t.choose, kind === "forum" ? choices.forums : choices.groups)}
              {text("page", t.pageAddress, { hint: t.pageHint, dir: "ltr" })}
            </>
          ) : null}
          {kind === "video" ? (
            <>
              {text("address", t.address, { hint: t.addressHint, dir: "ltr" })}
              {text("title", t.title)}
            </>
          ) : null}
          {kind === "picture" ? (
            <>
              {text("alt", t.alt, { hint: t.altHint })}
              {text("caption", t.caption)}
            </>
          ) : null}
          {kind === "file" ? text("label", t.label) : null}
        </div>
      </div>
      <div className="mt-5 flex flex-wrap gap-3">
        <Button onClick={send}>{t.done}</Button>
        {asked.kind === "link" && (asked.href || asked.term) ? (
          <Button kind="secondary" onClick={() => onAnswer({ kind: "link", words: asked.words })}>
            {t.unlink}
          </Button>
        ) : null}
        <Button kind="secondary" onClick={() => onAnswer(null)}>
          {t.cancel}
        </Button>
      </div>
    </dialog>,
    document.body,
  );
}

function valuesOf(asked: Asked): Values {
  if (asked.kind === "link") return { address: asked.href ?? "", term: asked.term ?? "", words: asked.words };
  const { block } = asked;
  switch (block.type) {
    case "forum":
      return { chosen: block.forum, page: "" };
    case "group":
      return { chosen: block.group, page: "" };
    case "video":
      return { address: block.address, title: block.title };
    case "picture":
      return { alt: block.alt, caption: block.caption ?? "" };
    case "file":
      return { label: block.label };
    case "kept":
      return {};
  }
}

/** The picture or file that a block has already. */
function pickedIn(asked: Asked, thumbnails: Record<string, string>): MediaChoice | null {
  if (asked.kind === "link") return null;
  const { block } = asked;
  const of = (id: string | undefined, name: string) =>
    id ? { id, name, about: "", thumbnail: thumbnails[id] || null } : null;
  if (block.type === "picture") return of(block.picture, block.alt);
  if (block.type === "file") return of(block.file, block.label);
  return block.type === "video" ? of(block.still, "") : null;
}

/** The answer that some values make, or what is wrong with them. */
function answerOf(
  asked: Asked,
  kind: string,
  values: Values,
  t: EditorDialogWords["ask"],
  choices: EditorChoices,
): [Asked | null, Values] {
  const {
    address = "",
    term = "",
    words = "",
    chosen = "",
    page = "",
    title = "",
    alt = "",
    caption = "",
    label = "",
    media = "",
  } = values;
  if (asked.kind === "link") {
    if (kind === "term") {
      const found = choices.terms.find(({ value }) => value === term);
      return found ? [{ kind: "link", words: words.trim() || found.label, term }, {}] : [null, { term: t.pageWrong }];
    }
    const href = addressFrom(address);
    return href === null
      ? [null, { address: t.addressWrong }]
      : [{ kind: "link", words: words.trim() || address.trim(), href }, {}];
  }
  const { block, at } = asked;
  const put = (put: EmbedBlock): [Asked, Values] => [{ kind: "embed", block: put, at }, {}];
  switch (block.type) {
    case "forum":
    case "group": {
      const slug = slugFrom(page || chosen, block.type);
      if (slug === null) return [null, { [page ? "page" : "chosen"]: t.pageWrong }];
      return put(block.type === "forum" ? { type: "forum", forum: slug } : { type: "group", group: slug });
    }
    case "video": {
      const video = addressFrom(address);
      const wrong = {
        ...(video?.startsWith("https:") ? {} : { address: t.addressWrong }),
        ...(title.trim() ? {} : { title: t.titleWrong }),
      };
      if (!video || Object.keys(wrong).length > 0) return [null, wrong];
      const { type } = block;
      return put({ type, address: video, title: title.trim().slice(0, 200), ...(media && { still: media }) });
    }
    case "picture": {
      if (!media) return [null, { media: t.pickNeeded }];
      const below = caption.trim().slice(0, 500);
      return put({ type: block.type, picture: media, alt: alt.trim().slice(0, 300), ...(below && { caption: below }) });
    }
    case "file": {
      const wrong = { ...(media ? {} : { media: t.pickNeeded }), ...(label.trim() ? {} : { label: t.labelNeeded }) };
      return Object.keys(wrong).length > 0
        ? [null, wrong]
        : put({ type: block.type, file: media, label: label.trim().slice(0, 200) });
    }
    case "kept":
      return [null, {}];
  }
}
