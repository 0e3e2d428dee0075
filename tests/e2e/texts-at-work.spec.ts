import type { Page } from "@playwright/test";
import { routes } from "@/i18n/routes";
import { expectNoBarriers, inEachLook, LOOKED_AT_IN } from "../support/axe";
import { databaseUrl, expect, part, portalUrl, test, words } from "../support/e2e";
import { createForumWithText } from "../support/forums";

// Work on texts: staff change the original, translators follow, a second person checks, and readers see it all.

const newForum = () => createForumWithText(databaseUrl(), { inDays: 66 });

const press = (page: Page, name: string) => page.getByRole("main").getByRole("button", { name, exact: true }).click();

/** Reloads a public page until it has changed like this, because pages are renewed within seconds. */
async function untilReaders(page: Page, path: string, see: string, count: number): Promise<void> {
  await expect(async () => {
    await page.goto(path);
    await expect(page.getByText(see)).toHaveCount(count, { timeout: 500 });
  }).toPass();
}

test("staff change a sentence, readers see which part is older, a translator follows on a phone without JavaScript, a second person checks, and the note is gone", async ({
  page,
  pageOf,
}) => {
  // Four people in turn, with public pages renewed in between.
  test.setTimeout(240_000);
  const { slug, itemId } = await newForum();
  const fi = words("fi");
  const ar = words("ar");
  const staff = await pageOf("staff");
  await test.step("staff change a sentence of the original", async () => {
    await staff.goto(routes.manage("fi", slug));
    await staff.getByRole("link", { name: new RegExp(`Testi-ilta ${slug} \\(fi\\), suomi`) }).click();
    await expect(staff).toHaveURL(routes.text("fi", itemId, "fi"));
    await part(staff, "audience").fill("Kaikille, myös pienille lapsille.");
    await press(staff, fi.Texts.save);
    await expect(staff.getByText(fi.Texts.doneSaved)).toBeVisible();
    await press(staff, fi.Texts.publish);
    await expect(staff.getByText(fi.Texts.donePublished)).toBeVisible();
  });

  await test.step("readers see which part is older", async () => {
    await untilReaders(page, routes.forum("ar", slug), ar.TextState.older, 1);
    await page.getByText(ar.TextState.changed.replace("{part}", ar.TextParts.forum_audience)).click();
    await expect(page.getByText("Kaikille, myös pienille lapsille.")).toBeVisible();
  });

  const phone = await pageOf("translator", {
    viewport: { width: 320, height: 800 },
    javaScriptEnabled: false,
  });
  await test.step("a translator follows on a phone; nobody has checked it yet", async () => {
    await phone.goto(routes.text("ar", itemId, "ar"));
    await expect(phone.getByText(ar.TextStates.older).first()).toBeVisible();
    await expect(phone.getByRole("main").getByText("Kaikille, myös pienille lapsille.")).toBeVisible();
    await expect(part(phone, "audience")).toHaveAttribute("dir", "rtl");
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await part(phone, "audience").fill("للجميع، وللأطفال الصغار أيضًا.");
    await press(phone, ar.Texts.save);
    await expect(phone.getByText(ar.Texts.doneSaved)).toBeVisible();
    await expect(phone.getByText(ar.Texts.checkOwn)).toBeVisible();
    await untilReaders(page, routes.forum("ar", slug), ar.TextState.older, 1);
  });

  await test.step("a second person checks, and the note is gone", async () => {
    const second = await pageOf("translator");
    await second.goto(routes.text("ar", itemId, "ar"));
    await press(second, ar.Texts.checkButton);
    await expect(second.getByText(ar.Texts.doneChecked)).toBeVisible();
    await untilReaders(page, routes.forum("ar", slug), ar.TextState.older, 0);
    await expect(page.getByText("للجميع، وللأطفال الصغار أيضًا.").first()).toBeVisible();
  });
});

