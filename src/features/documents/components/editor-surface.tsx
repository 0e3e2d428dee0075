"use client";

import "prosemirror-view/style/prosemirror.css";
import "prosemirror-gapcursor/style/gapcursor.css";
import "./editor-surface.css";
import { EditorState, Selection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Notice } from "@/ui/notice";
import type { EditorChoices } from "../editor/choices";
import { fromProse, toProse } from "../editor/convert";
import { type Act, linkAt, pluginsFor, setEmbed, setLink } from "../editor/editing";
import { EmbedView } from "../editor/embed-view";
import type { EmbedBlock } from "../editor/nodes";
import { parseMarkup, toMarkup } from "../markup/rules";
import { referencesOf } from "../rules";
import { type Document, isKnownBlock } from "../schema";
import { type Asked, EditorDialog, type EditorDialogWords } from "./editor-dialog";
import { EditorToolbar, type Insert } from "./editor-toolbar";
import { askFor } from "./media-picker";

export interface EditorWords extends EditorDialogWords {
  toolbar: string;
  acts: Record<Act, string>;
  insert: Record<Insert, string>;
  kinds: Record<EmbedBlock["type"], string>;
  /** A picture has no description. */
  altNone: string;
  change: string;
  remove: string;
  /** Turns to the field and back. */
  asMarkup: string;
  asEditor: string;
  /** Takes over the original's text. */
  copyOriginal: string;
  /** The field holds something that the editor cannot show. */
  unreadable: string;
  /** What is in the editor cannot be written into the field. */
  unkept: string;
  keys: string;
}

export interface EditorProps {
  /** The id of the text field. */
  field: string;
  /** The language of the document. */
  language: { lang?: string; dir?: "ltr" | "rtl" };
  words: EditorWords;
  choices: EditorChoices;
  /** The markup of the original, for a translation. */
  original: string | null;
  onMarkup: (markup: string) => void;
}

const fieldOf = (id: string) => {
  const field = document.getElementById(id) ?? document.getElementById(`${id}-markup`);
  return field instanceof HTMLTextAreaElement ? field : null;
};

