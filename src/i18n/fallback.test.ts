import { expect, test } from "vitest";
import { bestTranslation } from "./fallback";

const row = (locale: string, state?: "draft" | "machine" | "reviewed") => ({ locale, ...(state && { state }) });

test("the reader's own language comes first", () => {
  expect(bestTranslation([row("en"), row("so")], "so")?.locale).toBe("so");
});

test("then the declared fall-backs in order, then any language there is", () => {
  expect(bestTranslation([row("fi"), row("en")], "ar")?.locale).toBe("en");
  expect(bestTranslation([row("sv")], "ar")?.locale).toBe("sv");
  expect(bestTranslation([row("fr")], "ar")?.locale).toBe("fr");
});

test("drafts are never shown", () => {
  expect(bestTranslation([row("so", "draft"), row("fi", "machine")], "so")?.locale).toBe("fi");
  expect(bestTranslation([row("so", "draft")], "so")).toBeUndefined();
});
