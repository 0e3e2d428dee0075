import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dropDatabase, ensureDatabase, migrate } from "../../scripts/support/migrations";

// The demo's rows as they stood on 24.11.2026, before tables and columns got other names in the code: none may be lost on
// the way to the present schema, and links that were sent then still open. The rows are JSON, one list per table.
const FIXTURE = "tests/fixtures/demo-2026-11-24.json.gz";
const MIGRATIONS_THEN = ["20261123153336_init", "20261123173258_families", "20261123200809_accounts"];

const then = JSON.parse(gunzipSync(readFileSync(FIXTURE)).toString("utf8")) as Record<
  string,
  Record<string, unknown>[]
>;
const url = new URL(process.env.DATABASE_URL ?? "");
url.pathname = `${url.pathname}_earlier`;
let client: pg.Client;

beforeAll(async () => {
  await ensureDatabase(url.href);
  client = new pg.Client({ connectionString: url.href });
  await client.connect();
  for (const name of MIGRATIONS_THEN)
    await client.query(readFileSync(`prisma/migrations/${name}/migration.sql`, "utf8"));
  // Rows are copied in whatever order: what they refer to comes later.
  await client.query("SET session_replication_role = replica");
  for (const [table, rows] of Object.entries(then))
    await client.query(`INSERT INTO "${table}" SELECT * FROM jsonb_populate_recordset(NULL::"${table}", $1)`, [
      JSON.stringify(rows),
    ]);
  await client.query("SET session_replication_role = DEFAULT");
  await markApplied();
});

afterAll(async () => {
  await client.end();
  await dropDatabase(url.href);
});

/** What `prisma migrate` would have noted of the migrations of then. */
async function markApplied(): Promise<void> {
  const template = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await template.connect();
  const { rows } = await template.query(
    "SELECT to_jsonb(m) AS row FROM _prisma_migrations m WHERE migration_name = ANY($1)",
    [MIGRATIONS_THEN],
  );
  const { rows: columns } = await template.query<{ definition: string }>(
    `SELECT string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum) AS definition
     FROM pg_attribute WHERE attrelid = '_prisma_migrations'::regclass AND attnum > 0 AND NOT attisdropped`,
  );
  await template.end();
  await client.query(`CREATE TABLE _prisma_migrations (${columns[0]?.definition}, PRIMARY KEY (id))`);
  await client.query(
    "INSERT INTO _prisma_migrations SELECT * FROM jsonb_populate_recordset(NULL::_prisma_migrations, $1)",
    [JSON.stringify(rows.map(({ row }) => row))],
  );
}

test("every row of an earlier database is there after the migrations, and says what it said", async () => {
  const applied = await migrate(url.href);
  expect(applied.length).toBeGreaterThan(0);
  expect(applied).not.toEqual(expect.arrayContaining(MIGRATIONS_THEN));
  for (const [table, rows] of Object.entries(then)) {
    const { rows: now } = await client.query<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(t) AS row FROM "${table}" t`,
    );
    expect([table, now.length]).toEqual([table, rows.length]);
    const key = (row: Record<string, unknown>) =>
      JSON.stringify(Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, row[name]])));
    // The outbox's rows about offers learn which offer they are about.
    if (table !== "Message") expect(now.map(({ row }) => key(row)).sort()).toEqual(rows.map(key).sort());
  }
});

test("the code of today reads it by today's names, and links that were sent then still open", async () => {
  process.env.DATABASE_URL = url.href;
  const { db, disconnect } = await import("@/platform/db/client");
  const { findTicket } = await import("@/features/registration/queries");
  const { deriveToken } = await import("@/platform/security/tokens");
  expect(await db().forumSession.count()).toBe(then.Session?.length);
  expect(await db().notification.count()).toBe(then.Message?.length);
  expect(await db().loginSession.count()).toBe(then.SignIn?.length);
  expect(await db().venue.count({ where: { municipalityKey: "turku" } })).toBe(
    then.Venue?.filter(({ place }) => place === "turku").length,
  );
  const party = then.Registration?.find(({ status }) => status === "confirmed");
  const ticket = await findTicket("fi", deriveToken("registration", String(party?.id)));
  expect(ticket?.code).toBe(party?.code);
  await disconnect();
});
