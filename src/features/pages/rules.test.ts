import { expect, test } from "vitest";
import { isNotice, latest, nameBeside } from "./rules";
import { PAGE_KEYS } from "./schema";

test("the law requires two of the pages", () => {
  expect(PAGE_KEYS.filter(isNotice)).toEqual(["privacy", "accessibility"]);
});

test("a notice keeps its name, whatever title staff give it", () => {
  expect(nameBeside("privacy", "Privacy notice", "Privacy notice")).toBeNull();
  expect(nameBeside("privacy", "Privacy notice", " privacy  Notice ")).toBeNull();
  expect(nameBeside("privacy", "Privacy notice", "You and your data")).toBe("Privacy notice");
  expect(nameBeside("about", "About", "Who we are")).toBeNull();
});

test("a page has changed when its words or its facts last did", () => {
  const [early, late] = [new Date("2026-11-01T12:00:00Z"), new Date("2026-11-20T12:00:00Z")];
  expect(latest(early, late)).toBe(late);
  expect(latest(late, null, early)).toBe(late);
  expect(latest(null)).toBeNull();
});
