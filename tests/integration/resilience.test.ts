import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTemporaryPostgres, type TemporaryDatabase } from "../../scripts/support/embedded-postgres";
import { ensureDatabase, migrate } from "../../scripts/support/migrations";
import { createForum } from "../support/forums";
import { type MailServer, startMailServer } from "../support/mail-server";

const PARTIES = 200;
let mail: MailServer;
const running = new Set<ChildProcess>();
const databases: TemporaryDatabase[] = [];

beforeAll(async () => {
  mail = await startMailServer();
});
afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  await mail.stop();
  await Promise.all(databases.map((database) => database.stop()));
});

/** One test's own server, so that the other test does not notice when it stops. */
async function newDatabase(): Promise<TemporaryDatabase> {
  const database = await startTemporaryPostgres();
  databases.push(database);
  await ensureDatabase(database.url);
  await migrate(database.url);
  return database;
}

/** A portal process that registers families; `told` collects what it has confirmed to them. */
function startLoad(databaseUrl: string, slug: string) {
  const told = new Map<number, string>();
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import=tsx", "tests/support/register-load.ts", slug, String(PARTIES), "20"],
    {
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        SMTP_URL: mail.smtpUrl,
        DEMO: "false",
        DATABASE_CONNECTIONS: "20",
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  running.add(child);
  let complete = false;
  let rest = "";
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint += chunk;
  });
  child.stdout.on("data", (chunk) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const [word, n, token] = line.split(" ");
      if (word === "told" && token) told.set(Number(n), token);
      if (word === "done") complete = true;
    }
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    told,
    isComplete: () => complete,
    complaint: () => complaint,
    async kill() {
      child.kill("SIGKILL");
      await gone;
      running.delete(child);
    },
  };
}

/** Waits until something is so; asks every `interval` milliseconds. */
async function until(what: () => boolean | Promise<boolean>, why: () => string, interval = 50): Promise<void> {
  for (const end = Date.now() + 150_000; Date.now() < end && !why().includes("Node.js v"); await sleep(interval))
    if (await what()) return;
  throw new Error(`not in time: ${why()}`);
}

/** Queries the database on its own connection, because the portal's may be gone. */
async function ask<Row>(databaseUrl: string, query: string, ...values: unknown[]): Promise<Row[]> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(query, values)).rows;
  } finally {
    await client.end();
  }
}

/** Every family has one registration and exactly its messages, each sent, each as one mail. */
async function expectNothingLostOrTwice(databaseUrl: string, slug: string, told: Map<number, string>) {
  await until(
    async () =>
      (
        await ask(
          databaseUrl,
          `SELECT 1 FROM "Message" m JOIN "Forum" f ON f.id = m."forumId" WHERE f.slug = $1 AND m."sentAt" IS NULL`,
          slug,
        )
      ).length === 0,
    () => "messages are left unsent",
    // A minute and more, and each question takes a new process of the server.
    1_000,
  );
  const rows = await ask<{ hash: string; email: string; messages: number; status: string }>(
    databaseUrl,
    `SELECT encode(r."tokenHash", 'hex') AS hash, r.email, r.status::text, (SELECT count(*)::int FROM "Message" m WHERE m."registrationId" = r.id) AS messages
     FROM "Registration" r JOIN "Forum" f ON f.id = r."forumId" WHERE f.slug = $1`,
    slug,
  );
  expect(rows).toHaveLength(PARTIES);
  expect(new Set(rows.map(({ email }) => email)).size).toBe(PARTIES);
  expect(rows.every(({ messages }) => messages === 1)).toBe(true);
  const { createHash } = await import("node:crypto");
  const hashes = new Set(rows.map(({ hash }) => hash));
  for (const token of told.values()) expect(hashes).toContain(createHash("sha256").update(token).digest("hex"));
  // If killed between the mail server's answer and our note of it, the same mail may go out again, with the same
  // Message-ID, by which servers and readers recognise it (docs/decisions/004).
  const ids = new Map<string, Set<string | undefined>>();
  for (const { to, messageId } of mail.mails) {
    const address = JSON.stringify(to).match(new RegExp(`${slug}-\\d+@example\\.org`))?.[0];
    if (address) ids.set(address, (ids.get(address) ?? new Set()).add(messageId));
  }
  expect(ids.size).toBe(PARTIES);
  expect([...ids.values()].every((each) => each.size === 1)).toBe(true);
}

// In parallel: both mostly wait until a dead worker's jobs go to a living one.
describe.concurrent("under load", () => {
  test("a killed and restarted portal loses nothing confirmed, and no message is lost or sent twice as new", {
    timeout: 300_000,
  }, async () => {
    const { url } = await newDatabase();
    await createForum(url, { slug: "tapettu", capacity: 120 });
    const first = startLoad(url, "tapettu");
    await until(() => first.told.size >= PARTIES / 4, first.complaint);
    await first.kill();
    const told = new Map(first.told);
    expect(told.size).toBeLessThan(PARTIES);
    const second = startLoad(url, "tapettu");
    await until(second.isComplete, second.complaint);
    // Pressing the same button again leads to the same registration.
    for (const [n, token] of told) expect(second.told.get(n)).toBe(token);
    await expectNothingLostOrTwice(url, "tapettu", new Map([...told, ...second.told]));
    await second.kill();
  });

  test("a stopped and restarted database loses nothing either", { timeout: 300_000 }, async () => {
    const database = await newDatabase();
    await createForum(database.url, { slug: "katko", capacity: 120 });
    const load = startLoad(database.url, "katko");
    await until(() => load.told.size >= PARTIES / 4, load.complaint);
    await database.restart(1500);
    await until(load.isComplete, load.complaint);
    await expectNothingLostOrTwice(database.url, "katko", load.told);
    await load.kill();
  });
});
