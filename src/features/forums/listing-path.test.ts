import { expect, test } from "vitest";
import { listingPath, parseListingPath } from "./listing-path";

test("a list has one path, and the path leads back to the list", () => {
  const listing = { past: true, language: "fa-AF", place: "turku", kind: "pop_up", page: 3 } as const;
  const path = listingPath(listing);
  expect(path).toBe("/forums/by/past/language-fa-AF/place-turku/kind-pop_up/page-3");
  expect(parseListingPath(path.split("/").slice(3))).toEqual(listing);
  expect(listingPath({ past: false, page: 1 })).toBe("/forums");
});

test.each([
  [["language-xx"]],
  [["place-turku", "language-so"]],
  [["language-so", "language-so"]],
  [["page-1"]],
  [["page-0"]],
  [["page-51"]],
  [["page-2.5"]],
  [["past", "past"]],
  [["<script>"]],
  [["__proto__-x"]],
])("%j is no list", (segments) => {
  expect(parseListingPath(segments)).toBeUndefined();
});
