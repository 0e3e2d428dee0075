import {
  Bold,
  CalendarDays,
  GraduationCap,
  Heading2,
  Heading3,
  ImagePlus,
  IndentDecrease,
  IndentIncrease,
  Italic,
  Link2,
  List,
  ListOrdered,
  type LucideIcon,
  Megaphone,
  Paperclip,
  Play,
  Quote,
  Redo2,
  Undo2,
  UsersRound,
} from "lucide-react";
import type { EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { ACTS, type Act, isActive } from "../editor/editing";

export type Insert = "link" | "term" | "picture" | "file" | "forum" | "group" | "video";

const GROUPS: { name: Act | Insert; icon: LucideIcon; turns?: true }[][] = [
  [
    { name: "heading2", icon: Heading2 },
    { name: "heading3", icon: Heading3 },
    { name: "bold", icon: Bold },
    { name: "italic", icon: Italic },
  ],
  [
    { name: "bullets", icon: List },
    { name: "numbers", icon: ListOrdered },
    { name: "higher", icon: IndentDecrease, turns: true },
    { name: "deeper", icon: IndentIncrease, turns: true },
  ],
  [
    { name: "quote", icon: Quote },
    { name: "callout", icon: Megaphone },
  ],
  [
    { name: "link", icon: Link2 },
    { name: "term", icon: GraduationCap },
    { name: "picture", icon: ImagePlus },
    { name: "file", icon: Paperclip },
    { name: "forum", icon: CalendarDays },
    { name: "group", icon: UsersRound },
    { name: "video", icon: Play },
  ],
  [
    { name: "undo", icon: Undo2, turns: true },
    { name: "redo", icon: Redo2, turns: true },
  ],
];

const isAct = (name: Act | Insert): name is Act => name in ACTS;

/** The editor's buttons: one stop of the Tab key, and the arrow keys among them (WAI-ARIA toolbar). */
export function EditorToolbar({
  ref,
  view,
  state,
  controls,
  words,
  without = [],
  ask,
}: {
  ref: RefObject<HTMLDivElement | null>;
  view: EditorView;
  state: EditorState;
  controls: string;
  words: { toolbar: string; acts: Record<Act, string>; insert: Record<Insert, string> };
  /** What the writer cannot insert. */
  without?: readonly Insert[];
  ask: (kind: Insert) => void;
}) {
  const [current, setCurrent] = useState<Act | Insert>("heading2");
  const groups = GROUPS.map((group) => group.filter(({ name }) => !(without as readonly string[]).includes(name)));
  const order = groups.flat().map(({ name }) => name);
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Escape") {
      view.focus();
      return;
    }
    const forward = getComputedStyle(event.currentTarget).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const now = order.indexOf(current);
    const next = { [forward]: now + 1, [backward]: now - 1, Home: 0, End: order.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const name = order[(next + order.length) % order.length] ?? "heading2";
    setCurrent(name);
    event.currentTarget.querySelector<HTMLButtonElement>(`[data-name="${name}"]`)?.focus();
  };
  return (
    <div
      ref={ref}
      role="toolbar"
      aria-label={words.toolbar}
      aria-controls={controls}
      onKeyDown={move}
      className="sticky top-0 z-10 flex flex-wrap gap-x-2 gap-y-1 border-b-2 border-line bg-sunk p-1.5"
    >
      {groups.map((group) => (
        <div key={group[0]?.name} className="flex flex-wrap gap-0.5">
          {group.map(({ name, icon: Icon, turns }) => {
            const label = isAct(name) ? words.acts[name] : words.insert[name];
            const active = name in isActive ? isActive[name as keyof typeof isActive](state) : undefined;
            const able = isAct(name) ? ACTS[name](state) : true;
            const press = () => {
              setCurrent(name);
              if (!able) return;
              if (!isAct(name)) return ask(name);
              ACTS[name](view.state, view.dispatch, view);
              view.focus();
            };
            return (
              <button
                key={name}
                type="button"
                data-name={name}
                aria-label={label}
                title={label}
                aria-pressed={active}
                aria-disabled={!able || undefined}
                tabIndex={name === current ? 0 : -1}
                // The selection stays where it is.
                onMouseDown={(event) => event.preventDefault()}
                onClick={press}
                className="grid size-11 cursor-pointer place-items-center rounded-lg border-2 border-transparent text-ink hover:border-edge aria-disabled:cursor-default aria-disabled:text-ink-soft aria-disabled:opacity-60 aria-disabled:hover:border-transparent aria-pressed:border-spruce aria-pressed:bg-moss aria-pressed:text-on-moss"
              >
                <Icon aria-hidden className={`size-5 ${turns ? "rtl:-scale-x-100" : ""}`} />
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}
