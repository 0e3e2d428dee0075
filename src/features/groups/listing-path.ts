import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { GroupFilterSchema, type GroupListing } from "./schema";

/** Lists are prerendered, so filters are path segments (record 003). */
const FACETS = ["language", "place", "day", "kind", "childcare", "places"] as const;
/** Higher page numbers do not exist, so that a stranger cannot fill the page cache by counting. */
export const LAST_PAGE = 999;

function facetsOf(listing: Partial<GroupListing>): string[] {
  return [
    ...FACETS.flatMap((facet) => (listing[facet] ? [`${facet}-${listing[facet]}`] : [])),
    ...(listing.page && listing.page > 1 ? [`page-${listing.page}`] : []),
  ];
}

/** The address of a list, e.g. `/fi/groups/by/language-so/place-turku/page-2`. Each list has only one. */
export function groupListPath(locale: Locale, listing: Partial<GroupListing>) {
  const facets = facetsOf(listing);
  return facets.length === 0 ? routes.groups(locale) : routes.groupsBy(locale, facets);
}

/** The address of a list at its result count (`Found`), where filtering leads. */
export function foundGroupsPath(locale: Locale, listing: Partial<GroupListing>) {
  return `${groupListPath(locale, listing)}#found` as const;
}

/** Reads the segments after `/groups/by/`; undefined for anything but a list's canonical path. */
export function parseGroupListPath(segments: readonly string[]): GroupListing | undefined {
  const facets: Record<string, string> = {};
  let page = 1;
  for (const segment of segments) {
    const [, name, value] = /^([a-z]+)-(.+)$/.exec(segment) ?? [];
    if (name === "page") page = Number(value);
    else if (name && value) facets[name] = value;
    else return undefined;
  }
  if (!Number.isInteger(page) || page < 1 || page > LAST_PAGE) return undefined;
  const complete = { ...GroupFilterSchema.parse(facets), page };
  return segments.length > 0 && facetsOf(complete).join("/") === segments.join("/") ? complete : undefined;
}
