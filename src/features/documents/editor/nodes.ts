import { type Attrs, type Node, Schema } from "prosemirror-model";
import { DOCUMENT_STYLES as LOOK } from "../components/document-styles";
import { allowedAddress, type Block, isKnownBlock } from "../schema";

/** The blocks that have no words of their own to type into. */
export type EmbedBlock = Extract<Block, { type: "picture" | "file" | "forum" | "group" | "video" | "kept" }>;

/** The block of an embed, from an attribute of copied HTML; false if it is not one. */
function embedFrom(json: string | null): Attrs | false {
  try {
    const block: unknown = JSON.parse(json ?? "");
    const { type, mark } = (block ?? {}) as Record<string, unknown>;
    if (type === "kept" && typeof mark === "string" && /^[0-9a-f]{16}$/.test(mark))
      return { block: { type, mark, stored: null } };
    return isKnownBlock(block) && isEmbed(block) ? { block } : false;
  } catch {
    return false;
  }
}

const isEmbed = (block: Block): block is EmbedBlock =>
  ["picture", "file", "forum", "group", "video", "kept"].includes(block.type);

const leads = (element: HTMLElement): Attrs | false => {
  const href = allowedAddress(element.getAttribute("href") ?? "");
  return href === null ? false : { href };
};

/**
 * What the editor may hold: the same as a document, so that nothing is lost or added between the two. No node has styles.
 * HTML is read only when something is copied within the editor; from elsewhere, see paste/rules.ts.
 */
export const NODES = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: {
      group: "block",
      content: "inline*",
      parseDOM: [{ tag: "p" }],
      toDOM: () => ["p", 0],
    },
    heading: {
      group: "block",
      content: "inline*",
      attrs: { level: { default: 2 } },
      defining: true,
      parseDOM: [
        { tag: "h2", attrs: { level: 2 } },
        { tag: "h3", attrs: { level: 3 } },
      ],
      toDOM: ({ attrs: { level } }) => [`h${level}`, { class: level === 2 ? LOOK.heading2 : LOOK.heading3 }, 0],
    },
    bullets: {
      group: "block list",
      content: "item+",
      parseDOM: [{ tag: "ul" }],
      toDOM: () => ["ul", { class: LOOK.bullets }, 0],
    },
    numbers: {
      group: "block list",
      content: "item+",
      parseDOM: [{ tag: "ol" }],
      toDOM: () => ["ol", { class: LOOK.numbers }, 0],
    },
    item: {
      content: "paragraph list*",
      defining: true,
      parseDOM: [{ tag: "li" }],
      toDOM: () => ["li", 0],
    },
    quote: {
      group: "block",
      content: "paragraph+",
      defining: true,
      parseDOM: [{ tag: "blockquote" }],
      toDOM: () => ["blockquote", { class: LOOK.quote }, 0],
    },
    callout: {
      group: "block",
      content: "paragraph+",
      defining: true,
      parseDOM: [{ tag: "div[data-callout]" }],
      toDOM: () => ["div", { "data-callout": "", class: LOOK.callout }, 0],
    },
    embed: {
      group: "block",
      atom: true,
      isolating: true,
      attrs: { block: {} },
      parseDOM: [
        {
          tag: "div[data-embed]",
          getAttrs: (element) => embedFrom((element as HTMLElement).getAttribute("data-embed")),
        },
      ],
      toDOM: ({ attrs: { block } }) => ["div", { "data-embed": JSON.stringify(block) }],
    },
    break: {
      group: "inline",
      inline: true,
      selectable: false,
      linebreakReplacement: true,
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
    },
    text: { group: "inline" },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      excludes: "link term",
      parseDOM: [{ tag: "a[href]", getAttrs: (element) => leads(element as HTMLElement) }],
      toDOM: ({ attrs: { href } }) => ["a", { href, class: "text-link" }, 0],
    },
    term: {
      attrs: { term: {} },
      inclusive: false,
      excludes: "link term",
      parseDOM: [
        {
          tag: "span[data-term]",
          getAttrs: (element) => ({ term: (element as HTMLElement).getAttribute("data-term") }),
        },
      ],
      toDOM: ({ attrs: { term } }) => ["span", { "data-term": term, class: "underline decoration-dotted" }, 0],
    },
    bold: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
    italic: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  },
});

export const { nodes: NODE, marks: MARK } = NODES;

export const embedOf = (node: Node): EmbedBlock => node.attrs.block;
