import type { Browser, Page } from "@playwright/test";
import pg from "pg";
import { routes } from "@/i18n/routes";
import { inputValue } from "@/i18n/time";
import { sessionCookieOf } from "../support/accounts";
import { expectNoBarriers } from "../support/axe";
import { asked, databaseUrl, expect, part, portalUrl, question, registrationForm, test, words } from "../support/e2e";
import { createForum, createForumWithText } from "../support/forums";
import { createLink } from "../support/links";

// A form whose page is gone when it is sent: its link was withdrawn or has expired, or its session has ended. Nobody loses
// what they typed, with or without JavaScript.

async function change(sql: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  await client.query(sql, values).finally(() => client.end());
}

/** Ends the link of a holder, in one of the two ways. */
const endLink = (holder: string, how: "withdrawn" | "expired") =>
  change(
    how === "withdrawn"
      ? `UPDATE "AccessLink" SET "revokedAt" = now() WHERE holder = $1`
      : `UPDATE "AccessLink" SET "expiresAt" = now() - interval '1 second' WHERE holder = $1`,
    [holder],
  );

const newHolder = () => `Samira ${Math.random()}`;
const open = async (browser: Browser, javaScriptEnabled: boolean): Promise<Page> =>
  (
    await browser.newContext({ baseURL: portalUrl(), javaScriptEnabled, viewport: { width: 320, height: 640 } })
  ).newPage();

