import { randomBytes } from "node:crypto";
import pg from "pg";
import { askToEndOffers, cancelAt, registerSomebody } from "../support/commands";
import { databaseUrl, expect, fillRegistration, portalUrl, submit, test, words } from "../support/e2e";
import { createForum } from "../support/forums";
import type { Line } from "../support/line";
import { type SecondServer, startSecondServer } from "../support/second-server";
import { rewriteText } from "../support/texts";

// A second server on the same build and the same database, on a line that can hang, without a worker: it learns of
// others' writes only from the database. Pages are cached for five minutes unless they expire, and no test waits that
// long.
let line: Line;
let url: string;
let server: SecondServer;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  server = await startSecondServer();
  ({ line, url } = server);
});
test.afterAll(() => server.stop());

const html = async (path: string, at = url) => (await fetch(`${at}${path}`)).text();

/** Waits until both servers show some words, or do not. Asks repeatedly, because the first answer may be an old one. */
async function bothShow(path: string, text: string, shown = true): Promise<void> {
  for (const at of [url, portalUrl()])
    await expect
      .poll(async () => (await html(path, at)).includes(text), { timeout: 60_000, message: `${at}${path}: ${text}` })
      .toBe(shown);
}

/** Writes directly to the database, like a script or psql. */
async function write(sql: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  await client.query(sql, values).finally(() => client.end());
}

/** Changes a forum's Finnish title directly in the database. */
async function rename(forumId: string, title: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  await rewriteText(client, forumId, "fi", { title }).finally(() => client.end());
}

test("writes by one server, a script or the worker show in every server", async ({ page }) => {
  test.setTimeout(240_000);
  const t = words("fi");
  // A missing page is cached as missing.
  expect((await fetch(`${url}/fi/forums/seuraa`)).status).toBe(404);
  const id = await createForum(databaseUrl(), { slug: "seuraa", capacity: 1, inDays: 70 });
  await bothShow("/fi/forums/seuraa", "Testi-ilta seuraa (fi)");
  await bothShow("/fi/forums/calendar.ics", "Testi-ilta seuraa (fi)");
  await bothShow("/sitemap/fi", "/fi/forums/seuraa");
  await bothShow("/fi/forums/seuraa", t.Forum.joinWaiting, false);

  await page.goto(`${portalUrl()}/fi/forums/seuraa/register`);
  await fillRegistration(page, "Ensin", "seuraa@example.org");
  await submit(page);
  await expect(page.getByTestId("code")).toBeVisible();
  await bothShow("/fi/forums/seuraa", t.Forum.joinWaiting);

  await rename(id, "Uusi nimi");
  await bothShow("/fi/forums/seuraa", "Uusi nimi");
  await write(`UPDATE "Venue" SET name = 'Uusi testitalo' WHERE slug = 'testitalo'`);
  await bothShow("/ar/forums/seuraa", "Uusi testitalo");
  await write(`UPDATE "Venue" SET name = 'Testitalo' WHERE slug = 'testitalo'`);
  await bothShow("/ar/forums/seuraa", "Uusi testitalo", false);

  // The seat was offered to the next party three days ago, and nobody answered: the worker ends the offer.
  await registerSomebody("seuraa");
  await cancelAt(page.url().split("/").at(-1) ?? "", new Date(Date.now() - 3 * 86_400_000));
  await askToEndOffers();
  await expect
    .poll(async () => (await html("/fi/forums/seuraa")).includes(t.Forum.joinWaiting), { timeout: 120_000 })
    .toBe(false);
});

test("a deadline and an end show in every server when they come, or, if a forum is moved, then", async () => {
  test.setTimeout(180_000);
  const t = words("so");
  const id = await createForum(databaseUrl(), { slug: "kello", inDays: 71 });
  await bothShow("/so/forums/kello", "/so/forums/kello/register");
  await write(`UPDATE "Forum" SET "registrationClosesAt" = now() + interval '8 seconds' WHERE id = $1`, [id]);
  await bothShow("/so/forums/kello", "/so/forums/kello/register");
  await bothShow("/so/forums/kello", "/so/forums/kello/register", false);
  await bothShow("/so/forums/kello", t.Forum.pastText, false);
  await write(
    `UPDATE "Forum" SET "startsAt" = now() - interval '1 hour', "endsAt" = now() + interval '8 seconds' WHERE id = $1`,
    [id],
  );
  await bothShow("/so/forums", "/so/forums/kello");
  await bothShow("/so/forums", "/so/forums/kello", false);
  await bothShow("/so/forums/kello", t.Forum.pastText);
});

test("after a hanging or lost connection, a server shows what it missed", async () => {
  test.setTimeout(180_000);
  const id = await createForum(databaseUrl(), { slug: "linja", inDays: 72 });
  await bothShow("/fi/forums/linja", "Testi-ilta linja (fi)");
  line.hang();
  await rename(id, "Linjan jälkeen");
  line.resume();
  await bothShow("/fi/forums/linja", "Linjan jälkeen");
  await write(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'omapolku-pages' AND datname = current_database()`,
  );
  await rename(id, "Katkon jälkeen");
  await bothShow("/fi/forums/linja", "Katkon jälkeen");
});

test("only the server itself can expire its pages", async () => {
  for (const headers of [{}, { "X-OmaPolku-Renewal": randomBytes(32).toString("hex") }] as Record<string, string>[]) {
    const answer = await fetch(`${url}/api/renewal`, { headers });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([404, "private, no-store"]);
    expect((await fetch(`${url}/api/renewal`, { method: "POST", headers })).status).toBe(405);
  }
});
