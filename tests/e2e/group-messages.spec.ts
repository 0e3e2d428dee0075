import { LOCALES } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { expectNoBarriers } from "../support/axe";
import { databaseUrl, expect, mailsTo, test, words } from "../support/e2e";
import { createTestGroup, createTestMember } from "../support/groups";

// What groups are asked for and what they tell: a wish of somebody who finds none, a message to all. A meeting that is not held is in
// group-journey.spec.ts.

for (const locale of ["fi", "ar"] as const)
  test.describe(`in ${locale}, on a small phone without a script`, () => {
    test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });

    test("whoever finds no group asks to be told of one, and takes that back", async ({ page }) => {
      const t = words(locale);
      await page.goto(routes.groupsBy(locale, ["language-bn", "place-turku"]));
      await page.getByRole("link", { name: t.GroupWish.invite }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.GroupWish.title);
      await expect(page.getByLabel(t.GroupWish.language)).toHaveValue("bn");
      await expect(page.getByLabel(t.GroupWish.place, { exact: true })).toHaveValue("turku");
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      expect(await page.evaluate(() => document.documentElement.dir)).toBe(LOCALES[locale].dir);

      await page.getByLabel(t.GroupWish.contact).fill("040 12");
      await page.getByRole("button", { name: t.GroupWish.submit }).click();
      await expect(page.getByText(t.GroupWishErrors.phone_invalid).first()).toBeVisible();
      await expect(page.getByLabel(t.GroupWish.contact)).toHaveValue("040 12");
      await page.getByLabel(t.GroupWish.contact).fill("٠٤٠ ٥٥٥ ٨٧٦٥");
      await page.getByRole("button", { name: t.GroupWish.submit }).click();
      await expect(page.getByText(t.GroupWish.doneMade)).toBeVisible();
      await expect(page.getByText("+358405558765")).toBeVisible();
      await page.getByRole("button", { name: t.GroupWish.withdraw }).click();
      await expect(page.getByText(t.GroupWish.doneWithdrawn)).toBeVisible();
      await expect(page.getByText("+358405558765")).toHaveCount(0);
    });
  });

test("a message goes to all, after a look at how it arrives, and what is lacking leads to a new group", async ({
  pageOf,
}) => {
  const t = words("fi");
  const slug = `viestiryhma-${process.pid}`;
  const address = `ryhmalainen-${process.pid}@example.org`;
  const { id } = await createTestGroup(databaseUrl(), { slug });
  await createTestMember(databaseUrl(), id, { email: address, phone: null, messageLocale: "ar" });
  await createTestMember(databaseUrl(), id, { phone: "+358405550987", messageLocale: "so" });
  const work = await pageOf("staff", { viewport: { width: 360, height: 740 } });
  await work.goto(routes.ownGroup("fi", slug));
  await work.getByRole("link", { name: t.GroupMessages.changeLink }).click();
  await expect(work.getByRole("button", { name: "Peru tapaaminen ja kerro 2 ryhmäläiselle" })).toBeVisible();

  await work.goto(routes.groupMessages("fi", slug));
  await work.getByLabel(t.GroupMessages.text, { exact: true }).fill("Berri shaah ayaan cabbaynaa");
  await work.getByRole("button", { name: t.GroupMessages.look }).click();
  await expect(work.getByText("tekstiviestinä 1 osa: Berri shaah ayaan cabbaynaa")).toBeVisible();
  await expectNoBarriers(work, "a message before it is sent");
  expect(await mailsTo(address, "Berri shaah")).toHaveLength(0);
  // Whoever changes the words looks again.
  await work.locator("summary", { hasText: t.GroupMessages.others }).click();
  await work.getByRole("textbox", { name: LOCALES.ar.name }).fill("غدًا نشرب الشاي");
  await work.getByRole("button", { name: t.GroupMessages.send }).click();
  await expect(work.getByText(/osaa?: غدًا نشرب الشاي/)).toBeVisible();
  await work.getByRole("button", { name: t.GroupMessages.send }).click();
  await expect(work.getByText(t.GroupMessages.doneSent)).toBeVisible();
  await expect(work.getByText("2 henkilölle")).toBeVisible();
  await expect.poll(async () => (await mailsTo(address, "غدًا نشرب الشاي")).length).toBe(1);
  expect(await mailsTo(address, "Berri shaah")).toHaveLength(0);

  await work.goto(routes.groupDemand("fi"));
  const lacking = work.getByRole("row").filter({ hasText: t.GroupDemand.lacking }).first();
  await lacking.getByRole("link", { name: t.GroupDemand.make }).click();
  await expect(work.getByRole("heading", { level: 1 })).toHaveText(t.GroupWork.newGroup);
  await expect(work.locator("input[type=checkbox][name^='spoken.']:checked")).toHaveCount(1);
});
