import type { Page } from "@playwright/test";
import { expect, question, registrationForm, someNumber, submit, test, words } from "../support/e2e";
import { createForum } from "../support/forums";

// Unsent input stays in its tab, without private fields.

const NUMBER = someNumber();

async function newForum(): Promise<string> {
  const slug = `kesken-${Math.random().toString(36).slice(2)}`;
  await createForum(process.env.PORTAL_DATABASE_URL ?? "", { slug, serves: true, inDays: 67 });
  return slug;
}

async function typeSome(page: Page): Promise<void> {
  await registrationForm(page).name.fill("Hodan");
  await registrationForm(page).phone.fill(NUMBER);
  await page.locator(".one-more > summary").first().click();
  await registrationForm(page).personName(2).fill("Abdi");
  await (await question(page, "people.0.age")).selectOption("from_13_to_17");
  await (await question(page, "people.0.diet.halal")).check();
  await registrationForm(page).needsNote.fill("salainen vaiva");
  await registrationForm(page).needsConsent.check();
  await (await question(page, "question")).fill("salainen kysymys");
  await (await question(page, "consent.photos")).check();
  await registrationForm(page).consent.check();
}

async function expectTyped(page: Page): Promise<void> {
  await expect(registrationForm(page).name).toHaveValue("Hodan");
  await expect(registrationForm(page).phone).toHaveValue(NUMBER);
  await expect(registrationForm(page).personName(2)).toBeVisible();
  await expect(registrationForm(page).personName(2)).toHaveValue("Abdi");
  await expect(registrationForm(page).age).toHaveValue("from_13_to_17");
}

const stored = (page: Page) => page.evaluate(() => JSON.stringify(window.sessionStorage));

test("the focus and the cursor stay in their field when a draft is restored, and further typing is kept", async ({
  page,
}) => {
  const path = `/fi/forums/${await newForum()}/register`;
  await page.goto(path);
  await registrationForm(page).phone.fill(NUMBER);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\.js(\?|$)/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "commit" });
  const name = registrationForm(page).name;
  await name.focus();
  await page.keyboard.type("Ho");
  release();
  await expect(page.getByText(words("fi").Register.draftRestored)).toBeVisible();
  await expect(name).toBeFocused();
  await page.keyboard.type("dan");
  await expect(name).toHaveValue("Hodan");
  await expect(registrationForm(page).phone).toHaveValue(NUMBER);
});

test("a change of language, Back and a reload keep the input, except food, health, consents and the question", async ({
  page,
}) => {
  const slug = await newForum();
  await page.goto(`/fi/forums/${slug}`);
  await page.goto(`/fi/forums/${slug}/register`);
  await typeSome(page);
  expect(await stored(page)).toContain("Abdi");
  expect(await stored(page)).not.toMatch(/halal|salainen|consent/);
  await page.locator("header summary").click();
  await page.locator("header a[hreflang=ar]").click();
  await expect(page.getByText(words("ar").Register.draftRestored)).toBeVisible();
  await expectTyped(page);
  // What she did not choose has the default of the language she reads now.
  await expect(registrationForm(page).messageLocale).toHaveValue("ar");
  const form = registrationForm(page);
  for (const box of [form.diet("halal"), form.needsConsent, form.photos, form.consent])
    await expect(box).not.toBeChecked();
  await expect(form.question).toHaveValue("");
  await page.reload();
  await expectTyped(page);
  await page.goto(`/ar/forums/${slug}`);
  await page.goBack();
  await expectTyped(page);
  await registrationForm(page).consent.check();
  await submit(page);
  await expect(page.getByTestId("code")).toBeVisible();
  expect(await stored(page)).not.toMatch(/Hodan|04012/);
});

test("another forum's form and another tab do not show the draft, and it can be cleared", async ({ page, context }) => {
  const [slug, other] = [await newForum(), await newForum()];
  await page.goto(`/fi/forums/${slug}/register`);
  await typeSome(page);
  await page.goto(`/fi/forums/${other}/register`);
  await expect(registrationForm(page).name).toHaveValue("");
  const tab = await context.newPage();
  await tab.goto(`/fi/forums/${slug}/register`);
  await expect(registrationForm(tab).name).toHaveValue("");
  await page.goto(`/fi/forums/${slug}/register`);
  await expectTyped(page);
  await page.getByRole("button", { name: words("fi").Register.draftForget }).click();
  await expect(registrationForm(page).name).toHaveValue("");
  expect(await stored(page)).not.toContain("Hodan");
});

test("a draft is forgotten after two days", async ({ page }) => {
  const slug = await newForum();
  await page.clock.install({ time: new Date() });
  await page.goto(`/fi/forums/${slug}/register`);
  await typeSome(page);
  await page.clock.setSystemTime(Date.now() + 49 * 3_600_000);
  await page.reload();
  await expect(registrationForm(page).name).toHaveValue("");
  await expect.poll(() => stored(page)).not.toContain("Hodan");
});

test("a form sent without an answer, reloaded and sent again makes one registration", async ({ page }) => {
  const slug = await newForum();
  await page.goto(`/fi/forums/${slug}/register`);
  await registrationForm(page).name.fill("Hodan");
  await registrationForm(page).phone.fill(NUMBER);
  await registrationForm(page).consent.check();
  let answered: string | undefined;
  await page.route("**/register*", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    answered = (await route.fetch({ maxRedirects: 0 })).headers()["x-action-redirect"]?.split(";")[0];
    await route.abort("connectionreset");
  });
  await submit(page);
  await expect(page.getByRole("alert").filter({ hasText: words("fi").Form.unsent })).toBeVisible();
  expect(answered).toBeTruthy();
  await page.unrouteAll();
  await page.reload();
  await expect(registrationForm(page).phone).toHaveValue(NUMBER);
  await registrationForm(page).consent.check();
  await submit(page);
  await expect(page.getByTestId("code")).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(answered);
});

test("people who come back to a form that was accepted in this tab are offered its ticket", async ({ page }) => {
  const t = words("fi");
  const slug = await newForum();
  await page.goto(`/fi/forums/${slug}/register`);
  await registrationForm(page).name.fill("Hodan");
  await registrationForm(page).phone.fill(NUMBER);
  await registrationForm(page).consent.check();
  await submit(page);
  await expect(page.getByTestId("code")).toBeVisible();
  const ticket = page.url();
  await page.goBack();
  await expect(page.getByText(t.Register.already)).toBeVisible();
  await expect(registrationForm(page).name).toHaveValue("");
  await page.getByRole("link", { name: t.Register.alreadyLink }).click();
  await expect(page).toHaveURL(ticket);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the language menu of a form says that the input will be lost", async ({ page }) => {
    const t = words("fi");
    const slug = await newForum();
    await page.goto(`/fi/forums/${slug}/register`);
    await page.locator("header summary").click();
    await expect(page.locator("header noscript p")).toBeVisible();
    await expect(page.locator("header noscript p")).toHaveText(t.Site.languageLoses);
    await page.goto(`/fi/forums/${slug}`);
    await page.locator("header summary").click();
    await expect(page.locator("header noscript")).toHaveCount(0);
  });
});
