import { expect, test } from "vitest";
import { bestTranslation } from "./fallback";

const row = (locale: string) => ({ locale });

test("the reader's own language comes first", () => {
  expect(bestTranslation([row("en"), row("so")], "so")?.locale).toBe("so");
});

test("then the declared fall-backs in order, then any other language", () => {
  expect(bestTranslation([row("fi"), row("en")], "ar")?.locale).toBe("en");
  expect(bestTranslation([row("sv")], "ar")?.locale).toBe("sv");
  expect(bestTranslation([row("fr")], "ar")?.locale).toBe("fr");
});
