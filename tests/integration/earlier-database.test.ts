import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { notesOf, standingOf } from "@/features/content/rules";
import {
  applyMigrations,
  dropDatabase,
  ensureDatabase,
  MIGRATIONS_DIR,
  migrate,
} from "../../scripts/support/migrations";

// The demo's rows of 24.11.2026, before tables and columns got other names in the code. The migrations must keep every
// row, and links sent then must still open. The rows are JSON, one list per table.
const FIXTURE = "tests/fixtures/demo-2026-11-24.json.gz";
const MIGRATIONS_THEN = ["20261123153336_init", "20261123173258_families", "20261123200809_accounts"];

/** The former texts, which have become content: their owner, and the parts of each. */
const TEXTS: Record<string, { owner: string; parts: string[] }> = {
  ForumTranslation: { owner: "forumId", parts: ["title", "summary", "description", "audience", "outcome"] },
  SessionTranslation: { owner: "sessionId", parts: ["title", "description"] },
  VenueTranslation: { owner: "venueId", parts: ["accessibility", "directions"] },
};
/** The migration that converts them. */
const THE_TEXTS = "20261126153000_texts_are_content";
/** Columns that nothing ever wrote. */
const GONE = ["Forum.sourceRevision"];

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
  // Rows are copied in any order, so references may come later.
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

/** What `prisma migrate` would have recorded about the migrations of that time. */
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

