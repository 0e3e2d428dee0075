import type { Node } from "prosemirror-model";
import type { EditorView, NodeView } from "prosemirror-view";
import { type EmbedBlock, embedOf } from "./nodes";

interface Words {
  kinds: Record<EmbedBlock["type"], string>;
  change: string;
  remove: string;
}

/** What a block without words of its own is about, in a line. */
function lineOf(block: EmbedBlock): string {
  switch (block.type) {
    case "picture":
      return [block.alt, block.caption].filter(Boolean).join(" – ");
    case "file":
      return block.label;
    case "forum":
      return block.forum;
    case "group":
      return block.group;
    case "video":
      return [block.title, block.address].filter(Boolean).join(" – ");
    case "kept":
      return "";
  }
}

/** A block without words of its own: what it is, and buttons to change and to remove it. */
export class EmbedView implements NodeView {
  readonly dom = document.createElement("div");

  constructor(
    private node: Node,
    private readonly view: EditorView,
    private readonly getPos: () => number | undefined,
    private readonly words: Words,
    private readonly titleOf: (block: EmbedBlock) => string | undefined,
    private readonly change: (block: EmbedBlock, place: number) => void,
  ) {
    this.dom.contentEditable = "false";
    this.dom.className = "document-embed";
    this.dom.setAttribute("role", "group");
    this.draw();
  }

  private draw(): void {
    const block = embedOf(this.node);
    const kind = this.words.kinds[block.type];
    const line = this.titleOf(block) ?? lineOf(block);
    this.dom.setAttribute("aria-label", [kind, line].filter(Boolean).join(": "));
    const text = document.createElement("p");
    const name = document.createElement("strong");
    const about = document.createElement("bdi");
    name.textContent = kind;
    about.textContent = line;
    text.append(name, " ", about);
    const press = (words: string, act: (place: number) => void) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.setAttribute("aria-label", [words, kind, line].filter(Boolean).join(" – "));
      button.addEventListener("click", () => {
        const place = this.getPos();
        if (place !== undefined) act(place);
      });
      return button;
    };
    const remove = press(this.words.remove, (place) => {
      this.view.dispatch(this.view.state.tr.delete(place, place + this.node.nodeSize));
      this.view.focus();
    });
    const isFixed = block.type === "kept";
    this.dom.replaceChildren(
      text,
      ...(isFixed ? [] : [press(this.words.change, (place) => this.change(embedOf(this.node), place))]),
      remove,
    );
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.draw();
    return true;
  }

  stopEvent(event: Event): boolean {
    return event.target instanceof HTMLButtonElement;
  }

  ignoreMutation(): boolean {
    return true;
  }
}
