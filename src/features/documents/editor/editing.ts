import { baseKeymap, chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { gapCursor } from "prosemirror-gapcursor";
import { history, redo, undo } from "prosemirror-history";
import { inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { Fragment, type MarkType, type NodeType, Slice } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { type Command, type EditorState, Plugin, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { documentFromHtml } from "../paste/rules";
import { MOST_LEVELS } from "../schema";
import { nodesOf } from "./convert";
import { type EmbedBlock, MARK, NODE } from "./nodes";

/** The innermost node of some kinds around the selection, with its place; null if there is none. */
function around(state: EditorState, ...kinds: NodeType[]) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth);
    if (kinds.includes(node.type)) return { node, place: $from.before(depth) };
  }
  return null;
}

const isList = (state: EditorState) => around(state, NODE.bullets, NODE.numbers);

/** How deep in lists the selection is. */
function levelOf({ selection: { $from } }: EditorState): number {
  let level = 0;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === NODE.item) level++;
  return level;
}

const heading =
  (level: 2 | 3): Command =>
  (state, dispatch, view) =>
    (isActive[`heading${level}`](state) ? setBlockType(NODE.paragraph) : setBlockType(NODE.heading, { level }))(
      state,
      dispatch,
      view,
    );

/** Makes a list, ends it, or turns one kind into the other. */
const list =
  (kind: NodeType): Command =>
  (state, dispatch, view) => {
    const found = isList(state);
    if (!found) return wrapInList(kind)(state, dispatch, view);
    if (found.node.type === kind) return liftListItem(NODE.item)(state, dispatch, view);
    dispatch?.(state.tr.setNodeMarkup(found.place, kind));
    return true;
  };

const box =
  (kind: NodeType): Command =>
  (state, dispatch, view) =>
    (around(state, kind) ? lift : wrapIn(kind))(state, dispatch, view);

const deeper: Command = (state, dispatch, view) =>
  levelOf(state) < MOST_LEVELS && sinkListItem(NODE.item)(state, dispatch, view);

const insertBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(NODE.break.create()).scrollIntoView());
  return true;
};

/** What the keys and the buttons do, by name. */
export const ACTS = {
  heading2: heading(2),
  heading3: heading(3),
  bold: toggleMark(MARK.bold),
  italic: toggleMark(MARK.italic),
  bullets: list(NODE.bullets),
  numbers: list(NODE.numbers),
  deeper,
  higher: liftListItem(NODE.item),
  quote: box(NODE.quote),
  callout: box(NODE.callout),
  undo,
  redo,
} as const satisfies Record<string, Command>;
export type Act = keyof typeof ACTS;

const hasMark = (kind: MarkType) => (state: EditorState) => {
  const { from, $from, to, empty } = state.selection;
  if (empty) return kind.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  return state.doc.rangeHasMark(from, to, kind);
};
const isHeading = (level: number) => (state: EditorState) => around(state, NODE.heading)?.node.attrs.level === level;

/** Whether the selection has what a button makes; buttons that only do something are not here. */
export const isActive = {
  heading2: isHeading(2),
  heading3: isHeading(3),
  bold: hasMark(MARK.bold),
  italic: hasMark(MARK.italic),
  bullets: (state: EditorState) => isList(state)?.node.type === NODE.bullets,
  numbers: (state: EditorState) => isList(state)?.node.type === NODE.numbers,
  quote: (state: EditorState) => around(state, NODE.quote) !== null,
  callout: (state: EditorState) => around(state, NODE.callout) !== null,
  link: hasMark(MARK.link),
  term: hasMark(MARK.term),
};

/** The words of the selection, and the link or the term that it is in. */
export function linkAt(state: EditorState): { words: string; href?: string; term?: string } {
  const { from, to, $from, empty } = state.selection;
  const marks = empty ? $from.marks() : ($from.nodeAfter?.marks ?? []);
  const href = MARK.link.isInSet(marks)?.attrs.href;
  const term = MARK.term.isInSet(marks)?.attrs.term;
  return { words: state.doc.textBetween(from, to, " "), ...(href && { href }), ...(term && { term }) };
}

