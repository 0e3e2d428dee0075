import { Play } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { Terms } from "@/i18n/terms";
import { TextLink } from "@/ui/text-link";
import type { Block, Document, KnownBlock, List, Run } from "../schema";
import { DOCUMENT_STYLES as LOOK } from "./document-styles";

type BlockOf<Type extends KnownBlock["type"]> = Extract<KnownBlock, { type: Type }>;

/** How what is kept elsewhere is shown. Whatever is left out, or for which there is nothing (any more), is not shown. */
interface DocumentParts {
  picture?: (picture: BlockOf<"picture">) => ReactNode;
  file?: (file: BlockOf<"file">) => ReactNode;
  forum?: (slug: string) => ReactNode;
  group?: (slug: string) => ReactNode;
  /** The picture in front of a video. */
  still?: (picture: string) => ReactNode;
  /** The address at which a school term is explained. */
  term?: (id: string) => string | null;
  /** A block that this version of the portal does not know. Readers see nothing of it. */
  kept?: () => ReactNode;
}

interface Props {
  document: Document;
  /** The language of the document. The caller marks it where it differs from the page's. */
  language: string;
  parts?: DocumentParts;
  /** Headings look like headings, but are none: within a page's form or list. */
  quoted?: boolean;
}

/** A document, made of nothing but elements that are listed here. Text is text: there is no way for HTML through it. */
export function DocumentView({ document, language, parts = {}, quoted = false }: Props) {
  const known = { language, parts, quoted };
  return (
    <div className={LOOK.whole}>
      {document.blocks.map((block, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a fixed document do not move
        <BlockView key={n} block={block} {...known} />
      ))}
    </div>
  );
}

type Known = Required<Pick<Props, "language" | "parts" | "quoted">>;

function BlockView({ block, ...known }: { block: Block } & Known): ReactNode {
  const { parts, quoted } = known;
  switch (block.type) {
    case "heading": {
      const Heading = quoted ? "p" : (`h${block.level}` as const);
      return (
        <Heading className={LOOK[`heading${block.level}`]}>
          <Words runs={block.text} {...known} />
        </Heading>
      );
    }
    case "paragraph":
      return (
        <p className={LOOK.paragraph}>
          <Words runs={block.text} {...known} />
        </p>
      );
    case "list":
      return <Items list={block} {...known} />;
    case "quote":
      return (
        <blockquote className={LOOK.quote}>
          <Paragraphs of={block.paragraphs} {...known} />
        </blockquote>
      );
    case "callout":
      return (
        <div className={LOOK.callout}>
          <Paragraphs of={block.paragraphs} {...known} />
        </div>
      );
    case "picture":
      return parts.picture?.(block);
    case "file":
      return parts.file?.(block);
    case "forum":
      return parts.forum?.(block.forum);
    case "group":
      return parts.group?.(block.group);
    case "video":
      return <VideoLink video={block} still={block.still === undefined ? null : parts.still?.(block.still)} />;
    case "kept":
      return parts.kept?.();
  }
}

function Paragraphs({ of, ...known }: { of: readonly Run[][] } & Known) {
  return of.map((runs, n) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same
    <p key={n} className={LOOK.paragraph}>
      <Words runs={runs} {...known} />
    </p>
  ));
}

function Items({ list: { ordered, items }, ...known }: { list: List } & Known) {
  const Tag = ordered ? "ol" : "ul";
  return (
    <Tag className={ordered ? LOOK.numbers : LOOK.bullets}>
      {items.map(({ text, list }, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same
        <li key={n} className={LOOK.item}>
          <span>
            <Words runs={text} {...known} />
          </span>
          {list ? <Items list={list} {...known} /> : null}
        </li>
      ))}
    </Tag>
  );
}

/** Words with their links. Neighbouring runs with the same link are one link. */
function Words({ runs, language, parts }: { runs: readonly Run[] } & Known) {
  const groups: Run[][] = [];
  for (const run of runs) {
    const [first] = groups.at(-1) ?? [];
    if (first && first.link === run.link && first.term === run.term) groups.at(-1)?.push(run);
    else groups.push([run]);
  }
  return groups.map((group, n) => {
    const [first] = group;
    const words = group.map((run, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same
      <Fragment key={place}>
        <Styled run={run} language={language} />
      </Fragment>
    ));
    const address = first?.link ?? (first?.term === undefined ? null : (parts.term?.(first.term) ?? null));
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same
      <Fragment key={n}>{address === null ? words : <DocumentLink address={address}>{words}</DocumentLink>}</Fragment>
    );
  });
}

/** A link to another site says nothing of the page that it is on. */
function DocumentLink({ address, children }: { address: string; children: ReactNode }) {
  const elsewhere = address.startsWith("https:");
  return (
    <TextLink href={address} {...(elsewhere && { rel: "noopener noreferrer" })}>
      {children}
    </TextLink>
  );
}

function Styled({ run: { text, bold, italic }, language }: { run: Run; language: string }) {
  const words = <Terms locale={language}>{text}</Terms>;
  const slanted = italic ? <em>{words}</em> : words;
  return bold ? <strong>{slanted}</strong> : slanted;
}

/** A link to a video on another site. Nothing is loaded from there. */
function VideoLink({ video: { address, title }, still }: { video: BlockOf<"video">; still: ReactNode }) {
  const site = new URL(address).hostname.replace(/^www\./, "");
  return (
    <a
      href={address}
      rel="noopener noreferrer"
      className="group relative grid overflow-hidden rounded-card border border-line bg-surface shadow-card hover:border-spruce"
    >
      {still}
      <span className="flex items-center gap-4 p-4">
        <span className="grid size-14 shrink-0 place-items-center rounded-full bg-spruce text-on-spruce">
          <Play aria-hidden className="size-7 fill-current" />
        </span>
        <span className="grid min-w-0">
          <span className="font-display text-lg font-bold underline decoration-cloudberry decoration-2 underline-offset-4">
            <bdi>{title || site}</bdi>
          </span>
          <bdi dir="ltr" className="text-sm text-ink-soft">
            {site}
          </bdi>
        </span>
      </span>
    </a>
  );
}
