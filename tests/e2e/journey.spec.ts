import { asked, expect, question, registrationForm, submit, test, waitForMail, words } from "../support/e2e";
import { JOURNEY_LOCALES } from "../support/e2e-setup";
import { forumTitle } from "../support/forums";

// A family on a small phone without scripts, from the list to the freed place.
test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });

for (const locale of JOURNEY_LOCALES) {
  test(`a family finds its forum, registers, changes and cancels in ${locale}`, async ({ page }) => {
    const t = words(locale);
    const slug = `matka-${locale}`;
    const email = `perhe-${locale}@example.org`;

    await test.step("from the front door to the form", async () => {
      await page.goto("/");
      await page.locator(`a[hreflang=${locale}]`).click();
      await expect(page).toHaveURL(`/${locale}`);
      await page.getByRole("link", { name: t.Home.all, exact: true }).click();
      await page.getByRole("link", { name: forumTitle(slug, locale) }).click();
      await expect(page.locator("main")).toContainText("10");
      await page.getByRole("link", { name: new RegExp(`^${t.Forum.register}`) }).click();
    });

    await test.step("two people and a child are registered", async () => {
      const form = registrationForm(page);
      await form.name.fill("Hodan");
      await page.getByText(t.Register.interpretation, { exact: true }).click();
      await page.locator("summary", { hasText: "2" }).first().click();
      await form.personName(2).fill("Abdi");
      await (await question(page, "child.0")).fill("٥");
      await (await question(page, "email")).fill(email);
      await form.consent.check();
      await submit(page);
    });

    await expect(page).toHaveURL(new RegExp(`/${locale}/registrations/[\\w-]{27}$`));
    await expect(page.getByRole("heading", { name: t.Ticket.confirmedTitle })).toBeVisible();
    const code = (await page.getByTestId("code").textContent()) ?? "";
    expect(code).toMatch(/^[A-Z0-9]{5}$/);
    await expect(page.getByText("Abdi")).toBeVisible();
    const ticket = page.url();
    const mail = await waitForMail(email, code);
    expect(mail.text).toContain(ticket);
    expect(mail.attachments).toHaveLength(1);

    await test.step("their seats are taken", async () => {
      await page.goto(`/${locale}/forums/${slug}`);
      await expect(page.locator("main header")).toContainText("8");
    });

    await test.step("one of them stays at home", async () => {
      await page.goto(ticket);
      await page.getByRole("link", { name: t.Ticket.change, exact: true }).click();
      const form = registrationForm(page);
      await expect(form.personName(2)).toHaveValue("Abdi");
      await expect(asked(page, t.Register.childAge.replace("{number}", "1"))).toHaveValue("5");
      await form.personName(2).fill("");
      await submit(page);
      await expect(page.getByText(t.Ticket.changed)).toBeVisible();
      await expect(page.getByText("Abdi")).toHaveCount(0);
      await page.goto(`/${locale}/forums/${slug}`);
      await expect(page.locator("main header")).toContainText("9");
    });

    await test.step("they cancel, and the places are free again", async () => {
      await page.goto(ticket);
      await page.getByRole("link", { name: t.Ticket.cancel, exact: true }).click();
      await page.getByRole("button", { name: t.Ticket.cancelConfirm }).click();
      await expect(page.getByRole("heading", { name: t.Ticket.cancelledTitle })).toBeVisible();
      await waitForMail(email, t.Mail.cancelledText);
      await page.goto(`/${locale}/forums/${slug}`);
      await expect(page.locator("main header")).toContainText("10");
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    });
  });
}
