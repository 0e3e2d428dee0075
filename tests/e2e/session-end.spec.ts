import type { Page } from "@playwright/test";
import pg from "pg";
import { createAccount, sessionCookieOf } from "../support/accounts";
import { expect, portalUrl, question, registrationForm, test, words } from "../support/e2e";
import { createForum } from "../support/forums";

// When a session ends during work, the user is warned, can extend it, and loses nothing.

const databaseUrl = () => process.env.PORTAL_DATABASE_URL ?? "";

async function query(sql: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  await client.query(sql, values).finally(() => client.end());
}

/** Signs a tutor in. Returns a function that makes their session last used this many minutes ago. */
async function signIn(page: Page) {
  const { userId, token } = await createAccount(databaseUrl(), {
    email: `istunto-${Math.random()}@example.org`,
    roles: ["peer_tutor"],
  });
  await page.context().addCookies([{ ...sessionCookieOf(token), url: portalUrl() }]);
  return (minutes: number) =>
    query(`UPDATE "SignIn" SET "lastSeenAt" = now() - make_interval(mins => $2) WHERE "userId" = $1`, [
      userId,
      minutes,
    ]);
}

for (const locale of ["fi", "ar"])
  test(`whoever registers a family is warned before their session ends, and goes on, in ${locale}`, async ({
    page,
  }) => {
    const t = words(locale);
    const slug = `istunto-${locale}-${Date.now()}`;
    await createForum(databaseUrl(), { slug, inDays: 68 });
    const usedLast = await signIn(page);
    await page.clock.install();
    await page.goto(`/${locale}/helpers/own/${slug}`);
    await registrationForm(page).name.fill("Zahra");
    const stay = page.getByRole("button", { name: t.Work.sessionStay });
    await expect(stay).toHaveCount(0);
    await usedLast(116);
    await page.clock.fastForward("01:56:00");
    await expect(stay).toBeVisible();
    await stay.click();
    await expect(stay).toHaveCount(0);
    await expect(registrationForm(page).name).toHaveValue("Zahra");
  });

test("a form sent after the session has ended is kept, and accepted after signing in beside it", async ({ page }) => {
  const t = words("fi");
  const slug = `paattynyt-${Date.now()}`;
  await createForum(databaseUrl(), { slug, inDays: 69 });
  const usedLast = await signIn(page);
  await page.goto(`/fi/helpers/own/${slug}`);
  await registrationForm(page).name.fill("Zahra");
  await (await question(page, "screenshot")).check();
  await registrationForm(page).permission.check();
  await registrationForm(page).consent.check();
  await usedLast(121);
  const send = page.getByRole("button", { name: t.Register.submit, exact: true });
  await send.click();
  const refused = page.getByRole("alert").filter({ hasText: t.Form.ended });
  await expect(refused.locator("..")).toBeFocused();
  await expect(refused.getByRole("link", { name: t.Form.endedSignIn })).toHaveAttribute("target", "_blank");
  await expect(registrationForm(page).name).toHaveValue("Zahra");
  await expect(registrationForm(page).screenshot).toBeChecked();
  await signIn(page);
  await send.click();
  await expect(page).toHaveURL(/\/slip$/);
});

test("the sign-in page says why, and leads back to the same page", async ({ page }) => {
  const t = words("fi");
  const slug = `takaisin-${Date.now()}`;
  await createForum(databaseUrl(), { slug, inDays: 69 });
  const usedLast = await signIn(page);
  await usedLast(121);
  await page.goto(`/fi/helpers/own/${slug}`);
  await expect(page).toHaveURL(/\/sign-in\?/);
  expect(new URL(page.url()).searchParams.get("next")).toBe(`/fi/helpers/own/${slug}`);
  await expect(page.getByRole("alert").filter({ hasText: t.SignIn.problemEnded })).toBeVisible();
  // People who were never signed in here hear nothing of a session.
  await page.context().clearCookies();
  await page.goto(`/fi/helpers/own/${slug}`);
  await expect(page).toHaveURL(/\/sign-in\?/);
  await expect(page.getByText(t.SignIn.problemEnded)).toHaveCount(0);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says when the session ends", async ({ page }) => {
    await signIn(page);
    await page.goto("/fi/work");
    await expect(page.locator("main noscript p")).toBeVisible();
    await expect(page.locator("main noscript p")).toContainText(/\d{1,2}\.\d{2}/);
  });
});