test("every row of an earlier database is there after the migrations, unchanged", async () => {
  const applied = await migrate(url.href);
  expect(applied.length).toBeGreaterThan(0);
  expect(applied).not.toEqual(expect.arrayContaining(MIGRATIONS_THEN));
  for (const [table, rows] of Object.entries(then)) {
    if (table in TEXTS) continue;
    const { rows: now } = await client.query<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(t) AS row FROM "${table}" t`,
    );
    expect([table, now.length]).toEqual([table, rows.length]);
    const key = (row: Record<string, unknown>) =>
      JSON.stringify(
        Object.fromEntries(
          Object.keys(rows[0] ?? {})
            .filter((name) => !GONE.includes(`${table}.${name}`))
            .map((name) => [name, row[name]]),
        ),
      );
    // The outbox's rows about offers learn which offer they are about.
    if (table !== "Message") expect(now.map(({ row }) => key(row)).sort()).toEqual(rows.map(key).sort());
  }
});

test("every text is there as revision 1, unchanged, with its state", async () => {
  for (const [table, { owner, parts }] of Object.entries(TEXTS)) {
    const { rows } = await client.query<{ owner: string; language: string; fields: object; state: string | null }>(
      `SELECT e."${owner}" AS owner, e.language, r.fields, CASE WHEN e.published = 1 AND e.fields = r.fields THEN e.state END AS state
       FROM "ContentEdition" e JOIN "ContentRevision" r ON r."itemId" = e."itemId" AND r.language = e.language AND r.number = 1
       WHERE e."${owner}" IS NOT NULL AND e.latest = 1 AND e."workState" = e.state`,
    );
    const before = then[table] ?? [];
    expect([table, rows.length]).toEqual([table, before.length]);
    for (const row of before) {
      const text = rows.find((one) => one.owner === row[owner] && one.language === row.locale);
      const words = Object.entries(row).filter(([name, value]) => parts.includes(name) && value);
      expect(text?.fields).toEqual(Object.fromEntries(words));
      expect([row, text?.state]).toEqual([row, row.locale === "fi" ? "original" : "checked"]);
    }
  }
});

test("texts in other states keep theirs: machine-made, unpublished, and incomplete ones", async () => {
  // Again from the start, with texts that the demo did not have.
  const other = new URL(url);
  other.pathname += "_states";
  await ensureDatabase(other.href);
  const base = new pg.Client({ connectionString: other.href });
  await base.connect();
  try {
    const folder = mkdtempSync(join(tmpdir(), "omapolku-before-"));
    const before = readdirSync(MIGRATIONS_DIR).filter((name) => !name.includes(".") && name < THE_TEXTS);
    for (const name of before) cpSync(join(MIGRATIONS_DIR, name), join(folder, name), { recursive: true });
    await applyMigrations(other.href, folder);
    rmSync(folder, { recursive: true });
    await base.query("SET session_replication_role = replica");
    for (const table of ["Organisation", "Venue", "Forum", "Session"])
      await base.query(`INSERT INTO "${table}" SELECT * FROM jsonb_populate_recordset(NULL::"${table}", $1)`, [
        JSON.stringify(then[table]),
      ]);
    await base.query("SET session_replication_role = DEFAULT");
    const [one, two, three] = (then.Forum ?? []).map(({ id }) => id);
    const text = (forumId: unknown, locale: string, state: string, outcome: string | null = null, revision = 1) =>
      base.query(
        `INSERT INTO "ForumTranslation" ("forumId", locale, title, summary, description, audience, outcome, state, "sourceRevision")
         VALUES ($1, $2, 'T', 'S', 'D', 'A', $4, $3::"TranslationState", $5)`,
        [forumId, locale, state, outcome, revision],
      );
    await text(one, "fi", "reviewed", "O");
    await text(one, "sv", "machine", "O");
    await text(one, "so", "draft", "O");
    await text(one, "ar", "reviewed");
    await text(one, "en", "reviewed", "O", 0);
    // No Finnish: the first published text becomes the original.
    await text(two, "so", "draft");
    await text(two, "ar", "reviewed");
    await text(three, "ar", "draft");
    await applyMigrations(other.href);
    const { rows } = await base.query<{ forumId: string; language: string; state: string; workState: string }>(
      `SELECT "forumId", language, state, "workState" FROM "ContentEdition" ORDER BY language`,
    );
    const of = (forumId: unknown) =>
      rows
        .filter((row) => row.forumId === forumId)
        .map(({ language, state, workState }) => [language, state, workState]);
    expect(of(one)).toEqual([
      ["ar", "older", "older"],
      ["en", "older", "older"],
      ["fi", "original", "original"],
      ["so", null, "unchecked"],
      ["sv", "machine", "machine"],
    ]);
    expect(of(two)).toEqual([
      ["ar", "original", "original"],
      ["so", null, "unchecked"],
    ]);
    expect(of(three)).toEqual([["ar", null, "original"]]);
    // The migration and the rules give each the same state.
    const { rows: histories } = await base.query<{
      itemId: string;
      language: string;
      workState: string;
      workNotes: unknown;
    }>(`SELECT * FROM "ContentEdition" WHERE "workState" <> 'original'`);
    for (const { itemId, language, workState, workNotes } of histories) {
      const revisions = await base.query(
        `SELECT *, jsonb_build_object('kind', "byKind", 'id', "byId") AS by FROM "ContentRevision" WHERE "itemId" = $1`,
        [itemId],
      );
      const looks = await base.query(
        `SELECT *, jsonb_build_object('kind', "byKind", 'id', "byId") AS by FROM "ContentCheck" WHERE "itemId" = $1 AND language = $2`,
        [itemId, language],
      );
      const { sourceLanguage } = (await base.query(`SELECT * FROM "ContentItem" WHERE id = $1`, [itemId])).rows[0];
      const standing = standingOf(
        {
          sourceLanguage,
          original: revisions.rows.filter((row) => row.language === sourceLanguage),
          translation: revisions.rows.filter((row) => row.language === language),
          looks: looks.rows,
        },
        1,
        1,
      );
      expect(standing.state).toBe(workState);
      const parts = (notes: unknown) =>
        notesOf(notes)
          .map(({ field, state }) => `${field} ${state}`)
          .sort();
      expect(parts(workNotes)).toEqual(parts(standing.notes));
    }
  } finally {
    await base.end();
    await dropDatabase(other.href);
  }
});

test("today's code reads it by today's names, and links sent then still open", async () => {
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
