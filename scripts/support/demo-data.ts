import pg from "pg";
import type { DemoParts } from "../../src/platform/demo";
import { JOBS_SCHEMA } from "../../src/platform/jobs/queue";
import { forgetBuild } from "./build";
import { runScript } from "./children";
import { migrate } from "./migrations";

// A seed begins with a mark in the database and ends with another: one that was interrupted is known by the first alone. The
// marks lie in a schema of their own, which a database that is no demo's never has.

/** Keys of advisory locks. The first is held by who prepares a demo, the second by who writes its data: it may outlive the first. */
const PREPARING = 471_201;
const SEEDING = 471_202;

async function withLock<T>(databaseUrl: string, key: number, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "omapolku-demo" });
  await client.connect();
  // The server says farewell here where it stops meanwhile; the next query tells it to its caller.
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
 * The names of a demo's parts, each after all those that it builds on. Throws where one builds on a part that nobody
 * contributes, or two on each other.
 */
export function inOrder(parts: DemoParts): string[] {
  const ordered = new Set<string>();
  const place = (name: string, dependents: readonly string[]) => {
    if (dependents.includes(name)) throw new Error(`parts of the demo build on each other: ${dependents.join(", ")}`);
    if (!parts[name])
      throw new Error(`no feature contributes ${name} to the demo, which ${dependents.at(-1)} builds on`);
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
 * Runs `seed` on a database without forums, once, however many call this at the same time. Returns false, and does nothing,
 * where there are forums already. Throws where an earlier seed was interrupted.
 */
export async function seedOnce(databaseUrl: string, seed: () => Promise<unknown>): Promise<boolean> {
  return withLock(databaseUrl, SEEDING, async (client) => {
    if (await wasInterrupted(client))
      throw new Error("the demo data was interrupted while it was written: npm run db:reset writes it anew");
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
 * Brings a demo's database up to date and fills it if it is empty. Where an earlier start was interrupted while it wrote the
 * demo's data, that is thrown away and written anew. Those who start at the same time take turns.
 */
export async function prepareDemo(databaseUrl: string, settings: NodeJS.ProcessEnv): Promise<void> {
  await withLock(databaseUrl, PREPARING, async () => {
    await migrate(databaseUrl);
    // A seed goes on for a moment where its parent was killed: only with its lock is it known to have ended.
    await withLock(databaseUrl, SEEDING, async (client) => {
      if (!(await wasInterrupted(client))) return;
      console.log("An earlier start was interrupted while it wrote the demo data: it is written anew.");
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
