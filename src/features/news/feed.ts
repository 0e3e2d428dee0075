import "server-only";
import { Feed } from "feed";
import { type PublicFile, publicFile } from "@/features/forums/public-file";
import { keep } from "@/features/forums/queries";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { escapeXml } from "@/platform/picture";
import { NEWS_TAG } from "./cache-tags";
import { type FeedFile, newsFeedPath, newsListPath } from "./listing-path";
import { type FeedPostView, listPostsForFeed } from "./queries";
import type { PostTag } from "./schema";

/** The most entries of a feed. */
const MOST = 30;

/** An entry's whole text, in its language. */
function contentOf({ text }: FeedPostView): string {
  const paragraph = (words: string) => `<p lang="${text.locale}" dir="auto">${escapeXml(words)}</p>`;
  return [text.lead, ...text.body.split(/\n+/)]
    .filter((words) => words.trim())
    .map((words) => paragraph(words.trim()))
    .join("");
}

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
  const { APP_URL } = env();
  const posts = await listPostsForFeed(locale, { tag, most: MOST });
  // Atom's titles and summaries are HTML, RSS's are plain text.
  const written = file === "atom.xml" ? escapeXml : (text: string) => text;
  const list = `${APP_URL}${newsListPath(locale, { tag })}`;
  const feed = new Feed({
    id: list,
    link: list,
    title,
    description,
    language: locale,
    generator: false,
    author: { name: "OmaPolku", link: APP_URL },
    updated: new Date(Math.max(0, ...posts.map(({ updatedAt }) => +updatedAt))),
    feedLinks: {
      atom: `${APP_URL}${newsFeedPath(locale, tag, "atom.xml")}`,
      rss: `${APP_URL}${newsFeedPath(locale, tag, "rss.xml")}`,
    },
  });
  for (const post of posts) {
    feed.addItem({
      id: `urn:uuid:${post.id}`,
      guid: `urn:uuid:${post.id}`,
      title: written(post.text.title),
      link: `${APP_URL}${routes.post(locale, post.slug)}`,
      date: post.updatedAt,
      published: post.date,
      description: written(post.text.lead),
      content: contentOf(post),
      ...(post.enclosure && {
        enclosure: { url: `${APP_URL}${post.enclosure.path}`, type: "image/webp", length: post.enclosure.bytes },
      }),
      // An author in RSS has an email address.
      ...(file === "atom.xml" && { author: [{ name: post.byline ?? post.organisation }] }),
    });
  }
  return publicFile(file === "atom.xml" ? feed.atom1() : feed.rss2());
}
