import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { readSchema } from "../support/prisma-schema";
import { parseFile } from "../support/syntax";
import { writesIn } from "../support/writes";

const models = readSchema();

test("every model says which feature writes it", () => {
  const rooms = new Set(["platform", ...globSync("src/features/*").map((folder) => folder.split("/").at(-1))]);
  expect(models.filter(({ owner }) => !owner || !rooms.has(owner)).map(({ name }) => name)).toEqual([]);
});

test("each table is written by one feature; others call its writes", () => {
  const strangers = globSync("src/{features,platform,app}/**/*.{ts,tsx}")
    .filter((file) => !/\.test\.ts$|generated/.test(file))
    .flatMap((file) => {
      const feature = /^src\/(?:features\/([\w-]+)|(platform|app))/.exec(file)?.slice(1).find(Boolean) ?? "";
      return writesIn(parseFile(file), models)
        .filter((name) => models.find((model) => model.name === name)?.owner !== feature)
        .map((name) => `${feature} writes ${name}`);
    });
  expect([...new Set(strangers)]).toEqual([]);
});

test.each([
  ["a delegate", "tx.participant.deleteMany()", ["Participant"]],
  ["a relation of what it writes", "tx.forum.update({ data: { changes: { create: {} } } })", ["Forum", "ForumChange"]],
  ["SQL", "tx.$executeRaw`UPDATE \"Message\" SET locale = 'fi'`", ["Notification"]],
])("a write by %s is seen", (_, code, written) => {
  expect(writesIn(parseFile("commands.ts", code), models).sort()).toEqual(written);
});