/** The page that stands in for the form: why nothing was saved, and each text under its label, to copy. */
async function expectTyped(page: Page, locale: "fi" | "ar" | "so", why: string, texts: Record<string, string>) {
  const t = words(locale).Typed;
  await expect(page.getByRole("heading", { level: 1, name: t.title })).toBeVisible();
  await expect(page.getByText(why)).toBeVisible();
  for (const [label, text] of Object.entries(texts)) {
    const field = page.getByLabel(label, { exact: true });
    await expect(field).toHaveValue(text);
    await expect(field).not.toBeEditable();
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
}

for (const how of ["withdrawn", "expired"] as const)
  test(`a text by a link that is ${how} meanwhile: without JavaScript, the page shows what was typed`, async ({
    browser,
  }) => {
    const { itemId, slug } = await createForumWithText(databaseUrl(), { inDays: 66 });
    const t = words("so");
    const holder = newHolder();
    const token = await createLink(databaseUrl(), "translator", slug, holder);
    const page = await open(browser, false);
    await page.goto(routes.translateText("so", token, itemId));
    const typed = 'Qoraal "cusub"\n</textarea><b>laba</b> & saddex';
    await part(page, "audience").fill(typed);
    await endLink(holder, how);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("main").getByRole("button", { name: t.Texts.save, exact: true }).click();
    expect((await answered).status()).toBe(404);
    await expectTyped(page, "so", t.TextErrors.link_ended, { [t.TextParts.forum_audience]: typed });
  });

test("a family by a link that has expired: with and without JavaScript, what a helper typed stays", async ({
  browser,
}) => {
  const slug = `paattyy-${Date.now()}`;
  await createForum(databaseUrl(), { slug, inDays: 67 });
  const t = words("ar");
  for (const javaScriptEnabled of [true, false]) {
    const holder = newHolder();
    const token = await createLink(databaseUrl(), "helper", null, holder);
    const page = await open(browser, javaScriptEnabled);
    await page.goto(routes.registerOthers("ar", token, slug));
    await registrationForm(page).name.fill("زهرة");
    await (await question(page, "phone")).fill("0401234567");
    await endLink(holder, "expired");
    await page.getByRole("main").locator("form button[type=submit]").last().click();
    if (!javaScriptEnabled) {
      const name = await page.locator("textarea[readonly]").first().inputValue();
      expect(name).toBe("زهرة");
      await expectTyped(page, "ar", t.Form.linkEnded, {});
      await expect(page.locator("textarea[readonly]").nth(1)).toHaveValue("0401234567");
      continue;
    }
    await expect(page.getByRole("alert").filter({ hasText: t.Form.linkEnded })).toBeVisible();
    await expect(registrationForm(page).name).toHaveValue("زهرة");
    await expect(registrationForm(page).phone).toHaveValue("0401234567");
  }
});

test("a coordinator's form by a link that was withdrawn: with and without JavaScript, what was typed stays", async ({
  browser,
}) => {
  const slug = `koordinaattori-${Date.now()}`;
  await createForum(databaseUrl(), { slug, inDays: 67 });
  const t = words("fi");
  for (const javaScriptEnabled of [true, false]) {
    const holder = newHolder();
    const token = await createLink(databaseUrl(), "coordinator", slug, holder);
    const page = await open(browser, javaScriptEnabled);
    await page.goto(routes.manageForm("fi", token, "move"));
    const day = inputValue(new Date(Date.now() + 80 * 86_400_000)).slice(0, 10);
    await asked(page, t.Manage.startsAt).fill(`${day}T17:30`);
    await endLink(holder, "withdrawn");
    await page.getByRole("main").locator("form button[type=submit]").last().click();
    if (javaScriptEnabled) {
      await expect(page.getByRole("alert").filter({ hasText: t.Form.linkEnded })).toBeVisible();
      await expect(asked(page, t.Manage.startsAt)).toHaveValue(`${day}T17:30`);
    } else {
      await expectTyped(page, "fi", t.Form.linkEnded, {});
      await expect(page.locator("textarea[readonly]").first()).toHaveValue(`${day}T17:30`);
    }
  }
});

test("a form sent without JavaScript after the session has ended shows what was typed, and where to sign in", async ({
  pageOf,
}) => {
  const { itemId } = await createForumWithText(databaseUrl(), { inDays: 66 });
  const t = words("fi");
  const page = await pageOf("staff", { javaScriptEnabled: false });
  await page.goto(routes.text("fi", itemId, "fi"));
  await part(page, "audience").fill("Kaikille, myös isovanhemmille.");
  await page.context().addCookies([{ ...sessionCookieOf("x".repeat(43)), url: portalUrl() }]);
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("main").getByRole("button", { name: t.Texts.save, exact: true }).click();
  expect((await answered).status()).toBe(403);
  await expectTyped(page, "fi", t.Form.endedUnsaved, {
    [t.TextParts.forum_audience]: "Kaikille, myös isovanhemmille.",
  });
  await expect(page.getByRole("main").getByRole("link", { name: t.Form.endedSignIn })).toHaveAttribute(
    "href",
    "/fi/sign-in",
  );
});

test("the page of what was typed has no barriers, and the portal's scripts leave it as it is", async ({ browser }) => {
  const { itemId, slug } = await createForumWithText(databaseUrl(), { inDays: 66 });
  const t = words("ar");
  const holder = newHolder();
  const token = await createLink(databaseUrl(), "translator", slug, holder);
  await change(`UPDATE "AccessLink" SET language = 'ar' WHERE holder = $1`, [holder]);
  const page = await open(browser, true);
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  // The scripts of the form come too late for it, and in time for the page that follows.
  await page.route("**/_next/static/**/*.js", (route) => route.abort());
  await page.goto(routes.translateText("ar", token, itemId));
  await part(page, "audience").fill("للجميع");
  await endLink(holder, "withdrawn");
  await page.unroute("**/_next/static/**/*.js");
  await page.getByRole("main").getByRole("button", { name: t.Texts.save, exact: true }).click();
  await expectTyped(page, "ar", t.TextErrors.link_ended, { [t.TextParts.forum_audience]: "للجميع" });
  await page.getByRole("main").getByRole("link", { name: t.NotFound.forums }).hover();
  await expect(page.getByLabel(t.TextParts.forum_audience, { exact: true })).toHaveValue("للجميع");
  await expectNoBarriers(page, "what was typed");
  expect(wrong).toEqual([]);
});

test("with JavaScript, more than a megabyte is refused in words, before it is sent and by the server, and stays", async ({
  pageOf,
}) => {
  test.setTimeout(90_000);
  const { itemId } = await createForumWithText(databaseUrl(), { inDays: 66 });
  const t = words("fi");
  const page = await pageOf("staff");
  await page.goto(routes.text("fi", itemId, "fi"));
  const description = part(page, "description");
  const save = page.getByRole("main").getByRole("button", { name: t.Texts.save, exact: true });
  const refused = page.getByRole("alert").filter({ hasText: t.Form.tooLong });
  await description.fill("x".repeat(1024 * 1024 + 1));
  await save.click();
  await expect(refused).toBeVisible();
  // Short enough for the form, and too long once it is packed for sending.
  const length = 1024 * 1024 - 1200;
  await description.fill("x".repeat(length));
  const answered = page.waitForResponse((response) => response.status() === 413);
  await save.click();
  await answered;
  await expect(save).not.toHaveAttribute("aria-disabled", "true");
  await expect(refused).toBeVisible();
  expect((await description.inputValue()).length).toBe(length);
  await description.fill("Lyhyt kuvaus");
  await save.click();
  await expect(page.getByText(t.Texts.doneSaved)).toBeVisible();
});
