import { expect, test } from "vitest";
import { countSmsParts } from "./parts";

test.each([
  ["nothing", "", 0],
  ["160 Latin letters", "ä".repeat(160), 1],
  ["one more", "ä".repeat(161), 2],
  ["a curly apostrophe, which is sent as a straight one", `${"a".repeat(159)}’`, 1],
  ["a sign that takes two", `${"a".repeat(159)}€`, 2],
  ["70 Arabic letters", "ب".repeat(70), 1],
  ["71 Arabic letters", "ب".repeat(71), 2],
  ["three parts", "ب".repeat(135), 3],
])("%s: %3$i parts", (_, text, parts) => {
  expect(countSmsParts(text)).toBe(parts);
});
