import { Fragment, type Node } from "prosemirror-model";
import { tidyDocument } from "../rules";
import type { Block, Document, List, ListItem, Run } from "../schema";
import { embedOf, MARK, NODE, NODES } from "./nodes";

function inlineOf(runs: readonly Run[]): Node[] {
  return runs.flatMap(({ text, bold, italic, link, term }) => {
    const marks = [
      ...(link === undefined ? [] : [MARK.link.create({ href: link })]),
      ...(term === undefined ? [] : [MARK.term.create({ term })]),
      ...(bold ? [MARK.bold.create()] : []),
      ...(italic ? [MARK.italic.create()] : []),
    ];
    return text
      .split(/(\n)/)
      .filter(Boolean)
      .map((piece) => (piece === "\n" ? NODE.break.create(null, null, marks) : NODES.text(piece, marks)));
  });
}

const paragraph = (runs: readonly Run[]) => NODE.paragraph.create(null, inlineOf(runs));

function listOf({ ordered, items }: List): Node {
  const kind = ordered ? NODE.numbers : NODE.bullets;
  return kind.create(
    null,
    items.map(({ text, list }) => NODE.item.create(null, [paragraph(text), ...(list ? [listOf(list)] : [])])),
  );
}

function nodeOf(block: Block): Node {
  switch (block.type) {
    case "heading":
      return NODE.heading.create({ level: block.level }, inlineOf(block.text));
    case "paragraph":
      return paragraph(block.text);
    case "list":
      return listOf(block);
    case "quote":
    case "callout":
      return NODE[block.type].create(null, block.paragraphs.map(paragraph));
    default:
      return NODE.embed.create({ block });
  }
}

/** The blocks of a document as the editor's nodes. */
export function nodesOf({ blocks }: Document): Fragment {
  return Fragment.from(blocks.map(nodeOf));
}

/** A document for the editor, which needs a paragraph to type into. */
export function toProse(document: Document): Node {
  const nodes = nodesOf(document);
  return NODE.doc.create(null, nodes.childCount > 0 ? nodes : paragraph([]));
}

function runsOf(node: Node): Run[] {
  return node.children.map(({ type, text, marks }) => {
    const of = (name: string) => marks.find((mark) => mark.type.name === name);
    const [link, term] = [of("link"), of("term")];
    return {
      text: type === NODE.break ? "\n" : (text ?? ""),
      ...(of("bold") && { bold: true as const }),
      ...(of("italic") && { italic: true as const }),
      ...(link && { link: String(link.attrs.href) }),
      ...(term && { term: String(term.attrs.term) }),
    };
  });
}

function itemsOf(list: Node): ListItem[] {
  return list.children.map((item) => {
    const [first, ...lists] = item.children;
    const [below] = lists;
    return {
      text: first ? runsOf(first) : [],
      ...(below && { list: { ordered: below.type === NODE.numbers, items: lists.flatMap(itemsOf) } }),
    };
  });
}

function blockOf(node: Node): Block {
  switch (node.type) {
    case NODE.heading:
      return { type: "heading", level: node.attrs.level === 3 ? 3 : 2, text: runsOf(node) };
    case NODE.bullets:
    case NODE.numbers:
      return { type: "list", ordered: node.type === NODE.numbers, items: itemsOf(node) };
    case NODE.quote:
      return { type: "quote", paragraphs: node.children.map(runsOf) };
    case NODE.callout:
      return { type: "callout", paragraphs: node.children.map(runsOf) };
    case NODE.embed:
      return embedOf(node);
    case NODE.paragraph:
      return { type: "paragraph", text: runsOf(node) };
    default:
      throw new Error(`no block for ${node.type.name}`);
  }
}

/** What is in the editor, as a document in its one form. */
export function fromProse(doc: Node): Document {
  return tidyDocument({ schema: 1, blocks: doc.children.map(blockOf) });
}
