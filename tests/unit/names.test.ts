import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { declarationsOf } from "../support/syntax";

/** CONTRIBUTING.md, "Names and comments". */
const READING = /^(find|get|list|search|count|preview|compose)[A-Z]/;
/** The declared result of a question (yes or no), or of a function that returns nothing. */
const QUESTION_OR_NOTHING = /\): Promise<(boolean( \| null)?|void)> (=> )?\{/;
const READS = /^async |\): Promise</;
/** The declared result includes null, which `get…` never returns. */
const MAY_BE_NULL = /^[^{]*\): Promise<[^{]*\| null> (=> )?\{/;

/** The query functions of a `queries.ts` whose names do not say what they return. */
function misnamed(file: string, code?: string): string[] {
  return declarationsOf(file, code)
    .filter(({ exported, isFunction, text }) => exported && isFunction && READS.test(text))
    .filter(({ name, text }) =>
      READING.test(name) ? /^get/.test(name) && MAY_BE_NULL.test(text) : !QUESTION_OR_NOTHING.test(text),
    )
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
  ["export async function listForums() { return db().forum.findMany(); }", []],
  ["export async function everHadSeat(id: string): Promise<boolean> { return true; }", []],
  ["export function toCard(row: Row): Card { return row; }", []],
])("%s", (code, names) => {
  expect(misnamed("queries.ts", code)).toEqual(names);
});
