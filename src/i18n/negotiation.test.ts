import { expect, test } from "vitest";
import { suggestLocale } from "./negotiation";

test("the remembered choice outranks the browser's preference", () => {
  expect(suggestLocale("so", "fi-FI,fi;q=0.9")).toBe("so");
});

test.each([
  ["ar-SA,en;q=0.8", "ar"],
  ["de-DE,de;q=0.9,sv;q=0.5", "sv"],
  ["en;q=0,fi;q=0.1", "fi"],
  ["xx", undefined],
  ["*", undefined],
  [";;;=,q=", undefined],
  [null, undefined],
])("%s suggests %s", (header, suggestion) => {
  expect(suggestLocale(undefined, header)).toBe(suggestion);
});

test("an unknown remembered value is ignored", () => {
  expect(suggestLocale("javascript", "en")).toBe("en");
});
