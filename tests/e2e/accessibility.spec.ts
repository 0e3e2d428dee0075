import type { Page } from "@playwright/test";
import { createAccount, createInvitation, sessionCookieOf } from "../support/accounts";
import { expectNoBarriers, inEachLook, LOOKED_AT_IN, type LookedAtIn } from "../support/axe";
import { clippedContent } from "../support/clipped";
import {
  asked,
  databaseUrl,
  expect,
  expectWrong,
  fillRegistration,
  portalUrl,
  submit,
  test,
  waitForMail,
  words,
} from "../support/e2e";
import { hiddenFocus, lostAtDoubleSize, outline, smallTargets, unmarkedParts } from "../support/probes";
import { administratorPages, PUBLIC_PAGES } from "./every-page";

/** Opens every closed fold that is visible. */
function unfold(page: Page): Promise<void> {
  return page.evaluate(() => {
    const folded = () =>
      [...document.querySelectorAll<HTMLElement>("main details:not([open]) > summary")].filter((each) =>
        each.checkVisibility(),
      );
    for (let left = folded().length; left > 0; left--) folded()[0]?.click();
  });
}

/** Expects no barriers on the open page, in each mode and width; `unfolded`: also within its folds. */
async function check(page: Page, locale: LookedAtIn, name: string, unfolded = false): Promise<void> {
  await inEachLook(page, locale, async ({ width }) => {
    const where = `${name}, ${width} px`;
    if (unfolded) await unfold(page);
    await expectNoBarriers(page, where);
    expect(await clippedContent(page), `${where} cuts off`).toEqual([]);
    expect(await unmarkedParts(page), `${where}: language of parts`).toEqual([]);
    if (width > 320) return;
    expect(await outline(page), `${where}: outline`).toEqual([]);
    expect(await smallTargets(page), `${where}: targets`).toEqual([]);
    expect(await lostAtDoubleSize(page), `${where} at 200 %`).toEqual([]);
    // The order of focus is the same in every language.
    if (locale === "fi") expect(await hiddenFocus(page), `${where}: focus`).toEqual([]);
  });
}

/** Signs in a new account in the page's browser. Returns its id. */
async function become(page: Page, account: Omit<Parameters<typeof createAccount>[1], "email">): Promise<string> {
  const email = `axe-${Math.random()}@example.org`;
  const { userId, token } = await createAccount(databaseUrl(), { email, ...account });
  await page.context().addCookies([{ ...sessionCookieOf(token), url: portalUrl() }]);
  return userId;
}

let refused: string[] = [];
test.beforeEach(({ page }) => {
  refused = [];
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) refused.push(message.text());
  });
});
test.afterEach(() => expect(refused).toEqual([]));

for (const locale of LOOKED_AT_IN)
  test.describe(`axe finds nothing in ${locale}`, () => {
    const visit = async (page: Page, path: string) => {
      await page.goto(`/${locale}/${path}`);
      await check(page, locale, path, true);
    };

    test("on pages of those who work here", async ({ page }) => {
      test.setTimeout(600_000);
      const userId = await become(page, { roles: ["administrator"] });
      await createInvitation(databaseUrl());
      for (const path of administratorPages(userId)) await visit(page, path.slice(1));
    });

    test("on public pages", async ({ page }) => {
      test.setTimeout(600_000);
      await page.goto("/");
      await check(page, locale, "/");
      for (const path of PUBLIC_PAGES) {
        await page.goto(`/${locale}${path}`);
        await check(page, locale, path);
      }
    });

    test("from a form with errors to a ticket that is cancelled", async ({ page }) => {
      test.setTimeout(180_000);
      await page.goto(`/${locale}/forums/lomake/register`);
      await unfold(page);
      await submit(page);
      await expect(page.getByRole("alert").first()).toBeVisible();
      await check(page, locale, "register with errors");
      await page.goto(`/${locale}/forums/lomake/register`);
      await fillRegistration(page, "Axe", "axe@example.org");
      await submit(page);
      await expect(page.getByTestId("code")).toBeVisible();
      await check(page, locale, "ticket");
      const ticket = page.url();
      await page.goto(ticket.replace("registrations", "later-forums"));
      await check(page, locale, "later forums");
      for (const part of ["data", "erase", "slip", "change", "cancel"]) {
        await page.goto(`${ticket}/${part}`);
        await check(page, locale, part);
      }
      await submit(page);
      await expect(page).toHaveURL(ticket);
      await check(page, locale, "cancelled");
    });

    test("where a link leads", async ({ page }) => {
      test.setTimeout(120_000);
      for (const path of [
        `manage/${process.env.PORTAL_MANAGE}`,
        `manage/${process.env.PORTAL_MANAGE}/move`,
        `helpers/${process.env.PORTAL_HELPER}`,
        `helpers/${process.env.PORTAL_HELPER}/apu`,
      ])
        await visit(page, path);
    });

    test("where one signs in", async ({ page }) => {
      test.setTimeout(120_000);
      const { AccountErrors, SignIn } = words(locale);
      await visit(page, "sign-in?problem=expired");
      const email = `axe-${locale}@example.org`;
      await asked(page, SignIn.email).fill(email);
      await submit(page);
      await expect(page).toHaveURL(/sign-in\/code/);
      await check(page, locale, "code");
      await asked(page, SignIn.code).fill("12");
      await submit(page);
      await expectWrong(asked(page, SignIn.code), AccountErrors.code_invalid);
      await check(page, locale, "code with error");
      const link = /\/sign-in\/link\/[\w-]+/.exec((await waitForMail(email)).text ?? "")?.[0] ?? "";
      await visit(page, link.slice(1));
      await visit(page, "invitations/no-such-invitation");
      await become(page, { roles: ["counsellor"], secondFactor: false });
      await visit(page, "sign-in/second-factor");
      await become(page, { noted: false });
      await visit(page, "sign-in/second-factor");
    });
  });
