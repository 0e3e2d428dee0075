import type { Page } from "@playwright/test";
import { asked, expect, fillRegistration, question, registrationForm, submit, test, words } from "../support/e2e";

/** An error about one of several people or children. */
const about = (text: string, number: string, message: string) =>
  text.replace("{number}", number).replace("{message}", message);

async function fillBadly(page: Page) {
  await registrationForm(page).name.fill("");
  await page.locator("summary").filter({ hasText: "2" }).first().click();
  await registrationForm(page).interpreterOf(2).check();
  await (await question(page, "people.0.language")).selectOption("ckb");
  await (await question(page, "child.0")).fill("5");
  await registrationForm(page).child(2).fill("99");
  await registrationForm(page).phone.fill("12");
  await (await question(page, "email")).fill("not an address");
  await (await question(page, "contactWay.listen")).check();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    for (const locale of ["fi", "ar", "so"]) {
      test(`every wrong field is told beside it in ${locale}, and everything typed is kept`, async ({ page }) => {
        const t = words(locale);
        await page.goto(`/${locale}/forums/lomake/register`);
        await fillBadly(page);
        await submit(page);
        const summary = page.getByRole("alert").filter({ hasText: t.Errors.name_required });
        await expect(summary.locator("..")).toBeFocused();
        for (const [field, message] of [
          ["people.0.name", t.Errors.name_required],
          ["people.1.name", about(t.Errors.of_person, "2", t.Errors.person_name_required)],
          ["child.1", about(t.Errors.of_child, "2", t.Errors.age_invalid)],
          ["phone", t.Errors.phone_invalid],
          ["email", t.Errors.email_invalid],
          ["consent", t.Errors.consent_required],
        ]) {
          await expect(page.locator(`[id="${field}-error"]`)).toHaveText(message ?? "");
          await expect(page.locator(`[id="${field}"]`)).toHaveAttribute("aria-invalid", "true");
          await expect(summary.locator(`a[href="#${field}"]`)).toHaveText(message ?? "");
        }
        await expect(registrationForm(page).language).toHaveValue("ckb");
        await expect(registrationForm(page).interpreterOf(2)).toBeChecked();
        await expect(registrationForm(page).child(2)).toHaveValue("99");
        await expect(registrationForm(page).phone).toHaveValue("12");
        await expect(registrationForm(page).email).toHaveValue("not an address");
        await expect(asked(page, t.Register.contactWayListen)).toBeChecked();
      });
    }

    test("if the last place is taken meanwhile, the form says so and offers the waiting list", async ({
      page,
      browser,
    }) => {
      const t = words("fi");
      const slug = "viimeinen";
      const other = await browser.newPage({ javaScriptEnabled });
      await page.goto(`/fi/forums/${slug}/register`);
      await other.goto(`/fi/forums/${slug}/register`);
      await fillRegistration(other, "Nopea", `nopea-${javaScriptEnabled}@example.org`);
      await submit(other);
      await expect(other.getByTestId("code")).toBeVisible();
      await fillRegistration(page, "Hidas", `hidas-${javaScriptEnabled}@example.org`);
      if (await page.getByRole("button", { name: t.Register.submit, exact: true }).isVisible()) {
        await submit(page);
        await expect(page.getByRole("alert").filter({ hasText: t.Errors.full })).toBeVisible();
        await expect(registrationForm(page).name).toHaveValue("Hidas");
        await registrationForm(page).consent.check();
      }
      await page.getByRole("button", { name: t.Register.submitWaiting }).click();
      await expect(page.getByRole("heading", { name: t.Ticket.waitingTitle })).toBeVisible();
      await other.close();
    });
  });
}

