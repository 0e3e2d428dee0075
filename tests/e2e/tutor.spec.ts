import type { Browser, Page } from "@playwright/test";
import { routes } from "@/i18n/routes";
import { createAccount, sessionCookieOf } from "../support/accounts";
import { expectNoBarriers } from "../support/axe";
import { databaseUrl, expect, portalUrl, test, words } from "../support/e2e";
import { createTestGroup, createTestMember } from "../support/groups";
import { staffPage } from "../support/staff-page";

// What a tutor does for their group, on a small phone and without a script: answers who asks to come, reaches its people,
// writes somebody down, decides what the group's page says of them, enters hours and writes to staff.

/** The page of somebody who leads some groups, on a small phone without a script. */
async function tutorPage(browser: Browser, leads: string[]): Promise<Page> {
  const email = `ohjaaja-${Math.random().toString(36).slice(2)}@example.org`;
  const { token } = await createAccount(databaseUrl(), { email, roles: ["peer_tutor"], leads });
  const context = await browser.newContext({
    ...{ baseURL: portalUrl(), javaScriptEnabled: false, viewport: { width: 320, height: 640 } },
  });
  await context.addCookies([{ ...sessionCookieOf(token), url: portalUrl() }]);
  return context.newPage();
}

const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

for (const locale of ["fi", "ar"] as const)
  test(`in ${locale}: a tutor answers those who ask to come, and looks after the group`, async ({ browser }) => {
    const t = words(locale);
    const key = `${locale}-${Math.random().toString(36).slice(2)}`;
    const slug = `ohjattu-${key}`;
    const elsewhere = `muualla-${key}`;
    // A language that no other group has, the other run's neither.
    const rare = { fi: "si", ar: "ne" }[locale];
    const { id, organisationId } = await createTestGroup(databaseUrl(), { slug, capacity: 1, languages: ["so"] });
    await createTestGroup(databaseUrl(), { slug: elsewhere, languages: [rare], organisationId });
    const asks = { status: "asked" } as const;
    await createTestMember(databaseUrl(), id, { ...asks, name: "Sahra", phone: "+358401230001" });
    await createTestMember(databaseUrl(), id, { ...asks, name: "Maryan", phone: null, email: `${key}@example.org` });
    await createTestMember(databaseUrl(), id, { ...asks, name: "Amal", spokenLanguage: rare });
    const page = await tutorPage(browser, [slug]);
    // axe is a script, so it looks at the same page where scripts run. The pages that staff open too are in every-page.ts.
    const barriers = async (name: string) => {
      const scripted = await browser.newContext({
        storageState: await page.context().storageState(),
        viewport: { width: 320, height: 640 },
      });
      const same = await scripted.newPage();
      await same.goto(page.url());
      await expectNoBarriers(same, name);
      await scripted.close();
    };
    const card = (name: string) => page.getByRole("article").filter({ has: page.getByRole("heading", { name }) });
    const press = (button: string, name: string) =>
      card(name)
        .getByRole("button", { name: new RegExp(`^${button}`) })
        .click();

    // From the work page to the group, and to those who ask.
    await page.goto(routes.work(locale));
    await page.getByRole("link", { name: new RegExp(`^${t.OwnGroups.open}`) }).click();
    await expect(page).toHaveURL(routes.ownGroup(locale, slug));
    await expect(page.getByText("Salainen katu 17").first()).toBeVisible();
    await page.getByRole("link", { name: new RegExp(`^${t.OwnGroups.requests}`) }).click();
    await expect(page.getByRole("article")).toHaveCount(3);
    await expect(card("Sahra").getByRole("link").first()).toHaveAttribute("href", "tel:+358401230001");
    await expect(card("Maryan").getByRole("link").first()).toHaveAttribute("href", `mailto:${key}@example.org`);
    expect(await fits(page)).toBe(true);

    // One place: the second is refused beside her name, and waits.
    await press(t.GroupPeople.welcome, "Sahra");
    await expect(page.getByText(t.GroupPeople.doneWelcomed)).toBeVisible();
    await press(t.GroupPeople.welcome, "Maryan");
    await expect(card("Maryan").getByText(t.GroupPeople.refused_full)).toBeVisible();
    await press(t.GroupPeople.putOnList, "Maryan");
    await expect(page.getByText(t.GroupPeople.doneWaiting)).toBeVisible();

    // The third is pointed to a group of her language.
    await card("Amal")
      .getByRole("link", { name: new RegExp(`^${t.GroupPeople.point}`) })
      .click();
    await expect(page.getByRole("heading", { level: 4 })).toHaveCount(1);
    await page.getByRole("button", { name: new RegExp(`^${t.GroupPeople.suggest}`) }).click();
    await expect(page.getByText(t.GroupPeople.donePointed)).toBeVisible();
    await expect(page.getByRole("article")).toHaveCount(1);

    // Somebody leaves the list: a place is free for whoever waits first.
    await page.getByRole("link", { name: t.GroupPeople.members, exact: true }).click();
    await card("Sahra").locator("summary").click();
    await press(t.GroupPeople.removeSure, "Sahra");
    await expect(page.getByText(t.GroupPeople.doneRemoved)).toBeVisible();
    await page.getByRole("link", { name: t.GroupPeople.requests, exact: true }).click();
    await press(t.GroupPeople.welcome, "Maryan");

    // Somebody called: without permission nobody is written down, and everything typed stays.
    await page.getByRole("link", { name: t.GroupPeople.writeDown }).click();
    await page.getByLabel(t.GroupPeople.name).fill("Hodan");
    await page.getByLabel(t.GroupPeople.phone).fill("0401230002");
    await page.getByLabel(t.GroupPeople.asWaiting).check();
    await page.getByRole("button", { name: t.GroupPeople.save, exact: true }).click();
    await expect(page.getByText(t.GroupPeopleErrors.permission_required).first()).toBeVisible();
    await expect(page.getByLabel(t.GroupPeople.name)).toHaveValue("Hodan");
    await page.getByLabel(t.GroupPeople.permission).check();
    await page.getByRole("button", { name: t.GroupPeople.save, exact: true }).click();
    await expect(page.getByText(t.GroupPeople.doneWritten)).toBeVisible();
    await expect(card("Hodan")).toContainText("1");

    // What the group's page says of the tutor is theirs to decide.
    await page.goto(routes.ownGroupShown(locale, slug));
    await barriers("what is shown of a tutor");
    await page.getByRole("button", { name: t.OwnGroups.hide }).click();
    await expect(page.getByText(t.OwnGroups.doneHidden)).toBeVisible();
    await page.goto(routes.ownGroupShown(locale, slug));
    await page.getByLabel(t.OwnGroups.firstName).fill("Nasra");
    await page.getByRole("button", { name: t.OwnGroups.show }).click();
    await expect(page.getByText(t.GroupErrors.agree_needed).first()).toBeVisible();
    await page.getByLabel(t.OwnGroups.agree).check();
    await page.getByRole("button", { name: t.OwnGroups.show }).click();
    await expect(page.getByText(t.OwnGroups.doneShown)).toBeVisible();
    await page.goto(routes.group(locale, slug));
    await expect(page.getByText("Nasra").first()).toBeVisible();

    // Hours and a note to staff.
    await page.goto(routes.ownGroupHours(locale, slug));
    await page.getByRole("button", { name: t.TutorHours.save, exact: true }).click();
    await expect(page.getByText(t.TutorHours.doneEntered)).toBeVisible();
    await barriers("a tutor's hours");
    await page.goto(routes.ownGroupNotes(locale, slug));
    await page.getByLabel(t.GroupNotes.text).fill("Qolku waa yar yahay.");
    await page.getByRole("button", { name: t.GroupNotes.send }).click();
    await expect(page.getByText(t.GroupNotes.doneWritten)).toBeVisible();
    await barriers("notes to staff");
    expect(await fits(page)).toBe(true);
    const staff = await staffPage(browser, "staff");
    await staff.goto(routes.workOnGroup(locale, id));
    await expect(staff.getByText("Qolku waa yar yahay.")).toBeVisible();

    // Another tutor's group is not found.
    for (const address of [routes.ownGroup, routes.groupRequests, routes.groupMembers, routes.ownGroupHours])
      expect((await page.goto(address(locale, elsewhere)))?.status()).toBe(404);
  });

