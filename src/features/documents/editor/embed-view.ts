import type { Node } from "prosemirror-model";
import type { EditorView, NodeView } from "prosemirror-view";
import { type EmbedBlock, embedOf } from "./nodes";

interface Words {
  kinds: Record<EmbedBlock["type"], string>;
  /** A picture has no description. */
  altNone: string;
  change: string;
  remove: string;
}

/** What the editor knows about a block beyond the block itself. */
interface Known {
  /** The title of a forum or a group. */
  titleOf: (block: EmbedBlock) => string | undefined;
  /** The address of a small picture. */
  thumbnailOf: (picture: string) => string | undefined;
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
    private readonly known: Known,
    private readonly change: (block: EmbedBlock, place: number) => void,
    private readonly all: Set<EmbedView>,
  ) {
    this.dom.contentEditable = "false";
    this.dom.className = "document-embed";
    this.dom.setAttribute("role", "group");
    this.draw();
    all.add(this);
  }

  /** Shows the block as it is, and what the editor knows about it by now. */
  draw(): void {
    const block = embedOf(this.node);
    const kind = this.words.kinds[block.type];
    const line = this.known.titleOf(block) ?? lineOf(block);
    this.dom.setAttribute("aria-label", [kind, line].filter(Boolean).join(": "));
    const text = document.createElement("p");
    const name = document.createElement("strong");
    const about = document.createElement("bdi");
    name.textContent = kind;
    about.textContent =
      block.type === "picture" && !block.alt ? [this.words.altNone, line].filter(Boolean).join(" – ") : line;
    text.append(name, " ", about);
    const picture = this.picture(block);
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
      ...(picture ? [picture] : []),
      text,
      ...(isFixed ? [] : [press(this.words.change, (place) => this.change(embedOf(this.node), place))]),
      remove,
    );
  }

  /** A picture, or the still of a video, in small; null if there is none to show. */
  private picture(block: EmbedBlock): HTMLImageElement | null {
    const id = block.type === "picture" ? block.picture : block.type === "video" ? block.still : undefined;
    const address = id === undefined ? undefined : this.known.thumbnailOf(id);
    if (address === undefined) return null;
    const image = document.createElement("img");
    image.alt = block.type === "picture" ? block.alt : "";
    image.src = address;
    // What is deleted, or not this reader's to see.
    image.addEventListener("error", () => image.remove());
    return image;
  }

  destroy(): void {
    this.all.delete(this);
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
