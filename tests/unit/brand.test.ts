import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { BRAND_COLOURS, DARK_BRAND_COLOURS } from "@/ui/brand";

const css = readFileSync("src/ui/tokens.css", "utf8");
const dark = css.slice(css.indexOf("(prefers-color-scheme: dark)"));

/** The first value of a colour's custom property in a style sheet, e.g. `--ink-soft` for inkSoft. */
const tokenOf = (sheet: string, name: string) =>
  new RegExp(`--${name.replace(/([A-Z]|\d)/g, (part) => `-${part.toLowerCase()}`)}: (#[0-9a-f]+);`).exec(sheet)?.[1];

test.each([
  ["light", css, BRAND_COLOURS],
  ["dark", dark, DARK_BRAND_COLOURS],
])("the brand's colours match the style sheet, %s", (_, sheet, colours) => {
  for (const [name, colour] of Object.entries(colours)) expect(tokenOf(sheet, name), name).toBe(colour);
});

test("no colour is written anywhere else", () => {
  const found = globSync("src/**/*.{ts,tsx}")
    // The demo's drawings have skies, woods and faces, which are not the brand's.
    .filter((file) => file !== "src/ui/brand.ts" && !file.includes("/generated/") && !file.includes("/news/demo/"))
    .flatMap((file) =>
      // White is the colour of paper, not of the brand.
      [...readFileSync(file, "utf8").matchAll(/#(?!fff\b)(?:[0-9a-f]{6}|[0-9a-f]{3})\b/gi)].map(
        ([colour]) => `${file}: ${colour}`,
      ),
    );
  expect(found).toEqual([]);
});