/** Gives the selection, or the whole link that the cursor is in, another address or term; null takes it away. */
export function setLink(view: EditorView, to: { href: string } | { term: string } | null, words: string): void {
  const { state } = view;
  const { $from, empty } = state.selection;
  let { from, to: end } = state.selection;
  if (empty) {
    const before = MARK.link.isInSet($from.marks()) ?? MARK.term.isInSet($from.marks());
    const siblings = $from.parent.children;
    if (before) {
      let [first, last] = [$from.index(), $from.index()];
      const has = (n: number) => before.isInSet(siblings[n]?.marks ?? []);
      if (!has(first)) [first, last] = [first - 1, first - 1];
      while (has(first - 1)) first--;
      while (has(last + 1)) last++;
      from = $from.posAtIndex(first);
      end = $from.posAtIndex(last + 1);
    }
  }
  const mark = to && ("href" in to ? MARK.link.create(to) : MARK.term.create(to));
  const tr = state.tr;
  if (from === end && mark && words) {
    tr.insertText(words, from).addMark(from, from + words.length, mark);
  } else {
    tr.removeMark(from, end, MARK.link).removeMark(from, end, MARK.term);
    if (mark) tr.addMark(from, end, mark);
  }
  view.dispatch(tr.setStoredMarks(null).scrollIntoView());
}

/** Puts a block where the cursor is, or in the place of another one, and the cursor behind it. */
export function setEmbed(view: EditorView, block: EmbedBlock, place: number | null): void {
  const { state } = view;
  const node = NODE.embed.create({ block });
  if (place !== null) {
    view.dispatch(state.tr.setNodeMarkup(place, undefined, { block }));
    return;
  }
  const { $from } = state.selection;
  const top = $from.depth === 0 ? $from.pos : $from.after(1);
  const isBlank = $from.depth === 1 && $from.parent.type === NODE.paragraph && $from.parent.content.size === 0;
  const start = isBlank ? $from.before(1) : top;
  const tr = isBlank ? state.tr.replaceWith(start, top, node) : state.tr.insert(start, node);
  const behind = start + node.nodeSize;
  if (!tr.doc.nodeAt(behind)?.isTextblock) tr.insert(behind, NODE.paragraph.create());
  view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(behind + 1))).scrollIntoView());
}

/** The last block can be typed into, so that one gets out of a box and behind a card. */
const ends = new Plugin({
  appendTransaction: (_, __, state) =>
    state.doc.lastChild && [NODE.embed, NODE.quote, NODE.callout].includes(state.doc.lastChild.type)
      ? state.tr.insert(state.doc.content.size, NODE.paragraph.create()).setMeta("addToHistory", false)
      : null,
});

/** HTML from elsewhere as the blocks that the editor knows; null for what was copied here, and for plain text. */
function pasted(data: DataTransfer | null): Slice | null {
  const html = data?.getData("text/html") ?? "";
  if (html === "" || /\bdata-pm-slice\b/.test(html)) return null;
  const content = nodesOf(documentFromHtml(html));
  return Slice.maxOpen(Fragment.from(content));
}

/** Before ProseMirror, which would let the browser read the HTML, with its styles. */
const cleaned = new Plugin({
  props: {
    handleDOMEvents: {
      paste: (view, event) => {
        const slice = pasted(event.clipboardData);
        if (!slice) return false;
        event.preventDefault();
        view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView().setMeta("paste", true));
        return true;
      },
      drop: (view, event) => {
        const slice = view.dragging ? null : pasted(event.dataTransfer);
        const place = slice && view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (!place) return false;
        event.preventDefault();
        view.dispatch(view.state.tr.replaceRange(place.pos, place.pos, slice).scrollIntoView());
        return true;
      },
    },
  },
});

/** Everything that the editor does: keys, undo, signs at the beginning of a line, and paste. */
export function pluginsFor(ask: (what: "link") => void, toToolbar: () => void): Plugin[] {
  return [
    cleaned,
    ends,
    inputRules({
      rules: [
        textblockTypeInputRule(/^(##|###)\s$/, NODE.heading, ([, marks = ""]) => ({ level: marks.length })),
        wrappingInputRule(/^\s*-\s$/, NODE.bullets),
        wrappingInputRule(/^1\.\s$/, NODE.numbers),
        wrappingInputRule(/^>\s$/, NODE.quote),
        wrappingInputRule(/^!\s$/, NODE.callout),
      ],
    }),
    keymap({
      "Mod-z": undo,
      "Shift-Mod-z": redo,
      "Mod-y": redo,
      "Mod-b": ACTS.bold,
      "Mod-i": ACTS.italic,
      "Mod-k": () => {
        ask("link");
        return true;
      },
      "Mod-Alt-2": ACTS.heading2,
      "Mod-Alt-3": ACTS.heading3,
      "Mod-Alt-0": setBlockType(NODE.paragraph),
      "Mod-]": ACTS.deeper,
      "Mod-[": ACTS.higher,
      "Shift-Enter": chainCommands(exitCode, insertBreak),
      Enter: splitListItem(NODE.item),
      "Alt-F10": () => {
        toToolbar();
        return true;
      },
    }),
    keymap(baseKeymap),
    gapCursor(),
    history(),
  ];
}
