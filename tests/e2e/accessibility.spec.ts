import AxeBuilder from "@axe-core/playwright";
import { expect, fillRegistration, submit, test } from "../support/e2e";

const PAGES = [
  "",
  "/forums",
  "/forums/by/past",
  "/forums/by/language-bn",
  "/forums/perheilta-tikkurila",
  "/forums/perheilta-turku",
  "/forums/perheilta-itakeskus",
  "/forums/ensimmainen-yhteistyofoorumi-2021",
  "/forums/vain-suomeksi",
  "/forums/perheilta-tikkurila/register",
  "/forums/perheilta-turku/register",
  "/erased",
  "/privacy",
  "/accessibility",
  "/no-such-page",
];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

for (const locale of ["fi", "ar"]) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [320, 1280]) {
      test(`axe finds nothing in ${locale}, ${colorScheme}, at ${width} px`, async ({ browser, baseURL }) => {
        test.setTimeout(180_000);
        const context = await browser.newContext({ baseURL, colorScheme, viewport: { width, height: 800 } });
        const page = await context.newPage();
        const check = async (name: string) => {
          const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
          expect(
            violations.map(
              ({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
            ),
          ).toEqual([]);
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
            `${name} scrolls sideways`,
          ).toBe(true);
        };
        await page.goto("/");
        await check("/");
        for (const path of PAGES) {
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
          `desk/${process.env.PORTAL_DESK}`,
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
        await context.close();
      });
    }
  }
}
