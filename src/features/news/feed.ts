import "server-only";
import { type PublicFile, publicFile } from "@/features/forums/public-file";
import { keep } from "@/features/forums/queries";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { writeFeedFile } from "@/platform/feed";
import { NEWS_TAG } from "./cache-tags";
import { type FeedFile, newsFeedPath, newsListPath } from "./listing-path";
import { type FeedPostView, listPostsForFeed } from "./queries";
import type { PostTag } from "./schema";

/** The most entries of a feed. */
const MOST = 30;

/** An entry's whole text. */
const paragraphsOf = ({ text }: FeedPostView) =>
  [text.lead, ...text.body.split(/\n+/)].map((words) => words.trim()).filter(Boolean);

/**
 * A feed of the newest posts in one language, or of those with a tag: Atom (RFC 4287) or RSS 2.0. Written once for everybody until
 * a post changes. An entry's identifier never changes, so that a reader shows a post once, whatever its address.
 */
export async function writeNewsFeed(
  locale: Locale,
  tag: PostTag | undefined,
  file: FeedFile,
  { title, description }: { title: string; description: string },
): Promise<PublicFile> {
  "use cache";
  keep(NEWS_TAG);
  const posts = await listPostsForFeed(locale, { tag, most: MOST });
  const entries = posts.map((post) => ({
    ...{ id: post.id, path: routes.post(locale, post.slug), title: post.text.title, summary: post.text.lead },
    ...{ paragraphs: paragraphsOf(post), language: post.text.locale, author: post.byline ?? post.organisation },
    ...{ publishedAt: post.date, updatedAt: post.updatedAt },
    ...(post.enclosure && { file: { ...post.enclosure, type: "image/webp" } }),
  }));
  const paths = {
    list: newsListPath(locale, { tag }),
    atom: newsFeedPath(locale, tag, "atom.xml"),
    rss: newsFeedPath(locale, tag, "rss.xml"),
  };
  return publicFile(writeFeedFile(file, { title, description, language: locale }, paths, entries));
}
