import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import pg from "pg";
import type { Role } from "@/features/access/schema";
import { listingPath } from "@/features/forums/listing-path";
import { routes } from "@/i18n/routes";
import { createAccount, sessionCookieOf } from "../support/accounts";
import { sendDespiteClashes } from "../support/clashes";
import { expect, portalUrl, test, words } from "../support/e2e";
import { createForum } from "../support/forums";

// Staff and administrators edit venues and organisations in the browser.

const databaseUrl = () => process.env.PORTAL_DATABASE_URL ?? "";
let counter = 0;

/** The page of a user who is signed in with a role in the tests' organisation. */
async function pageOf(browser: Browser, role: Role, options: BrowserContextOptions = {}): Promise<Page> {
  const email = `verkosto-${process.pid}-${counter++}@example.org`;
  const { token } = await createAccount(databaseUrl(), { email, roles: [role], organisations: ["testi"] });
  const context = await browser.newContext({ baseURL: portalUrl(), ...options });
  await context.addCookies([{ ...sessionCookieOf(token), url: portalUrl() }]);
  return context.newPage();
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("staff make a venue in a new municipality, a forum is held there, and its address changes after a look", async ({
  browser,
  page,
}) => {
  test.setTimeout(180_000);
  const { Venues, Work, VenueErrors, Forums, Manage } = words("fi");
  const name = `Rautavaaran koulu ${process.pid}`;
  const staff = await pageOf(browser, "staff");
  await staff.goto(routes.work("fi"));
  await staff.getByRole("link", { name: Work.venues }).click();
  await staff.getByRole("link", { name: Venues.newVenue }).click();
  await staff.locator("#name").fill(name);
  await press(staff, Venues.create);
  await expect(staff.locator("#streetAddress-error")).toContainText(VenueErrors.street_needed);
  await expect(staff.locator("#name")).toHaveValue(name);
  await staff.locator("#streetAddress").fill("Koulutie 1");
  await staff.locator("#postalCode").fill("73900");
  await staff.locator("#municipality").selectOption("rautavaara");
  await staff.locator("#accessibility").fill("Ovi on leveä.");
  await press(staff, Venues.create);
  await expect(staff.getByText(Venues.doneCreated)).toBeVisible();
  const venuePage = new URL(staff.url()).pathname;

  const slug = `rautavaara-${process.pid}`;
  await createForum(databaseUrl(), { slug, inDays: 66 });
  await staff.goto(routes.manageForm("fi", slug, "move"));
  await staff.locator("#venue").selectOption({ label: `${name}, Rautavaara` });
  await sendDespiteClashes({
    send: staff.getByRole("button", { name: Manage.move, exact: true }),
    again: staff.getByRole("button", { name: Manage.moveSure, exact: true }),
    done: staff.getByText(Manage.doneMoved),
  });

  // The list, its feed and its frame show the new municipality.
  await page.goto(routes.forums("fi"));
  await page.getByLabel(Forums.place).selectOption("rautavaara");
  await page.getByRole("button", { name: Forums.apply }).click();
  await expect(page).toHaveURL(`${listingPath("fi", { place: "rautavaara" })}#found`);
  await expect(page.locator("article")).toHaveCount(1);
  const feed = await page.request.get(routes.forumsFeed("sv", ["place-rautavaara", "atom.xml"]));
  expect(await feed.text()).toContain(slug);
  expect((await page.request.get(routes.embeddedForums("fi", ["place-turku"]))).status()).toBe(200);
  expect((await page.request.get(routes.embeddedForums("fi", ["place-pertunmaa"]))).status()).toBe(404);

  await staff.goto(venuePage);
  await staff.locator("#streetAddress").fill("Uusikoulutie 2");
  await press(staff, Venues.save);
  await expect(staff.getByText(`Testi-ilta ${slug} (fi)`).first()).toBeVisible();
  await press(staff, Venues.saveSure);
  await expect(staff.getByText(Venues.doneEdited)).toBeVisible();
  await page.goto(routes.forum("fi", slug));
  await expect(page.getByText("Uusikoulutie 2").first()).toBeVisible();
  await expect(page.getByText("Koulutie 1", { exact: false }).first()).toBeVisible();
});

test("of two venues of one name, a forum that moves or is held again stays in its own", async ({ browser }) => {
  const name = `Kaksoiskoulu ${process.pid}`;
  const slug = `kaksois-${process.pid}`;
  const forumId = await createForum(databaseUrl(), { slug, inDays: 67 });
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  for (const municipality of ["Espoo", "Vantaa"])
    await client.query(
      `INSERT INTO "Venue" (id, slug, name, place, municipality, "streetAddress", "postalCode")
       VALUES (gen_random_uuid(), $1, $2, $3, $4, 'Koulutie 1', '01300')`,
      [`${slug}-${municipality.toLowerCase()}`, name, municipality.toLowerCase(), municipality],
    );
  await client.query(`UPDATE "Forum" SET "venueId" = (SELECT id FROM "Venue" WHERE slug = $2) WHERE id = $1`, [
    forumId,
    `${slug}-vantaa`,
  ]);
  await client.end();
  const staff = await pageOf(browser, "staff");
  for (const form of ["move", "copy"]) {
    await staff.goto(routes.manageForm("fi", slug, form));
    await expect(staff.locator("#venue"), form).toHaveValue(`${slug}-vantaa`);
    await expect(staff.locator("#venue option:checked"), form).toHaveText(`${name}, Vantaa`);
  }
});

test("an administrator keeps organisations and venues without JavaScript, from right to left, at 320 pixels", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const { Organisations, OrganisationErrors, Venues } = words("ar");
  const page = await pageOf(browser, "administrator", {
    javaScriptEnabled: false,
    viewport: { width: 320, height: 640 },
  });
  const fits = async () =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  const name = `Verkkoyhdistys ${process.pid} ry`;
  await page.goto(routes.newOrganisation("ar"));
  await page.locator("#name").fill(name);
  await page.locator("#businessId").fill("1234567-2");
  await press(page, Organisations.create);
  await expect(page.locator("#businessId-error")).toContainText(OrganisationErrors.wrong_business_id);
  await expect(page.locator("#name")).toHaveValue(name);
  await fits();
  await page.locator("#businessId").fill("1234567-1");
  await press(page, Organisations.create);
  await expect(page.getByText(Organisations.doneCreated)).toBeVisible();
  await expect(page.getByText("1234567-1").first()).toBeVisible();
  await fits();
  await press(page, Organisations.retire);
  await expect(page.getByText(Organisations.doneRetired)).toBeVisible();
  await press(page, Organisations.activate);
  await expect(page.getByText(Organisations.doneActive)).toBeVisible();

  await page.goto(routes.newVenue("ar"));
  await page.locator("#organisation").selectOption({ label: name });
  await page.locator("#name").fill(`Verkossa ${process.pid}`);
  await page.locator("#online").check();
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
