import "server-only";
import { Feed } from "feed";
import { env } from "./env";
import { escapeXml } from "./picture";

/** An entry of a feed, as readers get it. */
export interface FeedEntry {
  /** Never changes, so that a reader shows an entry once, whatever becomes of its address. */
  id: string;
  title: string;
  /** Its page, within the portal. */
  path: string;
  publishedAt: Date;
  updatedAt: Date;
  summary: string;
  /** The whole text: paragraphs, and the language they are in. */
  paragraphs: readonly string[];
  language: string;
  /** Who wrote it, if not the portal. */
  author?: string;
  /** A file that belongs to it, such as its picture. */
  file?: { path: string; type: string; bytes: number };
}

/** Writes a feed in one language as Atom (RFC 4287) or RSS 2.0. Paths are within the portal: of the list, and of the feed's two forms. */
export function writeFeedFile(
  file: "atom.xml" | "rss.xml",
  { title, description, language }: { title: string; description: string; language: string },
  paths: { list: string; atom: string; rss: string },
  entries: readonly FeedEntry[],
): string {
  const { APP_URL } = env();
  // Atom's titles and summaries are HTML, RSS's are plain text.
  const written = file === "atom.xml" ? escapeXml : (text: string) => text;
  const feed = new Feed({
    id: `${APP_URL}${paths.list}`,
    link: `${APP_URL}${paths.list}`,
    ...{ title, description, language },
    generator: false,
    author: { name: "OmaPolku", link: APP_URL },
    updated: new Date(Math.max(0, ...entries.map(({ updatedAt }) => updatedAt.getTime()))),
    feedLinks: { atom: `${APP_URL}${paths.atom}`, rss: `${APP_URL}${paths.rss}` },
  });
  for (const entry of entries)
    feed.addItem({
      id: `urn:uuid:${entry.id}`,
      guid: `urn:uuid:${entry.id}`,
      title: written(entry.title),
      link: `${APP_URL}${entry.path}`,
      date: entry.updatedAt,
      published: entry.publishedAt,
      description: written(entry.summary),
      content: entry.paragraphs.map((text) => `<p lang="${entry.language}" dir="auto">${escapeXml(text)}</p>`).join(""),
      ...(entry.file && {
        enclosure: { url: `${APP_URL}${entry.file.path}`, type: entry.file.type, length: entry.file.bytes },
      }),
      // An author in RSS has an email address.
      ...(entry.author && file === "atom.xml" && { author: [{ name: entry.author }] }),
    });
  return file === "atom.xml" ? feed.atom1() : feed.rss2();
}
