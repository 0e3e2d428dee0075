import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, inject } from "vitest";
import { dropDatabase } from "../../scripts/support/migrations";
import { TEST_SECRET } from "./secret";

// Each test file works on a copy of the template: nothing to clean up, and files do not see each other.
const template = new URL(inject("templateUrl"));
const copy = new URL(template.href);
copy.pathname = `/test_${randomBytes(6).toString("hex")}`;
const server = new URL(template.href);
server.pathname = "/postgres";

// PostgreSQL copies a database only while nobody uses it, so files that start together take turns.
const COPYING = 4711;
const client = new pg.Client({ connectionString: server.href });
await client.connect();
await client.query("SELECT pg_advisory_lock($1)", [COPYING]);
await client.query(`CREATE DATABASE ${copy.pathname.slice(1)} TEMPLATE ${template.pathname.slice(1)}`);
await client.end();

process.env.DATABASE_URL = copy.href;
process.env.APP_URL = "https://omapolku.test";
process.env.APP_SECRET = TEST_SECRET;
process.env.DATA_KEY = Buffer.alloc(32, 7).toString("base64");
process.env.MIN_FILL_SECONDS = "0";
process.env.MAIL_FROM = "OmaPolku <posti@omapolku.test>";
process.env.DEMO = "true";
process.env.STORAGE_DIR = mkdtempSync(join(tmpdir(), "omapolku-storage-"));
// A developer's own store must not get the tests' pictures.
delete process.env.S3_ENDPOINT;
// A developer's own mail server must not get the tests' mail.
delete process.env.SMTP_URL;
delete process.env.SMS_GATEWAY_URL;
process.env.LOG_LEVEL = "silent";

// A deprecation warning of Node or a library, such as for a second query on a busy connection, is a fault.
const deprecated: string[] = [];
process.on("warning", ({ name, message }) => {
  if (name === "DeprecationWarning") deprecated.push(message);
});

afterAll(async () => {
  const { stopJobs } = await import("@/platform/jobs/send");
  const { disconnect } = await import("@/platform/db/client");
  await stopJobs();
  await disconnect();
  await dropDatabase(copy.href);
  rmSync(process.env.STORAGE_DIR ?? "", { recursive: true, force: true });
  expect(deprecated).toEqual([]);
});
