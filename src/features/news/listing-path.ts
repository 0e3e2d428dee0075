import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { isTag, type NewsListing, type PostTag } from "./schema";

/** Higher page numbers do not exist, so that a stranger cannot fill the page cache by counting. */
export const LAST_PAGE = 999;

function facetsOf({ tag, page }: Partial<NewsListing>): string[] {
  return [...(tag ? [`tag-${tag}`] : []), ...(page && page > 1 ? [`page-${page}`] : [])];
}

/** The address of a list, e.g. `/fi/news/by/tag-school/page-2`. Each list has only one (record 003). */
export function newsListPath(locale: Locale, listing: Partial<NewsListing>) {
  const facets = facetsOf(listing);
  return facets.length === 0 ? routes.news(locale) : routes.newsBy(locale, facets);
}

/** Reads the segments after `/news/by/`; undefined for anything but a list's canonical path. */
export function parseNewsListPath(segments: readonly string[]): NewsListing | undefined {
  let tag: PostTag | undefined;
  let page = 1;
  for (const segment of segments) {
    const [, name, value = ""] = /^([a-z]+)-(.+)$/.exec(segment) ?? [];
    if (name === "page") page = Number(value);
    else if (name === "tag" && isTag(value)) tag = value;
    else return undefined;
  }
  if (!Number.isInteger(page) || page < 1 || page > LAST_PAGE) return undefined;
  const listing = { tag, page };
  return segments.length > 0 && facetsOf(listing).join("/") === segments.join("/") ? listing : undefined;
}

/** The files of a feed. */
const FEED_FILES = ["atom.xml", "rss.xml"] as const;
export type FeedFile = (typeof FEED_FILES)[number];

/** The address of a feed: of all posts, or of those with a tag. */
export function newsFeedPath(locale: Locale, tag: PostTag | undefined, file: FeedFile) {
  return routes.newsFeed(locale, [...facetsOf({ tag }), file]);
}

/** Reads the segments after `/news/feeds/`; undefined if they name no feed. */
export function parseNewsFeedPath(segments: readonly string[]): { tag?: PostTag; file: FeedFile } | undefined {
  const file = FEED_FILES.find((name) => name === segments.at(-1));
  if (!file) return undefined;
  const facets = segments.slice(0, -1);
  if (facets.length === 0) return { file };
  const listing = parseNewsListPath(facets);
  return listing?.tag && listing.page === 1 ? { tag: listing.tag, file } : undefined;
}
