import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseFile, type SyntaxNode, walk } from "../support/syntax";

const PAGE = readFileSync("docs/adding-a-feature.md", "utf8");
const BLOCKS = [...PAGE.matchAll(/```(tsx?)\n(.*?)```/gs)]
  .map(([, language = "", code = ""]) => ({ language, code }))
  // Only whole modules; the other blocks are lines to add to one.
  .filter(({ code }) => code.includes("import "));

/** The file behind an import on the page; null for packages and for what the page itself adds. */
function fileOf(source: string): string | null {
  if (source.includes("found-items") || source.startsWith("./")) return null;
  const path = source.startsWith("@/")
    ? join("src", source.slice(2))
    : /^\.\.\/(\.\.\/)*(src|tests|support)\//.test(source)
      ? source.replace(/^(\.\.\/)+/, "").replace(/^support/, "tests/support")
      : null;
  return path && (["ts", "tsx"].map((end) => `${path}.${end}`).find((file) => existsSync(file)) ?? `${path}: nowhere`);
}

test("everything that the page on adding a feature imports exists under that name", () => {
  const imported = BLOCKS.flatMap(({ language, code }, n) =>
    [...walk(parseFile(`block-${n}.${language}`, code))]
      .filter(({ type }) => type === "ImportDeclaration")
      .flatMap(({ source, specifiers }) => {
        const file = fileOf(String((source as SyntaxNode).value));
        return (specifiers as { imported: { name: string } }[]).map((one) => ({ file, name: one.imported.name }));
      }),
  ).filter(({ file }) => file !== null);
  expect(imported.length).toBeGreaterThan(30);
  const missing = imported.filter(({ file, name }) => {
    if (!file || !existsSync(file)) return true;
    return !new RegExp(`export (async )?(function|const|class|interface|type) ${name}\\b`).test(
      readFileSync(file, "utf8"),
    );
  });
  expect(missing).toEqual([]);
});

test("the existing files that the page names exist", () => {
  const named = [...PAGE.matchAll(/`((?:src|prisma|tests|docs)\/[^`]*\.\w+|\.dependency-cruiser\.cjs)`/g)].map(
    ([, file = ""]) => file,
  );
  expect(named.length).toBeGreaterThan(8);
  const own = (file: string) => /found-items|\/found\//.test(file);
  expect(named.filter((file) => !own(file) && !existsSync(file))).toEqual([]);
});
