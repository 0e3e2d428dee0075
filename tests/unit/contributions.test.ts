import { existsSync, globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { AUDIT } from "@/contributions/audit";
import { AUDIT_NAMES } from "@/contributions/audit-names";
import { DEMO } from "@/contributions/demo";
import { LETTERS } from "@/contributions/letters";
import { NOTIFICATIONS } from "@/contributions/notifications";
import type { AllAuditNames } from "@/features/audit/schema";
import type { NotificationTemplate } from "@/features/notifications/schema";
import { camelCase, contributions } from "../../scripts/support/contributions";
import { inOrder } from "../../scripts/support/demo-data";

test("contributions and messages have been collected (npm run generate does it)", () => {
  const outdated = contributions().filter(({ file, text }) => !existsSync(file) || readFileSync(file, "utf8") !== text);
  expect(outdated.map(({ file }) => file)).toEqual([]);
});

test.each(["audit", "audit-names", "demo", "jobs", "letters", "notifications", "queues"])(
  "no two features contribute the same name to %s",
  async (kind) => {
    const files = globSync(`src/{features,platform}/*/${kind}.ts`);
    const modules = await Promise.all(files.map((file) => import(/* @vite-ignore */ resolve(file))));
    const names = modules.flatMap((module) => Object.keys(module[camelCase(kind)]));
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
  },
);

test("the demo's parts come after the existing parts that they build on", () => {
  const order = inOrder(DEMO);
  expect([...order].sort()).toEqual(Object.keys(DEMO).sort());
  for (const [name, { after }] of Object.entries(DEMO))
    expect(after.filter((earlier) => order.indexOf(earlier) >= order.indexOf(name))).toEqual([]);
});

test("demo parts that build on each other, or on a missing part, are refused", () => {
  const part = (...after: string[]) => ({ after, seed: async () => undefined });
  expect(inOrder({ c: part("a", "b"), b: part("a"), a: part() })).toEqual(["a", "b", "c"]);
  expect(() => inOrder({ a: part("b"), b: part("a") })).toThrow("depend on each other in a circle: a, b");
  expect(() => inOrder({ a: part("z") })).toThrow("a depends on z, which no feature contributes to the demo");
});

test("every declared message has a letter, and there are no other letters", () => {
  expect(Object.keys(LETTERS).sort()).toEqual(Object.keys(NOTIFICATIONS).sort());
});

test("every kind of record in the log has names; a kind without them does not compile", () => {
  expect([...new Set(Object.values(AUDIT))].filter((kind) => !(kind in AUDIT_NAMES))).toEqual([]);
  const { text: _, ...rest } = AUDIT_NAMES;
  // @ts-expect-error: texts have no names
  const lacking: AllAuditNames = rest;
  expect(Object.keys(lacking)).not.toContain("text");
});

test("a template that no feature declares, and one without a letter, do not compile", () => {
  // @ts-expect-error: nobody declares it
  const unknown: NotificationTemplate = "weekly_digest";
  // @ts-expect-error: it is not put into words
  const lacking: Record<NotificationTemplate, unknown> = { sign_in: LETTERS.sign_in };
  expect([unknown, Object.keys(lacking)]).toEqual(["weekly_digest", ["sign_in"]]);
});
