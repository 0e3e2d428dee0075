import { expect, test } from "vitest";
import { isLookedAt, shownCount, WISH_KEPT_DAYS, wishedBefore } from "./rules";

const asked = (headers: Record<string, string>, method = "GET") =>
  isLookedAt({ method, headers: new Headers({ "user-agent": "Mozilla/5.0 (Android 15; Mobile)", ...headers }) });

test("small numbers of people are only a few", () => {
  expect([0, 1, 2, 3, 40].map(shownCount)).toEqual([0, "few", "few", 3, 40]);
});

test("a search counts when somebody looks at it, with any browser", () => {
  expect(asked({})).toBe(true);
  expect(asked({ "sec-fetch-mode": "navigate" })).toBe(true);
});

test.each([
  ["a program", { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)" }, "GET"],
  ["a preview of a link", { "user-agent": "WhatsApp/2.23 LinkPreview" }, "GET"],
  ["a script", { "user-agent": "curl/8.5.0" }, "GET"],
  ["nobody who says what it is", { "user-agent": "" }, "GET"],
  ["a browser that loads ahead", { "sec-purpose": "prefetch;prerender" }, "GET"],
  ["an older browser that does", { purpose: "prefetch" }, "GET"],
  ["a page of ours that does", { "next-router-prefetch": "1" }, "GET"],
  ["a script of a page", { "sec-fetch-mode": "cors" }, "GET"],
  ["a look at the headers", {}, "HEAD"],
])("it does not count for %s", (_, headers, method) => {
  expect(asked(headers, method)).toBe(false);
});

test("a wish waits for a year, also across the changes of the clock", () => {
  expect(WISH_KEPT_DAYS).toBe(365);
  expect(wishedBefore(new Date("2027-10-31T10:00:00Z"))).toEqual(new Date("2026-10-31T10:00:00Z"));
});
