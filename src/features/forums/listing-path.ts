import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { ForumFilterSchema, type ForumListing } from "./schema";

/** Lists are prerendered, so a filter is a path and not a query: there are few of them, and each is a page of its own. */
const FACETS = ["language", "place", "kind", "organisation"] as const;
/** More pages than this are neither offered nor answered: a stranger must not be able to fill the page cache by counting. */
export const LAST_PAGE = 999;

/** What stands after `/forums/by/` for a list, in the one order that it has; nothing for all coming forums. */
function facetsOf(listing: Partial<ForumListing>): string[] {
  return [
    ...(listing.past ? ["past"] : []),
    ...FACETS.flatMap((facet) => (listing[facet] ? [`${facet}-${listing[facet]}`] : [])),
    ...(listing.page && listing.page > 1 ? [`page-${listing.page}`] : []),
  ];
}

/** The address of a list, e.g. `/fi/forums/by/language-so/place-turku/page-2`; one list has one. */
export function listingPath(locale: Locale, listing: Partial<ForumListing>) {
  const facets = facetsOf(listing);
  return facets.length === 0 ? routes.forums(locale) : routes.forumsBy(locale, facets);
}

/** What partners take of a list: a file that feed readers and calendars ask for again and again. */
export const FEED_FILES = ["atom.xml", "rss.xml", "calendar.ics"] as const;
export type FeedFile = (typeof FEED_FILES)[number];

/** The address of a list's file for partners, e.g. `/fi/forums/feeds/language-so/atom.xml`: of coming forums, of all pages. */
export function feedPath(locale: Locale, filter: ForumFilterSchema, file: FeedFile) {
  return routes.forumsFeed(locale, [...facetsOf(filter), file]);
}

/** What stands in place of the facets in the address of a frame that shows all coming forums. */
const ALL = "all";

/** The address of a list as a page that other sites frame: `/fi/embed/forums/language-so`, `/fi/embed/forums/all`. */
export function embedPath(locale: Locale, filter: ForumFilterSchema) {
  const facets = facetsOf(filter);
  return routes.embeddedForums(locale, facets.length > 0 ? facets : [ALL]);
}

/** Reads the segments after `/embed/forums/`; undefined for anything but a list's one canonical path. */
export function parseEmbedPath(segments: readonly string[]): ForumFilterSchema | undefined {
  return segments.join("/") === ALL ? {} : segments.length > 0 ? parseFilterPath(segments) : undefined;
}

/** Reads the facets of a list that has no pages and no past; undefined for anything but its one canonical path. */
export function parseFilterPath(segments: readonly string[]): ForumFilterSchema | undefined {
  if (segments.length === 0) return {};
  const listing = parseListingPath(segments);
  if (!listing || listing.past || listing.page > 1) return undefined;
  const { past: _past, page: _page, ...filter } = listing;
  return filter;
}

/** The address of a list at what it says of how many forums it holds (`Found`): narrowing a list leads there. */
export function foundPath(locale: Locale, listing: Partial<ForumListing>) {
  return `${listingPath(locale, listing)}#found` as const;
}

/** Reads the segments after `/forums/by/`; undefined for anything but the one canonical path of a list. */
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
