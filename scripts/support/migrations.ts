import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { JOBS_SCHEMA, QUEUES } from "../../src/platform/jobs/queues";

// Prisma's schema engine as WebAssembly: migrations run where its native binary cannot be downloaded. It keeps Prisma's
// own _prisma_migrations table, so that `prisma migrate` can be used on the same folder elsewhere.

const SCHEMA_DIR = resolve("prisma/schema");
const MIGRATIONS_DIR = resolve("prisma/migrations");
const LOCKFILE = "migration_lock.toml";
const LOCKFILE_CONTENT = 'provider = "postgresql"\n';
const NO_FILTERS = { externalTables: [], externalEnums: [] };

type SchemaEngine = bindings.SchemaEngine;
type Diff = Parameters<SchemaEngine["diff"]>[0]["from"];

async function openEngine(databaseUrl: string, shadowUrl?: string): Promise<SchemaEngine> {
  const require = createRequire(import.meta.url);
  const wasmFile = join(dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg")), "schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(wasmFile), {
    "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports,
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  const factory = new PrismaPg(databaseUrl);
  if (shadowUrl) factory.connectToShadowDb = () => new PrismaPg(shadowUrl).connect();
  return bindings.SchemaEngine.new(
    { datamodels: readSchemas().map(({ path, content }) => [path, content]) },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

function readSchemas() {
  return readdirSync(SCHEMA_DIR)
    .filter((file) => file.endsWith(".prisma"))
    .map((file) => ({ path: join(SCHEMA_DIR, file), content: readFileSync(join(SCHEMA_DIR, file), "utf8") }));
}

function readMigrations() {
  const directories = readdirSync(MIGRATIONS_DIR, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: MIGRATIONS_DIR,
    lockfile: { path: LOCKFILE, content: LOCKFILE_CONTENT },
    shadowDbInitScript: "",
    migrationDirectories: directories.map((path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: readFileSync(join(MIGRATIONS_DIR, path, "migration.sql"), "utf8") },
      },
    })),
  };
}

/** Creates the database that an address names, if the server does not have it yet. */
export async function ensureDatabase(databaseUrl: string): Promise<void> {
  const name = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
  await withServer(databaseUrl, async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
}

/** Drops the database that an address names, whoever is connected to it. */
export async function dropDatabase(databaseUrl: string): Promise<void> {
  const name = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
  await withServer(databaseUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`));
}

async function withServer<T>(databaseUrl: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(databaseUrl);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** Applies the migrations that the database lacks, and sets up the job queues. Returns the names of what it applied. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const engine = await openEngine(databaseUrl);
  const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: readMigrations(), filters: NO_FILTERS });
  engine.free();
  const boss = new PgBoss({ connectionString: databaseUrl, schema: JOBS_SCHEMA, max: 2, supervise: false, schedule: false });
  await boss.start();
  for (const [name, options] of Object.entries(QUEUES)) {
    if (await boss.getQueue(name)) await boss.updateQueue(name, options);
    else await boss.createQueue(name, options);
  }
  await boss.stop({ graceful: false });
  return appliedMigrationNames;
}

/**
 * Writes a migration that leads from the present migrations to the present schema, and returns its folder's name; null
 * when there is nothing to migrate. Works in a database of its own, which it drops.
 */
export async function writeMigration(databaseUrl: string, name: string): Promise<string | null> {
  const shadow = new URL(databaseUrl);
  shadow.pathname = `${shadow.pathname}_shadow`;
  await dropDatabase(shadow.href);
  await ensureDatabase(shadow.href);
  mkdirSync(MIGRATIONS_DIR, { recursive: true });
  try {
    const engine = await openEngine(shadow.href, shadow.href);
    const migrations = readMigrations();
    const from: Diff = migrations.migrationDirectories.length === 0 ? { tag: "empty" } : { tag: "migrations", ...migrations };
    const to: Diff = { tag: "schemaDatamodel", files: readSchemas() };
    const { stdout } = await engine.diff({ from, to, script: true, exitCode: null, filters: NO_FILTERS });
    engine.free();
    if (!stdout?.trim() || /^-- This is an empty migration/.test(stdout.trim())) return null;
    const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const folder = `${stamp}_${name}`;
    mkdirSync(join(MIGRATIONS_DIR, folder));
    writeFileSync(join(MIGRATIONS_DIR, folder, "migration.sql"), stdout);
    writeFileSync(join(MIGRATIONS_DIR, LOCKFILE), LOCKFILE_CONTENT);
    return folder;
  } finally {
    await dropDatabase(shadow.href);
  }
}
