import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findForum, searchOpenForums } from "@/features/forums/queries";
import { register } from "@/features/registration/commands";
import { db, inBackground, isUnavailable, transaction } from "@/platform/db/client";
import { checkHealth } from "@/platform/health";
import { startTemporaryPostgres, type TemporaryDatabase } from "../../scripts/support/embedded-postgres";
import { ensureDatabase, migrate } from "../../scripts/support/migrations";
import { createForum } from "../support/forums";
import { freezeDatabase } from "../support/freeze";
import { party } from "../support/parties";

let database: TemporaryDatabase;

beforeAll(async () => {
  database = await startTemporaryPostgres();
  await ensureDatabase(database.url);
  await migrate(database.url);
  process.env.DATABASE_URL = database.url;
  await createForum(database.url, { slug: "lukittu", capacity: 100 });
  await createForum(database.url, { slug: "vapaa", capacity: 100 });
});
afterAll(() => database.stop());

let families = 0;
function send(slug: string) {
  const registration = party(2, { email: `riippuu${families++}@example.org` });
  return register({ slug, locale: "so", submission: randomUUID(), acceptWaiting: false, registration });
}

/** The result: `served`, `refused` if the database did not answer in time, otherwise the error. */
const ended = (promise: Promise<unknown>) =>
  promise.then(
    () => "served",
    (error: unknown) => (isUnavailable(error) ? "refused" : error),
  );

/** Asks for health, and fails if it does not answer within a few times the promised second. */
async function health() {
  return Promise.race([
    checkHealth(),
    new Promise((_, reject) => setTimeout(() => reject(new Error("health does not answer")), 5_000)),
  ]);
}

test("while a forum's row is locked, registering for it is refused, and everything else goes on", async () => {
  expect(await ended(send("lukittu"))).toBe("served");
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  await holder.query(`BEGIN; SELECT 1 FROM "Forum" WHERE slug = 'lukittu' FOR UPDATE`);
  let waiting = 12;
  const answers = Array.from({ length: 12 }, () => ended(send("lukittu")).finally(() => waiting--));
  expect(await health()).toMatchObject({ database: true });
  expect(await findForum("so", "lukittu")).toMatchObject({ slug: "lukittu" });
  expect((await searchOpenForums("so", null, { text: "", page: 1 })).total).toBe(2);
  expect(await ended(send("vapaa"))).toBe("served");
  // All of this happens while they wait.
  expect(waiting).toBe(12);
  expect(await Promise.all(answers)).toEqual(Array(12).fill("refused"));
  await holder.end();
  expect(await Promise.all(Array.from({ length: 12 }, () => ended(send("lukittu"))))).toEqual(Array(12).fill("served"));
  expect(await db().registration.count({ where: { forum: { slug: "lukittu" } } })).toBe(13);
});

test("while the server hangs, everybody gets an answer; when it continues, everything does", async () => {
  const thaw = await freezeDatabase(database.url);
  try {
    const answers = [
      ...Array.from({ length: 15 }, () => ended(send("vapaa"))),
      ...Array.from({ length: 15 }, () => ended(findForum("so", "vapaa"))),
      ended(inBackground(() => transaction(async () => undefined))),
    ];
    expect(await health()).toEqual({ database: false, worker: false });
    expect(new Set(await Promise.all(answers.slice(0, 30)))).toEqual(new Set(["refused"]));
    thaw();
    expect(await answers[30]).toBe("served");
  } finally {
    thaw();
  }
  const again = Array.from({ length: 40 }, (_, n) => ended(n % 2 ? send("vapaa") : findForum("so", "vapaa")));
  expect(new Set(await Promise.all(again))).toEqual(new Set(["served"]));
  expect(await health()).toMatchObject({ database: true });
});

test("everything recovers by itself after the server was stopped and started", async () => {
  const stopped = database.restart(1_000);
  const answers: unknown[] = [];
  while (answers.at(-1) !== "served" || answers.length < 3) answers.push(await ended(send("vapaa")));
  await stopped;
  expect(answers.every((answer) => answer === "served" || answer === "refused")).toBe(true);
  expect(await ended(send("vapaa"))).toBe("served");
});

test("locks of an abandoned transaction are released", async () => {
  const gone = transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Forum" WHERE slug = 'vapaa' FOR UPDATE`;
    const [row] = await tx.$queryRaw<Record<string, string>[]>`
      SELECT current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('lock_timeout') AS lock,
        current_setting('statement_timeout') AS statement`;
    return row;
  });
  expect(await gone).toEqual({ idle: "15s", lock: "8s", statement: "10s" });
  const patient = await inBackground(
    () =>
      db().$queryRaw`SELECT current_setting('lock_timeout') AS lock, current_setting('statement_timeout') AS statement`,
  );
  expect(patient).toEqual([{ lock: "1min", statement: "2min" }]);
});

test("a transaction's connection gets one query of a view after another", async () => {
  const warnings: string[] = [];
  const note = (warning: Error) => warnings.push(warning.message);
  process.on("warning", note);
  const read = (tx: Pick<typeof db extends () => infer Client ? Client : never, "forum">) =>
    tx.forum.findUnique({
      where: { slug: "vapaa" },
      include: { venue: true, editions: true, languages: true, organisation: true },
    });
  expect(await transaction(read)).toMatchObject({ slug: "vapaa" });
  await new Promise(setImmediate);
  process.removeListener("warning", note);
  expect(warnings.filter((warning) => warning.includes("client.query()"))).toEqual([]);
});
