import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { ForumFilterSchema, type ForumListing } from "./schema";

/** Lists are prerendered, so filters are path segments, not a query: there are few lists, and each is its own page. */
const FACETS = ["language", "place", "kind", "organisation"] as const;
/** Higher page numbers do not exist, so that a stranger cannot fill the page cache by counting. */
export const LAST_PAGE = 999;

/** A list's segments after `/forums/by/`, in their only order; none for all coming forums. */
function facetsOf(listing: Partial<ForumListing>): string[] {
  return [
    ...(listing.past ? ["past"] : []),
    ...FACETS.flatMap((facet) => (listing[facet] ? [`${facet}-${listing[facet]}`] : [])),
    ...(listing.page && listing.page > 1 ? [`page-${listing.page}`] : []),
  ];
}

/** The address of a list, e.g. `/fi/forums/by/language-so/place-turku/page-2`. Each list has only one. */
export function listingPath(locale: Locale, listing: Partial<ForumListing>) {
  const facets = facetsOf(listing);
  return facets.length === 0 ? routes.forums(locale) : routes.forumsBy(locale, facets);
}

/** A list's files for partners, which feed readers and calendars fetch repeatedly. */
export const FEED_FILES = ["atom.xml", "rss.xml", "calendar.ics"] as const;
export type FeedFile = (typeof FEED_FILES)[number];

/** The address of a list's feed, e.g. `/fi/forums/feeds/language-so/atom.xml`, with the coming forums of all its pages. */
export function feedPath(locale: Locale, filter: ForumFilterSchema, file: FeedFile) {
  return routes.forumsFeed(locale, [...facetsOf(filter), file]);
}

/** Stands in place of the facets in the address of a frame with all coming forums. */
const ALL = "all";

/** The address of a list as a page for other sites to frame: `/fi/embed/forums/language-so`, `/fi/embed/forums/all`. */
export function embedPath(locale: Locale, filter: ForumFilterSchema) {
  const facets = facetsOf(filter);
  return routes.embeddedForums(locale, facets.length > 0 ? facets : [ALL]);
}

/** Reads the segments after `/embed/forums/`; undefined for anything but a list's canonical path. */
export function parseEmbedPath(segments: readonly string[]): ForumFilterSchema | undefined {
  return segments.join("/") === ALL ? {} : segments.length > 0 ? parseFilterPath(segments) : undefined;
}

/** Reads the facets of a list without page numbers or past forums; undefined for anything but its canonical path. */
export function parseFilterPath(segments: readonly string[]): ForumFilterSchema | undefined {
  if (segments.length === 0) return {};
  const listing = parseListingPath(segments);
  if (!listing || listing.past || listing.page > 1) return undefined;
  const { past: _past, page: _page, ...filter } = listing;
  return filter;
}

/** The address of a list at its result count (`Found`), where filtering a list leads. */
export function foundPath(locale: Locale, listing: Partial<ForumListing>) {
  return `${listingPath(locale, listing)}#found` as const;
}

/** Reads the segments after `/forums/by/`; undefined for anything but a list's canonical path. */
export function parseListingPath(segments: readonly string[]): ForumListing | undefined {
  const listing: ForumListing = { past: false, page: 1 };
  const facets: Record<string, string> = {};
  for (const segment of segments) {
    const [, name, value] = /^([a-z]+)-(.+)$/.exec(segment) ?? [];
    if (segment === "past") listing.past = true;
    else if (name === "page") listing.page = Number(value);
    else if (name && value) facets[name] = value;
    else return undefined;
  }
  if (!Number.isInteger(listing.page) || listing.page < 1 || listing.page > LAST_PAGE) return undefined;
  const complete = { ...listing, ...ForumFilterSchema.parse(facets) };
  return segments.length > 0 && facetsOf(complete).join("/") === segments.join("/") ? complete : undefined;
}
