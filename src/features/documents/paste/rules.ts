import { addressFrom } from "../markup/rules";
import { tidyDocument } from "../rules";
import type { Block, Document, List, ListItem, Run } from "../schema";

// Makes a document of the HTML that word processors and pages put on the clipboard. Reads it as a text, so that no browser
// ever takes it for a page: nothing in it is loaded, run or applied.

/** Longer HTML is not read. */
const MOST_HTML = 4_000_000;

/** Elements whose content is not for readers. */
const SILENT = new Set(
  "script style title head template noscript iframe object embed svg math xml textarea select button audio video canvas".split(
    " ",
  ),
);
const BLOCKS = new Set(
  "p div section article header footer main aside nav address pre figure figcaption dl dt dd table tbody thead tfoot tr td th caption form fieldset hr blockquote ul ol li h1 h2 h3 h4 h5 h6".split(
    " ",
  ),
);
const VOID = new Set("br hr img input meta link col area base source wbr".split(" "));

const ENTITIES: Record<string, string> = {
  ...{
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    nbsp: " ",
    shy: "\u00AD",
    ndash: "–",
    mdash: "—",
    hellip: "…",
  },
  ...{
    lsquo: "‘",
    rsquo: "’",
    ldquo: "“",
    rdquo: "”",
    laquo: "«",
    raquo: "»",
    bull: "•",
    middot: "·",
    euro: "€",
    deg: "°",
  },
  ...{
    auml: "ä",
    Auml: "Ä",
    ouml: "ö",
    Ouml: "Ö",
    aring: "å",
    Aring: "Å",
    eacute: "é",
    uuml: "ü",
    zwnj: "\u200C",
    zwj: "\u200D",
  },
};

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name) return ENTITIES[name] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}

interface Tag {
  name: string;
  ends: boolean;
  attributes: Map<string, string>;
}

