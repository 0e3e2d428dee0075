import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** A locator by an id or a name that no reader sees. */
const BY_ID = /\blocator\(\s*["'`](?:#|\[(?:id|name)=)/;

/** Browser tests that look for an id, and what readers have of it. */
const WITH_IDS: Record<string, string> = {
  "door.spec.ts": "a refusal stands in the summary of the form or as a notice",
  "form.spec.ts": "the error summary links to the ids of the questions",
  "forum-list.spec.ts": "the page's address ends with #found",
  "people.spec.ts": "the page's address ends with #found",
  "staff-pages.spec.ts": "the lists of a forum have addresses of their own",
  "text-drafts.spec.ts": "two boxes of a form say the same, each beside its part",
  "text-work.spec.ts": "the page's address ends with #found",
  "year-calendar.spec.ts": "the page's address ends with #found",
};

test("browser tests find elements by role and label, as people do", () => {
  const files = globSync("tests/e2e/*.spec.ts").filter((file) => BY_ID.test(readFileSync(file, "utf8")));
  expect(files.map((file) => file.replace("tests/e2e/", "")).sort()).toEqual(Object.keys(WITH_IDS));
});
