import pg from "pg";
import type { DemoParts } from "../../src/platform/demo";
import { JOBS_SCHEMA } from "../../src/platform/jobs/queue";
import { forgetBuild } from "./build";
import { runScript } from "./children";
import { migrate } from "./migrations";

// A seed sets one mark in the database when it begins and another when it ends; an interrupted seed has only the first.
// The marks are in their own schema, which only a demo's database has.

/**
 * Keys of advisory locks. The process that prepares a demo holds the first; the one that writes its data holds the
 * second, because it may outlive the first.
 */
const PREPARING = 471_201;
const SEEDING = 471_202;

async function withLock<T>(databaseUrl: string, key: number, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "omapolku-demo" });
  await client.connect();
  // If the server stops meanwhile, it says so here; the next query reports it to its caller.
  client.on("error", () => undefined);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [key]);
    return await run(client);
  } finally {
    await client.end();
  }
}

async function wasInterrupted(client: pg.Client): Promise<boolean> {
  const table = await client.query("SELECT to_regclass('demo.seed') AS found");
  if (!table.rows[0]?.found) return false;
  return (await client.query("SELECT FROM demo.seed WHERE ended_at IS NULL")).rowCount !== 0;
}

/**
 * The names of a demo's parts, each after all parts that it builds on. Throws if a part builds on one that nobody
 * contributes, or if two build on each other.
 */
export function inOrder(parts: DemoParts): string[] {
  const ordered = new Set<string>();
  const place = (name: string, dependents: readonly string[]) => {
    if (dependents.includes(name))
      throw new Error(`parts of the demo depend on each other in a circle: ${dependents.join(", ")}`);
    if (!parts[name])
      throw new Error(`${dependents.at(-1)} depends on ${name}, which no feature contributes to the demo`);
    for (const earlier of parts[name].after) place(earlier, [...dependents, name]);
    ordered.add(name);
  };
  for (const name of Object.keys(parts)) place(name, []);
  return [...ordered];
}

/** Writes all parts of the demo's data, relative to now. */
export async function seedParts(parts: DemoParts, now = new Date()): Promise<void> {
  for (const name of inOrder(parts)) await parts[name]?.seed(now);
}

/**
 * Runs `seed` on a database without forums, once, however many processes call this at the same time. If there are
 * forums already, does nothing and returns false. Throws if an earlier seed was interrupted.
 */
export async function seedOnce(databaseUrl: string, seed: () => Promise<unknown>): Promise<boolean> {
  return withLock(databaseUrl, SEEDING, async (client) => {
    if (await wasInterrupted(client))
      throw new Error("writing the demo data was interrupted. npm run db:reset writes it again");
    if ((await client.query('SELECT FROM "Forum" LIMIT 1')).rowCount !== 0) return false;
    await client.query(`
      CREATE SCHEMA IF NOT EXISTS demo;
      CREATE TABLE IF NOT EXISTS demo.seed (began_at timestamptz NOT NULL DEFAULT now(), ended_at timestamptz);
      DELETE FROM demo.seed;
      INSERT INTO demo.seed DEFAULT VALUES`);
    await seed();
    await client.query("UPDATE demo.seed SET ended_at = now()");
    return true;
  });
}

/**
 * Migrates a demo's database and fills it if it is empty. If an earlier start was interrupted while it wrote the demo
 * data, deletes the data and writes it again. Simultaneous starts take turns.
 */
export async function prepareDemo(databaseUrl: string, settings: NodeJS.ProcessEnv): Promise<void> {
  await withLock(databaseUrl, PREPARING, async () => {
    await migrate(databaseUrl);
    // A seed goes on for a moment after its parent was killed. Only if we get its lock do we know that it has ended.
    await withLock(databaseUrl, SEEDING, async (client) => {
      if (!(await wasInterrupted(client))) return;
      console.log("An earlier start was interrupted while writing the demo data. Writing it again.");
      await client.query(`
        BEGIN;
        DROP SCHEMA public CASCADE;
        DROP SCHEMA IF EXISTS ${JOBS_SCHEMA} CASCADE;
        DROP SCHEMA demo CASCADE;
        CREATE SCHEMA public;
        COMMIT`);
      forgetBuild();
      await migrate(databaseUrl);
    });
    await runScript("scripts/seed.ts", settings);
  });
}
