import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readSchema } from "../support/prisma-schema";
import { declarationsOf, parseFile, reach } from "../support/syntax";
import { writesIn } from "../support/writes";

const models = readSchema();

test("every model says which feature writes it", () => {
  const rooms = new Set(["platform", ...globSync("src/features/*").map((folder) => folder.split("/").at(-1))]);
  expect(models.filter(({ owner }) => !owner || !rooms.has(owner)).map(({ name }) => name)).toEqual([]);
});

test("each table is written by one feature; others call its writes.ts", () => {
  const strangers = globSync("src/**/*.{ts,tsx}")
    .filter((file) => !/\.test\.ts$|generated/.test(file))
    .flatMap((file) => {
      const feature = /^src\/(?:features\/([\w-]+)|([\w-]+))/.exec(file)?.slice(1).find(Boolean) ?? "";
      return writesIn(parseFile(file), models)
        .filter((name) => models.find((model) => model.name === name)?.owner !== feature)
        .map((name) => `${feature} writes ${name}`);
    });
  expect([...new Set(strangers)]).toEqual([]);
});

/** The models that pieces of code access through their delegates. */
const opened = (texts: readonly string[]) =>
  texts
    .flatMap((text) => [...text.matchAll(/\b(?:db\(\)|tx)\.(\w+)\./g)])
    .flatMap(([, delegate]) => models.find((model) => model.delegate === delegate) ?? []);

test("the log accesses only its own table, and each feature names only its own records", () => {
  const log = globSync("src/features/audit/*.ts").map((file) => readFileSync(file, "utf8"));
  expect([...new Set(opened(log).map(({ name }) => name))]).toEqual(["AuditEntry"]);

  const contributors = globSync("src/features/*/audit-names.ts");
  expect(contributors.length).toBeGreaterThan(4);
  const foreign = contributors.flatMap((file) => {
    const feature = file.split("/")[2];
    const queries = declarationsOf(`src/features/${feature}/queries.ts`);
    const used = queries.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(readFileSync(file, "utf8")));
    const read = opened(used.flatMap((query) => reach(query, queries)).map(({ text }) => text));
    expect(read.length, file).toBeGreaterThan(0);
    return read.filter(({ owner }) => owner !== feature).map(({ name }) => `${feature} names ${name}`);
  });
  expect(foreign).toEqual([]);
});

test.each([
  ["a delegate", "tx.participant.deleteMany()", ["Participant"]],
  ["a relation of what it writes", "tx.forum.update({ data: { changes: { create: {} } } })", ["Forum", "ForumChange"]],
  ["SQL", "tx.$executeRaw`UPDATE \"Message\" SET locale = 'fi'`", ["Notification"]],
  ["SQL in small letters", 'tx.$executeRaw`delete from only public."Message"`', ["Notification"]],
  ["SQL in a text", `tx.$executeRawUnsafe('MERGE INTO "Message" USING new')`, ["Notification"]],
  ["a delegate in brackets", 'tx["participant"].deleteMany()', ["Participant"]],
  ["a method by a computed name", "tx.participant[what]()", ["Participant"]],
  ["a method in brackets", 'tx.participant["deleteMany"]()', ["Participant"]],
  ["a delegate that is kept", "const table = tx.participant; table.deleteMany()", ["Participant"]],
  ["a delegate that is handed on", "transaction(async (t) => clear(t.participant))", ["Participant"]],
  ["a client that is taken apart", "const all = db(); const { participant } = all;", ["Participant"]],
  ["a transaction that is taken apart", "transaction(async ({ participant: p }) => p.deleteMany())", ["Participant"]],
  [
    "a connection whose key is at the other end",
    "tx.registration.update({ data: { participants: { connect: { id } } } })",
    ["Participant", "Registration"],
  ],
  [
    "a relation of a relation",
    "tx.forum.update({ data: { sessions: { update: { data: { languages: { create: {} } } } } } })",
    ["Forum", "ForumSession", "ForumSessionLanguage"],
  ],
])("a write by %s is found", (_, code, written) => {
  expect(writesIn(parseFile("commands.ts", code), models).sort()).toEqual(written);
});

test.each([
  ["a read", "tx.participant.findMany()"],
  ["a connection whose key is in the written row", "tx.forum.create({ data: { venue: { connect: { id } } } })"],
])("%s writes nothing else", (_, code) => {
  expect(writesIn(parseFile("commands.ts", code), models)).toEqual(code.includes("forum") ? ["Forum"] : []);
});
