import type { Page } from "@playwright/test";
import { routes } from "@/i18n/routes";
import { writeAuditEntries } from "../support/audit-log";
import { createCrowd } from "../support/crowd";
import { databaseUrl, expect, test, words } from "../support/e2e";
import { createForum } from "../support/forums";

// Workspace pages: little room for the frame, much for the work, on a phone and on a wide screen.

const LOCALES = ["fi", "sv", "en", "ar", "so"] as const;
const PHONE = { viewport: { width: 360, height: 640 } };
const DESKTOP = { viewport: { width: 1280, height: 800 } };

/** Where an element's visible children begin and end, across the page. */
const edges = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { left, right } = element.getBoundingClientRect();
      const { paddingLeft, paddingRight } = getComputedStyle(element);
      return [left + Number.parseFloat(paddingLeft), right - Number.parseFloat(paddingRight)];
    });

for (const javaScriptEnabled of [true, false])
  test(`${javaScriptEnabled ? "with" : "without"} JavaScript the rooms take one line on a phone, say which one this is, and fold open over the others`, async ({
    pageOf,
  }) => {
    const page = await pageOf("administrator", { ...PHONE, javaScriptEnabled });
    for (const locale of LOCALES) {
      const { Work } = words(locale);
      await page.goto(routes.users(locale));
      const rooms = page.locator("details:has(nav)");
      expect((await rooms.boundingBox())?.height, locale).toBeLessThanOrEqual(52);
      const summary = rooms.locator("summary");
      await expect(summary).toContainText(Work.users);
      await expect(rooms.getByRole("link", { name: Work.audit })).toBeHidden();
      await summary.click();
      await expect(rooms.getByRole("link", { name: Work.users })).toHaveAttribute("aria-current", "page");
      await expect(rooms.getByRole("button", { name: Work.signOut })).toBeVisible();
      await rooms.getByRole("link", { name: Work.audit }).click();
      await expect(page).toHaveURL(routes.audit(locale));
    }
  });

test("on a wide screen the rooms are two rows at most, and header, rooms and content begin and end at the same lines", async ({
  pageOf,
}) => {
  const page = await pageOf("administrator", DESKTOP);
  for (const locale of LOCALES) {
    const { Work } = words(locale);
    for (const path of [routes.work(locale), routes.me(locale), routes.audit(locale)]) {
      await page.goto(path);
      const content = await edges(page, "main > div");
      expect(await edges(page, "header > div"), path).toEqual(content);
      expect(await edges(page, "footer > div"), path).toEqual(content);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(1280);
      await expect(page.getByRole("button", { name: Work.signOut, exact: true })).toBeVisible();
    }
    await expect(page.locator("details:has(nav) > summary")).toBeHidden();
    const tops = await page
      .getByRole("navigation", { name: Work.menu })
      .locator("li")
      .evaluateAll((entries) => entries.map((entry) => entry.getBoundingClientRect().top));
    // An administrator has all thirteen rooms.
    expect(new Set(tops).size, locale).toBeLessThanOrEqual(2);
  }
});

test("the head of a long table stays in view, numbers stand at the end, and rows are 36 px high", async ({
  pageOf,
}) => {
  const slug = `taulukko-${process.pid}`;
  await createForum(databaseUrl(), { slug, tables: [3, 3], inDays: 66 });
  const page = await pageOf("administrator", DESKTOP);
  await page.goto(routes.audit("fi"));
  await page.evaluate(() => scrollTo(0, 700));
  const head = page.getByRole("columnheader").first();
  expect((await head.boundingBox())?.y).toBe(0);
  for (const locale of ["fi", "ar"]) {
    await page.goto(routes.manage(locale as "fi" | "ar", slug));
    const row = page.locator("#places ~ * [role=row]").nth(1);
    expect((await row.boundingBox())?.height).toBeLessThanOrEqual(locale === "ar" ? 40 : 37);
    const cell = row.getByRole("cell").first();
    await expect(cell).toHaveCSS("text-align", "end");
    await expect(cell).toHaveCSS("font-variant-numeric", "tabular-nums");
  }
});

test("on a phone two numbers of a row share a line, and a forum's workspace stays below 7 500 px", async ({
  pageOf,
}) => {
  const slug = `korkeus-${process.pid}`;
  await createForum(databaseUrl(), { slug, tables: [3, 3, 3], serves: true, inDays: 66 });
  const page = await pageOf("administrator", PHONE);
  for (const locale of ["fi", "ar", "so"] as const) {
    await page.goto(routes.manage(locale, slug));
    const row = page.locator("#places ~ * [role=row]").nth(1);
    const tops = await row
      .getByRole("cell")
      .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().top));
    expect(new Set(tops).size, locale).toBe(2);
    expect(await page.evaluate(() => document.documentElement.scrollHeight), locale).toBeLessThan(7500);
    const { oneByOne } = words(locale).Texts;
    const texts = page.getByRole("link", { name: /Testi-ilta|أمسية/ });
    await expect(texts.first()).toBeHidden();
    await page.locator("summary", { hasText: oneByOne }).click();
    await expect(texts.first()).toBeVisible();
  }
});

