import { isSeen, wholeLetters } from "@/i18n/many-lines";
import { type Block, type Document, type KnownBlock, type List, type ListItem, MOST_LEVELS, type Run } from "./schema";

type Style = Omit<Run, "text">;
/** A letter with its style. */
interface Letter {
  letter: string;
  style: Style;
}

const STYLES = ["bold", "italic", "link", "term"] as const;

const isSameStyle = (one: Style, other: Style) => STYLES.every((style) => one[style] === other[style]);
const isSpace = ({ letter }: Letter) => /\s/.test(letter);
const textOf = (letters: readonly Letter[]) => letters.map(({ letter }) => letter).join("");

/** Takes a style away from the white space at both ends of everything that has it. */
function trimStyle(letters: Letter[], style: (typeof STYLES)[number]): void {
  for (let start = 0; start < letters.length; ) {
    const value = letters[start]?.style[style];
    let end = start + 1;
    while (end < letters.length && letters[end]?.style[style] === value) end++;
    const plain = (letter: Letter | undefined) => {
      if (!letter || !isSpace(letter)) return false;
      const { [style]: _, ...rest } = letter.style;
      letter.style = rest;
      return true;
    };
    if (value !== undefined) {
      let from = start;
      while (from < end && plain(letters[from])) from++;
      for (let to = end - 1; to > from && plain(letters[to]); ) to--;
    }
    start = end;
  }
}

/** Letters as runs: as few as their styles allow, whole letters, with the properties always in the same order. */
function runsOf(letters: readonly Letter[]): Run[] {
  const runs: Run[] = [];
  for (const { letter, style } of letters) {
    const last = runs.at(-1);
    if (last && isSameStyle(last, style)) last.text += letter;
    else runs.push({ text: letter, ...style });
  }
  return runs.map(({ text, bold, italic, link, term }) => ({
    text: wholeLetters(text),
    ...(bold && { bold }),
    ...(italic && { italic }),
    ...(link !== undefined && { link }),
    ...(term !== undefined && { term }),
  }));
}

function trimmed(letters: Letter[]): Letter[] {
  const first = letters.findIndex((letter) => !isSpace(letter));
  return first < 0 ? [] : letters.slice(first, letters.findLastIndex((letter) => !isSpace(letter)) + 1);
}

/** The lines of some words, without white space at their ends and at the ends of styles. An empty line separates paragraphs. */
function linesOf(runs: readonly Run[]): Letter[][] {
  const merged: Run[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    // Together first: what is apart here may be halves of one letter, or the ends of one direction.
    if (last && isSameStyle(last, run)) last.text += run.text;
    else merged.push({ ...run });
  }
  const lines: Letter[][] = [[]];
  for (const { text, ...style } of merged)
    for (const letter of wholeLetters(text))
      if (letter === "\n") lines.push([]);
      else lines.at(-1)?.push({ letter: letter === "\t" ? " " : letter, style });
  return lines.map(trimmed);
}

/** Lines as one paragraph. A style that goes on over a break covers the break. */
function joined(lines: readonly Letter[][], separator: string): Run[] {
  const letters: Letter[] = [];
  for (const line of lines.filter(({ length }) => length > 0)) {
    const [before, after] = [letters.at(-1)?.style, line[0]?.style];
    if (before) {
      const both = STYLES.filter((style) => before[style] !== undefined && before[style] === after?.[style]);
      letters.push({ letter: separator, style: Object.fromEntries(both.map((style) => [style, before[style]])) });
    }
    letters.push(...line.map((letter) => ({ ...letter })));
  }
  for (const style of STYLES) trimStyle(letters, style);
  return isSeen(textOf(letters)) ? runsOf(letters) : [];
}

function tidyLine(runs: readonly Run[]): Run[] {
  return joined(linesOf(runs), " ");
}

function tidyParagraphs(paragraphs: readonly (readonly Run[])[]): Run[][] {
  return paragraphs
    .flatMap((runs) => {
      const groups: Letter[][][] = [[]];
      for (const line of linesOf(runs)) {
        if (line.length === 0) groups.push([]);
        else groups.at(-1)?.push(line);
      }
      return groups.map((lines) => joined(lines, "\n"));
    })
    .filter((runs) => runs.length > 0);
}

