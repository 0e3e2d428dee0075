import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import pg from "pg";
import { routes } from "@/i18n/routes";
import { createAccount, sessionCookieOf } from "../support/accounts";
import { expectNoBarriers } from "../support/axe";
import {
  asked,
  databaseUrl,
  expect,
  expectWrong,
  portalUrl,
  question,
  registrationForm,
  someNumber,
  submit,
  test,
  waitForMail,
  words,
} from "../support/e2e";
import { createForum, findSessionId, forumTitle, sessionTitle } from "../support/forums";
import { findTextId } from "../support/texts";

// Who hosts a session: named, sees its people and their questions, writes notes; staff close the forum with them.

let counter = 0;

/** Somebody who leads a table, on their own phone or computer. */
async function hostPage(
  browser: Browser,
  { hosts = [], ...options }: BrowserContextOptions & { hosts?: string[] } = {},
): Promise<{ page: Page; email: string; another: () => Promise<Page> }> {
  const email = `vetaja-${process.pid}-${counter++}@example.org`;
  const { token } = await createAccount(databaseUrl(), { email, roles: ["peer_tutor"], hosts });
  const context = await browser.newContext({ baseURL: portalUrl(), ...options });
  await context.addCookies([{ ...sessionCookieOf(token), url: portalUrl() }]);
  return { page: await context.newPage(), email, another: () => context.newPage() };
}

/** Lets the forum be over since yesterday. */
async function holdIt(slug: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  const earlier = `- (f."startsAt" - now() + interval '1 day')`;
  await client.query(
    `UPDATE "Session" s SET "startsAt" = s."startsAt" ${earlier}, "endsAt" = s."endsAt" ${earlier}
     FROM "Forum" f WHERE f.id = s."forumId" AND f.slug = $1`,
    [slug],
  );
  await client.query(
    `UPDATE "Forum" f SET "startsAt" = f."startsAt" ${earlier}, "endsAt" = f."endsAt" ${earlier},
       "registrationClosesAt" = f."registrationClosesAt" ${earlier} WHERE f.slug = $1`,
    [slug],
  );
  await client.end();
}

const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
const before = (message: string) => message.split("{")[0]?.trim() ?? "";
/** A large form takes a busy machine longer. */
const LARGE = { timeout: 30_000 };
const text = (page: Page) => {
  const [, locale = ""] = new URL(page.url()).pathname.split("/");
  return asked(page, words(locale).SessionNotes.text);
};
/** Expects that a note is refused because it is too long. */
async function expectTooLong(page: Page, message: string): Promise<void> {
  await expect(text(page)).toHaveAttribute("aria-invalid", "true", LARGE);
  await expectWrong(text(page), message);
}

test("on a phone in Arabic without JavaScript a host is named, sees the table and writes; staff close the forum with it", async ({
  browser,
  page: family,
  pageOf,
}) => {
  test.setTimeout(240_000);
  const slug = `vedetaan-${process.pid}-${Date.now()}`;
  const forumId = await createForum(databaseUrl(), { slug, tables: [5, 5], inDays: 20 });
  const session = await findSessionId(databaseUrl(), slug);
  const options = { javaScriptEnabled: false, viewport: { width: 320, height: 800 } };
  const { Hosting, SessionNotes, Ticket } = words("ar");

  await test.step("a family asks something ahead, sees it among its data, and a second one sits elsewhere", async () => {
    for (const [name, asks, table] of [
      ["Hodan", "Ma la turjumayaa TUVA?", 1],
      ["Maija", "Toisen pöydän kysymys", 2],
    ] as const) {
      await family.goto(routes.register("fi", slug));
      await registrationForm(family).name.fill(name);
      await registrationForm(family).phone.fill(someNumber());
      await (await question(family, "people.0.session.0")).selectOption(sessionTitle(table, "fi"));
      await (await question(family, "question")).fill(asks);
      await registrationForm(family).consent.check();
      await submit(family);
      await expect(family.getByTestId("code")).toBeVisible();
      await family.goto(`${family.url()}/data`);
      await expect(family.getByText(asks)).toBeVisible();
    }
  });

  const host = await hostPage(browser, options);
  const { page } = host;
  await test.step("the message that names the host leads to the table", async () => {
    expect((await page.goto(routes.sessionPeople("ar", session)))?.status()).toBe(404);
    const staff = await pageOf("staff");
    await staff.goto(routes.manageForm("fi", slug, "responsible"));
    await asked(staff, words("fi").Responsibilities.email).fill(host.email);
    await staff.getByLabel(words("fi").ResponsibilityKinds.hosts, { exact: true }).check();
    await asked(staff, words("fi").Responsibilities.part).selectOption(session);
    await submit(staff);
    await expect(staff.getByText(words("fi").Responsibilities.doneNamed)).toBeVisible();
    const mail = await waitForMail(host.email, sessionTitle(1, "fi"));
    expect(mail.text).toContain(routes.sessionPeople("fi", session));
    await page.goto(routes.work("ar"));
    await page.getByRole("link", { name: before(Hosting.open) }).click();
    await expect(page).toHaveURL(routes.sessionPeople("ar", session));
  });

  await test.step("the list has this table's people, and nothing of the other or of their addresses", async () => {
    const main = page.getByRole("main");
    await expect(main.getByText(forumTitle(slug, "ar"))).toBeVisible();
    await expect(main).toContainText("Hodan");
    await expect(main).toContainText("Ma la turjumayaa TUVA?");
    await expect(main).toContainText(Ticket.noPhotos);
    await expect(main).not.toContainText(/Maija|Toisen pöydän|04012|\+358/);
    expect(await fits(page)).toBe(true);
    await main.getByLabel(Hosting.search, { exact: true }).fill("Xodan");
    await main.getByRole("button", { name: words("ar").People.find }).click();
    await expect(main.getByRole("heading", { name: "Xodan" })).toBeVisible();
    await expect(main).toContainText("Hodan");
  });

  await test.step("what is too long comes back whole; what fits is saved", async () => {
    await page.goto(routes.sessionPeople("ar", session));
    await page.getByRole("link", { name: SessionNotes.title, exact: true }).click();
    await expect(page).toHaveURL(routes.sessionNotes("ar", session));
    await expect(asked(page, SessionNotes.language)).toHaveValue("ar");
    await text(page).fill("س".repeat(20_001));
    await submit(page);
    await expectTooLong(page, words("ar").SessionNoteErrors.too_long);
    expect((await text(page).inputValue()).length).toBe(20_001);
    await text(page).fill("ناقشنا TUVA\nوسألنا عن yhteishaku");
    await submit(page);
    await expect(page.getByText(SessionNotes.doneWritten)).toBeVisible();
    expect(await text(page).inputValue()).toBe("ناقشنا TUVA\nوسألنا عن yhteishaku");
    expect(await fits(page)).toBe(true);
  });

  await test.step("staff take the note into the outcome, which overwrites nothing, and close the forum", async () => {
    await holdIt(slug);
    const staff = await pageOf("staff", { javaScriptEnabled: false, viewport: { width: 320, height: 800 } });
    const { Plan, SessionNotes: t, TextParts } = words("fi");
    const outcome = asked(staff, TextParts.forum_outcome);
    await staff.goto(routes.manageForm("fi", slug, "close"));
    await outcome.fill("Kirjoitin jo tämän.");
    await staff.locator("main form details > summary").click();
    const note = staff.locator("main form article").first();
    const written = note.locator("[lang=ar][dir=rtl]").last();
    await expect(written).toContainText("ناقشنا TUVA");
    expect(await fits(staff)).toBe(true);
    await note.getByRole("button", { name: t.take }).click();
    await expect(staff.getByText(t.doneTaken)).toBeVisible();
    await expect(outcome).toHaveValue("Kirjoitin jo tämän.\n\nناقشنا TUVA\nوسألنا عن yhteishaku");
    await outcome.fill("Puhuimme TUVAsta ja yhteishausta.");
    await staff.getByRole("button", { name: Plan.close, exact: true }).click();
    await expect(staff.getByText(Plan.doneClosed)).toBeVisible();
    await staff.goto(routes.forum("fi", slug));
    await expect(staff.getByText("Puhuimme TUVAsta ja yhteishausta.")).toBeVisible();
    // Later the outcome is changed like every text, with the notes beside it.
    await staff.goto(routes.text("fi", await findTextId(databaseUrl(), forumId), "fi"));
    await staff.locator("main header details > summary").click();
    await expect(staff.locator("main header article")).toContainText("ناقشنا TUVA");
  });
});

