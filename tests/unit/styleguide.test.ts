import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { declarationsOf } from "../support/syntax";

const PAGE = "src/app/(entry)/styleguide/page.dev.tsx";

/** The components that a file renders: their names in its markup. */
function drawn(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(/<([A-Z]\w*)/g)].map(([, name]) => name ?? "");
}

test("the styleguide shows every component, alone or as part of another", () => {
  const files = globSync("src/ui/*.tsx");
  const components = files.flatMap((file) =>
    declarationsOf(file)
      .filter(({ exported, isFunction, name }) => exported && isFunction && /^[A-Z]/.test(name))
      .map(({ name }) => name),
  );
  expect(components.length).toBeGreaterThan(25);
  const shown = new Set([PAGE, ...files].flatMap(drawn));
  expect(components.filter((name) => !shown.has(name))).toEqual([]);
});

/** The colours of one mode by name: the first block of tokens.css is light, the second dark. */
function coloursOf(mode: "light" | "dark"): Record<string, string> {
  const blocks = readFileSync("src/ui/tokens.css", "utf8").split(/:root \{/);
  const block = blocks[mode === "light" ? 1 : 2]?.split("}")[0] ?? "";
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]));
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex = ""): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one = "", other = ""): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

// Neither axe nor the standard requires this, but readers need it.
test.each(["light", "dark"] as const)(
  "disabled controls are as readable as others, with a visible edge, in %s",
  (mode) => {
    const colours = coloursOf(mode);
    expect(contrast(colours["ink-soft"], colours.sunk)).toBeGreaterThan(4.5);
    expect(contrast(colours.edge, colours.sunk)).toBeGreaterThan(3);
    for (const file of ["field", "choice"])
      expect(readFileSync(`src/ui/${file}.tsx`, "utf8")).toMatch(/disabled:bg-sunk .*disabled:text-ink-soft/);
  },
);
