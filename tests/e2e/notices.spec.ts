import { expect, test, words } from "../support/e2e";

/** The operator in the settings of the tests' portal: tests/support/portal.ts. */
const OPERATOR = ["Testiverkosto ry", "1234567-1", "Testikatu 1, 00100 Helsinki", "verkosto@omapolku.test"];

for (const locale of ["fi", "sv", "en", "ar", "so"]) {
  test(`notices in ${locale} name who answers and whom to complain to, under headings that can be linked to`, async ({
    page,
  }) => {
    const t = words(locale);
    await page.goto(`/${locale}`);
    await page.locator("footer").getByRole("link", { name: t.Site.privacy, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.Privacy.title);
    for (const text of OPERATOR) await expect(page.locator("main")).toContainText(text);
    await expect(page.locator('a[href="mailto:tietosuoja@om.fi"]')).toBeVisible();
    // Not the demo: nothing here is invented.
    await expect(page.locator("main")).not.toContainText(t.Controller.invented);

    await page.locator("footer").getByRole("link", { name: t.Site.accessibility, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.Accessibility.title);
    await expect(page.locator("main")).toContainText("verkosto@omapolku.test");
    await expect(page.locator('a[href="mailto:saavutettavuus@traficom.fi"]')).toBeVisible();

    const links = page.getByRole("navigation", { name: t.Accessibility.contents, exact: true }).getByRole("link");
    for (const href of await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? "")))
      await expect(page.locator(`h2${href}`)).toBeVisible();
  });
}

test("the form names the organiser as the controller, from its record, or with the forum's address if that has none", async ({
  page,
}) => {
  const t = words("en");
  const controller = page.getByRole("region", { name: t.Controller.title });
  await page.goto("/en/forums/lomake/register");
  await expect(controller).toContainText("Testiyhdistys ry");
  await expect(controller).toContainText("testaaja@example.org");
  await page.goto("/en/forums/perheilta-tikkurila/register");
  await expect(controller).toContainText("0000000-0");
  await expect(controller).toContainText("Keksitty katu 1, 00000 Helsinki");
  await expect(controller.getByRole("link", { name: t.Controller.notice })).toBeVisible();
});