/** Items with words. What is deeper than the last level follows its item. */
function tidyItems(items: readonly ListItem[], levels = MOST_LEVELS): ListItem[] {
  return items.flatMap(({ text, list }) => {
    const runs = joined(linesOf(text), "\n");
    const below = list ? tidyItems(list.items, Math.max(1, levels - 1)) : [];
    if (runs.length === 0) return below;
    if (levels <= 1) return [{ text: runs }, ...below];
    return [{ text: runs, ...(list && below.length > 0 && { list: { ordered: list.ordered, items: below } }) }];
  });
}

function tidyBlock(block: Block): Block[] {
  switch (block.type) {
    case "heading": {
      const text = tidyLine(block.text);
      return text.length > 0 ? [{ type: "heading", level: block.level, text }] : [];
    }
    case "paragraph":
      return tidyParagraphs([block.text]).map((text) => ({ type: "paragraph", text }));
    case "list": {
      const items = tidyItems(block.items);
      return items.length > 0 ? [{ type: "list", ordered: block.ordered, items }] : [];
    }
    case "quote":
    case "callout": {
      const paragraphs = tidyParagraphs(block.paragraphs);
      return paragraphs.length > 0 ? [{ type: block.type, paragraphs }] : [];
    }
    case "picture": {
      const { picture, alt, caption } = block;
      return [{ type: "picture", picture, alt, ...(caption && { caption }) }];
    }
    case "video": {
      const { address, title, still } = block;
      return [{ type: "video", address, title, ...(still && { still }) }];
    }
    default:
      return [block];
  }
}

/**
 * A document in the one form in which it is stored: whole letters, as few runs as possible, no empty blocks, no white space
 * at the ends of lines and styles, and neighbouring lists of the same kind as one. Everybody who looks at it sees the same.
 */
export function tidyDocument({ blocks }: Document): Document {
  const tidy: Block[] = [];
  for (const block of blocks.flatMap(tidyBlock)) {
    const last = tidy.at(-1);
    if (block.type === "list" && last?.type === "list" && last.ordered === block.ordered)
      tidy[tidy.length - 1] = { ...last, items: [...last.items, ...block.items] };
    else tidy.push(block);
  }
  return { schema: 1, blocks: tidy };
}

/** All runs of a block, in the order in which they are read. */
function runsWithin(block: Block): Run[] {
  const ofList = ({ items }: List): Run[] =>
    items.flatMap(({ text, list }) => [...text, ...(list ? ofList(list) : [])]);
  switch (block.type) {
    case "heading":
    case "paragraph":
      return block.text;
    case "list":
      return ofList(block);
    case "quote":
    case "callout":
      return block.paragraphs.flat();
    default:
      return [];
  }
}

/** What a document shows that is kept elsewhere, each once. */
export interface References {
  pictures: string[];
  files: string[];
  /** Forums and groups by the last part of their address. */
  forums: string[];
  groups: string[];
  /** School terms by their id. */
  terms: string[];
}

/** What a document shows that is kept elsewhere: pictures, also behind videos, files, forums, groups and terms. */
export function referencesOf({ blocks }: Document): References {
  const each = (find: (block: Block) => (string | undefined)[]) => [
    ...new Set(blocks.flatMap(find).filter((one) => one !== undefined)),
  ];
  return {
    pictures: each((block) =>
      block.type === "picture" ? [block.picture] : block.type === "video" ? [block.still] : [],
    ),
    files: each((block) => (block.type === "file" ? [block.file] : [])),
    forums: each((block) => (block.type === "forum" ? [block.forum] : [])),
    groups: each((block) => (block.type === "group" ? [block.group] : [])),
    terms: each((block) => runsWithin(block).map(({ term }) => term)),
  };
}

/** Something that makes a document harder to use. It does not keep anybody from saving. */
export interface Hint {
  key: "missing_alt" | "alt_vague" | "missing_label" | "heading_order" | "heading_long" | "link_text";
  /** The words that it is about; empty for a picture. */
  what: string;
}