test("answers on a further page of a long list lead back to it; what is refused is said beside the person", async ({
  browser,
}) => {
  const { GroupPeople: t } = words("fi");
  const slug = `pitka-jono-${Math.random().toString(36).slice(2)}`;
  const { id } = await createTestGroup(databaseUrl(), { slug, capacity: 2 });
  let last = "";
  for (let n = 1; n <= 22; n++)
    last = (await createTestMember(databaseUrl(), id, { name: `Kysyjä ${n}`, status: "asked" })).id;
  const page = await tutorPage(browser, [slug]);
  const card = (name: string) =>
    page.getByRole("article").filter({ has: page.getByRole("heading", { name, exact: true }) });
  const answer = (words: string, name: string) =>
    page.getByRole("button", { name: new RegExp(`^${words}.*${name}$`) }).click();

  // As if the list had moved on while somebody answered.
  await page.goto(routes.groupRequests("fi", slug, { page: 1, refused: "full", of: last }));
  await expect(card("Kysyjä 22").getByText(t.refused_full)).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(21);

  await page.goto(routes.groupRequests("fi", slug, { page: 2 }));
  await expect(page.getByRole("article")).toHaveCount(2);
  await answer(t.welcome, "Kysyjä 22");
  await expect(page.getByText(t.doneWelcomed)).toBeVisible();
  await expect(card("Kysyjä 21")).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(1);

  await createTestMember(databaseUrl(), id);
  await answer(t.welcome, "Kysyjä 21");
  await expect(card("Kysyjä 21").getByText(t.refused_full)).toBeVisible();
  await expect(page.getByText(t.refused_answered)).toHaveCount(0);
  await expect(page.getByRole("article")).toHaveCount(1);

  // Nobody is left on the second page: what follows is the last that there is.
  await answer(t.putOnList, "Kysyjä 21");
  await expect(page.getByText(t.doneWaiting)).toBeVisible();
  await expect(card("Kysyjä 20")).toBeVisible();
});