for (const locale of ["fi", "ar"])
  test.describe(`on a small phone, in ${locale}`, () => {
    test.use({ viewport: { width: 360, height: 640 } });

    /** Follows each link of the error summary: the question is in view with its label, and has the focus. */
    async function followErrors(page: Page, expected: string[]) {
      const summary = page.getByRole("alert").filter({ has: page.getByRole("link") });
      await expect(summary.locator("..")).toBeFocused();
      for (const field of expected) {
        await summary.locator(`a[href="#${field}"]`).click();
        await expect(page.locator(`[id="${field}"]`)).toBeFocused();
        await expect(page.locator(`label[for="${field}"], [id="${field}"] > legend`)).toBeInViewport({ ratio: 1 });
        await expect(page.locator(`[id="${field}-error"]`)).toBeInViewport({ ratio: 1 });
      }
      expect(await summary.getByRole("link").count()).toBe(expected.length);
    }

    test("the links of the error summary show the questions they lead to", async ({ page }) => {
      await page.goto(`/${locale}/forums/lomake/register`);
      await (await question(page, "child.0")).fill("99");
      await submit(page);
      await followErrors(page, ["people.0.name", "phone", "child.0", "consent"]);
    });

    test("and to the choices of a question", async ({ page }) => {
      await page.goto(`/${locale}/manage/${process.env.PORTAL_MANAGE}/language`);
      await asked(page, words(locale).Manage.threshold).fill("x");
      for (const radio of await page.getByRole("radio").all())
        await radio.evaluate((input: HTMLInputElement) => {
          input.checked = false;
        });
      await submit(page);
      await followErrors(page, ["state", "threshold"]);
      await expect(page.locator("input[type=radio][aria-invalid=true]")).toHaveCount(3);
    });
  });

test("the same form sent twice makes one registration", async ({ page }) => {
  await page.goto("/fi/forums/kahdesti/register");
  await fillRegistration(page, "Kahdesti", "kahdesti@example.org");
  let sent = 0;
  await page.route("**/register", async (route) => {
    if (route.request().method() === "POST") {
      sent++;
      await route.fetch({ maxRedirects: 0 });
    }
    await route.continue();
  });
  await submit(page);
  await expect(page.getByTestId("code")).toBeVisible();
  expect(sent).toBe(1);
  await page.goto("/fi/forums/kahdesti");
  await expect(page.locator("main header")).toContainText("39");
});

test("names with scripts, emoji and direction marks are shown unchanged, and do nothing", async ({ page }) => {
  const problems: string[] = [];
  page.on("dialog", (dialog) => problems.push(dialog.message()));
  await page.goto("/fi/forums/lomake/register");
  await fillRegistration(page, "<img src=x onerror=alert(1)>👩‍👧‍👦 \u202Ecod.exe", "outo@example.org");
  await submit(page);
  await expect(page.getByText("<img src=x onerror=alert(1)>👩‍👧‍👦 cod.exe")).toBeVisible();
  expect(problems).toEqual([]);
});

test("the keyboard alone is enough", async ({ page }) => {
  const t = words("fi");
  await page.goto("/fi/forums/nappaimisto");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: t.Site.skip })).toBeFocused();
  await page.keyboard.press("Enter");
  const tabTo = async (matches: () => Promise<boolean>) => {
    for (let n = 0; n < 60 && !(await matches()); n++) await page.keyboard.press("Tab");
    expect(await matches()).toBe(true);
  };
  const focusIs = (selector: string) => () =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
  await tabTo(focusIs('a[href$="/register"]'));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: t.Register.title })).toBeVisible();
  await tabTo(focusIs('[id="people.0.name"]'));
  await page.keyboard.type("Näppäin");
  await tabTo(focusIs("main summary"));
  await page.keyboard.press("Space");
  await tabTo(focusIs("#email"));
  await page.keyboard.type("nappain@example.org");
  await tabTo(focusIs("main .one-more > summary"));
  await page.keyboard.press("Space");
  await tabTo(focusIs('[id="people.1.name"]'));
  await page.keyboard.type("Toinen");
  await tabTo(focusIs("#consent"));
  await page.keyboard.press("Space");
  await tabTo(focusIs("main form button[type=submit]"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: t.Ticket.confirmedTitle })).toBeVisible();
  await tabTo(focusIs('a[href$="/cancel"]'));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: t.Ticket.cancelTitle })).toBeVisible();
  await tabTo(focusIs("main button[type=submit]"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: t.Ticket.cancelledTitle })).toBeVisible();
});