test("the event log is dense: fifty events fit 8 000 px of a phone, and an event that fits takes one line of a desktop", async ({
  pageOf,
}) => {
  test.setTimeout(90_000);
  const forumId = await createForum(databaseUrl(), { slug: `loki-${process.pid}`, inDays: 66 });
  await writeAuditEntries(databaseUrl(), forumId, 60);
  const page = await pageOf("administrator", PHONE);
  for (const locale of ["fi", "en", "so", "ar"] as const) {
    await page.setViewportSize(PHONE.viewport);
    await page.goto(routes.audit(locale));
    const rows = page.getByRole("table").getByRole("row");
    expect(await rows.count(), locale).toBe(51);
    const height = await page.getByRole("table").evaluate((table) => table.getBoundingClientRect().height);
    expect(height, locale).toBeLessThan(8_000);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), locale).toBe(true);
    // Cells are still told apart by assistive technology.
    await expect(rows.nth(1).getByRole("cell").first()).toBeVisible();
    await expect(page.getByRole("columnheader", { name: words(locale).Audit.what, exact: true })).toHaveCount(1);
    await page.setViewportSize(DESKTOP.viewport);
    const heights = await rows.evaluateAll((all) => all.slice(1).map((row) => row.getBoundingClientRect().height));
    const dense = heights.filter((one) => one <= (locale === "ar" ? 40 : 37)).length;
    // Every fourth has changes, which may take a second line.
    expect(dense, `${locale}: ${heights}`).toBeGreaterThanOrEqual(37);
  }
});

test("between a phone and a wide screen a table scrolls within itself, with a shade where there is more", async ({
  pageOf,
}) => {
  const page = await pageOf("administrator", { viewport: { width: 700, height: 800 } });
  await page.goto(routes.audit("fi"));
  const table = page.locator("[role=table]").locator("..");
  await expect(table).toHaveCSS("overflow-x", "auto");
  expect(await table.evaluate((box) => getComputedStyle(box).backgroundImage.match(/linear-gradient/g)?.length)).toBe(
    4,
  );
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(700);
});

for (const javaScriptEnabled of [true, false])
  test(`${javaScriptEnabled ? "with" : "without"} JavaScript a draft's sentences to look at lie folded by language, each with their number`, async ({
    pageOf,
  }) => {
    const slug = `kopioitu-${javaScriptEnabled}-${process.pid}`;
    await createForum(databaseUrl(), { slug, status: "draft", inDays: 67, copied: true });
    const page = await pageOf("administrator", { ...PHONE, javaScriptEnabled });
    for (const locale of ["fi", "ar"] as const) {
      await page.goto(routes.manage(locale, slug));
      expect(await page.evaluate(() => document.documentElement.scrollHeight), locale).toBeLessThan(7000);
      const fold = page.locator("details:has(mark)");
      await expect(page.locator("mark").first()).toBeHidden();
      for (const one of await fold.all()) {
        const count = await one.locator("mark").count();
        await expect(one.locator("summary"), locale).toContainText(count < 3 ? /\p{L}/u : String(count));
      }
      await fold.first().locator("summary").click();
      await expect(page.locator("mark").first()).toBeVisible();
    }
  });

test("the form of a draft is closed over its languages and names them, until one of them is another", async ({
  pageOf,
}) => {
  const slug = `kielet-${process.pid}`;
  await createForum(databaseUrl(), { slug, status: "draft", inDays: 66 });
  const page = await pageOf("administrator", { viewport: { width: 320, height: 640 } });
  for (const locale of ["fi", "ar", "so"] as const) {
    const { Plan } = words(locale);
    await page.goto(routes.manageForm(locale, slug, "edit"));
    const fold = page.locator("main details").filter({ has: page.locator("summary", { hasText: Plan.languagesMain }) });
    await expect(fold).not.toHaveAttribute("open");
    await expect(fold.locator("summary")).toContainText("suomi");
    expect(await page.evaluate(() => document.documentElement.scrollHeight), locale).toBeLessThan(4000);
    await fold.locator("summary").click();
    const finnish = page.getByRole("group", { name: Plan.languagesMain, exact: true }).getByLabel("suomi");
    await expect(finnish).toBeChecked();
    await finnish.uncheck();
    await expect(fold.locator("summary")).not.toContainText("suomi", { useInnerText: true });
    await page.locator("main form button[type=submit]").click();
    await expect(page.getByText(Plan.doneEdited)).toBeVisible();
    await page.goto(routes.manageForm(locale, slug, "edit"));
    await expect(fold).toHaveAttribute("open");
    await finnish.check();
    await page.locator("main form button[type=submit]").click();
    await expect(page.getByText(Plan.doneEdited)).toBeVisible();
  }
});

test("a list of parties over several pages can be searched by name and by code, and shown whole again", async ({
  pageOf,
}) => {
  test.setTimeout(120_000);
  const slug = `joukko-${process.pid}`;
  await createForum(databaseUrl(), { slug, inDays: 66 });
  await createCrowd(databaseUrl(), slug, 20);
  const page = await pageOf("administrator", { ...PHONE, javaScriptEnabled: false });
  for (const locale of ["fi", "ar"] as const) {
    const { People, StaffLists } = words(locale);
    for (const list of ["calls", "unreachable", "guardians", "photos"]) {
      await page.goto(routes.manage(locale, slug));
      const section = page.locator("section", { has: page.locator(`#${list}`) });
      if (list === "photos") await section.locator("summary").first().click();
      await expect(section.getByText("Henkilö 17", { exact: false })).toHaveCount(0);
      await section.getByLabel(People.search).fill("Henkilö 17");
      await section.getByRole("button", { name: People.find }).click();
      await expect(page).toHaveURL(new RegExp(`#${list}$`));
      await expect(section.getByText("Henkilö 17").first(), list).toBeVisible();
      await expect(section.getByText("Henkilö 03"), list).toHaveCount(0);
      await section.getByLabel(People.search).fill("jk05");
      await section.getByRole("button", { name: People.find }).click();
      await expect(section.getByText("Henkilö 05").first(), list).toBeVisible();
      await section.getByRole("link", { name: StaffLists.clear }).click();
      await expect(page).toHaveURL(new RegExp(`${slug}#${list}$`));
    }
  }
});
