import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { type Declared, declarationsOf, parseFile, type SyntaxNode, walk } from "../support/syntax";

/** CONTRIBUTING.md, "Names and comments": what the first word of a query says about its result. */
const RESULTS: [word: RegExp, isTrue: (result: string) => boolean][] = [
  // One item, or null; or why there is none.
  [/^find[A-Z]/, (result) => /\| null$/.test(result) || /\bok: false\b/.test(result)],
  [/^get[A-Z]/, (result) => !/\| null$/.test(result)],
  [/^list[A-Z]/, (result) => /\[\]|\bMap</.test(result) && !/\bpages: number/.test(result)],
  [/^search[A-Z]/, (result) => /\[\]/.test(result) && /\bpages: number|\bolder: /.test(result)],
  [/^count[A-Z]/, (result) => /\bnumber\b/.test(result)],
  [/^preview[A-Z]/, () => true],
  [/^compose[A-Z]/, () => true],
];
/** The result of a question (yes or no), or of a function that returns nothing. */
const QUESTION_OR_NOTHING = /^(boolean( \| null)?|void)$/;
const READS = /^async |\): Promise</;

/** The declared result of a function without its promise, with the types of its own module spelt out; empty if inferred. */
function resultOf({ file, node, text }: Declared, code?: string): string {
  const functions = [...walk(node)].filter(({ type }) => /Function/.test(type));
  const annotation = functions.find(({ returnType }) => returnType)?.returnType as SyntaxNode | undefined;
  if (!annotation || functions[0]?.returnType !== annotation) return "";
  const written = text.slice(annotation.start - node.start, annotation.end - node.start).replaceAll(/\s+/g, " ");
  const [, promised = written] = /^: Promise<(.*)>$/.exec(written) ?? [];
  return [...walk(parseFile(file, code))].reduce((result, { type, id, body, typeAnnotation }) => {
    if (!/^TS(Interface|TypeAlias)Declaration$/.test(type)) return result;
    const members = ((body ?? typeAnnotation) as { members?: SyntaxNode[]; body?: SyntaxNode[] }) ?? {};
    const spelt = (members.body ?? members.members ?? []).map((member) => memberOf(member)).join("; ");
    return result.replaceAll(new RegExp(`\\b${(id as SyntaxNode).name}\\b`, "g"), (name) =>
      spelt ? `{ ${spelt} }` : name,
    );
  }, promised.trim());
}

/** A member of a type in short: its name, and whether it is many, a number or a text. */
function memberOf({ key, typeAnnotation }: SyntaxNode): string {
  const { type } = ((typeAnnotation as SyntaxNode | undefined)?.typeAnnotation ?? {}) as SyntaxNode;
  const kind = { TSArrayType: "[]", TSNumberKeyword: "number", TSUnionType: "or" }[type];
  return `${(key as SyntaxNode | undefined)?.name}: ${kind ?? "other"}`;
}

/** The query functions of a `queries.ts` whose names do not say what they return. */
function misnamed(file: string, code?: string): string[] {
  return declarationsOf(file, code)
    .filter(({ exported, isFunction, text }) => exported && isFunction && (READS.test(text) || /^cache\(/.test(text)))
    .filter((one) => {
      const result = resultOf(one, code);
      const rule = RESULTS.find(([word]) => word.test(one.name))?.[1];
      if (!rule) return !QUESTION_OR_NOTHING.test(result);
      return result !== "" && !rule(result);
    })
    .map(({ name }) => name);
}

test("the first word of a query says what it returns", () => {
  const files = globSync("src/features/**/queries.ts");
  expect(files.length).toBeGreaterThan(8);
  expect(files.flatMap((file) => misnamed(file).map((name) => `${file}: ${name}`))).toEqual([]);
});

test.each([
  ["export async function readForums() { return db().forum.findMany(); }", ["readForums"]],
  ["export function loadForums(): Promise<Forum[]> { return db().forum.findMany(); }", ["loadForums"]],
  ["export const forumsOf = async (id: string) => db().forum.findMany({ where: { id } });", ["forumsOf"]],
  ["export async function getForum(id: string): Promise<Forum | null> { return null; }", ["getForum"]],
  ["export async function getForum(id: string): Promise<Forum> { return read(id); }", []],
  ["export async function findForum(id: string): Promise<Forum> { return read(id); }", ["findForum"]],
  ["export async function findForum(id: string): Promise<{ x: number } | null> { return null; }", []],
  ["export const findForum = cache(async (id: string): Promise<Forum> => read(id));", ["findForum"]],
  ["export async function findRole(): Promise<{ ok: true } | { ok: false; reason: string }> { return no; }", []],
  ["export async function listForums() { return db().forum.findMany(); }", []],
  ["export async function listForums(): Promise<Forum> { return read(); }", ["listForums"]],
  ["export async function listForums(): Promise<Map<string, Forum>> { return read(); }", []],
  [
    "export async function listForums(): Promise<{ forums: Forum[]; pages: number }> { return read(); }",
    ["listForums"],
  ],
  ["export async function searchForums(): Promise<{ forums: Forum[]; pages: number }> { return read(); }", []],
  ["export async function searchForums(): Promise<Forum[]> { return read(); }", ["searchForums"]],
  [
    "interface Page { rows: Row[]; pages: number } export async function searchRows(): Promise<Page> { return read(); }",
    [],
  ],
  [
    "interface Page { rows: Row[]; pages: number } export async function listRows(): Promise<Page> { return read(); }",
    ["listRows"],
  ],
  ["export async function countForums(): Promise<Forum[]> { return read(); }", ["countForums"]],
  ["export async function countForums(): Promise<number> { return 0; }", []],
  ["export async function everHadSeat(id: string): Promise<boolean> { return true; }", []],
  ["export function toCard(row: Row): Card { return row; }", []],
])("%s", (code, names) => {
  expect(misnamed("queries.ts", code)).toEqual(names);
});
