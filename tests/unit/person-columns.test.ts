import { expect, test } from "vitest";
import { PERSON_COLUMNS } from "../support/person-columns";
import { readSchema } from "../support/prisma-schema";

test("every column that can hold text says what it holds about a person", () => {
  const columns = readSchema().flatMap(({ table, words }) => words.map((column) => `${table}.${column}`));
  expect(columns.filter((column) => !(column in PERSON_COLUMNS))).toEqual([]);
  expect(Object.keys(PERSON_COLUMNS).filter((column) => !columns.includes(column))).toEqual([]);
});

test("columns by which a person could be found are in tables marked personal", () => {
  const impersonal = readSchema().flatMap(({ table, personal, words }) =>
    personal ? [] : words.map((column) => `${table}.${column}`),
  );
  expect(impersonal.filter((column) => typeof PERSON_COLUMNS[column] === "string")).toEqual([]);
});
