import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { QUEUES } from "../../src/contributions/queues";
import { JOBS_SCHEMA, type QueueOptions } from "../../src/platform/jobs/queue";

// Migrations are plain SQL and applied as such. Prisma's own table records them in Prisma's own format, so that `prisma
// migrate deploy` can take over on the same folder, and the other way round.

export const MIGRATIONS_DIR = resolve("prisma/migrations");
const OLDEST_MAJOR = 15;
/** PostgreSQL: invalid_catalog_name. */
const NO_SUCH_DATABASE = "3D000";
/** PostgreSQL: duplicate_database, or unique_violation if another process creates it at this moment. */
const CREATED_MEANWHILE = ["42P04", "23505"];
/** The advisory lock that Prisma takes too, so that only one process migrates a database at a time. */
const MIGRATING = 72_707_369;

/** The name of the database in an address. */
export function databaseName(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
}

/** Creates the database in an address if it does not exist. Refuses a server that is too old. */
export async function ensureDatabase(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    await requireVersion(client);
  } catch (error) {
    if ((error as { code?: string }).code !== NO_SUCH_DATABASE) throw error;
    await withServer(databaseUrl, async (server) => {
      await requireVersion(server);
      await server
        .query(`CREATE DATABASE ${server.escapeIdentifier(databaseName(databaseUrl))}`)
        .catch((failure: { code?: string }) => {
          if (!CREATED_MEANWHILE.includes(failure.code ?? "")) throw failure;
        });
    });
  } finally {
    await client.end();
  }
}

async function requireVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version_num') AS version");
  const major = Math.floor(Number(rows[0]?.version) / 10_000);
  if (major < OLDEST_MAJOR) throw new Error(`PostgreSQL ${OLDEST_MAJOR} or newer is needed, this is ${major}`);
}

/** Drops the database in an address, even while someone is connected to it. */
export async function dropDatabase(databaseUrl: string): Promise<void> {
  await withServer(databaseUrl, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(databaseName(databaseUrl))} WITH (FORCE)`),
  );
}

async function withServer<T>(databaseUrl: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(databaseUrl);
  url.pathname = "/postgres";
  return withClient(url.href, run);
}

async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

interface Migration {
  name: string;
  sql: string;
}

/** The migrations of a folder, ordered by their names, which begin with a time. */
function readMigrations(folder: string): Migration[] {
  return (
    readdirSync(folder)
      // Git leaves an empty folder behind for a migration of another branch.
      .filter((name) => existsSync(join(folder, name, "migration.sql")))
      .sort()
      .map((name) => ({ name, sql: readFileSync(join(folder, name, "migration.sql"), "utf8") }))
  );
}

/** SHA-256 of the script, in Prisma's format. */
function checksum(sql: string): string {
  return createHash("sha256").update(sql).digest("hex");
}

/** Tells whether a script is the one that was applied. Git may have changed its line endings since. */
function isUnchanged(sql: string, applied: string): boolean {
  const unix = sql.replaceAll("\r\n", "\n");
  return [sql, unix, unix.replaceAll("\n", "\r\n")].some((each) => checksum(each) === applied);
}

/** Applies one migration and records it, in one transaction. */
async function apply(client: pg.Client, { name, sql }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO public._prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum(sql), name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    const { message, position } = error as pg.DatabaseError;
    const line = position ? `, line ${sql.slice(0, Number(position)).split("\n").length}` : "";
    throw new Error(`migration ${name} failed${line}: ${message}`);
  }
}

/**
 * Applies the migrations that a database is missing, one at a time, and returns their names. Simultaneous calls take
 * turns. Refuses to begin if an applied migration has changed, or if Prisma left one half done.
 */
export async function applyMigrations(databaseUrl: string, folder = MIGRATIONS_DIR): Promise<string[]> {
  return withClient(databaseUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATING]);
    await client.query(`CREATE TABLE IF NOT EXISTS public._prisma_migrations (
      id VARCHAR(36) PRIMARY KEY NOT NULL,
      checksum VARCHAR(64) NOT NULL,
      finished_at TIMESTAMPTZ,
      migration_name VARCHAR(255) NOT NULL,
      logs TEXT,
      rolled_back_at TIMESTAMPTZ,
      started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
      applied_steps_count INTEGER NOT NULL DEFAULT 0
    )`);
    const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM public._prisma_migrations WHERE rolled_back_at IS NULL`,
    );
    const applied = new Map(rows.map((row) => [row.name, row]));
    const migrations = readMigrations(folder);
    const halfDone = rows.find(({ finished }) => !finished);
    if (halfDone)
      throw new Error(`migration ${halfDone.name} was not finished. Resolve it with \`prisma migrate resolve\` first`);
    const changed = migrations.find(({ name, sql }) => !isUnchanged(sql, applied.get(name)?.checksum ?? checksum(sql)));
    if (changed)
      throw new Error(
        `migration ${changed.name} was changed after it had been applied. Restore it, and make your change in a new migration`,
      );
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  });
}

/** Applies the migrations that the database is missing, sets up the job queues, and returns the names of what it applied. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const applied = await applyMigrations(databaseUrl);
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: JOBS_SCHEMA,
    max: 2,
    supervise: false,
    schedule: false,
  });
  await boss.start();
  for (const [name, { schedule: _, ...options }] of Object.entries<QueueOptions>(QUEUES)) {
    // How a queue's jobs share it is decided when it is created (pg-boss).
    const { policy, ...changeable } = options;
    if (await boss.getQueue(name)) await boss.updateQueue(name, changeable);
    else await boss.createQueue(name, { ...changeable, ...(policy && { policy }) });
  }
  await boss.stop({ graceful: false });
  return applied;
}
