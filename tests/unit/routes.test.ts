import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { entryRoutes, inLanguage, routes } from "@/i18n/routes";
import { parseFile, walk } from "../support/syntax";

/** The folders of src/app that answer, as addresses with an `x` for each parameter. */
const answered = globSync("src/app/**/{page,route}.{ts,tsx}")
  .map((file) => file.replace(/^src\/app/, "").replace(/\/(page|route)\.tsx?$/, ""))
  .map((folder) => folder.replaceAll(/\/\([^)]+\)/g, "").replaceAll(/\[[^\]]+\]/g, "x"));

type Builder = (...segments: string[][]) => string;

/** Every address of the table, with an `x` for each parameter and without its query and fragment. */
const addressed = [...Object.values(routes), ...Object.values(entryRoutes)].map(
  (route) => (route as unknown as Builder)(["x"], ["x"], ["x"], ["x"]).split(/[?#]/)[0],
);

test("every page and route of src/app has one address in the table, and every address leads to one", () => {
  const unaddressed = [
    "/x/x", // `[...rest]` answers for what does not exist.
    ...answered.filter((address) => address.endsWith("/errors/x")), // src/server shows them under other addresses.
  ];
  const elsewhere = [
    "/", // src/proxy.ts shows the language chooser.
    "/door/worker.js", // `npm run generate` writes these two to public/door.
    "/door/zxing_reader-x.wasm",
  ];
  expect([...new Set([...addressed, ...unaddressed])].sort()).toEqual([...answered, ...elsewhere].sort());
});

test("queries are escaped, and missing parameters are left out", () => {
  expect(routes.signIn("so", { next: "/so/work/users?page=2" })).toBe(
    "/so/sign-in?next=%2Fso%2Fwork%2Fusers%3Fpage%3D2",
  );
  expect(routes.users("fi", { text: "", role: undefined, page: 2 })).toBe("/fi/work/users?page=2");
  expect(routes.manage("fi", "turku", { done: "announced", told: 0 })).toBe("/fi/manage/turku?done=announced&told=0");
  expect(routes.signIn("fi", { next: null })).toBe("/fi/sign-in");
});

test("a page's addresses differ only in the language", () => {
  expect(inLanguage(routes.home("fi"), "ar")).toBe("/ar");
  expect(inLanguage(routes.forum("fi", "turku"), "ar")).toBe("/ar/forums/turku");
  expect(inLanguage(routes.users("fi", { page: 2 }), "so")).toBe("/so/work/users?page=2");
});

/** The first segments of addresses, below a language or outside of them. */
const SECTIONS = [...new Set(answered.map((address) => address.replace(/^\/x\b/, "").split("/")[1] ?? ""))].filter(
  (section) => section !== "" && section !== "x",
);
const BY_HAND = new RegExp(`^(?![@.])[^\\s]*/(${SECTIONS.join("|")})(?![\\w-])`);

/** Files in which an address is part of a pattern and must be written out. */
const PATTERNS = ["src/app/robots.ts", "src/proxy.ts", "src/server/methods.ts"];

/** The hand-written addresses in a file, which only the table may contain. */
function byHand(file: string, code?: string): string[] {
  const tree = parseFile(file, code);
  const imported = new Set(
    [...walk(tree)].filter(({ type }) => /^(Import|Export)/.test(type)).map(({ source }) => source),
  );
  return [...walk(tree)].flatMap((node) => {
    if (node.type === "TSAsExpression" || node.type === "TSTypeAssertion") {
      const { typeName } = node.typeAnnotation as { typeName?: { name?: string } };
      return typeName?.name === "Route" || typeName?.name === "Address" ? [`${file}: as ${typeName.name}`] : [];
    }
    if (node.type === "StringLiteral" || node.type === "DirectiveLiteral")
      return !imported.has(node) && BY_HAND.test(String(node.value)) ? [`${file}: ${node.value}`] : [];
    if (node.type === "TemplateLiteral") {
      const parts = (node.quasis as { value: { raw: string } }[]).map(({ value }) => value.raw);
      const text = parts.join("…");
      const first = (node.expressions as { type: string; name?: string }[])[0];
      const language =
        /^\/…/.test(text) && first?.type === "Identifier" && /locale|code|language/i.test(`${first.name}`);
      return language || BY_HAND.test(text) ? [`${file}: ${text}`] : [];
    }
    return [];
  });
}

test("addresses are made only in the table, and no cast makes one", () => {
  const files = globSync(["src/**/*.{ts,tsx}", "scripts/**/*.ts", "tests/support/*.ts"]).filter(
    (file) => !file.endsWith(".test.ts") && !file.includes("/generated/") && file !== "src/i18n/routes.ts",
  );
  expect(files.length).toBeGreaterThan(200);
  const found = files.filter((file) => !PATTERNS.includes(file)).flatMap((file) => byHand(file));
  expect(found).toEqual([]);
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: code that is looked at
test.each([
  ["a cast", "export const a = (x: string) => x as Route"],
  ["a cast to an address", "export const a = (x: string) => x as Address"],
  ["a template", "export const a = (locale: string) => `/${locale}`"],
  ["a template of a page", "export const a = (l: string, slug: string) => `/${l}/forums/${slug}`"],
  ["a text", 'export const a = "/fi/work"'],
  ["a link that leaves the portal", "export const a = (url: string, l: string) => `${url}/${l}/me?done=x`"],
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: code that is looked at
])("%s by hand is found", (_, code) => {
  expect(byHand("a.ts", code)).toHaveLength(1);
});
