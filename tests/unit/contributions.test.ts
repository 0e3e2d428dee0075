import { existsSync, globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { contributions } from "../../scripts/support/contributions";
import { LETTERS } from "../../src/contributions/letters";
import { NOTIFICATIONS } from "../../src/contributions/notifications";
import type { NotificationTemplate } from "../../src/features/notifications/schema";

test("what features contribute and the messages have been gathered: npm run generate does it", () => {
  const outdated = contributions().filter(({ file, text }) => !existsSync(file) || readFileSync(file, "utf8") !== text);
  expect(outdated.map(({ file }) => file)).toEqual([]);
});

test.each(["audit", "jobs", "letters", "notifications", "queues"])(
  "no two features contribute the same name to %s",
  async (kind) => {
    const files = globSync(`src/{features,platform}/*/${kind}.ts`);
    const modules = await Promise.all(files.map((file) => import(/* @vite-ignore */ resolve(file))));
    const names = modules.flatMap((module) => Object.keys(module[kind]));
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
  },
);

test("every message that a feature declares is put into words, and nothing else is", () => {
  expect(Object.keys(LETTERS).sort()).toEqual(Object.keys(NOTIFICATIONS).sort());
});

test("a template that no feature declares, and one without a letter, do not compile", () => {
  // @ts-expect-error: nobody declares it
  const unknown: NotificationTemplate = "weekly_digest";
  // @ts-expect-error: it is not put into words
  const lacking: Record<NotificationTemplate, unknown> = { sign_in: LETTERS.sign_in };
  expect([unknown, Object.keys(lacking)]).toEqual(["weekly_digest", ["sign_in"]]);
});
