import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import pg from "pg";
import type { Role } from "@/features/access/schema";
import { routes } from "@/i18n/routes";
import { createAccount, sessionCookieOf } from "../support/accounts";
import { expectNoBarriers } from "../support/axe";
import { asked, expect, expectWrong, mailsTo, portalUrl, test, waitForMail, words } from "../support/e2e";
import { createForum, forumTitle, sessionTitle } from "../support/forums";

// Who does what for a forum: named and ended in the browser, told by mail, found at work.

const databaseUrl = () => process.env.PORTAL_DATABASE_URL ?? "";
let counter = 0;

/** A page of somebody who is signed in with a role, and their address. */
async function pageOf(
  browser: Browser,
  role: Role,
  { organisation, ...options }: BrowserContextOptions & { organisation?: string } = {},
): Promise<{ page: Page; email: string; userId: string }> {
  const email = `vastuussa-${process.pid}-${counter++}@example.org`;
  const organisations = organisation ? [organisation] : [];
  const { token, userId } = await createAccount(databaseUrl(), { email, roles: [role], organisations });
  const context = await browser.newContext({ baseURL: portalUrl(), ...options });
  await context.addCookies([{ ...sessionCookieOf(token), url: portalUrl() }]);
  return { page: await context.newPage(), email, userId };
}

/** Has the portal write to an account in a language. */
async function writeIn(locale: string, userId: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  await client.query(`UPDATE "User" SET locale = $1 WHERE id = $2`, [locale, userId]);
  await client.end();
}

const send = (page: Page) => page.locator("main form button[type=submit]").last().click();
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

for (const { locale, ...options } of [
  { locale: "fi", javaScriptEnabled: true },
  { locale: "ar", javaScriptEnabled: false, viewport: { width: 320, height: 800 } },
] as const)
  test(`in ${locale}: a coordinator names an interpreter and ends that; both are told, and find it at work while it lasts`, async ({
    browser,
  }) => {
    test.setTimeout(180_000);
    const { Responsibilities, ResponsibilityKinds, ResponsibilityErrors, Manage } = words(locale);
    const slug = `nimetaan-${locale}-${process.pid}`;
    await createForum(databaseUrl(), { slug, tables: [5, 5], inDays: 30 });
    const { page: staff } = await pageOf(browser, "staff", { organisation: "testi", ...options });
    const interpreter = await pageOf(browser, "interpreter", options);
    await writeIn("so", interpreter.userId);

    await staff.goto(routes.manage(locale, slug));
    await expect(staff.getByText(Responsibilities.none)).toBeVisible();
    await staff.getByRole("link", { name: Responsibilities.name, exact: true }).click();
    await expect(staff).toHaveURL(routes.manageForm(locale, slug, "responsible"));
    expect(await fits(staff)).toBe(true);

    // An address at which nobody works here: the answer stands beside it, and what was chosen stays.
    await asked(staff, Responsibilities.email).fill("ei.ketaan@example.org");
    await staff.getByLabel(ResponsibilityKinds.interprets, { exact: true }).check();
    await send(staff);
    await expectWrong(asked(staff, Responsibilities.email), ResponsibilityErrors.person_unknown);
    await expect(asked(staff, Responsibilities.email)).toHaveValue("ei.ketaan@example.org");
    await expect(staff.getByLabel(ResponsibilityKinds.interprets, { exact: true })).toBeChecked();
    if (options.javaScriptEnabled) await expectNoBarriers(staff, "the form with an error");

    await asked(staff, Responsibilities.email).fill(interpreter.email.toUpperCase());
    await send(staff);
    await expect(staff.getByText(Responsibilities.doneNamed)).toBeVisible();
    const section = staff.locator("section:has(#responsible)");
    await expect(section).toContainText(ResponsibilityKinds.interprets);
    await expect(section).toContainText(interpreter.email);
    expect(await fits(staff)).toBe(true);
    if (options.javaScriptEnabled) await expectNoBarriers(staff, "who does what");

    const so = words("so").Responsibilities;
    const mail = await waitForMail(interpreter.email, forumTitle(slug, "so"));
    expect(mail.subject).toBe(so.givenSubject.replace("{title}", forumTitle(slug, "so")));
    expect(mail.text).toContain(routes.work("so"));
    await interpreter.page.goto(routes.work(locale));
    await expect(interpreter.page.getByRole("heading", { name: forumTitle(slug, locale) }).first()).toBeVisible();
    await expect(interpreter.page.getByText(ResponsibilityKinds.interprets).first()).toBeVisible();
    expect(await fits(interpreter.page)).toBe(true);
    // It lets them into no workspace.
    expect((await interpreter.page.goto(routes.manage(locale, slug)))?.status()).toBe(404);

    await section.getByRole("button", { name: Responsibilities.end }).click();
    await expect(staff.getByText(Responsibilities.doneEnded)).toBeVisible();
    await waitForMail(interpreter.email, so.endedText);
    expect(await mailsTo(interpreter.email, forumTitle(slug, "so"))).toHaveLength(2);
    await interpreter.page.goto(routes.work(locale));
    await expect(interpreter.page.getByText(Responsibilities.own)).toHaveCount(0);
    await expect(staff.getByText(Manage.programmeTitle).first()).toBeVisible();
  });

test("the form of a part names its host; without JavaScript, at 320 px, a refused address stays with all that was typed", async ({
  browser,
}) => {
  const { Manage, ManageErrors, Responsibilities, ResponsibilityKinds } = words("ar");
  const slug = `emannat-${process.pid}`;
  await createForum(databaseUrl(), { slug, tables: [5], inDays: 30 });
  const options = { javaScriptEnabled: false, viewport: { width: 320, height: 800 } };
  const { page: staff } = await pageOf(browser, "staff", { organisation: "testi", ...options });
  const tutor = await pageOf(browser, "peer_tutor", options);
  await staff.goto(routes.manage("ar", slug));
  await staff.getByRole("link", { name: sessionTitle(1, "ar"), exact: true }).click();
  await asked(staff, Manage.sessionRoom).fill("Aula");
  await asked(staff, Responsibilities.host).fill("ei.ketaan@example.org");
  await send(staff);
  await expectWrong(asked(staff, Responsibilities.host), ManageErrors.person_unknown);
  await expect(asked(staff, Manage.sessionRoom)).toHaveValue("Aula");
  expect(await fits(staff)).toBe(true);
  await asked(staff, Responsibilities.host).fill(tutor.email);
  await send(staff);
  await expect(staff.getByText(Manage.doneSessionChanged)).toBeVisible();
  const section = staff.locator("section:has(#responsible)");
  await expect(section).toContainText(ResponsibilityKinds.hosts);
  await expect(section).toContainText(tutor.email);
  await waitForMail(tutor.email, sessionTitle(1, "fi"));
  await tutor.page.goto(routes.work("ar"));
  await expect(tutor.page.getByText(sessionTitle(1, "ar")).first()).toBeVisible();
});

test("another organisation's forum is refused as one that does not exist", async ({ browser }) => {
  const { page } = await pageOf(browser, "staff", { organisation: "testi" });
  const asked = async (slug: string) => {
    const answer = await page.goto(routes.manageForm("fi", slug, "responsible"));
    return { status: answer?.status(), text: await answer?.text() };
  };
  const missing = await asked("ei-ole-olemassa");
  expect(missing.status).toBe(404);
  expect(await asked("perheilta-itakeskus")).toEqual(missing);
});
