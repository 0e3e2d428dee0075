import { expect, fillRegistration, question, submit, test, waitForMail, words } from "../support/e2e";
import { JOURNEY_LOCALES } from "../support/e2e-setup";
import { sessionTitle } from "../support/forums";

// What real families need beyond a place, on a small phone without scripts.
test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });

for (const locale of JOURNEY_LOCALES) {
  test(`tables, food, consents, a waiting list with an offer, my data and erasing, in ${locale}`, async ({ page }) => {
    test.setTimeout(120_000);
    const t = words(locale);
    const slug = `perheet-${locale}`;
    const field = (name: string) => page.locator(`[id="${name}"]`);
    const form = `/${locale}/forums/${slug}/register`;

    // A father and his son, each at a table, halal food, first without the consent.
    await page.goto(form);
    await field("people.0.name").fill("Farid");
    await (await question(page, "people.0.session.0")).selectOption({ index: 2 });
    await (await question(page, "people.0.diet.halal")).check();
    await page.locator("summary", { hasText: "2" }).first().click();
    await field("people.1.name").fill("Omid");
    await field("people.1.age").selectOption("under_13");
    await field("people.1.session.0").selectOption({ index: 1 });
    await (await question(page, "email")).fill(`isa-${locale}@example.org`);
    await field("consent").check();
    await submit(page);
    await expect(page.getByRole("alert")).toContainText(t.Errors.consent_diet_required);
    await expect(field("people.0.diet.halal")).toBeChecked();
    await expect(field("people.1.name")).toHaveValue("Omid");
    await field("consent.diet_health").check();
    await (await question(page, "consent.photos")).check();
    await submit(page);
    await expect(page.getByRole("heading", { name: t.Ticket.confirmedTitle })).toBeVisible();
    await expect(page.locator("main")).toContainText(sessionTitle(2, locale));
    const father = page.url();

    // A mother joins the full forum, by phone only, and waits.
    await page.goto(form);
    await expect(page.getByRole("heading", { name: t.Register.titleWaiting })).toBeVisible();
    await fillRegistration(page, "Layla", `aiti-${locale}@example.org`);
    await submit(page);
    await expect(page.getByRole("heading", { name: t.Ticket.waitingTitle })).toBeVisible();
    const mother = page.url();

    // The father looks at his data, withdraws a consent, and erases everything.
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

    // The mother is offered a place, in her language, and accepts it.
    const mail = await waitForMail(`aiti-${locale}@example.org`, t.Mail.offerText);
    expect(mail.text).toContain(mother);
    await page.goto(mother);
    await expect(page.getByRole("heading", { name: t.Ticket.offeredTitle })).toBeVisible();
    await page.getByRole("button", { name: t.Ticket.offerAccept }).click();
    await expect(page.getByRole("status")).toContainText(t.Ticket.accepted);
    await expect(page.getByRole("heading", { name: t.Ticket.confirmedTitle })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
}

test("a child cannot register alone, and programs that fill in everything are detected", async ({ page }) => {
  const t = words("fi");
  await page.goto("/fi/forums/lomake/register");
  await fillRegistration(page, "Pikku", "pikku@example.org");
  await (await question(page, "people.0.age")).selectOption("under_13");
  await submit(page);
  await expect(page.getByRole("alert")).toContainText(t.Errors.under_13_alone);
  await page.locator('[id="people.0.age"]').selectOption("from_13_to_17");
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
  await expect(page.locator("#found")).toBeFocused();
  await expect(page.locator("#found")).toContainText("apu");
  await expect(page).toHaveTitle(/apu/);
  await page.locator(`a[href="${helper}/apu"]`).click();
  await page.locator('[id="people.0.name"]').fill("Zahra");
  await (await question(page, "screenshot")).check();
  await submit(page);
  await expect(page.getByRole("alert")).toContainText(t.Errors.permission_required);
  await page.locator("#permission").check();
  await page.locator("#consent").check();
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
  for (const email of ["eka@example.org", "toka@example.org", "kolmas@example.org"]) {
    await page.goto(form);
    await fillRegistration(page, email, email);
    await page.locator('[id="people.0.interpretation"]').check();
    await (await question(page, "people.0.language")).selectOption("ckb");
    await submit(page);
    await expect(page.getByTestId("code")).toBeVisible();
  }
  await page.goto(form);
  await page.locator('[id="people.0.name"]').fill("Soitettava");
  await page.locator("#phone").fill("040 555 6677");
  await (await question(page, "contactWay.call")).check();
  await page.locator("#consent").check();
  await submit(page);
  await expect(page.getByTestId("code")).toBeVisible();

  const staff = await waitForMail("testaaja@example.org", "کوردی (سۆرانی)");
  expect(staff.subject).toContain("koordinaattori");
  const workspace = `/fi/manage/${process.env.PORTAL_MANAGE}`;
  await page.goto(workspace);
  await page.getByRole("link", { name: t.Manage.changeLimits }).click();
  await page.locator("#forum").fill("kolme");
  await page.getByRole("button", { name: t.Manage.saveLimits }).click();
  await expect(page.getByRole("alert")).toContainText(t.ManageErrors.limit_invalid);

  await expect(page.locator("#forum")).toHaveValue("kolme");
  await page.locator("#forum").fill("3");
  await page.getByRole("button", { name: t.Manage.saveLimits }).click();
  await expect(page.getByRole("status")).toContainText(t.Manage.doneLimits);
  await waitForMail("kolmas@example.org", t.Mail.offerText);

  await page.getByRole("link", { name: t.Manage.changeLanguage }).click();
  await page.locator("#language").selectOption("ckb");
  await page.locator('[id="state.confirmed"]').check();
  await page.getByRole("button", { name: t.Manage.saveLanguage }).click();
  // Before telling anybody, it shows how many and on which channels.
  await expect(page.getByRole("alert")).toContainText(
    "3 seuruetta on pyytänyt tätä kieltä ja saa viestin: 3 sähköpostia",
  );
  await page.getByRole("button", { name: t.Manage.languageSure }).click();
  await expect(page.getByRole("status")).toContainText(t.Manage.doneLanguage);
  await waitForMail("eka@example.org", "کوردی (سۆرانی)");

  // An emptied limit needs confirmation; once filled in again, it does not.
  await page.getByRole("link", { name: t.Manage.changeLimits }).click();
  await page.locator("#forum").fill("");
  await page.getByRole("button", { name: t.Manage.saveLimits }).click();
  await expect(page.getByRole("alert")).toContainText("Tyhjensit 1 rajan.");
  await expect(page.getByRole("button", { name: t.Manage.limitsSure })).toBeVisible();
  await page.locator("#forum").fill("3");
  await page.getByRole("button", { name: t.Manage.limitsSure }).click();
  await expect(page.getByRole("status")).toContainText(t.Manage.doneLimits);

  // Moving shows whom it concerns, asks again if the time is changed meanwhile, and then moves.
  await page.getByRole("link", { name: t.Manage.move }).click();
  const later = (name: string) => async (days: number) => {
    const field = page.locator(`#${name}`);
    const [day = "", time = ""] = (await field.inputValue()).split("T");
    const moved = new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
    await field.fill(`${moved}T${time}`);
  };
  for (const name of ["endsAt", "startsAt"]) await later(name)(1);
  await page.getByRole("button", { name: t.Manage.move }).click();
  await expect(page.getByRole("alert")).toContainText("4 seuruetta on ilmoittautunut");
  await expect(page.getByRole("alert")).toContainText("2 vahvistettua tulkkia");
  for (const name of ["endsAt", "startsAt"]) await later(name)(1);
  await page.getByRole("button", { name: t.Manage.moveSure }).click();
  await expect(page.getByRole("alert")).toContainText("4 seuruetta on ilmoittautunut");
  await page.getByRole("button", { name: t.Manage.moveSure }).click();
  await expect(page.getByRole("status")).toContainText(t.Manage.doneMoved);
  await waitForMail("eka@example.org", t.Mail.forumChangedText);

  // A session is left out only after showing whom that concerns.
  await page.getByRole("link", { name: t.Manage.leaveOut, exact: true }).click();
  await page.getByRole("radio").first().check();
  await page.getByRole("button", { name: t.Manage.leaveOut, exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("Kukaan ei ole valinnut sitä.");
  await page.getByRole("button", { name: t.Manage.leaveOutSure }).click();
  await expect(page.getByRole("status")).toContainText(t.Manage.doneLeftOut);

  await page.getByRole("link", { name: t.Manage.announce }).click();
  await expect(page.getByRole("heading", { name: t.Manage.announceTitle })).toBeVisible();
  await page.goto(workspace);
  await page.getByRole("link", { name: t.Manage.cancelForum }).click();
  await expect(page.locator("main")).toContainText("4 seuruetta on ilmoittautunut");
  await page.getByRole("button", { name: t.Manage.cancelForum }).click();
  await expect(page.getByRole("alert")).toContainText(t.ManageErrors.sure_required);
  await page.locator("#sure").check();
  await page.getByRole("button", { name: t.Manage.cancelForum }).click();
  await expect(page.getByRole("status")).toContainText(t.Manage.doneCancelled);
  await waitForMail("toka@example.org", t.Mail.forumCancelledText);

  await expect(page.locator("main")).toContainText("+358405556677");
  await page.getByRole("button", { name: "Soitettava" }).click();
  await expect(page.locator("main")).toContainText(t.Manage.callsNone);
});
