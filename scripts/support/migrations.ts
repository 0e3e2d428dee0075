import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
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
const OLDEST_MAJOR = 15;
/** PostgreSQL: invalid_catalog_name. */
const NO_SUCH_DATABASE = "3D000";
/** PostgreSQL: duplicate_database, or unique_violation where another creates it at this very moment. */
const CREATED_MEANWHILE = ["42P04", "23505"];
const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** Where the engine leaves its last words before it panics; the error itself says only "unreachable". */
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) },
});

type SchemaEngine = bindings.SchemaEngine;
type Diff = Parameters<SchemaEngine["diff"]>[0]["from"];

/**
 * Connects the engine to a database. PostgreSQL's catalogue has columns of its one-byte type "char", which the engine asks
 * for and the adapter does not know: they pass it as text, and are called characters again on the other side.
 */
async function connectEngine(pool: pg.Pool): ReturnType<PrismaPg["connect"]> {
  const { CHAR, TEXT } = pg.types.builtins;
  const characters = new Map<string, number[]>();
  const poolQuery = pool.query.bind(pool) as (query: pg.QueryConfig) => Promise<pg.QueryResult>;
  pool.query = (async (query: pg.QueryConfig) => {
    const result = await poolQuery(query);
    const found = result.fields.flatMap(({ dataTypeID }, index) => (dataTypeID === CHAR ? [index] : []));
    for (const index of found) (result.fields[index] as pg.FieldDef).dataTypeID = TEXT;
    characters.set(query.text, found);
    return result;
  }) as typeof pool.query;
  const adapter = await new PrismaPg(pool).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of characters.get(query.sql) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}

let engineLoaded: Promise<void> | undefined;

/** Loads the engine once per process: its bindings remember the memory of the first instance. */
function loadEngine(): Promise<void> {
  engineLoaded ??= (async () => {
    const require = createRequire(import.meta.url);
    const wasmFile = join(
      dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg")),
      "schema_engine_bg.wasm",
    );
    const { instance } = await WebAssembly.instantiate(readFileSync(wasmFile), {
      "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports,
    });
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
  })();
  return engineLoaded;
}

/** Opens the engine on a database for as long as `use` needs it, and leaves no connection behind. */
async function withEngine<T>(
  databaseUrl: string,
  use: (engine: SchemaEngine) => Promise<T>,
  shadowUrl = databaseUrl,
): Promise<T> {
  await loadEngine();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  const shadowPool = new pg.Pool({ connectionString: shadowUrl, max: 2 });
  const factory = new PrismaPg(pool);
  factory.connect = () => connectEngine(pool);
  factory.connectToShadowDb = () => connectEngine(shadowPool);
  try {
    const engine = await bindings.SchemaEngine.new(
      { datamodels: readSchemas().map(({ path, content }) => [path, content]) },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(factory),
    );
    const result = await use(engine);
    engine.free();
    return result;
  } finally {
    await Promise.all([pool.end(), shadowPool.end()]);
  }
}

function readSchemas() {
  return readdirSync(SCHEMA_DIR)
    .filter((file) => file.endsWith(".prisma"))
    .map((file) => ({ path: join(SCHEMA_DIR, file), content: readFileSync(join(SCHEMA_DIR, file), "utf8") }));
}

function readMigrations() {
  const directories = readdirSync(MIGRATIONS_DIR, { withFileTypes: true })
    // Git leaves an empty folder behind where a migration of another branch was.
    .filter((entry) => entry.isDirectory() && existsSync(join(MIGRATIONS_DIR, entry.name, "migration.sql")))
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

/** The name of the database that an address names. */
export function databaseName(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
}

/** Creates the database that an address names, if the server does not have it yet. Refuses a server that is too old. */
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

/** Drops the database that an address names, whoever is connected to it. */
export async function dropDatabase(databaseUrl: string): Promise<void> {
  await withServer(databaseUrl, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(databaseName(databaseUrl))} WITH (FORCE)`),
  );
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

/** The engine's message without the places in its own source. */
function inOneLine(message: string): string {
  const lines = message.split("\n").filter((line) => !/^\s+(\d+:|at |with )/.test(line));
  return lines.map((line) => line.trim()).join(" ");
}

/** Applies the migrations that the database lacks, and sets up the job queues. Returns the names of what it applied. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const { appliedMigrationNames } = await withEngine(databaseUrl, (engine) =>
    engine.applyMigrations({ migrationsList: readMigrations(), filters: NO_FILTERS }),
  ).catch((error: Error) => {
    throw new Error(`the migrations stopped: ${inOneLine(error.message)}`);
  });
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: JOBS_SCHEMA,
    max: 2,
    supervise: false,
    schedule: false,
  });
  await boss.start();
  for (const [name, options] of Object.entries(QUEUES)) {
    if (await boss.getQueue(name)) await boss.updateQueue(name, options);
    else await boss.createQueue(name, options);
  }
  await boss.stop({ graceful: false });
  return appliedMigrationNames;
}

/**
 * The SQL that leads from the present migrations to the present schema; null when they agree. Works in a database of its
 * own beside the one that the address names, and drops it.
 */
export async function missingMigration(databaseUrl: string): Promise<string | null> {
  const shadow = new URL(databaseUrl);
  shadow.pathname = `${shadow.pathname}_shadow`;
  await dropDatabase(shadow.href);
  await ensureDatabase(shadow.href);
  try {
    const migrations = readMigrations();
    const from: Diff =
      migrations.migrationDirectories.length === 0 ? { tag: "empty" } : { tag: "migrations", ...migrations };
    const to: Diff = { tag: "schemaDatamodel", files: readSchemas() };
    const { stdout } = await withEngine(shadow.href, (engine) =>
      engine.diff({ from, to, script: true, exitCode: null, filters: NO_FILTERS }),
    );
    return !stdout?.trim() || /^-- This is an empty migration/.test(stdout.trim()) ? null : stdout;
  } finally {
    await dropDatabase(shadow.href);
  }
}

/** Writes what is missing as a migration, and returns its folder's name; null when there is nothing to migrate. */
export async function writeMigration(databaseUrl: string, name: string): Promise<string | null> {
  mkdirSync(MIGRATIONS_DIR, { recursive: true });
  const sql = await missingMigration(databaseUrl);
  if (!sql) return null;
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = `${stamp}_${name}`;
  mkdirSync(join(MIGRATIONS_DIR, folder));
  writeFileSync(join(MIGRATIONS_DIR, folder, "migration.sql"), sql);
  writeFileSync(join(MIGRATIONS_DIR, LOCKFILE), LOCKFILE_CONTENT);
  return folder;
}
