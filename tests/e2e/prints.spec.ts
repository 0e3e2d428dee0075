import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import pg from "pg";
import { routes } from "@/i18n/routes";
import { databaseUrl, expect, expectWrong, fillRegistration, portalUrl, submit, test, words } from "../support/e2e";
import { createForum } from "../support/forums";
import { createOfferedParty } from "../support/offered-party";

/** What the log says that was done with a forum, oldest first. */
async function logOf(forumId: string): Promise<[action: string, changes: object][]> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    const { rows } = await client.query(`SELECT action, changes FROM "AuditEntry" WHERE "subjectId" = $1 ORDER BY id`, [
      forumId,
    ]);
    return rows.map(({ action, changes }) => [action, changes]);
  } finally {
    await client.end();
  }
}

/** The name of a button or link that says for screen readers only whom or what it is about. */
const about = (label: string, what: string) => new RegExp(`^${label}\\s?: ${what}$`);

const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

/** How many pages the browser would print. */
async function printed(page: Page): Promise<number> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  return pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** Registers a family of one through the form. */
async function register(page: Page, slug: string, name: string): Promise<void> {
  await page.goto(routes.register("so", slug));
  await fillRegistration(page, name, `${randomUUID()}@example.org`);
  await submit(page);
  await expect(page).toHaveURL(/registrations/);
}

for (const [locale, script] of [
  ["fi", true],
  ["ar", false],
] as const)
  test(`the door list prints names in every script, and says by when it must be destroyed, in ${locale}`, async ({
    page,
    pageOf,
  }) => {
    const { Prints, People } = words(locale);
    const slug = `tuloste-${locale}-${process.pid}`;
    const forumId = await createForum(databaseUrl(), { slug, capacity: 40, tables: [3] });
    for (const name of ["Äiti Virtanen", "أم ليلى", "Aino"]) await register(page, slug, name);
    const staff = await pageOf("staff", {
      javaScriptEnabled: script,
      viewport: script ? { width: 1280, height: 800 } : { width: 320, height: 640 },
    });
    await staff.goto(routes.manage(locale, slug));
    await staff.getByRole("link", { name: Prints.title }).click();
    await expect(staff.getByRole("heading", { level: 1 })).toHaveText(Prints.title);
    expect(await fits(staff)).toBe(true);
    await staff.getByRole("link", { name: about(Prints.open, Prints.door) }).click();
    await expect(staff.getByRole("heading", { level: 1 })).toHaveText(Prints.door);
    expect(await fits(staff)).toBe(true);
    const names = staff.getByRole("table").locator("tbody").first().locator("bdi:not([dir])");
    expect((await names.allTextContents()).sort()).toEqual(["Aino", "Äiti Virtanen", "أم ليلى"].sort());
    await expect(staff.getByText(/\b\d{1,2}\.\d{1,2}\.\d{4}\b/).first()).toBeVisible();
    await expect(staff.getByRole("columnheader", { name: People.code })).toBeVisible();
    if (locale === "fi") {
      expect(await names.allTextContents()).toEqual(["Aino", "Äiti Virtanen", "أم ليلى"]);
      expect(await printed(staff)).toBe(1);
    }
    expect((await logOf(forumId)).map(([action]) => action)).toContain("door_list_printed");
  });

test("the head of a list is repeated on each page, and each table has pages of its own", async ({ pageOf }) => {
  const slug = `monta-sivua-${process.pid}`;
  await createForum(databaseUrl(), { slug, capacity: 400, tables: [3, 3, 3] });
  for (let n = 0; n < 40; n++)
    await createOfferedParty(databaseUrl(), { id: randomUUID(), slug, code: `P${2000 + n}` });
  const staff = await pageOf("staff");
  await staff.goto(routes.print("fi", slug, "door"));
  expect(await printed(staff)).toBe(3);
  await staff.goto(routes.print("fi", slug, "tables"));
  expect(await printed(staff)).toBe(3);
  await expect(staff.getByText(words("fi").Prints.nobody)).toHaveCount(3);
});

test("a poster has a QR code for each language of the forum on one page, and none once the forum is over", async ({
  page,
}) => {
  const [slug, over] = [`juliste-${process.pid}`, `ohi-${process.pid}`];
  await createForum(databaseUrl(), { slug, locales: ["fi", "ar", "so"] });
  await createForum(databaseUrl(), { slug: over, inDays: -3, closesInDays: -5 });
  await page.goto(routes.forum("ar", slug));
  await page.getByRole("link", { name: words("ar").Forum.sharePoster }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("ar").Poster.title);
  const poster = page.getByRole("article");
  await expect(poster.getByRole("heading", { level: 2 })).toHaveCount(3);
  for (const locale of ["fi", "ar", "so"])
    await expect(poster.getByRole("img", { name: words(locale).Poster.qr, exact: true })).toBeVisible();
  expect(await printed(page)).toBe(1);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await fits(page)).toBe(true);
  expect((await page.goto(routes.poster("fi", over)))?.status()).toBe(404);
});

