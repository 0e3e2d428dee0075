import type { Page } from "@playwright/test";
import pg from "pg";
import { routes } from "@/i18n/routes";
import { inputValue } from "@/i18n/time";
import { databaseUrl, expect, portalUrl, test, words } from "../support/e2e";
import { createForumWithText } from "../support/forums";

// What is typed into a text and not saved yet, and what nobody should have sent.

const newForum = () => createForumWithText(databaseUrl(), { inDays: 66 });

const part = (page: Page, name: string) => page.locator(`[id="words.${name}"]`);
const press = (page: Page, name: string) => page.getByRole("main").getByRole("button", { name, exact: true }).click();

async function askPortal<Row extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  return (await client.query<Row>(sql, values).finally(() => client.end())).rows;
}

const draftsOf = (itemId: string) =>
  askPortal<{ fields: Record<string, string> }>(
    `SELECT fields FROM "ContentDraft" WHERE "itemId" = $1 ORDER BY at DESC`,
    [itemId],
  );

/** A volunteer's link for a text in Arabic, given in the browser. */
async function giveLink(staff: Page, itemId: string, holder: string): Promise<string> {
  const { TextLinks } = words("fi");
  await staff.goto(routes.textLink("fi", itemId, "ar"));
  await staff.getByLabel(TextLinks.holder).fill(holder);
  await press(staff, TextLinks.submit);
  return /[\w-]{27}$/.exec((await staff.getByText(/\/translate\//).textContent())?.trim() ?? "")?.[0] ?? "";
}

/** Staff withdraw a link, and are told what becomes of what was typed with it. */
async function withdraw(staff: Page, holder: string): Promise<void> {
  const { Links } = words("fi");
  await staff.goto(routes.links("fi", { text: holder }));
  await staff.locator("summary", { hasText: Links.withdraw }).click();
  await expect(staff.getByText(Links.withdrawTranslator)).toBeVisible();
  await staff.getByRole("button", { name: Links.confirm }).click();
  await expect(staff.getByText(Links.doneWithdrawn)).toBeVisible();
}

test("a link that is withdrawn while a volunteer types: they are told what becomes of it, and every word stays", async ({
  browser,
  pageOf,
}) => {
  const { itemId } = await newForum();
  const { Texts: t, TextErrors } = words("ar");
  const holder = `Samira ${process.pid}`;
  const staff = await pageOf("staff");
  const token = await giveLink(staff, itemId, holder);
  const page = await (await browser.newContext({ baseURL: portalUrl() })).newPage();
  await page.goto(routes.translateText("ar", token, itemId));
  await part(page, "audience").fill("للجميع");
  await press(page, t.keepDraft);
  await expect(page.getByText(t.doneDraft)).toBeVisible();
  expect(await draftsOf(itemId)).toHaveLength(1);
  await withdraw(staff, holder);
  expect(await draftsOf(itemId)).toEqual([]);
  await part(page, "audience").fill("للجميع وللأطفال");
  await press(page, t.save);
  await expect(page.getByRole("alert").filter({ hasText: TextErrors.link_ended })).toBeVisible();
  await expect(part(page, "audience")).toHaveValue("للجميع وللأطفال");
  expect(await draftsOf(itemId)).toEqual([]);
});

for (const javaScriptEnabled of [true, false])
  test(`a megabyte that is pasted is refused beside its field with the limit, and comes back whole, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({
    pageOf,
  }) => {
    const { itemId } = await newForum();
    const { Texts: t, TextErrors } = words("fi");
    const page = await pageOf("staff", { javaScriptEnabled });
    await page.goto(routes.text("fi", itemId, "fi"));
    const paste = "sana ".repeat(200_000).trimEnd();
    await part(page, "description").fill(paste);
    await part(page, "summary").fill("Uusi tiivistelmä");
    await press(page, t.save);
    const error = TextErrors.at_most
      .replace("{message}", TextErrors.too_long)
      .replace("{most}", "20000")
      .replace("{length}", String(paste.length));
    await expect(page.locator('[id="words.description-error"]')).toHaveText(error);
    expect((await part(page, "description").inputValue()).length).toBe(paste.length);
    await expect(part(page, "summary")).toHaveValue("Uusi tiivistelmä");
    await part(page, "description").fill("Lyhyt");
    await press(page, t.save);
    await expect(page.getByText(t.doneSaved)).toBeVisible();
    await expect(part(page, "summary")).toHaveValue("Uusi tiivistelmä");
  });

test("a forged revision, part, form or language is refused, and so is anybody else's text", async ({ pageOf }) => {
  const { itemId } = await newForum();
  const { Texts: t, TextErrors } = words("so");
  const page = await pageOf("translator", { javaScriptEnabled: false });
  const forge = (name: string, value: string) =>
    page.locator(`input[name="${name}"]`).evaluate((input, to) => input.setAttribute("value", to), value);
  for (const [name, value] of [
    ["startedFrom", "99"],
    ["read", "99"],
    ["form", "x"],
    ["follows", "somebody"],
    ["beside", "../.."],
  ] as const) {
    await page.goto(routes.text("so", itemId, "so"));
    await part(page, "summary").fill("Been");
    await forge(name, value);
    await press(page, t.save);
    await expect(page.getByRole("alert").filter({ hasText: /./ }).first()).toBeVisible();
    await expect(part(page, "summary")).toHaveValue("Been");
  }
  await page.goto(routes.text("so", itemId, "so"));
  await part(page, "summary").evaluate((field) => field.setAttribute("name", "words.startsAt"));
  await press(page, t.save);
  await expect(page.getByText(TextErrors.not_found)).toBeVisible();
  const [{ count } = { count: 0 }] = await askPortal<{ count: number }>(
    `SELECT count(*)::int AS count FROM "ContentRevision" WHERE "itemId" = $1 AND language = 'so'`,
    [itemId],
  );
  expect(count).toBe(1);
  for (const path of [
    routes.text("so", itemId, "fi"),
    routes.text("so", itemId, "SO"),
    routes.text("so", itemId, "x"),
    routes.text("so", "00000000-0000-7000-8000-000000000000", "so"),
  ])
    expect((await page.goto(path))?.status(), path).toBe(404);
});

test("a part that still holds is said so by its box, and the others stay as they are", async ({ page, pageOf }) => {
  test.setTimeout(120_000);
  const { slug, itemId } = await newForum();
  const fi = words("fi");
  const ar = words("ar");
  const staff = await pageOf("staff");
  await staff.goto(routes.text("fi", itemId, "fi"));
  await part(staff, "audience").fill("Kaikille, myös isovanhemmille.");
  await part(staff, "summary").fill("Uusi tiivistelmä");
  await press(staff, fi.Texts.save);
  await press(staff, fi.Texts.publish);
  await expect(staff.getByText(fi.Texts.donePublished)).toBeVisible();
  const translator = await pageOf("translator");
  await translator.goto(routes.text("ar", itemId, "ar"));
  const boxes = translator.getByLabel(ar.Texts.stillRight);
  await expect(boxes).toHaveCount(2);
  await translator.locator('[id="right.audience"]').check();
  await press(translator, ar.Texts.save);
  await expect(translator.getByText(ar.Texts.doneSaved)).toBeVisible();
  await expect(boxes).toHaveCount(1);
  await expect(translator.locator('[id="right.summary"]')).toBeVisible();
  await expect(async () => {
    await page.goto(routes.forum("ar", slug));
    const changed = (name: string) => page.getByText(ar.TextState.changed.replace("{part}", name));
    await expect(changed(ar.TextParts.forum_summary)).toHaveCount(1, { timeout: 500 });
    await expect(changed(ar.TextParts.forum_audience)).toHaveCount(0);
  }).toPass();
});

test("staff write a forum's original in Arabic, and translate it into Finnish beside it", async ({ pageOf }) => {
  test.setTimeout(120_000);
  const { Plan, Texts: t } = words("fi");
  const staff = await pageOf("staff", { viewport: { width: 320, height: 800 } });
  await staff.goto(routes.newForum("fi"));
  await staff.locator("#language").selectOption("ar");
  const title = `لقاء العائلات ${process.pid}`;
  await staff.locator("#title").fill(title);
  await staff.locator("#summary").fill("نتحدث عن المدارس.");
  await staff.locator("#description").fill("الفقرة الأولى.\n\nالفقرة الثانية.");
  await staff.locator("#audience").fill("للجميع");
  const day = inputValue(new Date(Date.now() + 70 * 86_400_000)).slice(0, 10);
  await staff.locator("#startsAt").fill(`${day}T17:30`);
  await staff.locator("#endsAt").fill(`${day}T19:30`);
  await staff.locator("#venue").selectOption("testitalo");
  await staff.locator("main form button[type=submit]").last().click();
  await expect(staff.getByText(Plan.doneCreated)).toBeVisible();
  const [{ itemId } = { itemId: "" }] = await askPortal<{ itemId: string }>(
    `SELECT "itemId" FROM "ContentEdition" WHERE title = $1`,
    [title],
  );
  await staff.goto(routes.text("fi", itemId, "ar"));
  await expect(part(staff, "title")).toHaveAttribute("dir", "rtl");
  await part(staff, "audience").fill("للجميع، وللأطفال أيضًا");
  await press(staff, t.save);
  await expect(staff.getByText(t.doneSaved)).toBeVisible();
  await press(staff, t.publish);
  await expect(staff.getByText(t.donePublished)).toBeVisible();

  await staff.goto(routes.text("fi", itemId, "fi"));
  await expect(part(staff, "audience")).toHaveAttribute("dir", "ltr");
  const source = staff.getByRole("main").getByText("للجميع، وللأطفال أيضًا");
  await expect(source).toBeVisible();
  expect(await source.evaluate((element) => getComputedStyle(element).direction)).toBe("rtl");
  expect(await source.evaluate((element) => element.closest("[lang]")?.getAttribute("lang"))).toBe("ar");
  expect(await staff.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await part(staff, "title").fill("Perheiden tapaaminen");
  await part(staff, "summary").fill("Puhumme kouluista.");
  await part(staff, "description").fill("Ensimmäinen kappale.\n\nToinen kappale.");
  await part(staff, "audience").fill("Kaikille, myös lapsille");
  await press(staff, t.save);
  await expect(staff.getByText(t.doneSaved)).toBeVisible();
  await expect(staff.getByText(t.checkOwn)).toBeVisible();
  const second = await pageOf("translator");
  await second.goto(routes.text("fi", itemId, "fi"));
  await press(second, t.checkButton);
  await expect(second.getByText(t.doneChecked)).toBeVisible();
});

test("what is typed with letters that turn others round is shown as it is written", async ({ page, pageOf }) => {
  const { slug, itemId } = await newForum();
  const t = words("fi").Texts;
  const staff = await pageOf("staff");
  await staff.goto(routes.text("fi", itemId, "fi"));
  await part(staff, "audience").fill("Kaikille \u202Ekoko perheelle\u0000\u2067");
  await press(staff, t.save);
  await expect(part(staff, "audience")).toHaveValue("Kaikille koko perheelle\u2067\u2069");
  await press(staff, t.publish);
  await expect(async () => {
    await page.goto(routes.forum("fi", slug));
    await expect(page.getByText("Kaikille koko perheelle").first()).toBeVisible({ timeout: 500 });
  }).toPass();
});
