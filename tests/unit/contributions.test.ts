import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contributions } from "../../scripts/support/contributions";

test("what features contribute and the messages have been gathered: npm run generate does it", () => {
  const outdated = contributions().filter(({ file, text }) => !existsSync(file) || readFileSync(file, "utf8") !== text);
  expect(outdated.map(({ file }) => file)).toEqual([]);
});