/** Types into a field as a person would, so that everything that listens to it hears. */
function typeInto(field: HTMLTextAreaElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * The editor in the place of a document's text field. It reads the field's markup and writes it with every change, so that
 * drafts, autosave and saving need to know nothing of it. It takes over only what it can show whole.
 */
export function EditorSurface({ field: id, language, words, choices, original, onMarkup }: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const toolbar = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const [state, setState] = useState<EditorState>();
  const [open, setOpen] = useState(true);
  const [unreadable, setUnreadable] = useState(false);
  const [failed, setFailed] = useState(false);
  const [asked, setAsked] = useState<Asked>();
  const embeds = useRef(new Set<EmbedView>());
  const thumbnails = useRef({ ...choices.thumbnails });
  const { lang, dir } = language;

  /** Where this writer gets pictures and files. A form can name the organisation itself. */
  const mediaList = () => {
    const { media } = choices;
    if (media?.organisation !== null) return media;
    const named = fieldOf(id)?.form?.elements.namedItem("organisation");
    const organisation = named instanceof HTMLSelectElement || named instanceof HTMLInputElement ? named.value : "";
    return { ...media, organisation };
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once each time that the editor opens
  useEffect(() => {
    const field = fieldOf(id);
    const form = field?.form;
    if (!field || !form || !place.current || !open) return;
    const { document: parsed, problems } = parseMarkup(field.value);
    setUnreadable(problems.length > 0);
    if (problems.length > 0) {
      setOpen(false);
      return;
    }
    const label = form.querySelector<HTMLLabelElement>(`label[for="${CSS.escape(id)}"]`);
    if (label) label.id ||= `${id}-label`;
    let gone = false;
    /** Finds the thumbnails of pictures that the page did not know: of a restored draft, or pasted. */
    const illustrate = async (document: Document): Promise<void> => {
      const unknown = referencesOf(document).pictures.filter((picture) => !(picture in thumbnails.current));
      const list = unknown.length > 0 ? mediaList() : null;
      if (!list) return;
      const asked = unknown.slice(0, list.most);
      // Known, so that nobody asks again while the answer is on its way.
      for (const picture of asked) thumbnails.current[picture] = "";
      const found = await askFor({ ...list, organisation: "" }, { ids: asked.join(",") });
      if (!found) {
        // The next change asks again.
        for (const picture of asked) delete thumbnails.current[picture];
        return;
      }
      for (const { id: picture, thumbnail } of found.items) thumbnails.current[picture] = thumbnail ?? "";
      if (gone) return;
      for (const embed of embeds.current) embed.draw();
      await illustrate(document);
    };
    let broken = false;
    const write = (editor: EditorState) => {
      try {
        const document = fromProse(editor.doc);
        if (!document.blocks.every((block) => block.type === "kept" || isKnownBlock(block)))
          throw new Error("a foreign block");
        const markup = toMarkup(document);
        if (markup !== field.value) typeInto(field, markup);
        onMarkup(markup);
        illustrate(document);
        broken = false;
      } catch {
        // The field keeps what it last held, and nothing is sent: neither by itself nor by hand.
        broken = true;
      }
      setFailed(broken);
    };
    const described = field.getAttribute("aria-describedby");
    const editor = new EditorView(place.current, {
      state: EditorState.create({
        doc: toProse(parsed),
        plugins: pluginsFor(
          () => setAsked({ kind: "link", ...linkAt(editor.state) }),
          () => toolbar.current?.querySelector<HTMLButtonElement>('button[tabindex="0"]')?.focus(),
        ),
      }),
      attributes: {
        id,
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": label?.id ?? "",
        "aria-describedby": [described, `${id}-keys`].filter(Boolean).join(" "),
        ...(field.getAttribute("aria-invalid") && { "aria-invalid": "true" }),
        ...(lang && { lang }),
        dir: dir ?? "auto",
        class: "document-editor",
      },
      nodeViews: {
        embed: (node, own, getPos) =>
          new EmbedView(
            node,
            own,
            getPos,
            words,
            { titleOf, thumbnailOf: (picture) => thumbnails.current[picture] || undefined },
            (block, at) => setAsked({ kind: "embed", block, at }),
            embeds.current,
          ),
      },
      dispatchTransaction: (transaction) => {
        const next = editor.state.apply(transaction);
        editor.updateState(next);
        setState(next);
        if (transaction.docChanged) write(next);
      },
    });
    view.current = editor;
    setState(editor.state);
    onMarkup(field.value);
    illustrate(parsed);
    // The id leads to what one types into; links from the summary of errors go there.
    field.id = `${id}-markup`;
    const typing = document.activeElement === field;
    field.hidden = true;
    if (typing) {
      // Somebody has begun before the editor had loaded: the next letter comes behind the last.
      editor.dispatch(editor.state.tr.setSelection(Selection.atEnd(editor.state.doc)));
      editor.focus();
    }
    const hold = (event: Event) => {
      if (!broken) return;
      event.preventDefault();
      event.stopPropagation();
      editor.focus();
    };
    const toEditor = (event: Event) => {
      event.preventDefault();
      editor.focus();
    };
    form.addEventListener("submit", hold, { capture: true });
    label?.addEventListener("click", toEditor);
    return () => {
      gone = true;
      form.removeEventListener("submit", hold, { capture: true });
      label?.removeEventListener("click", toEditor);
      editor.destroy();
      view.current = null;
      setState(undefined);
      field.id = id;
      field.hidden = false;
    };
  }, [id, open]);

  const titleOf = (block: EmbedBlock) =>
    block.type === "forum"
      ? choices.forums.find(({ value }) => value === block.forum)?.label
      : block.type === "group"
        ? choices.groups.find(({ value }) => value === block.group)?.label
        : undefined;

  const answer = (said: Asked | null) => {
    const editor = view.current;
    // While the dialog is open, nothing else can have the focus.
    flushSync(() => setAsked(undefined));
    if (!editor) return;
    if (said?.kind === "link") {
      if (said.href) setLink(editor, { href: said.href }, said.words);
      else if (said.term) setLink(editor, { term: said.term }, said.words);
      else setLink(editor, null, "");
    } else if (said?.kind === "embed") setEmbed(editor, said.block, said.at);
    editor.focus();
  };

  const copyOriginal = () => {
    const editor = view.current;
    if (!editor || original === null) return;
    const { document: copied } = parseMarkup(original);
    editor.dispatch(editor.state.tr.replaceWith(0, editor.state.doc.content.size, toProse(copied).content));
    editor.focus();
  };

  const isEmpty = state?.doc.childCount === 1 && state.doc.firstChild?.content.size === 0;
  return (
    <div className="grid gap-3">
      <div className={open ? "overflow-clip rounded-field border-2 border-edge bg-surface" : "hidden"}>
        {state && view.current ? (
          <EditorToolbar
            ref={toolbar}
            view={view.current}
            state={state}
            controls={id}
            words={words}
            without={choices.media ? [] : ["picture", "file"]}
            ask={(kind) =>
              setAsked(
                kind === "link" || kind === "term"
                  ? { kind: "link", wants: kind, ...linkAt(state) }
                  : { kind: "embed", block: emptyBlock(kind), at: null },
              )
            }
          />
        ) : null}
        <div ref={place} />
      </div>
      {failed ? (
        <div role="alert">
          <Notice tone="stop">{words.unkept}</Notice>
        </div>
      ) : null}
      {unreadable ? (
        <div role="status">
          <Notice tone="care">{words.unreadable}</Notice>
        </div>
      ) : null}
      <p id={`${id}-keys`} className={open ? "text-sm text-ink-soft" : "hidden"}>
        {words.keys}
      </p>
      <p className="flex flex-wrap gap-x-6">
        {open && isEmpty && original ? <TextButton onClick={copyOriginal}>{words.copyOriginal}</TextButton> : null}
        <TextButton onClick={() => setOpen(!open)}>{open ? words.asMarkup : words.asEditor}</TextButton>
      </p>
      {asked ? (
        <EditorDialog
          asked={asked}
          words={words}
          choices={choices}
          media={mediaList()}
          thumbnails={thumbnails.current}
          onAnswer={answer}
        />
      ) : null}
    </div>
  );
}

/** A card that does not lead anywhere yet. */
function emptyBlock(kind: Exclude<Insert, "link" | "term">): EmbedBlock {
  if (kind === "picture") return { type: "picture", picture: "", alt: "" };
  if (kind === "file") return { type: "file", file: "", label: "" };
  if (kind === "forum") return { type: "forum", forum: "" };
  if (kind === "group") return { type: "group", group: "" };
  return { type: "video", address: "", title: "" };
}

function TextButton({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-11 cursor-pointer font-semibold text-spruce underline underline-offset-4"
    >
      {children}
    </button>
  );
}
