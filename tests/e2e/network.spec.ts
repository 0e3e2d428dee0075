import type { Page } from "@playwright/test";
import { listingPath } from "@/features/forums/listing-path";
import { routes } from "@/i18n/routes";
import { sendDespiteClashes } from "../support/clashes";
import { makeVenue, moveTo } from "../support/commands";
import { asked, databaseUrl, expect, expectWrong, test, words } from "../support/e2e";
import { createForum } from "../support/forums";

// Staff and administrators edit venues and organisations in the browser.

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("staff make a venue in a new municipality, a forum is held there, and its address changes after a look", async ({
  page,
  pageOf,
}) => {
  test.setTimeout(180_000);
  const { Venues, Work, VenueErrors, Forums, Manage, TextParts } = words("fi");
  const name = `Rautavaaran koulu ${process.pid}`;
  const slug = `rautavaara-${process.pid}`;
  const staff = await pageOf("staff");
  await test.step("a venue is made; what lacks is told beside the field", async () => {
    await staff.goto(routes.work("fi"));
    await staff.getByRole("link", { name: Work.venues }).click();
    await staff.getByRole("link", { name: Venues.newVenue }).click();
    await asked(staff, Venues.name).fill(name);
    await press(staff, Venues.create);
    await expectWrong(asked(staff, Venues.street), VenueErrors.street_needed);
    await expect(asked(staff, Venues.name)).toHaveValue(name);
    await asked(staff, Venues.street).fill("Koulutie 1");
    await asked(staff, Venues.postalCode).fill("73900");
    await asked(staff, Venues.municipality).selectOption("rautavaara");
    await asked(staff, TextParts.venue_accessibility).fill("Ovi on leveä.");
    await press(staff, Venues.create);
    await expect(staff.getByText(Venues.doneCreated)).toBeVisible();
  });
  const venuePage = new URL(staff.url()).pathname;

  await test.step("a forum moves there", async () => {
    await createForum(databaseUrl(), { slug, inDays: 66 });
    await staff.goto(routes.manageForm("fi", slug, "move"));
    await asked(staff, Manage.venue).selectOption({ label: `${name}, Rautavaara` });
    await sendDespiteClashes({
      send: staff.getByRole("button", { name: Manage.move, exact: true }),
      again: staff.getByRole("button", { name: Manage.moveSure, exact: true }),
      done: staff.getByText(Manage.doneMoved),
    });
  });

  await test.step("the list, its feed and its frame show the new municipality", async () => {
    await page.goto(routes.forums("fi"));
    await page.getByLabel(Forums.place).selectOption("rautavaara");
    await page.getByRole("button", { name: Forums.apply }).click();
    await expect(page).toHaveURL(`${listingPath("fi", { place: "rautavaara" })}#found`);
    await expect(page.locator("article")).toHaveCount(1);
    const feed = await page.request.get(routes.forumsFeed("sv", ["place-rautavaara", "atom.xml"]));
    expect(await feed.text()).toContain(slug);
    expect((await page.request.get(routes.embeddedForums("fi", ["place-turku"]))).status()).toBe(200);
    expect((await page.request.get(routes.embeddedForums("fi", ["place-pertunmaa"]))).status()).toBe(404);
  });

  await test.step("its address changes after a look at the forums that come there", async () => {
    await staff.goto(venuePage);
    await asked(staff, Venues.street).fill("Uusikoulutie 2");
    await press(staff, Venues.save);
    await expect(staff.getByText(`Testi-ilta ${slug} (fi)`).first()).toBeVisible();
    await press(staff, Venues.saveSure);
    await expect(staff.getByText(Venues.doneEdited)).toBeVisible();
    await page.goto(routes.forum("fi", slug));
    await expect(page.getByText("Uusikoulutie 2").first()).toBeVisible();
    await expect(page.getByText("Koulutie 1", { exact: false }).first()).toBeVisible();
  });
});

test("of two venues of one name, a forum that moves or is held again stays in its own", async ({ pageOf }) => {
  const name = `Kaksoiskoulu ${process.pid}`;
  const slug = `kaksois-${process.pid}`;
  const forumId = await createForum(databaseUrl(), { slug, inDays: 67 });
  await makeVenue(name, "espoo");
  const second = await makeVenue(name, "vantaa");
  await moveTo(second, forumId);
  const staff = await pageOf("staff");
  for (const form of ["move", "copy"]) {
    await staff.goto(routes.manageForm("fi", slug, form));
    const venue = asked(staff, words("fi").Manage.venue);
    await expect(venue, form).toHaveValue(second);
    await expect(venue.getByRole("option", { selected: true }), form).toHaveText(`${name}, Vantaa`);
  }
});

test("an administrator keeps organisations and venues without JavaScript, from right to left, at 320 pixels", async ({
  pageOf,
}) => {
  test.setTimeout(180_000);
  const { Organisations, OrganisationErrors, Venues } = words("ar");
  const page = await pageOf("administrator", {
    javaScriptEnabled: false,
    viewport: { width: 320, height: 640 },
  });
  const fits = async () =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  const name = `Verkkoyhdistys ${process.pid} ry`;
  await test.step("an organisation is made, retired and back", async () => {
    await page.goto(routes.newOrganisation("ar"));
    await asked(page, Organisations.name).fill(name);
    await asked(page, Organisations.businessId).fill("1234567-2");
    await press(page, Organisations.create);
    await expectWrong(asked(page, Organisations.businessId), OrganisationErrors.wrong_business_id);
    await expect(asked(page, Organisations.name)).toHaveValue(name);
    await fits();
    await asked(page, Organisations.businessId).fill("1234567-1");
    await press(page, Organisations.create);
    await expect(page.getByText(Organisations.doneCreated)).toBeVisible();
    await expect(page.getByText("1234567-1").first()).toBeVisible();
    await fits();
    await press(page, Organisations.retire);
    await expect(page.getByText(Organisations.doneRetired)).toBeVisible();
    await press(page, Organisations.activate);
    await expect(page.getByText(Organisations.doneActive)).toBeVisible();
  });

  await test.step("so is its venue", async () => {
    await page.goto(routes.newVenue("ar"));
    await asked(page, Venues.organisation).selectOption({ label: name });
    await asked(page, Venues.name).fill(`Verkossa ${process.pid}`);
    await asked(page, Venues.online).check();
    await fits();
    await press(page, Venues.create);
    await expect(page.getByText(Venues.doneCreated)).toBeVisible();
    await fits();
    await press(page, Venues.retire);
    await expect(page.getByText(Venues.doneRetired)).toBeVisible();
    await press(page, Venues.offer);
    await expect(page.getByText(Venues.doneOffered)).toBeVisible();
    await page.goto(routes.venues("ar", { text: `${process.pid}` }));
    await fits();
  });
});
