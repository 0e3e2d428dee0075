import "server-only";
import { Feed } from "feed";
import { formatList, formatWhen } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { env } from "@/platform/env";
import { escapeXml } from "@/platform/picture";
import { FORUMS_TAG } from "./cache-tags";
import { feedPath, listingPath } from "./listing-path";
import { type PublicFile, publicFile } from "./public-file";
import { type FeedForumView, keep, listForumsForCalendar } from "./queries";
import { formatWhere } from "./rules";
import type { ForumFilterSchema } from "./schema";

/** The most entries of a feed. Feed readers ask often and want what is new. */
const MOST = 50;

interface FeedWords {
  title: string;
  description: string;
  /** The word before a cancelled forum's title. */
  cancelledLabel: string;
}

/** The paragraphs of an entry: when, where, about what and in which languages. */
function paragraphsOf(locale: Locale, forum: FeedForumView): string[] {
  const languages = forum.languages.map((language) => SPOKEN_LANGUAGES[language].name);
  return [
    formatWhen(locale, forum),
    formatWhere(forum),
    forum.text.summary,
    ...(languages.length > 0 ? [formatList(locale, languages)] : []),
  ];
}

/**
 * A feed of the coming forums that match a filter, in one language, newest first: Atom (RFC 4287) or RSS 2.0. Written
 * once for everybody until a forum changes. An entry's identifier never changes, so that a reader shows a forum once,
 * and again after it was moved or cancelled.
 */
export async function writeFeed(
  locale: Locale,
  filter: ForumFilterSchema,
  file: "atom.xml" | "rss.xml",
  { title, description, cancelledLabel }: FeedWords,
): Promise<PublicFile> {
  "use cache";
  keep(FORUMS_TAG);
  const { APP_URL } = env();
  const forums = (await listForumsForCalendar(locale, filter))
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .slice(0, MOST);
  // Atom's titles and summaries are HTML, RSS's are plain text.
  const written = file === "atom.xml" ? escapeXml : (text: string) => text;
  const list = `${APP_URL}${listingPath(locale, filter)}`;
  const feed = new Feed({
    id: list,
    link: list,
    title,
    description,
    language: locale,
    generator: false,
    author: { name: "OmaPolku", link: APP_URL },
    updated: new Date(Math.max(0, ...forums.map(({ updatedAt }) => updatedAt.getTime()))),
    feedLinks: {
      atom: `${APP_URL}${feedPath(locale, filter, "atom.xml")}`,
      rss: `${APP_URL}${feedPath(locale, filter, "rss.xml")}`,
    },
  });
  for (const forum of forums) {
    const link = `${APP_URL}${routes.forum(locale, forum.slug)}`;
    feed.addItem({
      id: `urn:uuid:${forum.id}`,
      guid: `urn:uuid:${forum.id}`,
      title: written(forum.state === "cancelled" ? `${cancelledLabel}: ${forum.text.title}` : forum.text.title),
      link,
      date: forum.updatedAt,
      published: forum.createdAt,
      description: written(paragraphsOf(locale, forum).join(" · ")),
      content: paragraphsOf(locale, forum)
        .map((text) => `<p lang="${forum.text.locale}" dir="auto">${escapeXml(text)}</p>`)
        .join(""),
    });
  }
  return publicFile(file === "atom.xml" ? feed.atom1() : feed.rss2());
}
