import { Id } from "@/features/access/schema";
import { oneLine } from "@/i18n/one-line";
import { tidyDocument } from "../rules";
import {
  allowedAddress,
  type Block,
  type Document,
  isJson,
  type List,
  type ListItem,
  MOST_BLOCKS,
  MOST_LEVELS,
  MOST_STORED,
  markOf,
  type Run,
  readDocument,
  storedDocument,
} from "../schema";

// The small markup in which a document is typed without a script, and which the editor reads and writes: one form field for
// both. Every document has exactly one markup, and reading that gives the same document.

/** What keeps a markup from becoming a document. */
export interface MarkupProblem {
  /**
   * `link`: leads where no link may lead. `block`: a line in braces that says nothing. `kept`: names a block that is not there.
   * `media`: names a picture or file that the text's organisation does not have.
   */
  key: "link" | "block" | "kept" | "media" | "size";
  /** The line in which it is, from 1; 0 if that is not known, or it is the whole. */
  line: number;
  what: string;
}

/** Where a link leads, as people type it: also an email address or the name of a site alone. Null if no link may lead there. */
export function addressFrom(typed: string): string | null {
  const text = typed.trim();
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(text)) return allowedAddress(`mailto:${text}`);
  if (/^\+?\d[\d\s().-]{4,}$/.test(text)) return allowedAddress(`tel:${text.replace(/\s/g, "")}`);
  if (/^tel:/i.test(text)) return allowedAddress(text.replace(/\s/g, ""));
  if (/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#]|$)/u.test(text)) return allowedAddress(`https://${text}`);
  return allowedAddress(text);
}

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The last part of the address of a forum's or a group's page, from the address or the part itself; null if it is neither. */
export function slugFrom(typed: string, kind: "forum" | "group"): string | null {
  const [, fromAddress] = new RegExp(`/${kind}s/([a-z0-9-]+)/?(?:[?#].*)?$`).exec(typed.trim()) ?? [];
  const slug = fromAddress ?? typed.trim();
  return SLUG.test(slug) && slug.length <= 200 ? slug : null;
}

// From a document to its markup

const TERM = "term:";

const escapeWords = (text: string) => text.replace(/[\\*[\]]/g, "\\$&");

/** Words with stars around what is bold or italic, and links as [words](address). */
function markupOfRuns(runs: readonly Run[]): string {
  let written = "";
  let bold = false;
  let italic = false;
  let target: string | undefined;
  const turn = (next: Partial<Run>) => {
    const leads = next.link ?? (next.term === undefined ? undefined : TERM + next.term);
    if (target !== undefined && leads !== target) written += `](${target})`;
    if (Boolean(next.bold) !== bold) written += "**";
    if (Boolean(next.italic) !== italic) written += "*";
    if (leads !== undefined && leads !== target) written += "[";
    [bold, italic, target] = [Boolean(next.bold), Boolean(next.italic), leads];
  };
  for (const run of runs) {
    turn(run);
    written += escapeWords(run.text);
  }
  turn({});
  return written;
}

