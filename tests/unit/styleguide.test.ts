import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { declarationsOf } from "../support/syntax";

const PAGE = "src/app/(entry)/styleguide/page.dev.tsx";

/** What a file draws: the names of the components that its markup contains. */
function drawn(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(/<([A-Z]\w*)/g)].map(([, name]) => name ?? "");
}

test("the styleguide shows every component, by itself or as a part of another", () => {
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
