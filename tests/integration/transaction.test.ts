import { beforeAll, expect, test } from "vitest";
import { db, inBackground, type Tx, transaction } from "@/platform/db/client";

beforeAll(async () => {
  await db().workerHeartbeat.createMany({ data: [1, 2].map((id) => ({ id, at: new Date(0) })) });
});

test.each([
  ["a raw lock", (tx: Tx, id: number) => tx.$queryRaw`SELECT 1 FROM "WorkerHeartbeat" WHERE id = ${id} FOR UPDATE`],
  ["an update", (tx: Tx, id: number) => tx.workerHeartbeat.update({ where: { id }, data: { at: new Date() } })],
])("the victim of a deadlock over %s runs again and succeeds", async (_, lock) => {
  let runs = 0;
  let locked = 0;
  const met = Promise.withResolvers<void>();
  const both = (first: number, second: number) =>
    transaction(async (tx) => {
      runs++;
      await lock(tx, first);
      // Each has locked its first row before either asks for its second.
      if (++locked === 2) met.resolve();
      await met.promise;
      await lock(tx, second);
      return first;
    });
  expect(await Promise.all([both(1, 2), both(2, 1)])).toEqual([1, 2]);
  expect(runs).toBe(3);
});

test("no connection compiles statements, for visitors or for work", async () => {
  const setting = () => db().$queryRaw`SELECT current_setting('jit') AS jit`;
  expect(await setting()).toEqual([{ jit: "off" }]);
  expect(await inBackground(setting)).toEqual([{ jit: "off" }]);
});

test("an error rolls back the function's writes, and it does not run again", async () => {
  let runs = 0;
  const failing = transaction(async (tx) => {
    runs++;
    await tx.workerHeartbeat.create({ data: { id: 3, at: new Date() } });
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(runs).toBe(1);
  expect(await db().workerHeartbeat.findUnique({ where: { id: 3 } })).toBeNull();
});

test("200 transactions for the same row at the same instant are all served", async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 200 }, () =>
      transaction((tx) => tx.$queryRaw`SELECT 1 FROM "WorkerHeartbeat" WHERE id = 1 FOR UPDATE`),
    ),
  );
  expect(results.filter(({ status }) => status === "rejected")).toEqual([]);
});
