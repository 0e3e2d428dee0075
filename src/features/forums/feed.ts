import "server-only";
import { formatList, formatWhen } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { writeFeedFile } from "@/platform/feed";
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
  const forums = (await listForumsForCalendar(locale, filter))
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .slice(0, MOST);
  const entries = forums.map((forum) => {
    const paragraphs = paragraphsOf(locale, forum);
    return {
      ...{ id: forum.id, path: routes.forum(locale, forum.slug), language: forum.text.locale, paragraphs },
      title: forum.state === "cancelled" ? `${cancelledLabel}: ${forum.text.title}` : forum.text.title,
      summary: paragraphs.join(" · "),
      ...{ publishedAt: forum.createdAt, updatedAt: forum.updatedAt },
    };
  });
  const paths = {
    list: listingPath(locale, filter),
    atom: feedPath(locale, filter, "atom.xml"),
    rss: feedPath(locale, filter, "rss.xml"),
  };
  return publicFile(writeFeedFile(file, { title, description, language: locale }, paths, entries));
}
