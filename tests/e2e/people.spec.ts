import { randomUUID } from "node:crypto";
import { routes } from "@/i18n/routes";
import { asked, expect, expectWrong, fillRegistration, submit, test, waitForMail, words } from "../support/e2e";
import { createForum } from "../support/forums";
import { createOfferedParty } from "../support/offered-party";
import { staffPage } from "../support/staff-page";

const databaseUrl = () => process.env.PORTAL_DATABASE_URL ?? "";

for (const [locale, script] of [
  ["fi", true],
  ["ar", false],
] as const)
  test(`staff find a party by how its name sounds, cancel it with a reason, and the party is told, in ${locale}`, async ({
    browser,
    page,
  }) => {
    const { People, ManageErrors } = words(locale);
    const slug = `ketka-${locale}-${process.pid}`;
    const address = `xasan-${locale}-${process.pid}@example.org`;
    await createForum(databaseUrl(), { slug, capacity: 10 });
    await test.step("a family registers", async () => {
      await page.goto(`${routes.forum("so", slug)}/register`);
      await fillRegistration(page, "Xasan Cali", address);
      await submit(page);
      await expect(page).toHaveURL(/registrations/);
    });
    const staff = await staffPage(browser, "staff", {
      javaScriptEnabled: script,
      viewport: script ? { width: 1280, height: 800 } : { width: 320, height: 640 },
    });
    const fits = async () =>
      expect(await staff.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await test.step("it is found from the forum's workspace", async () => {
      await staff.goto(routes.manage(locale, slug));
      await staff.getByRole("link", { name: People.title }).click();
      await staff.getByLabel(People.search).fill(locale === "ar" ? "حسن" : "Hassan");
      await staff.getByRole("button", { name: People.find }).click();
      await expect(staff.locator("#found")).toBeFocused();
      await fits();
      await staff.getByRole("link", { name: "Xasan Cali" }).click();
      await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Xasan Cali");
      await expect(staff.getByText(address)).toBeVisible();
      await fits();
    });
    await test.step("nothing is done without a reason", async () => {
      await staff.getByRole("link", { name: People.acts.cancel }).click();
      await submit(staff);
      await expectWrong(asked(staff, People.reason), ManageErrors.reason_required);
      await fits();
    });
    await test.step("with one it is, and the party is told", async () => {
      await staff.getByLabel(People.reason).fill("Pyysivät puhelimessa");
      await submit(staff);
      await expect(staff.getByText(People.doneCancelled)).toBeVisible();
      await expect(staff.getByText("Pyysivät puhelimessa")).toBeVisible();
      await expect(staff.getByRole("link", { name: People.acts.cancel })).toHaveCount(0);
      await waitForMail(address, "", 1);
    });
  });

test("staff answer an offer for a party, and move its people to a table", async ({ browser }) => {
  const { People } = words("fi");
  const [id, slug] = [randomUUID(), `tarjottu-${process.pid}`];
  await createForum(databaseUrl(), { slug, capacity: 10, tables: [3] });
  await createOfferedParty(databaseUrl(), { id, slug, code: "HRTY9" });
  const staff = await staffPage(browser, "staff");
  await staff.goto(routes.party("fi", slug, id));
  await staff.getByRole("link", { name: People.acts.accept }).click();
  await staff.getByLabel(People.reason).fill("Soitin heille");
  await submit(staff);
  await expect(staff.getByText(People.doneAccepted)).toBeVisible();
  await staff.getByRole("link", { name: People.acts.move }).click();
  await staff.getByLabel(People.person).selectOption("Cabdi Xasan");
  await staff.getByLabel(People.to, { exact: true }).selectOption({ index: 1 });
  await staff.getByLabel(People.reason).fill("Poika haluaa pöytään");
  await submit(staff);
  await expect(staff.getByText(People.doneMoved)).toBeVisible();
});
