import type { Page } from "@playwright/test";
import { routes } from "@/i18n/routes";
import { expectNoBarriers, inEachLook, LOOKED_AT_IN } from "../support/axe";
import { asked, databaseUrl, expect, part, test, words } from "../support/e2e";
import { createForumWithText, type TestForum } from "../support/forums";

// The translators' list of work: it grows with a change, can be searched by language and with the keyboard, and shrinks
// when the work is done.

const newForum = (more: Partial<TestForum> = {}) => createForumWithText(databaseUrl(), { inDays: 44, ...more });

const rowsOf = (page: Page, slug: string) =>
  page.locator("main tbody tr").filter({ hasText: `Testi-ilta ${slug} (fi)` });

test("a changed Finnish sentence puts the Arabic text on the list, its translator takes it off, and the second reader's list ends with it", async ({
  pageOf,
}) => {
  test.setTimeout(240_000);
  const { slug, itemId } = await newForum();
  const { Texts: fi } = words("fi");
  const { Texts: ar, TextWork: work, TextStates: states } = words("ar");
  const arabic = routes.texts("ar", { text: slug, language: "ar" });
  const translator = await pageOf("translator", {
    viewport: { width: 320, height: 800 },
    javaScriptEnabled: false,
  });
  await test.step("nothing waits", async () => {
    await translator.goto(arabic);
    await expect(translator.getByText(work.nothing)).toBeVisible();
  });

  await test.step("the original changes", async () => {
    const staff = await pageOf("staff");
    await staff.goto(routes.text("fi", itemId, "fi"));
    await part(staff, "audience").fill("Kaikille, jotka ovat mukana yhteishaussa.");
    await staff.getByRole("main").getByRole("button", { name: fi.save, exact: true }).click();
    await expect(staff.getByText(fi.doneSaved)).toBeVisible();
  });

  await test.step("its translator takes it off the list", async () => {
    await translator.goto(arabic);
    await expect(rowsOf(translator, slug)).toHaveCount(1);
    await expect(rowsOf(translator, slug).getByText(states.older)).toBeVisible();
    await rowsOf(translator, slug).getByRole("link").click();
    await expect(translator).toHaveURL(routes.text("ar", itemId, "ar"));
    await expect(translator.getByRole("listitem").filter({ hasText: "التقديم المشترك (yhteishaku)" })).toBeVisible();
    await part(translator, "audience").fill("لكل من يشارك في التقديم المشترك (yhteishaku).");
    await translator.getByRole("main").getByRole("button", { name: ar.save, exact: true }).click();
    await expect(translator.getByText(ar.doneSaved)).toBeVisible();
    await translator.goto(arabic);
    await expect(rowsOf(translator, slug)).toHaveCount(0);
  });

  await test.step("so ends the second reader's list", async () => {
    const second = await pageOf("translator");
    await second.goto(arabic);
    await rowsOf(second, slug).getByRole("link").click();
    await second.getByRole("button", { name: ar.checkButton }).click();
    await expect(second.getByText(ar.doneChecked)).toBeVisible();
    await second.goto(arabic);
    await expect(second.getByText(work.nothing)).toBeVisible();
  });
});

test("the list is searched and a text opened with the keyboard alone, and the forum's workspace leads to its own", async ({
  pageOf,
}) => {
  const { slug, itemId } = await newForum({ locales: ["fi", "sv", "en"] });
  const { StaffLists, TextWork, Texts: t } = words("fi");
  const staff = await pageOf("staff");
  await staff.goto(routes.texts("fi"));
  const text = asked(staff, StaffLists.findForum);
  const language = asked(staff, TextWork.language);
  await text.focus();
  await staff.keyboard.type(slug);
  await staff.keyboard.press("Tab");
  await expect(language).toBeFocused();
  await language.selectOption("so");
  await text.focus();
  await staff.keyboard.press("Enter");
  await expect(staff).toHaveURL(/language=so/);
  await expect(staff.locator("#found")).toBeFocused();
  await expect(rowsOf(staff, slug)).toHaveCount(1);
  const link = rowsOf(staff, slug).getByRole("link");
  for (let n = 0; n < 4 && !(await link.evaluate((node) => node === document.activeElement)); n++)
    await staff.keyboard.press("Tab");
  await staff.keyboard.press("Enter");
  await expect(staff).toHaveURL(routes.text("fi", itemId, "so"));

  await staff.goto(routes.manage("fi", slug));
  await staff.getByRole("link", { name: t.workOfForum }).click();
  await expect(staff).toHaveURL(routes.texts("fi", { forum: slug }));
  await expect(rowsOf(staff, slug)).toHaveCount(2);
});

for (const locale of LOOKED_AT_IN)
  test(`axe finds nothing on the list of work on texts, in ${locale}`, async ({ pageOf }) => {
    const { slug } = await newForum({ locales: ["fi", "sv"] });
    const page = await pageOf("administrator");
    for (const path of [routes.texts(locale), routes.texts(locale, { text: slug, language: "ar" })]) {
      await page.goto(path);
      await inEachLook(page, locale, ({ width }) => expectNoBarriers(page, `${path}, ${width} px`));
    }
  });
