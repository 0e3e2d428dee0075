import type { Page } from "@playwright/test";
import { createAccount, createInvitation, sessionCookieOf } from "../support/accounts";
import { AXE_ROUNDS, expectNoBarriers } from "../support/axe";
import { clippedContent } from "../support/clipped";
import { expect, fillRegistration, portalUrl, submit, test, waitForMail } from "../support/e2e";
import { hiddenFocus, lostAtDoubleSize, outline, smallTargets, unmarkedParts } from "../support/probes";
import { administratorPages, PUBLIC_PAGES } from "./every-page";

for (const { locale, colorScheme, width } of AXE_ROUNDS) {
  test(`axe finds nothing in ${locale}, ${colorScheme}, at ${width} px`, async ({ browser, baseURL }) => {
    test.setTimeout(300_000);
    const context = await browser.newContext({ baseURL, colorScheme, viewport: { width, height: 800 } });
    const page = await context.newPage();
    const refused: string[] = [];
    page.on("console", (message) => {
      if (/Content Security Policy/.test(message.text())) refused.push(message.text());
    });
    const check = async (name: string) => {
      await expectNoBarriers(page, name);
      expect(await clippedContent(page), `${name} cuts off`).toEqual([]);
      expect(await unmarkedParts(page), `${name}: language of parts`).toEqual([]);
      if (width > 320) return;
      expect(await outline(page), `${name}: outline`).toEqual([]);
      expect(await smallTargets(page), `${name}: targets`).toEqual([]);
      expect(await lostAtDoubleSize(page), `${name} at 200 %`).toEqual([]);
      // The focus moves the same way in every language.
      if (locale === "fi") expect(await hiddenFocus(page), `${name}: focus`).toEqual([]);
    };
    await page.goto("/");
    await check("/");
    for (const path of PUBLIC_PAGES) {
      await page.goto(`/${locale}${path}`);
      await check(path);
    }
    await page.goto(`/${locale}/forums/lomake/register`);
    for (const summary of await page.locator("main summary:visible").all()) await summary.click();
    await submit(page);
    await expect(page.getByRole("alert").first()).toBeVisible();
    await check("register with errors");
    await page.goto(`/${locale}/forums/lomake/register`);
    await fillRegistration(page, "Axe", "axe@example.org");
    await submit(page);
    await expect(page.getByTestId("code")).toBeVisible();
    await check("ticket");
    const ticket = page.url();
    await page.goto(ticket.replace("registrations", "later-forums"));
    await check("later forums");
    for (const part of ["data", "erase", "slip"]) {
      await page.goto(`${ticket}/${part}`);
      await check(part);
    }
    for (const path of [
      `manage/${process.env.PORTAL_MANAGE}`,
      `manage/${process.env.PORTAL_MANAGE}/move`,
      `helpers/${process.env.PORTAL_HELPER}`,
      `helpers/${process.env.PORTAL_HELPER}/apu`,
    ]) {
      await page.goto(`/${locale}/${path}`);
      for (const summary of await page.locator("main summary:visible").all()) await summary.click();
      await check(path);
    }
    await page.goto(`${ticket}/change`);
    await check("change");
    await page.goto(`${ticket}/cancel`);
    await check("cancel");
    await submit(page);
    await expect(page).toHaveURL(ticket);
    await check("cancelled");
    await checkAccounts(page, locale, `${colorScheme}-${width}`, check);
    expect(refused).toEqual([]);
    await context.close();
  });
}

/** Signing in, the user's own page, and the workspace. */
async function checkAccounts(
  page: Page,
  locale: string,
  name: string,
  check: (name: string) => Promise<void>,
): Promise<void> {
  const databaseUrl = process.env.PORTAL_DATABASE_URL ?? "";
  const visit = async (path: string) => {
    await page.goto(`/${locale}/${path}`);
    for (const summary of await page.locator("main summary:visible").all()) await summary.click();
    await check(path);
  };
  const become = async (account: Omit<Parameters<typeof createAccount>[1], "email">) => {
    const email = `axe-${locale}-${name}-${Math.random()}@example.org`;
    const { userId, token } = await createAccount(databaseUrl, { email, ...account });
    await page.context().addCookies([{ ...sessionCookieOf(token), url: portalUrl() }]);
    return userId;
  };
  await visit("sign-in?problem=expired");
  const email = `axe-${locale}-${name}@example.org`;
  await page.locator("#email").fill(email);
  await submit(page);
  await expect(page).toHaveURL(/sign-in\/code/);
  await check("code");
  await page.locator("#code").fill("12");
  await submit(page);
  await expect(page.locator("#code-error")).toBeVisible();
  await check("code with error");
  const link = /\/sign-in\/link\/[\w-]+/.exec((await waitForMail(email)).text ?? "")?.[0] ?? "";
  await visit(link.slice(1));
  await visit("invitations/no-such-invitation");
  await become({ roles: ["counsellor"], secondFactor: false });
  await visit("sign-in/second-factor");
  await become({ noted: false });
  await visit("sign-in/second-factor");
  await createInvitation(databaseUrl);
  const userId = await become({ roles: ["administrator"] });
  for (const path of administratorPages(userId)) await visit(path.slice(1));
}
