import type { Page } from "@playwright/test";
import { LOCALE_CODES, LOCALES } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { ACCOUNT_COOKIE } from "@/platform/auth/account-home";
import { asked, expect, expectWrong, portalUrl, test, words } from "../support/e2e";
import { staffPage } from "../support/staff-page";

// The portal's own pages: administrators change their words, with and without a script, and readers see them.

const LOADED = 15_000;

/** The headings of a page's sections. */
const headings = (page: Page) => page.getByRole("main").getByRole("heading", { level: 2 }).allTextContents();

test("staff change the contact page: readers see it in Finnish, and the Arabic text says that it is older", async ({
  browser,
  page,
  request,
}) => {
  test.setTimeout(120_000);
  const [fi, ar] = [words("fi"), words("ar")];
  const hours = `Puhelin on auki tiistaisin ${process.pid}.`;
  await page.goto(routes.home("fi"));
  await page.getByRole("navigation", { name: fi.Site.footer }).getByRole("link", { name: fi.Site.contact }).click();
  await expect(page.getByRole("heading", { level: 1, name: fi.Contact.title })).toBeVisible();
  const before = await headings(page);

  const work = await staffPage(browser, "administrator");
  await work.goto(routes.pagesAtWork("fi"));
  await work.getByRole("main").getByRole("link", { name: fi.Contact.title }).click();
  // The demo's staff have taken it over.
  await work.getByRole("main").getByRole("link", { name: LOCALES.fi.name, exact: true }).click();
  const lead = work.getByLabel(fi.TextParts.page_lead);
  // What is typed while the script takes over would stand before the old words.
  await expect(async () => {
    await lead.fill(hours);
    await expect(lead).toHaveValue(hours, { timeout: 1000 });
  }).toPass();
  await work.getByRole("button", { name: fi.Texts.save, exact: true }).click();
  await expect(work.getByText(fi.Texts.doneSaved)).toBeVisible();
  expect(await (await request.get(routes.contact("fi"))).text()).not.toContain(hours);
  await work.getByRole("link", { name: fi.Texts.backPage }).click();
  await expect(work.getByText(fi.PagesWork.unseen)).toBeVisible();
  await work.getByRole("link", { name: fi.PagesWork.preview }).click();
  await expect(work.getByText(hours, { exact: true }).first()).toBeVisible();
  await expect(work.getByText(ar.TextState.olderPage)).toBeVisible();
  // Whoever holds a link to it sees the new words before readers do, without an account or a script.
  await work.getByRole("link", { name: fi.PostPreview.give }).click();
  await work.getByRole("button", { name: fi.PostPreview.submit }).click();
  await expectWrong(asked(work, fi.PostPreview.holder), fi.NewsErrors.name_invalid);
  await asked(work, fi.PostPreview.holder).fill("Sivun lukija");
  await work.getByRole("button", { name: fi.PostPreview.submit }).click();
  const address = (await work.getByText(/\/preview\/[\w-]{27}/).textContent()) ?? "";
  const reader = await (await browser.newContext({ baseURL: portalUrl(), javaScriptEnabled: false })).newPage();
  await reader.goto(new URL(address.trim()).pathname);
  await expect(reader.getByText(fi.PostPreview.leadByPageLink)).toBeVisible();
  await expect(reader.getByText(hours, { exact: true }).first()).toBeVisible();
  await reader.context().close();
  await work.getByRole("link", { name: fi.PostPreview.backToPreview }).click();
  await work.getByRole("link", { name: fi.PagesWork.backToPage }).click();
  await work.getByRole("main").getByRole("link", { name: LOCALES.fi.name, exact: true }).click();
  await work.getByRole("button", { name: fi.Texts.publish, exact: true }).click();
  await expect(work.getByText(fi.Texts.donePublished)).toBeVisible();

  await expect
    .poll(async () => (await (await request.get(routes.contact("fi"))).text()).includes(hours), { timeout: LOADED })
    .toBe(true);
  await page.goto(routes.contact("fi"));
  // Whom to ask and how to reach the operator stay, whatever staff write.
  expect(await headings(page)).toEqual(before);
  await expect(page.getByRole("main").getByRole("link", { name: /@/ }).first()).toBeVisible();
  await expect
    .poll(async () => (await (await request.get(routes.contact("ar"))).text()).includes(ar.TextState.olderPage))
    .toBe(true);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(routes.contact("ar"));
  await expect(page.getByText(ar.TextState.olderPage)).toBeVisible();
  await page.getByText(ar.TextState.changed.replace("{part}", ar.TextParts.page_lead)).click();
  await expect(page.getByText(hours).locator("..")).toHaveAttribute("lang", "fi");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test("without a script, and in Arabic: a notice gets other words, and keeps what the law requires", async ({
  browser,
  page,
  request,
}) => {
  test.setTimeout(120_000);
  const [fi, ar] = [words("fi"), words("ar")];
  await page.goto(routes.accessibility("fi"));
  const before = await headings(page);
  expect(before).toContain(fi.Accessibility.statusTitle);

  const work = await staffPage(browser, "administrator", { javaScriptEnabled: false });
  await work.goto(routes.workOnPage("ar", "accessibility"));
  await expect(work.getByText(ar.PagesComposed.accessibility)).toBeVisible();
  await work.getByRole("button", { name: ar.PagesWork.change }).click();
  await expect(work.getByLabel(ar.TextParts.page_title, { exact: true })).toHaveValue(fi.Accessibility.title);
  // What cannot become a document comes back beside its field, with everything typed.
  await work.getByLabel(ar.TextParts.page_lead).fill("Sivusto kuuluu kaikille.");
  await work.getByLabel(ar.TextParts.page_body, { exact: true }).fill("[Apu](javascript:alert(1))");
  await work.getByRole("button", { name: ar.Texts.save, exact: true }).click();
  await expect(work.getByLabel(ar.TextParts.page_body, { exact: true })).toHaveValue("[Apu](javascript:alert(1))");
  await expect(work.getByLabel(ar.TextParts.page_lead)).toHaveValue("Sivusto kuuluu kaikille.");
  await work.getByLabel(ar.TextParts.page_body, { exact: true }).fill("## Omin sanoin\n\nKerro, jos jokin **estää**.");
  await work.getByRole("button", { name: ar.Texts.save, exact: true }).click();
  await expect(work.getByText(ar.Texts.doneSaved)).toBeVisible();
  await work.getByRole("button", { name: ar.Texts.publish, exact: true }).click();
  await expect(work.getByText(ar.Texts.donePublished)).toBeVisible();

  await expect
    .poll(async () => (await (await request.get(routes.accessibility("fi"))).text()).includes("Omin sanoin"), {
      timeout: LOADED,
    })
    .toBe(true);
  await page.goto(routes.accessibility("fi"));
  await expect(page.getByText("Sivusto kuuluu kaikille.")).toBeVisible();
  await expect(page).toHaveTitle(new RegExp(fi.Accessibility.title));
  const after = await headings(page);
  expect(after.filter((heading) => heading !== "Omin sanoin")).toEqual(before);
  await expect(page.getByText(fi.Accessibility.statusText)).toBeVisible();
});

test("the entries of the header stand on one line each, in one row, on the smallest phones", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: portalUrl() });
  const page = await context.newPage();
  for (const home of [null, "work", "me"]) {
    if (home) await context.addCookies([{ name: ACCOUNT_COOKIE, value: home, url: portalUrl() }]);
    for (const locale of LOCALE_CODES) {
      await page.goto(routes.news(locale));
      const label = words(locale)[home === "work" ? "Work" : "Site"];
      const own = home === "work" ? "work" : home === "me" ? "me" : "account";
      const menu = page.getByRole("navigation", { name: words(locale).Site.menu });
      await expect(menu.getByText((label as Record<string, string>)[own] ?? "", { exact: true })).toBeVisible();
      for (const width of [320, 360]) {
        await page.setViewportSize({ width, height: 640 });
        const lines = await menu.getByRole("link").evaluateAll((links) =>
          links.map((link) => {
            const words = link.querySelector("span") as HTMLElement;
            const line = Number.parseFloat(getComputedStyle(words).lineHeight);
            return {
              top: link.getBoundingClientRect().top,
              lines: Math.round(words.getBoundingClientRect().height / line),
            };
          }),
        );
        expect({ home, locale, width, lines: lines.map((one) => one.lines) }).toMatchObject({ lines: [1, 1, 1, 1, 1] });
        expect({ home, locale, width, rows: new Set(lines.map(({ top }) => top)).size }).toMatchObject({ rows: 1 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    }
  }
  await context.close();
});