test("what a host types is kept by itself, and of two windows nothing is lost", async ({ browser }) => {
  test.setTimeout(120_000);
  const slug = `ikkunat-${process.pid}-${Date.now()}`;
  await createForum(databaseUrl(), { slug, tables: [5, 5], inDays: 20 });
  const session = await findSessionId(databaseUrl(), slug);
  const { SessionNotes } = words("fi");
  const { page: first, another } = await hostPage(browser, { hosts: [slug] });
  const kept = (page: Page) => page.getByRole("status").filter({ hasText: before(SessionNotes.autoKept) });
  await first.goto(routes.sessionNotes("fi", session));
  const second = await another();
  await second.goto(routes.sessionNotes("fi", session));
  await text(first).pressSequentially("Puhelimella");
  await expect(kept(first)).toBeVisible({ timeout: 20_000 });
  await expect(text(first)).toBeFocused();
  await text(second).pressSequentially("Koneella");
  await expect(kept(second)).toContainText(SessionNotes.save, { timeout: 20_000 });
  await submit(second);
  await expect(second.getByText(SessionNotes.doneOthers)).toBeVisible();
  await expect(text(second)).toHaveValue("Koneella");
  await expect(second.locator("article")).toContainText("Puhelimella");
  await expectNoBarriers(second, "notes from two windows");

  // A megabyte pasted by mistake: refused, and still there.
  await text(second).fill("x".repeat(1_000_000));
  await submit(second);
  await expectTooLong(second, words("fi").SessionNoteErrors.too_long);
  expect((await text(second).inputValue()).length).toBe(1_000_000);

  // Another person who hosts there sees both and has their own sheet.
  const { page: other } = await hostPage(browser, { hosts: [slug] });
  await other.goto(routes.sessionNotes("fi", session));
  await expect(text(other)).toHaveValue("");
  await expect(other.locator("article")).toHaveCount(2);
});

test("who hosts another forum's table, and who hosts none, find neither people nor notes", async ({ browser }) => {
  const slug = `vieras-${process.pid}-${Date.now()}`;
  const own = `oma-${process.pid}-${Date.now()}`;
  await createForum(databaseUrl(), { slug, tables: [5], inDays: 20 });
  await createForum(databaseUrl(), { slug: own, tables: [5], inDays: 20 });
  const session = await findSessionId(databaseUrl(), slug);
  const elsewhere = await hostPage(browser, { hosts: [own] });
  const nowhere = await hostPage(browser);
  for (const { page } of [elsewhere, nowhere])
    for (const path of [routes.sessionPeople("fi", session), routes.sessionNotes("fi", session)]) {
      const answer = await page.goto(path);
      const missing = await page.goto(path.replace(session, "01900000-0000-7000-8000-00000000dead"));
      expect([answer?.status(), missing?.status()]).toEqual([404, 404]);
    }
});