const TAG = /<(\/?)([a-z][a-z0-9:-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/iy;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** The tags and texts of some HTML, in order. Comments, declarations and silent elements are left out. */
function* piecesOf(html: string): Generator<Tag | string> {
  for (let n = 0; n < html.length; ) {
    const next = html.indexOf("<", n);
    if (next !== n) {
      yield decoded(html.slice(n, next < 0 ? undefined : next));
      if (next < 0) return;
      n = next;
    }
    if (html.startsWith("<!--", n)) {
      const end = html.indexOf("-->", n + 4);
      n = end < 0 ? html.length : end + 3;
      continue;
    }
    if (/[!?]/.test(html.charAt(n + 1))) {
      const end = html.indexOf(">", n);
      n = end < 0 ? html.length : end + 1;
      continue;
    }
    TAG.lastIndex = n;
    const [whole, slash, name = "", rest = ""] = TAG.exec(html) ?? [];
    if (whole === undefined) {
      yield "<";
      n++;
      continue;
    }
    n += whole.length;
    const tag = { name: name.toLowerCase(), ends: slash === "/", attributes: new Map<string, string>() };
    if (SILENT.has(tag.name)) {
      if (tag.ends || rest.endsWith("/")) continue;
      const end = new RegExp(`</${tag.name}\\b`, "gi");
      end.lastIndex = n;
      n = end.exec(html)?.index ?? html.length;
      continue;
    }
    for (const [, attribute = "", double, single, bare] of rest.matchAll(ATTRIBUTE))
      tag.attributes.set(attribute.toLowerCase(), decoded(double ?? single ?? bare ?? ""));
    yield tag;
  }
}

/** What an open element means for the text within. */
interface Frame {
  name: string;
  bold: boolean;
  italic: boolean;
  link: string | undefined;
  /** The level of a heading as it was written, 0 for a title. */
  heading: number | null;
  quoted: boolean;
  /** Of an item, its list; `begun` once it has words. */
  item: { level: number; ordered: boolean; begun: boolean } | null;
  /** The number or bullet that a word processor wrote as text. */
  marker: boolean;
  /** Line breaks count. */
  pre: boolean;
}

/** A paragraph as found; items of lists by their level, from 0, and headings by theirs. */
type Found =
  | Exclude<Block, { type: "heading" }>
  | { type: "item"; level: number; ordered: boolean; text: Run[] }
  | { type: "heading"; level: number; text: Run[] };

/** A number or letter in front of an item, and not a bullet. */
const NUMBERED = /^\s*\(?(?:\d+|[a-z]|[ivxlc]+)[.)]/i;

class Collector {
  readonly found: Found[] = [];
  private runs: Run[] = [];
  private marker = "";
  private frames: Frame[] = [
    {
      name: "",
      bold: false,
      italic: false,
      link: undefined,
      heading: null,
      quoted: false,
      item: null,
      marker: false,
      pre: false,
    },
  ];

  private get frame(): Frame {
    return this.frames.at(-1) as Frame;
  }

  text(words: string): void {
    const { bold, italic, link, heading, marker, pre } = this.frame;
    if (marker) this.marker += words;
    const text = pre ? words : words.replace(/[^\S\u00A0]+/g, " ").replace(/\u00A0/g, " ");
    if (marker || text === "") return;
    this.runs.push({
      text,
      ...(bold && heading === null && { bold: true as const }),
      ...(italic && heading === null && { italic: true as const }),
      ...(link !== undefined && { link }),
    });
  }

  open({ name, attributes }: Tag): void {
    if (name === "br") {
      if (!this.frame.marker) this.runs.push({ text: "\n" });
      return;
    }
    if (BLOCKS.has(name)) this.end();
    if (VOID.has(name)) return;
    // What HTML ends by itself.
    if (name === "p" && this.frames.some((frame) => frame.name === "p")) this.close("p");
    if (name === "li") {
      const list = this.frames.findLastIndex((frame) => frame.name === "ul" || frame.name === "ol");
      if (this.frames.findLastIndex((frame) => frame.name === "li") > list) this.close("li");
    }
    // Nobody writes that deeply; the words stay.
    if (this.frames.length > 200) return;
    this.frames.push(this.frameOf(name, attributes));
  }

  private frameOf(name: string, attributes: Map<string, string>): Frame {
    const outer = this.frame;
    const style = (attributes.get("style") ?? "").toLowerCase();
    const weight = /(?<![-\w])font-weight\s*:\s*(\w+)/.exec(style)?.[1];
    const slant = /(?<![-\w])font-style\s*:\s*(\w+)/.exec(style)?.[1];
    const level =
      /^h([1-6])$/.exec(name)?.[1] ?? (/\bmsotitle\b/i.test(attributes.get("class") ?? "") ? "0" : undefined);
    const inList = name === "ul" || name === "ol";
    const [, listed] = /mso-list\s*:\s*l\d+\s+level(\d)/.exec(style) ?? [];
    const lists = this.frames.filter((frame) => frame.name === "ul" || frame.name === "ol");
    return {
      name,
      bold: weight ? /^(bold|bolder|[6-9]00)$/.test(weight) : name === "b" || name === "strong" || outer.bold,
      italic: slant ? /^(italic|oblique)$/.test(slant) : name === "i" || name === "em" || outer.italic,
      link: name === "a" ? (addressFrom(attributes.get("href") ?? "") ?? undefined) : outer.link,
      heading: level ? Number(level) : outer.heading,
      quoted: outer.quoted || name === "blockquote",
      item:
        name === "li"
          ? { level: Math.max(0, lists.length - 1), ordered: lists.at(-1)?.name === "ol", begun: false }
          : listed
            ? { level: Number(listed) - 1, ordered: false, begun: false }
            : inList
              ? null
              : outer.item,
      marker: outer.marker || /mso-list\s*:\s*ignore/.test(style),
      pre: outer.pre || name === "pre" || /white-space\s*:\s*pre/.test(style),
    };
  }

  close(name: string): void {
    const place = this.frames.findLastIndex((frame, n) => n > 0 && frame.name === name);
    if (place < 0) return;
    if (this.frames.slice(place).some((frame) => BLOCKS.has(frame.name))) this.end();
    this.frames.length = place;
  }

  /** Ends a paragraph, if there is one. */
  end(): void {
    const { heading, quoted, item } = this.frame;
    const [text, marker] = [this.runs, this.marker];
    [this.runs, this.marker] = [[], ""];
    if (text.every((run) => run.text.trim() === "")) return;
    const last = this.found.at(-1);
    if (item?.begun && last?.type === "item") last.text.push({ text: "\n" }, ...text);
    else if (item) {
      item.begun = true;
      this.found.push({ type: "item", level: item.level, ordered: item.ordered || NUMBERED.test(marker), text });
    } else if (heading !== null) this.found.push({ type: "heading", level: heading, text });
    else if (quoted) {
      if (last?.type === "quote") last.paragraphs.push(text);
      else this.found.push({ type: "quote", paragraphs: [text] });
    } else this.found.push({ type: "paragraph", text });
  }
}

/** Items in a row as lists within lists; the highest headings as the first level, and all others as the second. */
function blocksOf(found: readonly Found[]): Block[] {
  const top = Math.min(...found.map((one) => (one.type === "heading" ? one.level : 9)));
  const blocks: Block[] = [];
  let open: ListItem[] = [];
  for (const one of found) {
    if (one.type !== "item") {
      blocks.push(one.type === "heading" ? { ...one, level: one.level === top ? 2 : 3 } : one);
      open = [];
      continue;
    }
    const level = Math.min(one.level, open.length);
    const item: ListItem = { text: one.text };
    const parent = open[level - 1];
    if (parent) {
      parent.list ??= { ordered: one.ordered, items: [] };
      parent.list.items.push(item);
    } else {
      const last = blocks.at(-1);
      const list: List & { type: "list" } =
        open.length > 0 && last?.type === "list" && last.ordered === one.ordered
          ? last
          : { type: "list", ordered: one.ordered, items: [] };
      list.items.push(item);
      if (list !== last) blocks.push(list);
    }
    open = [...open.slice(0, level), item];
  }
  return blocks;
}

/** A document of the words, headings, lists, quotes and links of some HTML, and of nothing else in it. */
export function documentFromHtml(html: string): Document {
  const collector = new Collector();
  if (html.length <= MOST_HTML)
    for (const piece of piecesOf(html)) {
      if (typeof piece === "string") collector.text(piece);
      else if (piece.ends) collector.close(piece.name);
      else collector.open(piece);
    }
  collector.end();
  return tidyDocument({ schema: 1, blocks: blocksOf(collector.found) });
}
