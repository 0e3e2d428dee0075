import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { ForumFilterSchema, type ForumListing } from "./schema";

/** Lists are prerendered, so a filter is a path and not a query: there are few of them, and each is a page of its own. */
const FACETS = ["language", "place", "kind"] as const;
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