test("a volunteer translates by a link on a phone without JavaScript and an account, staff check it, and a withdrawn link opens nothing", async ({
  browser,
  page,
  pageOf,
}) => {
  test.setTimeout(240_000);
  const { slug, itemId } = await newForum();
  const { itemId: elsewhere } = await newForum();
  const fi = words("fi");
  const ar = words("ar");
  const holder = `Layla ${process.pid}`;
  const staff = await pageOf("staff");
  await staff.goto(routes.text("fi", itemId, "ar"));
  await staff.getByRole("link", { name: fi.Texts.giveLink }).click();
  await staff.getByLabel(fi.TextLinks.holder).fill(holder);
  await press(staff, fi.TextLinks.submit);
  await expect(staff.getByText(fi.TextLinks.givenTitle.replace("{holder}", holder))).toBeVisible();
  const token = /[\w-]{27}$/.exec((await staff.getByText(/\/translate\//).textContent())?.trim() ?? "")?.[0] ?? "";
  await test.step("staff change the original meanwhile", async () => {
    await staff.goto(routes.text("fi", itemId, "fi"));
    await part(staff, "audience").fill("Kaikille, myös vauvoille.");
    await press(staff, fi.Texts.save);
    await press(staff, fi.Texts.publish);
    await expect(staff.getByText(fi.Texts.donePublished)).toBeVisible();
    await untilReaders(page, routes.forum("ar", slug), ar.TextState.older, 1);
  });

  const context = await browser.newContext({
    ...{ baseURL: portalUrl(), javaScriptEnabled: false, viewport: { width: 320, height: 800 } },
  });
  const phone = await context.newPage();
  await test.step("the link opens the one text, for nobody else to keep", async () => {
    const answer = await phone.goto(routes.translate("ar", token));
    expect(answer?.headers()["cache-control"]).toContain("no-store");
    await expect(phone.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);
    await expect(phone.locator('meta[name="referrer"]')).toHaveAttribute("content", "same-origin");
    await expect(phone.getByText(ar.TextStates.older)).toBeVisible();
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await phone
      .getByRole("main")
      .getByRole("link", { name: new RegExp(slug) })
      .click();
  });
  await test.step("the volunteer keeps a draft, and saves; publishing is for others", async () => {
    await part(phone, "audience").fill("للجميع، وللرضع أيضًا.");
    await press(phone, ar.Texts.keepDraft);
    await expect(phone.getByText(ar.Texts.doneDraft)).toBeVisible();
    await phone.goto(routes.translateText("ar", token, itemId));
    await expect(part(phone, "audience")).toHaveValue("للجميع، وللرضع أيضًا.");
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await press(phone, ar.Texts.save);
    await expect(phone.getByText(ar.Texts.doneSaved)).toBeVisible();
    await expect(phone.getByText(ar.Texts.checkOwn)).toBeVisible();
    await expect(phone.getByRole("button", { name: ar.Texts.publish })).toHaveCount(0);
  });
  await test.step("the link opens nothing else", async () => {
    for (const path of [
      routes.translateText("ar", token, elsewhere),
      routes.text("ar", itemId, "ar"),
      routes.manage("ar", token),
      routes.helper("ar", token),
    ]) {
      await phone.goto(path);
      await expect(part(phone, "audience")).toHaveCount(0);
    }
  });

  await test.step("staff check it", async () => {
    await staff.goto(routes.text("fi", itemId, "ar"));
    await expect(staff.getByText(holder).first()).toBeVisible();
    await press(staff, fi.Texts.checkButton);
    await expect(staff.getByText(fi.Texts.doneChecked)).toBeVisible();
    await untilReaders(page, routes.forum("ar", slug), ar.TextState.older, 0);
  });

  await test.step("withdrawn, the link opens nothing", async () => {
    await staff.goto(routes.links("fi", { text: holder }));
    await staff.locator("summary", { hasText: fi.Links.withdraw }).click();
    await staff.getByRole("button", { name: fi.Links.confirm }).click();
    await expect(staff.getByText(fi.Links.doneWithdrawn)).toBeVisible();
    expect((await phone.goto(routes.translate("ar", token)))?.status()).toBe(404);
    expect((await phone.goto(routes.translateText("ar", token, itemId)))?.status()).toBe(404);
  });
  await context.close();
});

for (const javaScriptEnabled of [true, false])
  test(`two translators at once lose nothing, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({
    pageOf,
  }) => {
    const { itemId } = await newForum();
    const t = words("so").Texts;
    const first = await pageOf("translator", { javaScriptEnabled });
    const second = await pageOf("translator", { javaScriptEnabled });
    for (const page of [first, second]) await page.goto(routes.text("so", itemId, "so"));
    await part(first, "summary").fill("Kan hore");
    await press(first, t.save);
    await expect(first.getByText(t.doneSaved)).toBeVisible();
    await part(second, "summary").fill("Kan labaad");
    await press(second, t.save);
    await expect(second.getByText(t.doneConflict)).toBeVisible();
    await expect(part(second, "summary")).toHaveValue("Kan labaad");
    await expect(second.getByText("Kan hore").first()).toBeVisible();
    await press(second, t.save);
    await expect(second.getByText(t.doneSaved)).toBeVisible();
    await expect(part(second, "summary")).toHaveValue("Kan labaad");
    const restore = second.getByRole("button", { name: t.restore });
    await restore.first().click();
    await expect(second.getByText(t.doneRestored)).toBeVisible();
    await expect(part(second, "summary")).toHaveValue("Kan hore");
  });

for (const javaScriptEnabled of [true, false])
  test(`a translator in two windows loses nothing, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({
    pageOf,
  }) => {
    const { itemId } = await newForum();
    const t = words("so").Texts;
    const first = await pageOf("translator", { javaScriptEnabled });
    const second = await first.context().newPage();
    for (const page of [first, second]) await page.goto(routes.text("so", itemId, "so"));
    await part(first, "summary").fill("Qabyo hore");
    await press(first, t.keepDraft);
    await expect(first.getByText(t.doneDraft)).toBeVisible();
    await part(second, "summary").fill("Qabyo labaad");
    await press(second, t.keepDraft);
    await expect(second.getByText(t.doneDrafts)).toBeVisible();
    await expect(part(second, "summary")).toHaveValue("Qabyo labaad");
    await expect(second.getByText("Qabyo hore")).toBeVisible();
    // The first goes on in its own, and is told as well.
    await part(first, "summary").fill("Qabyo hore oo dheer");
    await press(first, t.keepDraft);
    await expect(first.getByText(t.doneDrafts)).toBeVisible();
    await expect(first.getByText("Qabyo labaad")).toBeVisible();
    await part(first, "summary").fill("Labadaba");
    await press(first, t.save);
    await expect(first.getByText(t.doneSaved)).toBeVisible();
    await expect(first.getByText(t.draftHere)).toHaveCount(0);
    await expect(part(first, "summary")).toHaveValue("Labadaba");
    // What the second still holds was begun before that.
    await press(second, t.save);
    await expect(second.getByText(t.doneConflict)).toBeVisible();
    await expect(second.getByText(t.draftOvertakenSelf)).toBeVisible();
    await expect(part(second, "summary")).toHaveValue("Qabyo labaad");
    await expect(second.getByText("Labadaba").first()).toBeVisible();
  });

test("saving again and again on one page is no conflict with oneself", async ({ pageOf }) => {
  const { itemId } = await newForum();
  const t = words("so").Texts;
  const page = await pageOf("translator");
  await page.goto(routes.text("so", itemId, "so"));
  for (const typed of ["Koow", "Laba", "Saddex"]) {
    await part(page, "summary").fill(typed);
    await press(page, t.save);
    await expect(page.getByRole("listitem").filter({ hasText: typed })).toBeAttached();
    await expect(page.getByText(t.doneSaved)).toBeVisible();
    await expect(part(page, "summary")).toHaveValue(typed);
  }
  await expect(page.getByText(t.draftOvertaken)).toHaveCount(0);
});

test("what is too long or lacking is refused with every word kept, and a draft stays until it is saved", async ({
  pageOf,
}) => {
  const { itemId } = await newForum();
  const { Texts: t, TextErrors: errors } = words("fi");
  const staff = await pageOf("staff", { javaScriptEnabled: false });
  await staff.goto(routes.text("fi", itemId, "fi"));
  const long = "a".repeat(20_001);
  await part(staff, "description").fill(long);
  await part(staff, "title").fill("");
  await press(staff, t.save);
  await expect(staff.getByRole("link", { name: errors.too_long })).toBeVisible();
  await expect(part(staff, "description")).toHaveValue(long);
  await part(staff, "description").fill("Lyhyt");
  await press(staff, t.save);
  await expect(staff.getByRole("link", { name: errors.lacking })).toBeVisible();
  await press(staff, t.keepDraft);
  await expect(staff.getByText(t.doneDraft)).toBeVisible();
  await staff.goto(routes.text("fi", itemId, "fi"));
  await expect(staff.getByText(t.draftHere)).toBeVisible();
  await expect(part(staff, "description")).toHaveValue("Lyhyt");
  await press(staff, t.discard);
  await expect(staff.getByText(t.doneDiscarded)).toBeVisible();
  await expect(part(staff, "title")).toHaveValue(/Testi-ilta/);
});

for (const locale of LOOKED_AT_IN)
  test(`axe finds nothing where a text is worked on, in ${locale}`, async ({ pageOf }) => {
    const { slug, itemId } = await newForum();
    const page = await pageOf("staff");
    for (const path of [
      routes.text(locale, itemId, "ar"),
      routes.text(locale, itemId, "fi"),
      routes.manage(locale, slug),
    ]) {
      await page.goto(path);
      await inEachLook(page, locale, ({ width }) => expectNoBarriers(page, `${path}, ${width} px`));
    }
  });
