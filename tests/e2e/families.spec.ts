import {
  asked,
  expect,
  fillRegistration,
  question,
  registrationForm,
  submit,
  test,
  waitForMail,
  words,
} from "../support/e2e";
import { JOURNEY_LOCALES } from "../support/e2e-setup";
import { sessionTitle } from "../support/forums";

// What real families need beyond a place, on a small phone without scripts.
test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });

for (const locale of JOURNEY_LOCALES) {
  test(`tables, food, consents, a waiting list with an offer, my data and erasing, in ${locale}`, async ({ page }) => {
    test.setTimeout(120_000);
    const t = words(locale);
    const slug = `perheet-${locale}`;
    const formPage = `/${locale}/forums/${slug}/register`;

    await test.step("a father and his son, each at a table, halal food, first without the consent", async () => {
      await page.goto(formPage);
      const form = registrationForm(page);
      await form.name.fill("Farid");
      await (await question(page, "people.0.session.0")).selectOption({ index: 2 });
      await (await question(page, "people.0.diet.halal")).check();
      await page.locator("summary", { hasText: "2" }).first().click();
      await form.personName(2).fill("Omid");
      await form.person(2).getByLabel(t.Register.age, { exact: true }).selectOption("under_13");
      await (await question(page, "people.1.session.0")).selectOption({ index: 1 });
      await (await question(page, "email")).fill(`isa-${locale}@example.org`);
      await form.consent.check();
      await submit(page);
      await expect(page.getByRole("alert")).toContainText(t.Errors.consent_diet_required);
      await expect(await question(page, "people.0.diet.halal")).toBeChecked();
      await expect(form.personName(2)).toHaveValue("Omid");
      await (await question(page, "consent.diet_health")).check();
      await (await question(page, "consent.photos")).check();
      await submit(page);
      await expect(page.getByRole("heading", { name: t.Ticket.confirmedTitle })).toBeVisible();
      await expect(page.locator("main")).toContainText(sessionTitle(2, locale));
    });
    const father = page.url();

    await test.step("a mother joins the full forum and waits", async () => {
      await page.goto(formPage);
      await expect(page.getByRole("heading", { name: t.Register.titleWaiting })).toBeVisible();
      await fillRegistration(page, "Layla", `aiti-${locale}@example.org`);
      await submit(page);
      await expect(page.getByRole("heading", { name: t.Ticket.waitingTitle })).toBeVisible();
    });
    const mother = page.url();

    await test.step("the father looks at his data, withdraws a consent, and erases everything", async () => {
      await page.goto(father);
      await page.getByRole("link", { name: t.Ticket.myData }).click();
      await expect(page.locator("main")).toContainText(t.Needs.halal);
      await page.getByRole("button", { name: t.Register.consentDietHealth }).click();
      await expect(page.locator("main")).not.toContainText(t.Needs.halal);
      const json = await (await page.request.get(`${father}/data.json`)).json();
      expect(json.people.map(({ name }: { name: string }) => name)).toEqual(["Farid", "Omid"]);
      expect(JSON.stringify(json)).not.toContain("halal");
      await page.getByRole("link", { name: t.MyData.erase }).click();
      await page.getByRole("button", { name: t.MyData.eraseConfirm }).click();
      await expect(page.getByRole("heading", { name: t.MyData.erasedTitle })).toBeVisible();
      expect((await page.request.get(father)).status()).toBe(404);
    });

    await test.step("the mother is offered a place, in her language, and accepts it", async () => {
      const mail = await waitForMail(`aiti-${locale}@example.org`, t.Mail.offerText);
      expect(mail.text).toContain(mother);
      await page.goto(mother);
      await expect(page.getByRole("heading", { name: t.Ticket.offeredTitle })).toBeVisible();
      await page.getByRole("button", { name: t.Ticket.offerAccept }).click();
      await expect(page.getByRole("status")).toContainText(t.Ticket.accepted);
      await expect(page.getByRole("heading", { name: t.Ticket.confirmedTitle })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    });
  });
}

test("a child cannot register alone, and programs that fill in everything are detected", async ({ page }) => {
  const t = words("fi");
  await page.goto("/fi/forums/lomake/register");
  await fillRegistration(page, "Pikku", "pikku@example.org");
  await (await question(page, "people.0.age")).selectOption("under_13");
  await submit(page);
  await expect(page.getByRole("alert")).toContainText(t.Errors.under_13_alone);
  await (await question(page, "people.0.age")).selectOption("from_13_to_17");
  await page.locator("input[name=website]").evaluate((input: HTMLInputElement) => {
    input.value = "https://spam.example";
  });
  await submit(page);
  await expect(page.getByRole("alert")).toContainText(t.Errors.trap_filled);
  await submit(page);
  await expect(page.getByTestId("code")).toBeVisible();
});

test("a peer tutor registers a family without an address and prints a slip", async ({ page }) => {
  const t = words("ar");
  const helper = `/ar/helpers/${process.env.PORTAL_HELPER}`;
  await page.goto(helper);
  await page.getByLabel(t.StaffLists.findForum).fill("apu");
  await page.getByRole("button", { name: t.StaffLists.find }).click();
  await expect(page.getByRole("heading", { name: /: apu$/ })).toBeFocused();
  await expect(page).toHaveTitle(/apu/);
  await page.locator(`a[href="${helper}/apu"]`).click();
  await registrationForm(page).name.fill("Zahra");
  await (await question(page, "screenshot")).check();
  await submit(page);
  await expect(page.getByRole("alert")).toContainText(t.Errors.permission_required);
  await registrationForm(page).permission.check();
  await registrationForm(page).consent.check();
  await submit(page);
  await expect(page).toHaveURL(/\/registrations\/[\w-]{27}\/slip$/);
  await expect(page.getByRole("heading", { name: t.Ticket.slipTitle })).toBeVisible();
  await page.getByRole("link", { name: t.Ticket.slipTicket }).click();
  await page.getByRole("link", { name: t.Ticket.myData }).click();
  await expect(page.locator("main")).toContainText("Testaaja");
  expect((await page.request.get(`/fi/helpers/${"x".repeat(27)}`)).status()).toBe(404);
});

test("a coordinator raises a limit, confirms a language, empties the call list, and cancels the forum", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const t = words("fi");
  const form = "/fi/forums/koordinaattori/register";
  await test.step("three parties ask for an interpreter, and one for calls", async () => {
    for (const email of ["eka@example.org", "toka@example.org", "kolmas@example.org"]) {
      await page.goto(form);
      await fillRegistration(page, email, email);
      await asked(page, t.Register.interpretation).check();
      await (await question(page, "people.0.language")).selectOption("ckb");
      await submit(page);
      await expect(page.getByTestId("code")).toBeVisible();
    }
    await page.goto(form);
    await registrationForm(page).name.fill("Soitettava");
    await registrationForm(page).phone.fill("040 555 6677");
    await (await question(page, "contactWay.call")).check();
    await registrationForm(page).consent.check();
    await submit(page);
    await expect(page.getByTestId("code")).toBeVisible();
  });

  const staff = await waitForMail("testaaja@example.org", "کوردی (سۆرانی)");
  expect(staff.subject).toContain("koordinaattori");
  const workspace = `/fi/manage/${process.env.PORTAL_MANAGE}`;
  await test.step("a limit is raised, and who waits is offered a place", async () => {
    await page.goto(workspace);
    await page.getByRole("link", { name: t.Manage.changeLimits }).click();
    await asked(page, t.Manage.seats).fill("kolme");
    await page.getByRole("button", { name: t.Manage.saveLimits }).click();
    await expect(page.getByRole("alert")).toContainText(t.ManageErrors.limit_invalid);

    await expect(asked(page, t.Manage.seats)).toHaveValue("kolme");
    await asked(page, t.Manage.seats).fill("3");
    await page.getByRole("button", { name: t.Manage.saveLimits }).click();
    await expect(page.getByRole("status")).toContainText(t.Manage.doneLimits);
    await waitForMail("kolmas@example.org", t.Mail.offerText);
  });

  await test.step("before telling anybody of a language, it shows how many and on which channels", async () => {
    await page.getByRole("link", { name: t.Manage.changeLanguage }).click();
    await asked(page, t.Manage.language).selectOption("ckb");
    await page.getByRole("radio", { name: t.LanguageStates.confirmed }).check();
    await page.getByRole("button", { name: t.Manage.saveLanguage }).click();
    await expect(page.getByRole("alert")).toContainText(
      "3 seuruetta on pyytänyt tätä kieltä ja saa viestin: 3 sähköpostia",
    );
    await page.getByRole("button", { name: t.Manage.languageSure }).click();
    await expect(page.getByRole("status")).toContainText(t.Manage.doneLanguage);
    await waitForMail("eka@example.org", "کوردی (سۆرانی)");
  });

  await test.step("an emptied limit needs confirmation; once filled in again, it does not", async () => {
    await page.getByRole("link", { name: t.Manage.changeLimits }).click();
    await asked(page, t.Manage.seats).fill("");
    await page.getByRole("button", { name: t.Manage.saveLimits }).click();
    await expect(page.getByRole("alert")).toContainText("Tyhjensit 1 rajan.");
    await expect(page.getByRole("button", { name: t.Manage.limitsSure })).toBeVisible();
    await asked(page, t.Manage.seats).fill("3");
    await page.getByRole("button", { name: t.Manage.limitsSure }).click();
    await expect(page.getByRole("status")).toContainText(t.Manage.doneLimits);
  });

  await test.step("moving shows whom it concerns, asks again if the time is changed meanwhile, and then moves", async () => {
    await page.getByRole("link", { name: t.Manage.move }).click();
    const dayLater = async (label: string) => {
      const field = asked(page, label);
      const [day = "", time = ""] = (await field.inputValue()).split("T");
      const moved = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
      await field.fill(`${moved}T${time}`);
    };
    for (const label of [t.Manage.endsAt, t.Manage.startsAt]) await dayLater(label);
    await page.getByRole("button", { name: t.Manage.move }).click();
    await expect(page.getByRole("alert")).toContainText("4 seuruetta on ilmoittautunut");
    await expect(page.getByRole("alert")).toContainText("2 vahvistettua tulkkia");
    for (const label of [t.Manage.endsAt, t.Manage.startsAt]) await dayLater(label);
    await page.getByRole("button", { name: t.Manage.moveSure }).click();
    await expect(page.getByRole("alert")).toContainText("4 seuruetta on ilmoittautunut");
    await page.getByRole("button", { name: t.Manage.moveSure }).click();
    await expect(page.getByRole("status")).toContainText(t.Manage.doneMoved);
    await waitForMail("eka@example.org", t.Mail.forumChangedText);
  });

  await test.step("a session is left out only after showing whom that concerns", async () => {
    await page.getByRole("link", { name: t.Manage.leaveOut, exact: true }).click();
    await page.getByRole("radio").first().check();
    await page.getByRole("button", { name: t.Manage.leaveOut, exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("Kukaan ei ole valinnut sitä.");
    await page.getByRole("button", { name: t.Manage.leaveOutSure }).click();
    await expect(page.getByRole("status")).toContainText(t.Manage.doneLeftOut);
  });

  await test.step("the forum is cancelled", async () => {
    await page.getByRole("link", { name: t.Manage.announce }).click();
    await expect(page.getByRole("heading", { name: t.Manage.announceTitle })).toBeVisible();
    await page.goto(workspace);
    await page.getByRole("link", { name: t.Manage.cancelForum }).click();
    await expect(page.locator("main")).toContainText("4 seuruetta on ilmoittautunut");
    await page.getByRole("button", { name: t.Manage.cancelForum }).click();
    await expect(page.getByRole("alert")).toContainText(t.ManageErrors.sure_required);
    await asked(page, t.Manage.sure).check();
    await page.getByRole("button", { name: t.Manage.cancelForum }).click();
    await expect(page.getByRole("status")).toContainText(t.Manage.doneCancelled);
    await waitForMail("toka@example.org", t.Mail.forumCancelledText);
  });

  await test.step("the call list is emptied", async () => {
    await expect(page.locator("main")).toContainText("+358405556677");
    await page.getByRole("button", { name: "Soitettava" }).click();
    await expect(page.locator("main")).toContainText(t.Manage.callsNone);
  });
});
