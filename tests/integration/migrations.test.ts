import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  applyMigrations,
  dropDatabase,
  ensureDatabase,
  MIGRATIONS_DIR,
  migrate,
} from "../../scripts/support/migrations";
import { missingMigration, withSchemaEngine } from "../../scripts/support/new-migration";

const url = () => process.env.DATABASE_URL ?? "";

let folder: string;
let empty: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "omapolku-migrations-"));
  const database = new URL(url());
  database.pathname += "_migrations";
  empty = database.href;
  await ensureDatabase(empty);
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await dropDatabase(empty);
});

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
}

function writeTwo(): void {
  write("1_table", "CREATE TABLE t (id int);\n");
  write("2_row", "INSERT INTO t VALUES (1);\n");
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: empty });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The folder's migrations in the format of Prisma's engine. */
function forPrisma() {
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: readdirSync(folder).map((path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: readFileSync(join(folder, path, "migration.sql"), "utf8") },
      },
    })),
  };
}
const NO_FILTERS = { externalTables: [], externalEnums: [] };

test("the migrations lead to the schema, and none is missing", async () => {
  expect(await missingMigration(url())).toBeNull();
});

test("a missing migration is written, whatever the earlier ones contain", async () => {
  cpSync(MIGRATIONS_DIR, folder, { recursive: true });
  write(
    "29990101000000_dollars",
    `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END; $$;
    DROP TABLE "WorkerHeartbeat";`,
  );
  expect(await missingMigration(url(), folder)).toMatch(/^-- CreateTable\nCREATE TABLE "WorkerHeartbeat" \([^;]*;\s*$/);
});

test("an up-to-date database is left unchanged", async () => {
  expect(await migrate(url())).toEqual([]);
});

test("applied migrations are recorded in Prisma's format: its engine finds nothing to do, and nothing edited", async () => {
  writeTwo();
  expect(await applyMigrations(empty, folder)).toEqual(["1_table", "2_row"]);
  await withSchemaEngine(empty, async (engine) => {
    const found = await engine.diagnoseMigrationHistory({
      migrationsList: forPrisma(),
      optInToShadowDatabase: false,
      filters: NO_FILTERS,
    });
    expect(found).toMatchObject({
      history: null,
      failedMigrationNames: [],
      editedMigrationNames: [],
      hasMigrationsTable: true,
    });
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: forPrisma(),
      filters: NO_FILTERS,
    });
    expect(appliedMigrationNames).toEqual([]);
  });
});

test("migrations that Prisma's engine applied are recognised, in an identical table", async () => {
  const TABLE = `SELECT column_name, data_type, character_maximum_length, is_nullable, column_default
    FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`;
  const ROWS =
    "SELECT checksum, migration_name, logs, rolled_back_at, applied_steps_count FROM _prisma_migrations ORDER BY started_at";
  writeTwo();
  await withSchemaEngine(empty, (engine) =>
    engine.applyMigrations({ migrationsList: forPrisma(), filters: NO_FILTERS }),
  );
  expect(await applyMigrations(empty, folder)).toEqual([]);
  const byPrisma = [await query(TABLE), await query(ROWS)];
  await dropDatabase(empty);
  await ensureDatabase(empty);
  await applyMigrations(empty, folder);
  expect([await query(TABLE), await query(ROWS)]).toEqual(byPrisma);
});

test("simultaneous runs take turns, and each migration is applied once", async () => {
  writeTwo();
  const applied = await Promise.all([applyMigrations(empty, folder), applyMigrations(empty, folder)]);
  expect(applied.map((names) => names.length).sort()).toEqual([0, 2]);
  expect(await query("SELECT id FROM t")).toEqual([{ id: 1 }]);
});

test("a failed migration leaves nothing behind, says where it failed, and can be tried again", async () => {
  write("1_table", "CREATE TABLE t (id int)");
  write("2_wrong", "INSERT INTO t VALUES (1);\nINSERT INTO nowhere VALUES (1)");
  await expect(applyMigrations(empty, folder)).rejects.toThrow(
    'migration 2_wrong failed, line 2: relation "nowhere" does not exist',
  );
  expect(await query("SELECT id FROM t")).toEqual([]);
  write("2_wrong", "INSERT INTO t VALUES (2)");
  expect(await applyMigrations(empty, folder)).toEqual(["2_wrong"]);
  expect(await query("SELECT id FROM t")).toEqual([{ id: 2 }]);
});

test("a migration that changed after it was applied stops the rest; other line endings do not count", async () => {
  write("1_table", "CREATE TABLE t (id int);\n-- end\n");
  await applyMigrations(empty, folder);
  write("1_table", "CREATE TABLE t (id int);\r\n-- end\r\n");
  expect(await applyMigrations(empty, folder)).toEqual([]);
  write("1_table", "CREATE TABLE t (id bigint);\n-- end\n");
  write("2_table", "CREATE TABLE u (id int)");
  await expect(applyMigrations(empty, folder)).rejects.toThrow("1_table was changed after it had been applied");
  expect(await query("SELECT to_regclass('u') AS found")).toEqual([{ found: null }]);
});

test("a migration that Prisma left half done stops the rest", async () => {
  write("1_table", "CREATE TABLE t (id int)");
  await applyMigrations(empty, folder);
  await query("UPDATE _prisma_migrations SET finished_at = NULL");
  write("2_table", "CREATE TABLE u (id int)");
  await expect(applyMigrations(empty, folder)).rejects.toThrow("1_table was not finished");
});
