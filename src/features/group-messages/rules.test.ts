import { expect, test } from "vitest";
import { otherLanguages, wordsFor } from "./rules";

test("everybody reads their own language if there are words in it, otherwise those that were written first", () => {
  const message = { language: "fa-AF", words: { "fa-AF": "سلام", so: "Salaan" } };
  expect(wordsFor(message, "so")).toEqual({ language: "so", text: "Salaan" });
  expect(wordsFor(message, "ar")).toEqual({ language: "fa-AF", text: "سلام" });
});

test("other languages are those of the portal, without the first", () => {
  expect(otherLanguages("so")).toEqual(["fi", "sv", "en", "ar"]);
  expect(otherLanguages("fa-AF")).toHaveLength(5);
});
