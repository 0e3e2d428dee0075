import type { Page } from "@playwright/test";
import {
  expect,
  expectWrong,
  fillRegistration,
  question,
  registrationForm,
  someNumber,
  submit,
  test,
  words,
} from "../support/e2e";
import { createForum } from "../support/forums";

// The shortest registration on a small phone: a name, a phone number, a tick. Everything else is folded behind its
// usual answer.

const databaseUrl = () => process.env.PORTAL_DATABASE_URL ?? "";

/** A forum that asks every question. */
async function newForum(locale: string): Promise<string> {
  const slug = `lyhyt-${locale}-${Math.random().toString(36).slice(2)}`;
  await createForum(databaseUrl(), { slug, serves: true, tables: [5, 5], inDays: 66 });
  return slug;
}

const heightOf = (page: Page) => page.locator("main form").evaluate((form) => form.getBoundingClientRect().height);

test.use({ viewport: { width: 360, height: 640 } });

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    for (const locale of ["fi", "ar", "so"])
      test(`a name, a phone number and a tick are enough in ${locale}, and the form is less than half of all it asks`, async ({
        page,
      }) => {
        const t = words(locale);
        await page.goto(`/${locale}/forums/${await newForum(locale)}/register`);
        await expect(page.getByText(t.Register.intro)).toBeVisible();
        const closed = await heightOf(page);
        const controls = page.locator("main form").locator("input:not([name=website]):visible, select:visible");
        // A name, a phone number, an interpreter, the tick.
        await expect(controls).toHaveCount(4);
        for (const fold of [
          "email",
          "people.0.role",
          "people.1.name",
          "child.0",
          "people.0.session.0",
          "people.0.note",
        ])
          await question(page, fold);
        for (const fold of ["question", "messageLocale", "consent.photos"]) await question(page, fold);
        expect(closed).toBeLessThan((await heightOf(page)) / 2);
        await page.reload();
        await registrationForm(page).name.fill("Hodan");
        await registrationForm(page).phone.fill(someNumber());
        await registrationForm(page).consent.check();
        await submit(page);
        await expect(page.getByTestId("code")).toBeVisible();
        await page.goto(`${page.url()}/data`);
        await expect(page.locator("main")).toContainText(t.ParticipantRoles.parent);
      });

    test("a fold opens if it has an error or an unusual answer", async ({ page }) => {
      const t = words("fi");
      await page.goto(`/fi/forums/${await newForum("fi")}/register`);
      const fold = (name: string) => page.locator(`main details:has([id="${name}"])`).first();
      for (const name of ["email", "people.0.age", "child.0", "messageLocale"])
        await expect(fold(name)).not.toHaveAttribute("open");
      await (await question(page, "email")).fill("not an address");
      await (await question(page, "messageLocale")).selectOption("so");
      await submit(page);
      await expectWrong(registrationForm(page).email, t.Errors.email_invalid);
      await expect(fold("email")).toHaveAttribute("open");
      await expect(registrationForm(page).messageLocale).toBeVisible();
      await expect(registrationForm(page).messageLocale).toHaveValue("so");
      for (const name of ["people.0.age", "child.0", "people.1.name"])
        await expect(fold(name)).not.toHaveAttribute("open");
    });

    test("each question about food has the consent beside it, and one tick covers the party", async ({ page }) => {
      const t = words("fi");
      await page.goto(`/fi/forums/${await newForum("fi")}/register`);
      await fillRegistration(page, "Farid", `farid-${javaScriptEnabled}@example.org`);
      await registrationForm(page).name.fill("Farid");
      await page.locator(".one-more > summary").first().click();
      await registrationForm(page).personName(2).fill("Omid");
      await (await question(page, "people.1.diet.halal")).check();
      await (await question(page, "people.0.diet.halal")).check();
      await submit(page);
      await expectWrong(registrationForm(page).needsConsent, t.Errors.consent_diet_required);
      await registrationForm(page).needsConsentOf(2).check();
      await expect(registrationForm(page).needsConsent).toBeHidden();
      await submit(page);
      await expect(page.getByTestId("code")).toBeVisible();
      // The form for changes is the same, and shows the answers.
      await page.goto(`${page.url()}/change`);
      await expect(registrationForm(page).dietOf(2, "halal")).toBeChecked();
      await expect(registrationForm(page).diet("halal")).toBeVisible();
      await expect(registrationForm(page).messageLocale).toBeHidden();
      await submit(page);
      await expect(page.getByText(t.Ticket.changed)).toBeVisible();
    });

    test("a young person may name somebody to call, and nobody else is asked", async ({ page }) => {
      await page.goto(`/fi/forums/${await newForum("fi")}/register`);
      await question(page, "people.0.age");
      await expect(registrationForm(page).guardian).toBeHidden();
      await registrationForm(page).age.selectOption("from_13_to_17");
      await expect(registrationForm(page).guardian).toBeVisible();
    });

    test("a child's age shows the next child, and another person the question whether the party may be split", async ({
      page,
    }) => {
      await page.goto(`/fi/forums/${await newForum("fi")}/register`);
      await question(page, "child.0");
      await expect(registrationForm(page).child(2)).toBeHidden();
      await registrationForm(page).child(1).fill("4");
      await expect(registrationForm(page).child(2)).toBeVisible();
      await expect(registrationForm(page).child(3)).toBeHidden();
      await expect(registrationForm(page).maySplit).toBeHidden();
      await page.locator(".one-more > summary").first().click();
      await expect(registrationForm(page).maySplit).toBeVisible();
    });
  });

test("people in a party are named groups, and the form's parts are headings", async ({ page }) => {
  const t = words("fi");
  await page.goto(`/fi/forums/${await newForum("fi")}/register`);
  for (let n = 0; n < 2; n++) await page.locator(".one-more:not([open]) > summary:visible").first().click();
  for (const number of ["2", "3"]) {
    const person = page.getByRole("group", { name: t.Register.person.replace("{number}", number), exact: true });
    await expect(person.getByRole("textbox", { name: t.Register.personName })).toBeVisible();
  }
  for (const title of [t.Register.you, t.Register.family, t.Register.wishes])
    await expect(page.getByRole("heading", { level: 2, name: title })).toBeVisible();
});