test("a table for a spreadsheet has the columns that its purpose needs, and the log keeps the purpose", async ({
  page,
  pageOf,
}) => {
  const { Exports, ExportPurposes, Prints } = words("fi");
  const slug = `csv-${process.pid}`;
  const forumId = await createForum(databaseUrl(), { slug, capacity: 40, tables: [3] });
  for (const name of ["=1+1", "أم ليلى"]) await register(page, slug, name);
  const staff = await pageOf("staff", { javaScriptEnabled: false });
  await staff.goto(routes.prints("fi", slug));
  const take = async (purpose: keyof typeof ExportPurposes) => {
    await staff.getByLabel(ExportPurposes[purpose]).check();
    const download = staff.waitForEvent("download");
    await staff.getByRole("button", { name: Exports.download }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`omapolku-${slug}-${purpose}.csv`);
    return readFile(await file.path(), "utf8");
  };
  const door = await take("door");
  expect(door.startsWith("\uFEFF")).toBe(true);
  expect(door).toContain(`${Prints.names};`);
  expect(door).toContain("'=1+1;");
  expect(door).toContain("أم ليلى;");
  expect(door).not.toMatch(/@example|\+358/);
  for (const purpose of ["catering", "interpreters", "funder"] as const) {
    const table = await take(purpose);
    expect(table).not.toContain("أم ليلى");
    expect(table).not.toContain("1+1");
  }
  expect(await logOf(forumId)).toEqual(
    ["door", "catering", "interpreters", "funder"].map((purpose) => ["people_exported", { purpose: [null, purpose] }]),
  );
  await test.step("only a page of ours may ask for one, with a purpose", async () => {
    const { request } = staff.context();
    const address = routes.exportPeople("fi", slug);
    const elsewhere = await request.post(address, {
      form: { purpose: "door" },
      headers: { origin: "https://elsewhere.example" },
    });
    expect(elsewhere.status()).toBe(403);
    const unsaid = await request.post(address, { form: {}, headers: { origin: portalUrl() }, maxRedirects: 0 });
    expect(unsaid.status()).toBe(303);
    expect(unsaid.headers()["cache-control"]).toBe("no-store");
    const stranger = await page.request.post(address, { form: { purpose: "door" }, headers: { origin: portalUrl() } });
    expect(stranger.headers()["content-type"]).not.toContain("csv");
  });
});

test("of two callers the second hears of the first; a call asked for later waits for its time", async ({ pageOf }) => {
  const { Calls, Manage } = words("fi");
  const [slug, call] = [`soitot-${process.pid}`, randomUUID()];
  await createForum(databaseUrl(), { slug, capacity: 10, inDays: 30 });
  await createOfferedParty(databaseUrl(), { id: randomUUID(), slug, code: "CAL42", call });
  const [first, second] = [await pageOf("staff"), await pageOf("staff", { javaScriptEnabled: false })];
  for (const staff of [first, second]) {
    await staff.goto(`${routes.manage("fi", slug)}#calls`);
    await staff.getByRole("link", { name: about(Calls.other, "Caasha Xasan") }).click();
    await expect(staff.getByRole("heading", { level: 1 })).toHaveText(Calls.title);
  }
  await test.step("without a time it comes back with an error", async () => {
    await first.getByLabel(Calls.outcomes.call_later).check();
    await submit(first);
    await expectWrong(first.getByLabel(Calls.nextAt), words("fi").CallErrors.moment_needed);
    await expect(first.getByLabel(Calls.outcomes.call_later)).toBeChecked();
  });
  await test.step("with one it is noted", async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await first.getByLabel(Calls.nextAt).fill(`${tomorrow}T16:30`);
    await submit(first);
    await expect(first.getByText(Calls.doneTried)).toBeVisible();
    await expect(first.getByText(/16\.30/).first()).toBeVisible();
  });
  await test.step("the second caller reads of it, and may note a call all the same", async () => {
    await second.getByLabel(Calls.outcomes.no_answer).check();
    await submit(second);
    await expect(second.getByText(/on juuri soittanut heille/)).toBeVisible();
    await expect(second.getByLabel(Calls.outcomes.no_answer)).toBeChecked();
    await submit(second);
    await expect(second.getByText(Calls.doneTried)).toBeVisible();
  });
  await test.step("whoever is reached leaves the list", async () => {
    await second.getByRole("button", { name: about(Manage.called, "Caasha Xasan") }).click();
    await expect(second.getByText(Manage.callsNone)).toBeVisible();
  });
});

test("helpers find the families that they registered, and nobody else's", async ({ page, browser, baseURL }) => {
  const { OwnFamilies } = words("fi");
  const helperPage = routes.helper("fi", process.env.PORTAL_HELPER ?? "");
  const name = `Perhe ${randomUUID().slice(0, 8)}`;
  await page.goto(routes.registerOthers("fi", process.env.PORTAL_HELPER ?? "", "apu"));
  await fillRegistration(page, name, `${randomUUID()}@example.org`);
  await page.getByLabel(words("fi").Register.permission).check();
  await submit(page);
  await expect(page).toHaveURL(/slip/);
  await page.goto(helperPage);
  await expect(page.getByRole("heading", { name: OwnFamilies.title })).toBeVisible();
  const table = page.getByRole("table", { name: OwnFamilies.title });
  await expect(table.getByText(name)).toBeVisible();
  expect(await table.getByRole("link").count()).toBe(0);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await fits(page)).toBe(true);
  const stranger = await browser.newPage({ baseURL });
  expect((await stranger.goto(helperPage.replace(/.$/, "x")))?.status()).toBe(404);
  await stranger.close();
});
