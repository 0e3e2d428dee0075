import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import pg from "pg";
import type { Role } from "@/features/access/schema";
import { routes } from "@/i18n/routes";
import { createAccount, sessionCookieOf } from "../support/accounts";
import { AXE_ROUNDS, expectNoBarriers } from "../support/axe";
import { expect, portalUrl, test, words } from "../support/e2e";
import { createForum, type TestForum } from "../support/forums";
import { findTextId } from "../support/texts";

// The translators' list of work: it grows with a change, can be searched by language and with the keyboard, and shrinks
// when the work is done.

const databaseUrl = () => process.env.PORTAL_DATABASE_URL ?? "";
let counter = 0;

async function newForum(more: Partial<TestForum> = {}): Promise<{ slug: string; itemId: string }> {
  const slug = `kaannos-${process.pid}-${counter++}`;
  const forumId = await createForum(databaseUrl(), { slug, inDays: 44, ...more });
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  const itemId = await findTextId(client, forumId);
  await client.end();
  return { slug, itemId };
}

/** The page of a user who is signed in with a role in the tests' organisation. */
async function pageOf(browser: Browser, role: Role, options: BrowserContextOptions = {}): Promise<Page> {
  const email = `kaantaja-${process.pid}-${counter++}@example.org`;
  const { token } = await createAccount(databaseUrl(), { email, roles: [role], organisations: ["testi"] });
  const context = await browser.newContext({ baseURL: portalUrl(), ...options });
  await context.addCookies([{ ...sessionCookieOf(token), url: portalUrl() }]);
  return context.newPage();
}

const rowsOf = (page: Page, slug: string) =>
  page.locator("main tbody tr").filter({ hasText: `Testi-ilta ${slug} (fi)` });

test("a changed Finnish sentence puts the Arabic text on the list, its translator takes it off, and the second reader's list ends with it", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const { slug, itemId } = await newForum();
  const { Texts: fi } = words("fi");
  const { Texts: ar, TextWork: work, TextStates: states } = words("ar");
  const arabic = routes.texts("ar", { text: slug, language: "ar" });
  const translator = await pageOf(browser, "translator", {
    viewport: { width: 320, height: 800 },
    javaScriptEnabled: false,
  });
  await translator.goto(arabic);
  await expect(translator.getByText(work.nothing)).toBeVisible();

  const staff = await pageOf(browser, "staff");
  await staff.goto(routes.text("fi", itemId, "fi"));
  await staff.locator('[id="words.audience"]').fill("Kaikille, jotka ovat mukana yhteishaussa.");
  await staff.getByRole("main").getByRole("button", { name: fi.save, exact: true }).click();
  await expect(staff.getByText(fi.doneSaved)).toBeVisible();

  await translator.goto(arabic);
  await expect(rowsOf(translator, slug)).toHaveCount(1);
  await expect(rowsOf(translator, slug).getByText(states.older)).toBeVisible();
  await rowsOf(translator, slug).getByRole("link").click();
  await expect(translator).toHaveURL(routes.text("ar", itemId, "ar"));
  await expect(translator.getByRole("listitem").filter({ hasText: "التقديم المشترك (yhteishaku)" })).toBeVisible();
  await translator.locator('[id="words.audience"]').fill("لكل من يشارك في التقديم المشترك (yhteishaku).");
  await translator.getByRole("main").getByRole("button", { name: ar.save, exact: true }).click();
  await expect(translator.getByText(ar.doneSaved)).toBeVisible();
  await translator.goto(arabic);
  await expect(rowsOf(translator, slug)).toHaveCount(0);

  const second = await pageOf(browser, "translator");
  await second.goto(arabic);
  await rowsOf(second, slug).getByRole("link").click();
  await second.getByRole("button", { name: ar.checkButton }).click();
  await expect(second.getByText(ar.doneChecked)).toBeVisible();
  await second.goto(arabic);
  await expect(second.getByText(work.nothing)).toBeVisible();
});

test("the list is searched and a text opened with the keyboard alone, and the forum's workspace leads to its own", async ({
  browser,
}) => {
  const { slug, itemId } = await newForum({ locales: ["fi", "sv", "en"] });
  const { Texts: t } = words("fi");
  const staff = await pageOf(browser, "staff");
  await staff.goto(routes.texts("fi"));
  await staff.locator("#text").focus();
  await staff.keyboard.type(slug);
  await staff.keyboard.press("Tab");
  await expect(staff.locator("#language")).toBeFocused();
  await staff.locator("#language").selectOption("so");
  await staff.locator("#text").focus();
  await staff.keyboard.press("Enter");
  await expect(staff).toHaveURL(/language=so/);
  await expect(staff.locator("#found")).toBeFocused();
  await expect(rowsOf(staff, slug)).toHaveCount(1);
  const link = rowsOf(staff, slug).getByRole("link");
  for (let n = 0; n < 4 && !(await link.evaluate((node) => node === document.activeElement)); n++)
    await staff.keyboard.press("Tab");
  await staff.keyboard.press("Enter");
  await expect(staff).toHaveURL(routes.text("fi", itemId, "so"));

  await staff.goto(routes.manage("fi", slug));
  await staff.getByRole("link", { name: t.workOfForum }).click();
  await expect(staff).toHaveURL(routes.texts("fi", { forum: slug }));
  await expect(rowsOf(staff, slug)).toHaveCount(2);
});

for (const { locale, colorScheme, width } of AXE_ROUNDS)
  test(`axe finds nothing on the list of work on texts, in ${locale}, ${colorScheme}, at ${width} px`, async ({
    browser,
  }) => {
    const { slug } = await newForum({ locales: ["fi", "sv"] });
    const page = await pageOf(browser, "administrator", { colorScheme, viewport: { width, height: 900 } });
    for (const path of [routes.texts(locale), routes.texts(locale, { text: slug, language: "ar" })]) {
      await page.goto(path);
      await expectNoBarriers(page, path);
    }
  });