/** What would make a line something else than words gets a backslash. */
function plainLine(line: string): string {
  return line.replace(/^(?=[>{]|#{1,6}\s|!(?:\s|$)|[-•+]\s)/u, "\\").replace(/^(\d+)(?=[.)]\s)/, "$1\\");
}

const linesOfRuns = (runs: readonly Run[]) => markupOfRuns(runs).split("\n");

function markupOfList({ ordered, items }: List, level: number): string[] {
  const indent = "  ".repeat(level);
  return items.flatMap(({ text, list }, n) => {
    const [first = "", ...others] = linesOfRuns(text);
    return [
      `${indent}${ordered ? `${n + 1}.` : "-"} ${first}`,
      ...others.map((line) => `${indent}  ${plainLine(line)}`),
      ...(list ? markupOfList(list, level + 1) : []),
    ];
  });
}

const within = (mark: string, paragraphs: readonly (readonly Run[])[]) =>
  paragraphs
    .map((runs) =>
      linesOfRuns(runs)
        .map((line) => `${mark} ${line}`)
        .join("\n"),
    )
    .join(`\n${mark}\n`);

const escapeArgument = (text: string) => text.replace(/[\\|{}]/g, "\\$&");

/** A line in braces: what it is, and what it says, without empty ends. */
function inBraces(word: string, ...said: (string | undefined)[]): string {
  const last = said.findLastIndex(Boolean);
  return `{${[
    word,
    said
      .slice(0, last + 1)
      .map((one) => escapeArgument(one ?? ""))
      .join(" | "),
  ]
    .filter(Boolean)
    .join(" ")}}`;
}

function markupOfBlock(block: Block): string {
  switch (block.type) {
    case "heading":
      return `${"#".repeat(block.level)} ${markupOfRuns(block.text)}`;
    case "paragraph":
      return linesOfRuns(block.text).map(plainLine).join("\n");
    case "list":
      return markupOfList(block, 0).join("\n");
    case "quote":
      return within(">", block.paragraphs);
    case "callout":
      return within("!", block.paragraphs);
    case "picture":
      return inBraces("picture", block.picture, block.alt, block.caption);
    case "file":
      return inBraces("file", block.file, block.label);
    case "forum":
      return inBraces("forum", block.forum);
    case "group":
      return inBraces("group", block.group);
    case "video":
      return inBraces("video", block.address, block.title, block.still);
    case "kept":
      return inBraces("kept", block.mark);
  }
}

/** The markup of a document. */
export function toMarkup({ blocks }: Document): string {
  return blocks.map(markupOfBlock).join("\n\n");
}

/** The line of markup for a picture or PDF, with a place for its words. */
export function mediaMark(kind: "picture" | "pdf", id: string): string {
  return kind === "pdf" ? inBraces("file", id, "…") : inBraces("picture", id, "…");
}

/**
 * The markup of a part of a text: of a stored document, or the text itself if it was typed. A document that cannot be read
 * is one kept block, which nobody can save again.
 */
export function markupOf(text: string): string {
  if (!isJson(text)) return text;
  const document = readDocument(text);
  return document ? toMarkup(document) : inBraces("kept", markOf(text));
}

// From markup to a document

const ESCAPABLE = /[\\*[\]#>!{}|.)•+-]/;

/** Text with the characters that a backslash makes plain. */
const unescaped = (text: string) =>
  text.replace(/\\(.)/gu, (both, letter: string) => (ESCAPABLE.test(letter) ? letter : both));

/** The place of the first `letter` from a place on that no backslash makes plain; -1 if there is none. */
function placeOf(letter: string, text: string, from: number): number {
  for (let n = from; n < text.length; n++)
    if (text[n] === "\\") n++;
    else if (text[n] === letter) return n;
  return -1;
}

interface Piece {
  text: string;
  link?: string;
  term?: string;
  /** Stars that open or close something, by their number; they count as words if they do neither. */
  stars?: number;
}

/** The links, stars and words of a paragraph, in order. */
function piecesOf(text: string, line: number, problems: MarkupProblem[]): Piece[] {
  const pieces: Piece[] = [];
  let target: Pick<Piece, "link" | "term"> = {};
  let ends = -1;
  let lines = 0;
  const say = (words: string) => pieces.push({ text: words, ...target });
  for (let n = 0; n < text.length; n++) {
    const letter = text.charAt(n);
    if (n === ends) {
      n = placeOf(")", text, n);
      target = {};
      ends = -1;
    } else if (letter === "\\" && ESCAPABLE.test(text.charAt(n + 1))) {
      say(text.charAt(++n));
    } else if (letter === "*") {
      const stars = /^\*+/.exec(text.slice(n, n + 5))?.[0].length ?? 1;
      if (stars > 3) say("*".repeat(stars));
      else pieces.push({ text: "*".repeat(stars), stars, ...target });
      n += stars - 1;
    } else if (letter === "[" && ends < 0) {
      const end = placeOf("]", text, n + 1);
      const close = end > 0 && text[end + 1] === "(" ? placeOf(")", text, end + 2) : -1;
      const typed = close < 0 ? "" : unescaped(text.slice(end + 2, close));
      const term = typed.startsWith(TERM) && SLUG.test(typed.slice(TERM.length)) ? typed.slice(TERM.length) : undefined;
      const link = close < 0 || term !== undefined ? null : addressFrom(typed);
      if (close < 0 || end === n + 1 || (term === undefined && link === null)) {
        if (close > 0 && end > n + 1) problems.push({ key: "link", line: line + lines, what: typed });
        say(letter);
      } else {
        target = term === undefined ? { link: link ?? "" } : { term };
        ends = end;
      }
    } else {
      if (letter === "\n") lines++;
      say(letter);
    }
  }
  return pieces;
}

/** The words of a paragraph. Stars that nothing closes are stars. */
function runsFrom(text: string, line: number, problems: MarkupProblem[]): Run[] {
  const pieces = piecesOf(text, line, problems);
  const opens = { bold: -1, italic: -1 };
  const turns = new Map<number, Set<"bold" | "italic">>();
  const turn = (n: number, style: "bold" | "italic") => turns.set(n, (turns.get(n) ?? new Set()).add(style));
  pieces.forEach(({ stars }, n) => {
    if (!stars) return;
    const isAfterSpace = /^\s?$/.test(pieces[n - 1]?.text.slice(-1) ?? "");
    const isBeforeSpace = /^\s?$/.test(pieces[n + 1]?.text.slice(0, 1) ?? "");
    for (const [style, has] of [
      ["bold", stars !== 1],
      ["italic", stars !== 2],
    ] as const) {
      if (!has) continue;
      if (opens[style] >= 0 && !isAfterSpace) {
        turn(opens[style], style);
        turn(n, style);
        opens[style] = -1;
      } else if (opens[style] < 0 && !isBeforeSpace) opens[style] = n;
    }
  });
  let bold = false;
  let italic = false;
  return pieces.flatMap(({ text: words, link, term, stars }, n): Run[] => {
    const turned = turns.get(n);
    if (turned?.has("bold")) bold = !bold;
    if (turned?.has("italic")) italic = !italic;
    const used = (turned?.has("bold") ? 2 : 0) + (turned?.has("italic") ? 1 : 0);
    const left = stars ? "*".repeat(stars - used) : words;
    if (!left) return [];
    return [
      {
        text: left,
        ...(bold && { bold: true as const }),
        ...(italic && { italic: true as const }),
        ...(link !== undefined && { link }),
        ...(term !== undefined && { term }),
      },
    ];
  });
}

const HEADING = /^\s*(#{1,6})\s+(.*)$/;
const QUOTED = /^\s*>\s?(.*)$/;
const CALLED = /^\s*!(?:\s(.*))?$/;
const ITEM = /^(\s*)(?:([-*•+])|\d{1,9}[.)])\s+(.*)$/;
const BRACES = /^\s*\{([a-z]+)(?:\s+(.*))?\}\s*$/;

/** The parts of a line in braces, which a bar separates. */
function argumentsOf(text: string): string[] {
  const found: string[] = [];
  for (let from = 0; from <= text.length; ) {
    const bar = placeOf("|", text, from);
    const end = bar < 0 ? text.length : bar;
    found.push(unescaped(text.slice(from, end)).trim());
    from = end + 1;
  }
  return found;
}

const WORDS = ["picture", "file", "forum", "group", "video", "kept"] as const;

/** What a line in braces stands for; null if it says nothing. */
function blockFrom(word: (typeof WORDS)[number], said: readonly string[]): Block | null {
  const [first = "", second = "", third = "", ...more] = said;
  const id = Id.safeParse(first);
  const still = third ? Id.safeParse(third) : null;
  const block = ((): Block | null => {
    switch (word) {
      case "picture": {
        const caption = oneLine(third);
        return id.success
          ? { type: "picture", picture: id.data, alt: oneLine(second), ...(caption && { caption }) }
          : null;
      }
      case "file":
        return id.success && !third ? { type: "file", file: id.data, label: oneLine(second) } : null;
      case "forum":
      case "group": {
        const slug = second || third ? null : slugFrom(first, word);
        return slug === null ? null : word === "forum" ? { type: word, forum: slug } : { type: word, group: slug };
      }
      case "video": {
        const address = addressFrom(first);
        if (!address?.startsWith("https:") || still?.success === false) return null;
        return { type: "video", address, title: oneLine(second), ...(still?.data && { still: still.data }) };
      }
      case "kept":
        return /^[0-9a-f]{16}$/.test(first) && !second ? { type: "kept", mark: first, stored: null } : null;
    }
  })();
  return more.length > 0 ? null : block;
}

/** Reads the lines of a markup one after another. */
class Reader {
  readonly problems: MarkupProblem[] = [];
  readonly blocks: Block[] = [];
  private at = 0;

  constructor(private readonly lines: readonly string[]) {}

  read(): void {
    while (this.at < this.lines.length) {
      const line = this.lines[this.at] ?? "";
      if (line.trim() === "") this.at++;
      else this.block(line);
    }
  }

  private block(line: string): void {
    const [, marks, title = ""] = HEADING.exec(line) ?? [];
    if (marks) {
      this.at++;
      this.blocks.push({
        type: "heading",
        level: marks.length > 2 ? 3 : 2,
        text: runsFrom(title, this.at, this.problems),
      });
    } else if (this.braces(line)) this.at++;
    else if (QUOTED.test(line)) this.blocks.push({ type: "quote", paragraphs: this.paragraphs(QUOTED) });
    else if (CALLED.test(line)) this.blocks.push({ type: "callout", paragraphs: this.paragraphs(CALLED) });
    else if (ITEM.test(line)) this.list();
    else this.paragraph();
  }

  /** A block in braces, if the line is one. */
  private braces(line: string): boolean {
    const [, name, said = ""] = BRACES.exec(line) ?? [];
    const word = WORDS.find((one) => one === name);
    if (!word) return false;
    const block = blockFrom(word, argumentsOf(said));
    if (!block) this.problems.push({ key: "block", line: this.at + 1, what: line.trim() });
    else this.blocks.push(block);
    return block !== null;
  }

  private paragraph(): void {
    const first = this.at + 1;
    const lines: string[] = [];
    for (; this.at < this.lines.length; this.at++) {
      const line = this.lines[this.at] ?? "";
      const begins =
        HEADING.test(line) || QUOTED.test(line) || CALLED.test(line) || ITEM.test(line) || BRACES.test(line);
      if (line.trim() === "" || (begins && lines.length > 0)) break;
      lines.push(line.trim());
    }
    this.blocks.push({ type: "paragraph", text: runsFrom(lines.join("\n"), first, this.problems) });
  }

  /** Neighbouring lines with the same mark, without it, as paragraphs. */
  private paragraphs(mark: RegExp): Run[][] {
    const found: Run[][] = [];
    let lines: string[] = [];
    const end = () => {
      if (lines.length > 0) found.push(runsFrom(lines.join("\n"), this.at + 1 - lines.length, this.problems));
      lines = [];
    };
    for (; this.at < this.lines.length; this.at++) {
      const [line, words = ""] = mark.exec(this.lines[this.at] ?? "") ?? [];
      if (line === undefined) break;
      if (words.trim() === "") end();
      else lines.push(words.trim());
    }
    end();
    return found;
  }

  /** Items until a line that is none. Empty lines between items belong to the list; a further line goes on with its item. */
  private list(): void {
    const top: List[] = [];
    /** The open items, by level. */
    let open: { item: ListItem; lines: string[]; line: number }[] = [];
    const close = (level: number) => {
      for (const { item, lines, line } of open.splice(level))
        item.text = runsFrom(lines.join("\n"), line, this.problems);
    };
    for (; this.at < this.lines.length; this.at++) {
      const line = this.lines[this.at] ?? "";
      if (line.trim() === "") {
        const next = this.lines.slice(this.at).find((one) => one.trim() !== "");
        if (next === undefined || !ITEM.test(next)) break;
        continue;
      }
      const [, indent, mark, words = ""] = ITEM.exec(line) ?? [];
      if (indent === undefined) {
        const begins = HEADING.test(line) || QUOTED.test(line) || CALLED.test(line) || BRACES.test(line);
        if (begins) break;
        open.at(-1)?.lines.push(line.trim());
        continue;
      }
      const width = indent.replaceAll("\t", "  ").length;
      const level = Math.min(Math.floor(width / 2), open.length, MOST_LEVELS - 1);
      close(level);
      const ordered = mark === undefined;
      const item: ListItem = { text: [] };
      const parent = open.at(-1)?.item;
      if (parent) {
        parent.list ??= { ordered, items: [] };
        parent.list.items.push(item);
      } else {
        const last = top.at(-1);
        if (last && last.ordered === ordered) last.items.push(item);
        else top.push({ ordered, items: [item] });
      }
      open = [...open, { item, lines: [words.trim()], line: this.at + 1 }];
    }
    close(0);
    this.blocks.push(...top.map((list) => ({ type: "list" as const, ...list })));
  }
}

/** Reads a markup. Whatever it does not know stays words; `problems` says what cannot be saved. */
export function parseMarkup(markup: string): { document: Document; problems: MarkupProblem[] } {
  const reader = new Reader(markup.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n").split("\n"));
  reader.read();
  return { document: tidyDocument({ schema: 1, blocks: reader.blocks }), problems: reader.problems };
}

/**
 * A part of a text as it is stored: from its markup, or from the JSON of a document. Empty if there is nothing in it. A
 * block that the portal does not know is stored only if one of the `earlier` documents of the same text had it.
 */
export function fitDocument(
  typed: string,
  earlier: readonly string[],
): { ok: true; stored: string } | { ok: false; problem: MarkupProblem } {
  const refuse = (problem: MarkupProblem) => ({ ok: false as const, problem });
  const tooBig = refuse({ key: "size", line: 0, what: "" });
  if (typed.length > MOST_STORED) return tooBig;
  const json = isJson(typed) ? readDocument(typed) : null;
  if (isJson(typed) && !json) return refuse({ key: "block", line: 0, what: "" });
  const { document, problems } = json ? { document: tidyDocument(json), problems: [] } : parseMarkup(typed);
  const [problem] = problems;
  if (problem) return refuse(problem);
  const known = new Map(
    document.blocks.some(({ type }) => type === "kept")
      ? earlier.flatMap((stored) =>
          (readDocument(stored)?.blocks ?? []).flatMap((block) => (block.type === "kept" ? [[block.mark, block]] : [])),
        )
      : [],
  );
  const blocks: Block[] = [];
  for (const block of document.blocks) {
    const found = block.type === "kept" ? known.get(block.mark) : block;
    if (!found) return refuse({ key: "kept", line: 0, what: markupOfBlock(block) });
    blocks.push(found);
  }
  if (blocks.length === 0) return { ok: true, stored: "" };
  const stored = storedDocument({ schema: 1, blocks });
  // What grew together may be longer than one run or block may be.
  const again = blocks.length > MOST_BLOCKS || stored.length > MOST_STORED ? null : readDocument(stored);
  if (!again) return tooBig;
  const broken = blocks.find(({ type }, n) => type !== again.blocks[n]?.type);
  return broken ? refuse({ key: "size", line: 0, what: markupOfBlock(broken).slice(0, 80) }) : { ok: true, stored };
}
