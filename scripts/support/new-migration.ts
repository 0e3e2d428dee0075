import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { applyMigrations, dropDatabase, ensureDatabase, MIGRATIONS_DIR } from "./migrations";

// Only for developers: asks Prisma's schema engine, as WebAssembly, for the difference between migrations and schema.
// The native engine cannot be downloaded everywhere. Applies nothing; scripts/support/migrations.ts does that.

const SCHEMA_DIR = resolve("prisma/schema");
const LOCKFILE_CONTENT = 'provider = "postgresql"\n';

/** The engine reports here before it panics; the error itself says only "unreachable". */
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) },
});

/**
 * Connects the engine to a database. The engine reads columns of PostgreSQL's one-byte type "char", which the adapter
 * does not know. They travel as text and are converted back to characters.
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

/** Loads the engine once per process, because its bindings keep the memory of the first instance. */
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

/** Opens Prisma's schema engine on a database for the duration of `use`, and leaves no connection behind. */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  use: (engine: bindings.SchemaEngine) => Promise<T>,
): Promise<T> {
  await loadEngine();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  const factory = new PrismaPg(pool);
  factory.connect = () => connectEngine(pool);
  factory.connectToShadowDb = factory.connect;
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
    await pool.end();
  }
}

function readSchemas() {
  return readdirSync(SCHEMA_DIR)
    .filter((file) => file.endsWith(".prisma"))
    .map((file) => ({ path: join(SCHEMA_DIR, file), content: readFileSync(join(SCHEMA_DIR, file), "utf8") }));
}

/**
 * The SQL from a folder's migrations to the present schema; null if they agree. Works in a temporary database beside
 * the one in the address.
 */
export async function missingMigration(databaseUrl: string, folder = MIGRATIONS_DIR): Promise<string | null> {
  const shadow = new URL(databaseUrl);
  shadow.pathname = `${shadow.pathname}_shadow`;
  await dropDatabase(shadow.href);
  await ensureDatabase(shadow.href);
  try {
    await applyMigrations(shadow.href, folder);
    const { stdout } = await withSchemaEngine(shadow.href, (engine) =>
      engine.diff({
        from: { tag: "schemaDatasource", files: readSchemas(), configDir: "." },
        to: { tag: "schemaDatamodel", files: readSchemas() },
        script: true,
        exitCode: null,
        filters: { externalTables: [], externalEnums: [] },
      }),
    );
    return !stdout?.trim() || /^-- This is an empty migration/.test(stdout.trim()) ? null : stdout;
  } finally {
    await dropDatabase(shadow.href);
  }
}

/** Writes the missing migration and returns its folder's name; null if there is nothing to migrate. */
export async function writeMigration(databaseUrl: string, name: string): Promise<string | null> {
  mkdirSync(MIGRATIONS_DIR, { recursive: true });
  const sql = await missingMigration(databaseUrl);
  if (!sql) return null;
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = `${stamp}_${name}`;
  mkdirSync(join(MIGRATIONS_DIR, folder));
  writeFileSync(join(MIGRATIONS_DIR, folder, "migration.sql"), sql);
  writeFileSync(join(MIGRATIONS_DIR, "migration_lock.toml"), LOCKFILE_CONTENT);
  return folder;
}
