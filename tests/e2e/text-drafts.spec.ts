import type { Page } from "@playwright/test";
import pg from "pg";
import { routes } from "@/i18n/routes";
import { inputValue } from "@/i18n/time";
import { asked, databaseUrl, expect, expectWrong, part, portalUrl, test, words } from "../support/e2e";
import { createForumWithText } from "../support/forums";

// What is typed into a text and not saved yet, and what nobody should have sent.

const newForum = () => createForumWithText(databaseUrl(), { inDays: 66 });

const press = (page: Page, name: string) => page.getByRole("main").getByRole("button", { name, exact: true }).click();

async function askPortal<Row extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  return (await client.query<Row>(sql, values).finally(() => client.end())).rows;
}

/** The words of a message before the first thing that it names. */
const before = (message: string) => message.split("{")[0]?.trim() ?? "";
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

test("what is typed is a draft by itself, the field keeps the focus, and a second window is told of the first", async ({
  pageOf,
}) => {
  test.setTimeout(120_000);
  const { itemId } = await newForum();
  const t = words("so").Texts;
  const first = await pageOf("translator");
  await first.goto(routes.text("so", itemId, "so"));
  await part(first, "summary").fill("");
  await part(first, "summary").pressSequentially("Qoraal cusub");
  const kept = (page: Page) => page.getByRole("status").filter({ hasText: before(t.autoKept) });
  await expect(kept(first)).toHaveText(/\d\d\.\d\d/);
  await expect(part(first, "summary")).toBeFocused();
  await part(first, "summary").pressSequentially(" oo dheer");
  await expect(async () => {
    expect((await draftsOf(itemId)).map(({ fields }) => fields.summary)).toEqual(["Qoraal cusub oo dheer"]);
  }).toPass();

  // Typed on, and reloaded before that was sent: nothing is lost, and it is no conflict with oneself.
  await part(first, "summary").pressSequentially(" dhammaad");
  await first.reload();
  await expect(part(first, "summary")).toHaveValue("Qoraal cusub oo dheer dhammaad");
  await part(first, "summary").pressSequentially("ka");
  await expect(kept(first)).toBeVisible();
  expect(await draftsOf(itemId)).toHaveLength(1);

  // A second window opens with that draft and goes on with it; the first, which has not seen what came of it, keeps its own.
  const second = await first.context().newPage();
  await second.goto(routes.text("so", itemId, "so"));
  await expect(second.getByText(t.draftHere)).toBeVisible();
  await part(second, "summary").fill("Daaqad labaad");
  await expect(kept(second)).toBeVisible();
  await part(first, "summary").fill("Daaqad koowaad");
  await expect(
    first.getByRole("status").filter({ hasText: t.autoOthers.split("}.")[1]?.split("{")[0]?.trim() }),
  ).toBeVisible();
  expect((await draftsOf(itemId)).map(({ fields }) => fields.summary).sort()).toEqual([
    "Daaqad koowaad",
    "Daaqad labaad",
  ]);
  await press(first, t.keepDraft);
  await expect(first.getByText(t.doneDrafts)).toBeVisible();
  await expect(part(first, "summary")).toHaveValue("Daaqad koowaad");
  await expect(first.getByText("Daaqad labaad")).toBeVisible();
  await press(first, t.save);
  await expect(first.getByText(t.doneSaved)).toBeVisible();
  expect(await draftsOf(itemId)).toEqual([]);
});

test("what is typed before the script has loaded stays, and is a draft by itself", async ({ pageOf }) => {
  const { itemId } = await newForum();
  const t = words("so").Texts;
  const page = await pageOf("translator");
  await page.goto(routes.text("so", itemId, "so"));
  await part(page, "summary").fill("Qoraal hore");
  await press(page, t.save);
  await expect(page.getByText(t.doneSaved)).toBeVisible();
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\.js(\?|$)/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(routes.text("so", itemId, "so"), { waitUntil: "commit" });
  await part(page, "summary").press("End");
  await part(page, "summary").pressSequentially(" oo dheer");
  release();
  await expect(page.getByRole("status").filter({ hasText: before(t.autoKept) })).toBeVisible();
  await expect(part(page, "summary")).toHaveValue("Qoraal hore oo dheer");
  expect((await draftsOf(itemId)).map(({ fields }) => fields.summary)).toEqual(["Qoraal hore oo dheer"]);
  await page.reload();
  await expect(part(page, "summary")).toHaveValue("Qoraal hore oo dheer");
});

