import { expect, test } from "vitest";
import {
  embedPath,
  feedPath,
  LAST_PAGE,
  listingPath,
  parseEmbedPath,
  parseFilterPath,
  parseListingPath,
} from "./listing-path";

test("each list has one path, which leads back to it", () => {
  const listing = { past: true, language: "fa-AF", place: "turku", kind: "pop_up", page: 3 } as const;
  const path = listingPath("fi", listing);
  expect(path).toBe("/fi/forums/by/past/language-fa-AF/place-turku/kind-pop_up/page-3");
  expect(parseListingPath(path.split("/").slice(4))).toEqual(listing);
  expect(listingPath("fi", { past: false, page: 1 })).toBe("/fi/forums");
});

test("every page number that lists offer is valid, far beyond today's lists", () => {
  for (const page of [51, 84, LAST_PAGE]) {
    const path = listingPath("fi", { past: true, page });
    expect(parseListingPath(path.split("/").slice(4))).toEqual({ past: true, page });
  }
});

test.each([
  [["language-xx"]],
  [["place-turku", "language-so"]],
  [["language-so", "language-so"]],
  [["page-1"]],
  [["page-0"]],
  [["page-1000"]],
  [["page-2.5"]],
  [["past", "past"]],
  [["<script>"]],
  [["__proto__-x"]],
])("%j is no list", (segments) => {
  expect(parseListingPath(segments)).toBeUndefined();
});

test.each([{}, { language: "so" }, { place: "turku", organisation: "omapolku" }] as const)(
  "the feeds and the frame of %j have one path each, which leads back to it",
  (filter) => {
    const feed = feedPath("fi", filter, "atom.xml").split("/").slice(4);
    expect(feed.at(-1)).toBe("atom.xml");
    expect(parseFilterPath(feed.slice(0, -1))).toEqual(filter);
    expect(parseEmbedPath(embedPath("fi", filter).split("/").slice(4))).toEqual(filter);
  },
);

test.each([[["past"]], [["page-2"]], [["all"]], [["language-so", "all"]], [["organisation-<b>"]]])(
  "%j is not a list for a feed",
  (segments) => {
    expect(parseFilterPath(segments)).toBeUndefined();
  },
);