/** Link texts that do not say where the link leads, in the page languages, in lower case. */
const VAGUE = new Set(
  [
    "täältä|täällä|tästä|tässä|tänne|tämä|tätä|linkki|tästä linkistä|linkistä|tämä linkki|tällä sivulla",
    "klikkaa|klikkaa tästä|klikkaa tätä|paina tästä|katso tästä|katso täältä|lue lisää|lue täältä|lisää|lisätietoa|lisätietoja",
    "här|hit|detta|länk|länken|denna länk|den här länken|klicka|klicka här|tryck här|se här|läs mer|läs mer här|mer",
    "mer information",
    "here|this|link|this link|this page|click|click here|press here|see here|read more|read more here|learn more|more",
    "more information",
    "هنا|من هنا|هذا|هذه|اضغط|اضغط هنا|انقر|انقر هنا|الرابط|رابط|هذا الرابط|هذه الصفحة|المزيد|للمزيد|اقرأ المزيد",
    "لمزيد من المعلومات",
    "halkan|halkaan|kan|tan|halkan riix|guji halkan|riix halkan|riix|guji|link|linkiga|linki|linkigan|boggan",
    "akhri wax dheeraad ah|wax dheeraad ah|faahfaahin dheeraad ah|macluumaad dheeraad ah",
  ].flatMap((words) => words.split("|")),
);

/** Words without the marks around them, for comparing. */
const bare = (words: string) =>
  words
    .trim()
    .toLowerCase()
    .replace(/^[\s<«"“”'(]+|[\s.,:;!?<>«»"“”')→←…]+$/gu, "");

/** An address as browsers show it. The name of a site alone says where one comes. */
const ADDRESS = /^([a-z][a-z+.-]*:\/\/|www\.)|^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+[/?#]\S+$/u;

const isVague = (words: string) => {
  const text = bare(words);
  return VAGUE.has(text) || [...text].length < 3 || ADDRESS.test(text);
};

/** Descriptions that every picture could have, in the page languages, in lower case. */
const SAYS_PICTURE = new Set(
  "kuva|valokuva|bild|foto|fotografi|picture|photo|image|صورة|الصورة|sawir|sawirka".split("|"),
);

/** Whether what is said of a picture is only that it is one, or what a camera calls its file. */
const isVagueAlt = (alt: string) => {
  const text = bare(alt);
  return (
    SAYS_PICTURE.has(text) ||
    /^\S+\.(jpe?g|png|webp|gif|heic)$/.test(text) ||
    /^(img|dsc|pxl|image|kuva)[-_ ]?\d[\w-]*$/.test(text)
  );
};

/** The texts of a block's links. A link whose style changes within is one. */
function linksWithin(block: Block): string[] {
  const links: { link: string; text: string }[] = [];
  let before: string | undefined;
  for (const { text, link } of runsWithin(block)) {
    const last = links.at(-1);
    if (link !== undefined && link === before && last) last.text += text;
    else if (link !== undefined) links.push({ link, text });
    before = link;
  }
  return links.map(({ text }) => text);
}

const wordsOf = ({ text }: Extract<KnownBlock, { type: "heading" }>) => text.map((run) => run.text).join("");

/**
 * What would make a document easier to use, in its order: pictures without words for people who do not see them, or with words
 * that say nothing, files and videos without a name, a heading that skips a level, headings as long as a paragraph, and links
 * whose text does not say where they lead.
 */
export function hintsOf({ blocks }: Document): Hint[] {
  let seenHeading = false;
  return blocks.flatMap((block): Hint[] => {
    const links = linksWithin(block)
      .filter(isVague)
      .map((what): Hint => ({ key: "link_text", what }));
    if (block.type === "picture" && !block.alt) return [{ key: "missing_alt", what: block.caption ?? "" }];
    if (block.type === "picture") return isVagueAlt(block.alt) ? [{ key: "alt_vague", what: block.alt }] : [];
    if (block.type === "file" && !block.label) return [{ key: "missing_label", what: "" }];
    if (block.type === "video" && !block.title) return [{ key: "missing_label", what: block.address }];
    if (block.type !== "heading") return links;
    const what = wordsOf(block);
    const skips = block.level === 3 && !seenHeading;
    seenHeading = true;
    return [
      ...(skips ? [{ key: "heading_order", what } as const] : []),
      ...(what.length > 120 ? [{ key: "heading_long", what } as const] : []),
      ...links,
    ];
  });
}
