import { globSync } from "node:fs";
import { getTranslations } from "next-intl/server";
import { expect, test } from "vitest";
import { parseFile, type SyntaxNode, walk } from "../support/syntax";

/** Only for the compiler: correct keys compile, and nothing else does. */
async function asksForWords(key: "title" | "tiitle", named: { when: string }): Promise<void> {
  const locale = "fi";
  const [t, whole, short] = await Promise.all([
    getTranslations({ locale, namespace: "Texts" }),
    getTranslations({ locale }),
    getTranslations("Texts"),
  ]);
  t("title");
  t("lookedAt", { name: "Aino", ...named });
  // @ts-expect-error: no such message
  t("tiitle");
  // @ts-expect-error: no such message
  short("tiitle");
  // `has` takes the keys that a call takes. For a refused call without a namespace the compiler would also work out the parameters
  // of every message there is, for most of a minute.
  // @ts-expect-error: no such message in that namespace
  whole.has("Texts.tiitle");
  // @ts-expect-error: one of two is no message
  t(key);
  // @ts-expect-error: it is given a name as well
  t("lookedAt", named);
  // @ts-expect-error: no such namespace
  await getTranslations({ locale, namespace: "Textes" });
  // @ts-expect-error: no such language
  await getTranslations({ locale: "de", namespace: "Texts" });
}

test("an unknown key or namespace does not compile, nor does a message without its parameters", () => {
  expect(asksForWords).toBeInstanceOf(Function);
});

/** The variables in which a module keeps its translators. */
function translators(module: SyntaxNode): Set<string> {
  const names = new Set(["t"]);
  for (const node of walk(module)) {
    if (node.type !== "VariableDeclarator" || !/getTranslations|createTranslator/.test(callees(node.init))) continue;
    for (const { type, name } of walk(node.id as SyntaxNode)) if (type === "Identifier") names.add(name as string);
  }
  return names;
}

/** The functions that an expression calls, as one text. */
const callees = (node: unknown) =>
  [...(node ? walk(node as SyntaxNode) : [])]
    .flatMap(({ type, callee }) => (type === "CallExpression" ? String((callee as SyntaxNode).name) : []))
    .join(" ");

/** Casts of keys, which the compiler cannot check. */
function castKeys(file: string, code?: string): string[] {
  const module = parseFile(file, code);
  const known = translators(module);
  return [...walk(module)].flatMap(({ type, callee, arguments: given }) => {
    if (type !== "CallExpression") return [];
    const { name, object } = callee as SyntaxNode & { object?: SyntaxNode };
    const key = (given as SyntaxNode[])[0];
    const called = String(name ?? object?.name);
    return known.has(called) && key?.type === "TSAsExpression" ? [`${file}: ${called}`] : [];
  });
}

test("no message key is cast: keys that the types do not know go through knownWord", () => {
  const files = globSync("src/**/*.{ts,tsx}").filter((file) => !/generated/.test(file));
  expect(files.flatMap((file) => castKeys(file))).toEqual([]);
});

test.each([
  ["t(stored as 'title')", ["a.tsx: t"]],
  ["const words = await getTranslations({ locale }); words.rich(stored as never, {});", ["a.tsx: words"]],
  ["const [a, b] = await Promise.all([getTranslations({ locale }), 1]); b(key as 'c')", ["a.tsx: b"]],
  ["t(stored); other(stored as 'title')", []],
])("%s", (code, found) => {
  expect(castKeys("a.tsx", code)).toEqual(found);
});
