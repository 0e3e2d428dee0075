import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterEach, describe, expect, test, vi } from "vitest";
import { FORUMS } from "@/features/forums/demo/forums";
import { PEOPLE } from "@/features/group-members/demo/people";
import { startEmbeddedPostgres, temporaryFolder } from "../../scripts/support/embedded-postgres";
import { dropDatabase, ensureDatabase, migrate } from "../../scripts/support/migrations";
import { freePort } from "../../scripts/support/ports";
import { type Checkout, makeCheckout } from "../support/checkout";

const removals: (() => unknown)[] = [];
afterEach(async () => {
  for (const remove of removals.splice(0).reverse()) await remove();
});

function freshCheckout(): Checkout {
  const checkout = makeCheckout();
  removals.push(() => checkout.remove());
  return checkout;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function count(url: string, table: string): Promise<number> {
  return Number((await query(url, `SELECT count(*) AS n FROM "${table}"`))[0]?.n);
}

/** The address of another database on the tests' server, dropped afterwards. */
function otherDatabase(name: string): string {
  const url = new URL(process.env.DATABASE_URL ?? "");
  url.pathname = `/${name}_${process.pid}`;
  removals.push(() => dropDatabase(url.href));
  return url.href;
}

// A year of demo data takes a while on a busy machine.
vi.setConfig({ testTimeout: 400_000 });

describe("first starts at the same moment", () => {
  test("from one folder, three make one cluster and one database", async () => {
    const checkout = freshCheckout();
    const runs = [1, 2, 3].map(() => checkout.start("db-migrate"));
    expect(await Promise.all(runs.map(({ ended }) => ended)), runs.map(({ output }) => output()).join("\n")).toEqual([
      0, 0, 0,
    ]);
    const after = checkout.start("db-migrate");
    expect(await after.ended).toBe(0);
    expect(after.output()).toContain("up to date");
    expect(readdirSync(checkout.dataFolder).sort()).toEqual(["cluster", "log", "password", "port", "users"]);
    expect(existsSync(join(checkout.dataFolder, "cluster", "postmaster.pid"))).toBe(false);
  });

  test("demo and dev share one year of demo data; a second demo and a build are refused in one line", async () => {
    const checkout = freshCheckout();
    const [demoPort, devPort, otherPort] = await Promise.all([freePort(), freePort(), freePort()]);
    const demo = checkout.start("demo", { PORT: String(demoPort) });
    const dev = checkout.start("dev", { PORT: String(devPort) });
    await Promise.all([
      demo.untilSays("OmaPolku runs"),
      expect
        .poll(
          () =>
            fetch(`http://localhost:${devPort}`).then(
              (answer) => answer.ok,
              () => false,
            ),
          { timeout: 300_000 },
        )
        .toBe(true),
    ]);
    expect(demo.output() + dev.output()).toContain("Demo data written.");
    expect(demo.output() + dev.output()).toContain("which is kept");
    const database = await startEmbeddedPostgres({ folder: checkout.dataFolder });
    removals.push(() => database.stop());
    expect(await count(database.url, "Forum")).toBe(FORUMS.length);
    const people = PEOPLE.flatMap(({ group: _, ...names }) => Object.values(names).flat());
    expect(await count(database.url, "GroupMember")).toBe(people.length);
    expect(await count(database.url, "AccessLink")).toBe(2);

    const again = checkout.start("demo", { PORT: String(demoPort) });
    const elsewhere = checkout.start("demo", { PORT: String(otherPort) });
    const build = checkout.start("build", {
      DATABASE_URL: database.url,
      APP_URL: "https://omapolku.example.org",
      APP_SECRET: "x".repeat(40),
      DATA_KEY: Buffer.alloc(32).toString("base64"),
      DEMO: "true",
    });
    expect(await Promise.all([again.ended, elsewhere.ended, build.ended])).toEqual([1, 1, 1]);
    const address = `http://localhost:${demoPort}`;
    expect(again.output()).toMatch(
      new RegExp(`^✗ npm run demo at ${address} is already running from this folder.*\n$`),
    );
    for (const refused of [elsewhere, build])
      expect(refused.output()).toMatch(
        new RegExp(`^✗ npm run demo at ${address} is running from this folder.*Stop it first.*\n$`),
      );
    expect(checkout.builds()).toBe(1);

    demo.stop();
    dev.stop();
    await Promise.all([demo.ended, dev.ended]);
    const next = checkout.start("demo", { PORT: String(otherPort) });
    await next.untilSays("OmaPolku runs");
    next.stop();
    await next.ended;
  });

  test("with a database in DATABASE_URL make it once", async () => {
    const url = otherDatabase("at_once");
    await Promise.all(Array.from({ length: 6 }, () => ensureDatabase(url)));
    const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  });
});

describe("an interrupted seed", () => {
  test("is deleted and repeated at the next start", async () => {
    const checkout = freshCheckout();
    const migration = checkout.start("db-migrate");
    expect(await migration.ended, migration.output()).toBe(0);
    const database = await startEmbeddedPostgres({ folder: checkout.dataFolder });
    removals.push(() => database.stop());
    const seed = checkout.start("seed", {
      DATABASE_URL: database.url,
      APP_URL: "http://localhost:3000",
      APP_SECRET: "x".repeat(40),
      DATA_KEY: Buffer.alloc(32).toString("base64"),
      DEMO: "true",
    });
    await expect.poll(() => count(database.url, "Registration"), { timeout: 60_000, interval: 50 }).toBeGreaterThan(0);
    seed.stop("SIGKILL");
    await seed.ended;
    // What is written after the families is missing.
    expect(await count(database.url, "Offer")).toBe(0);

    const demo = checkout.start("demo", { PORT: String(await freePort()) });
    await demo.untilSays("OmaPolku runs");
    expect(demo.output()).toContain("Writing it again");
    expect(await count(database.url, "Forum")).toBe(FORUMS.length);
    expect(await count(database.url, "AccessLink")).toBe(2);
    expect(await count(database.url, "Offer")).toBeGreaterThan(0);
    demo.stop();
    await demo.ended;
  });
});

describe("a database named in DATABASE_URL", () => {
  const production = (url: string) => ({
    DATABASE_URL: url,
    APP_URL: "https://omapolku.example.org",
    APP_SECRET: "x".repeat(40),
    DATA_KEY: Buffer.alloc(32).toString("base64"),
    SMTP_URL: "smtp://localhost:25",
  });

  async function withOrganisation(name: string): Promise<string> {
    const url = otherDatabase(name);
    await ensureDatabase(url);
    await migrate(url);
    await query(url, `CREATE TABLE precious AS SELECT 1 AS row`);
    return url;
  }

  test.each(["db-reset", "demo", "dev"])("is left alone by %s, which says in one line what to do", async (script) => {
    const checkout = freshCheckout();
    const url = await withOrganisation("precious");
    const port = String(await freePort());
    const refusals = [
      checkout.start(script, { ...production(url), PORT: port }),
      checkout.start(script, { ...production(url), PORT: port, DEMO: "false" }),
    ];
    for (const refused of refusals) {
      expect(await refused.ended).toBe(1);
      expect(refused.output()).toMatch(/^✗ .*DATABASE_URL names .*Nothing was changed.*DEMO=true.*\n$/);
      expect(refused.output()).not.toContain(new URL(url).password);
    }
    // The same from a file.
    writeFileSync(
      join(checkout.folder, ".env"),
      Object.entries(production(url))
        .map(([name, value]) => `${name}="${value}"\n`)
        .join(""),
    );
    expect(await checkout.start(script, { PORT: port }).ended).toBe(1);
    expect(await count(url, "precious")).toBe(1);
    expect(await count(url, "Forum")).toBe(0);
    expect(existsSync(checkout.dataFolder)).toBe(false);
  });

  test("is dropped by db:reset only if named, and stays empty", async () => {
    const checkout = freshCheckout();
    const url = await withOrganisation("named");
    const wrong = checkout.start("db-reset", production(url), ["--yes-drop", "another"]);
    expect(await wrong.ended).toBe(1);
    expect(wrong.output()).toMatch(/^✗ --yes-drop names another.*Nothing was changed\n$/);
    expect(await count(url, "precious")).toBe(1);
    const right = checkout.start("db-reset", production(url), ["--yes-drop", new URL(url).pathname.slice(1)]);
    expect(await right.ended, right.output()).toBe(0);
    expect(await query(url, "SELECT to_regclass('precious') AS found")).toEqual([{ found: null }]);
    expect(await count(url, "Forum")).toBe(0);
  });

  test("is a demo's if the settings say so: db:reset loads the demo's data again", async () => {
    const checkout = freshCheckout();
    const url = await withOrganisation("demo");
    const reset = checkout.start("db-reset", { DATABASE_URL: url, DEMO: "true" });
    expect(await reset.ended, reset.output()).toBe(0);
    expect(await query(url, "SELECT to_regclass('precious') AS found")).toEqual([{ found: null }]);
    expect(await count(url, "Forum")).toBe(FORUMS.length);
  });
});

describe("trigrams", () => {
  const SIMILAR = `SELECT similarity('مدرسة ثانوية', 'مدرسة') > 0 AS arabic, similarity('освіта', 'освіти') > 0 AS cyrillic,
    similarity('päivä', 'päivät') > 0.5 AS finnish`;
  const YES = [{ arabic: true, cyrillic: true, finnish: true }];

  function folderForCluster(): string {
    const folder = temporaryFolder();
    removals.push(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  }

  test("find words in Arabic and Cyrillic letters on a fresh cluster", async () => {
    const database = await startEmbeddedPostgres({ folder: folderForCluster(), disposable: true });
    removals.push(() => database.stop());
    await ensureDatabase(database.url);
    await query(database.url, "CREATE EXTENSION pg_trgm");
    expect(await query(database.url, SIMILAR)).toEqual(YES);
  });

  test("find words on a cluster from an older version of the portal, with all its data", async () => {
    const folder = folderForCluster();
    // That version's cluster differs from a fresh one in nothing else.
    const old = await startEmbeddedPostgres({ folder, disposable: true });
    removals.push(() => old.stop());
    await ensureDatabase(old.url);
    await query(old.url, "UPDATE pg_database SET datctype = 'C'");
    await query(
      old.url,
      `CREATE EXTENSION pg_trgm;
       CREATE TABLE word (word text PRIMARY KEY);
       INSERT INTO word VALUES ('مدرسة ثانوية'), ('освіта'), ('Äidinkieli');
       CREATE INDEX word_trgm ON word USING gin (word gin_trgm_ops)`,
    );
    expect(await query(old.url, SIMILAR)).toMatchObject([{ arabic: false, cyrillic: false }]);
    await old.stop();

    const database = await startEmbeddedPostgres({ folder, disposable: true });
    removals.push(() => database.stop());
    expect(await query(database.url, SIMILAR)).toEqual(YES);
    expect(await query(database.url, "SELECT count(*)::int AS n FROM word")).toEqual([{ n: 3 }]);
    const byIndex = `${database.url}?options=-c%20enable_seqscan=off`;
    expect(await query(byIndex, "SELECT word FROM word WHERE word % 'مدرسة'")).toEqual([{ word: "مدرسة ثانوية" }]);
    expect(await query(database.url, "SELECT DISTINCT datctype FROM pg_database")).toEqual([{ datctype: "C.UTF-8" }]);
  });
});