test("what is selected while the script loads stays selected, and the next letter takes its place", async ({
  pageOf,
}) => {
  const { itemId } = await newForum();
  const page = await pageOf("translator");
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\.js(\?|$)/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(routes.text("so", itemId, "so"), { waitUntil: "commit" });
  const summary = part(page, "summary");
  await summary.focus();
  await summary.selectText();
  release();
  // React follows what a field holds once it has taken it over.
  await expect.poll(() => summary.evaluate((field) => Object.hasOwn(field, "value"))).toBe(true);
  await page.keyboard.insertText("Qoraal kale");
  await expect(summary).toHaveValue("Qoraal kale");
});

test("what is typed after somebody else saved is kept, and whoever types is told once", async ({ pageOf }) => {
  const { itemId } = await newForum();
  const t = words("so").Texts;
  const first = await pageOf("translator");
  const second = await pageOf("translator");
  for (const page of [first, second]) await page.goto(routes.text("so", itemId, "so"));
  await part(second, "summary").fill("Kan labaad");
  await press(second, t.save);
  await expect(second.getByText(t.doneSaved)).toBeVisible();
  await part(first, "summary").fill("Kan hore");
  const told = first.getByRole("status").filter({ hasText: t.autoOvertaken.split("}.")[1]?.split("{")[0]?.trim() });
  await expect(told).toBeVisible();
  await press(first, t.save);
  await expect(first.getByText(t.doneConflict)).toBeVisible();
  await expect(part(first, "summary")).toHaveValue("Kan hore");
  await expect(first.getByText("Kan labaad").first()).toBeVisible();
});

test("once a session has ended, what is typed stays on the page and its owner is told", async ({ pageOf }) => {
  const { itemId } = await newForum();
  const t = words("so");
  const page = await pageOf("translator");
  await page.goto(routes.text("so", itemId, "so"));
  await page.context().clearCookies();
  await part(page, "summary").fill("Qoraal");
  await expect(page.getByText(t.Form.ended)).toBeVisible();
  await expect(part(page, "summary")).toHaveValue("Qoraal");
  await expect(page).toHaveURL(routes.text("so", itemId, "so"));
  expect(await draftsOf(itemId)).toEqual([]);
});

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
  await expect(page.getByRole("status").filter({ hasText: before(t.autoKept) })).toBeVisible();
  expect(await draftsOf(itemId)).toHaveLength(1);
  await withdraw(staff, holder);
  expect(await draftsOf(itemId)).toEqual([]);
  await part(page, "audience").fill("للجميع وللأطفال");
  await expect(page.getByRole("status").filter({ hasText: TextErrors.link_ended })).toBeVisible();
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
    await expectWrong(part(page, "description"), error);
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
  const { Plan, TextParts, Texts: t } = words("fi");
  const staff = await pageOf("staff", { viewport: { width: 320, height: 800 } });
  await staff.goto(routes.newForum("fi"));
  await asked(staff, Plan.language).selectOption("ar");
  const title = `لقاء العائلات ${process.pid}`;
  await asked(staff, TextParts.forum_title).fill(title);
  await asked(staff, TextParts.forum_summary).fill("نتحدث عن المدارس.");
  await asked(staff, TextParts.forum_description).fill("الفقرة الأولى.\n\nالفقرة الثانية.");
  await asked(staff, TextParts.forum_audience).fill("للجميع");
  const day = inputValue(new Date(Date.now() + 70 * 86_400_000)).slice(0, 10);
  await asked(staff, Plan.startsAt).fill(`${day}T17:30`);
  await asked(staff, Plan.endsAt).fill(`${day}T19:30`);
  await asked(staff, Plan.venue).selectOption("testitalo");
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
