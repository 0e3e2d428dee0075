import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import type { Role } from "@/features/access/schema";
import { formatDate } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import { inputValue, instantOf } from "@/i18n/time";
import { createAccount, sessionCookieOf } from "../support/accounts";
import { expectNoBarriers } from "../support/axe";
import { expect, portalUrl, test, words } from "../support/e2e";
import { createForum } from "../support/forums";

// The year calendar: a holiday is entered, warns whoever plans a forum on its day, and is deleted.

const databaseUrl = () => process.env.PORTAL_DATABASE_URL ?? "";
let counter = 0;

async function pageOf(browser: Browser, role: Role, options: BrowserContextOptions = {}): Promise<Page> {
  const email = `kalenteri-${process.pid}-${counter++}@example.org`;
  const { token } = await createAccount(databaseUrl(), { email, roles: [role], organisations: ["testi"] });
  const context = await browser.newContext({ baseURL: portalUrl(), ...options });
  await context.addCookies([{ ...sessionCookieOf(token), url: portalUrl() }]);
  return context.newPage();
}

const dayIn = (days: number) => inputValue(new Date(Date.now() + days * 86_400_000)).slice(0, 10);
const shown = (day: string) => day.split("-").reverse().map(Number).join(".");
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

for (const { locale, days, ...options } of [
  { locale: "fi", days: 100, javaScriptEnabled: true },
  { locale: "ar", days: 110, javaScriptEnabled: false, viewport: { width: 320, height: 800 } },
] as const)
  test(`in ${locale}: a holiday is written down, warns whoever plans a forum on its day, is changed and deleted`, async ({
    browser,
  }) => {
    test.setTimeout(240_000);
    const { YearCalendar, OccasionErrors, Plan, PlanErrors, Clashes, Municipalities, Work } = words(locale);
    const [first, last] = [dayIn(days), dayIn(days + 2)];
    const year = Number(first.slice(0, 4));
    const name = `Testiloma ${locale} ${process.pid}`;
    const staff = await pageOf(browser, "staff", options);
    await staff.goto(routes.work(locale));
    await staff.getByRole("link", { name: Work.calendar }).click();
    await expect(staff.getByRole("heading", { level: 1 })).toHaveText(YearCalendar.title);
    await staff.getByRole("link", { name: YearCalendar.add }).click();

    // Errors are beside their fields, and the input is kept.
    await staff.locator("#kind").selectOption("winter_holiday");
    await staff.locator("#firstDay").fill(last);
    await staff.locator("#lastDay").fill(first);
    await staff.locator("#municipalities").fill("Turku, Vanta");
    await staff.getByRole("button", { name: YearCalendar.create }).click();
    await expect(staff.locator("#municipalities-error")).toContainText("Vanta");
    await expect(staff.locator("#municipalities")).toHaveValue("Turku, Vanta");
    await staff.locator("#municipalities").fill("Turku, Vanda");
    await staff.getByRole("button", { name: YearCalendar.create }).click();
    await expect(staff.locator("#lastDay-error")).toContainText(OccasionErrors.ends_first);
    await staff.locator("#firstDay").fill(first);
    await staff.locator("#lastDay").fill(last);
    await staff.locator("summary").filter({ hasText: YearCalendar.names }).click();
    await staff.locator('[id="name.fi"]').fill(name);
    expect(await fits(staff)).toBe(true);
    await expectNoBarriers(staff, `new occasion, ${locale}`);
    await staff.getByRole("button", { name: YearCalendar.create }).click();
    await expect(staff.getByText(YearCalendar.doneCreated)).toBeVisible();
    const row = staff.getByRole("row").filter({ hasText: name });
    await expect(row).toContainText(shown(first));
    await expect(row).toContainText(Municipalities.turku);
    expect(await fits(staff)).toBe(true);
    await expectNoBarriers(staff, `year calendar, ${locale}`);

    // For a municipality without entries, it says so.
    await staff.goto(routes.yearCalendar(locale, { year: year + 3, municipality: "utsjoki" }));
    await expect(staff.getByText(YearCalendar.unknownTitle)).toBeVisible();
    await expect(staff.locator("#found")).toContainText("Utsjoki");
    await expect(staff.getByRole("row").filter({ hasText: name })).toHaveCount(0);

    // Planners are warned for each date, but not held back.
    const slug = `kalenteri-${locale}-${process.pid}`;
    await createForum(databaseUrl(), { slug, inDays: 20 });
    await staff.goto(routes.manageForm(locale, slug, "copy"));
    await staff.locator("#date").fill(first);
    await staff.locator("summary").filter({ hasText: Plan.seriesOpen }).click();
    await staff.locator("#date2").fill(last);
    await staff.locator("#startTime").fill("17:30");
    await staff.locator("#endTime").fill("19:30");
    await staff.locator("#venue").selectOption("testitalo");
    await staff.getByRole("button", { name: Plan.copy, exact: true }).click();
    const alert = staff.getByRole("alert").filter({ hasText: PlanErrors.clashes_ask });
    for (const day of [first, last]) {
      // By its weekday, because the days of a holiday are written without one.
      const dated = formatDate(locale, instantOf(day, "12:00") ?? new Date(Number.NaN));
      const note = alert.getByRole("listitem").filter({ hasText: dated });
      await expect(note).toHaveCount(1);
      await expect(note).toContainText(name);
    }
    expect(await fits(staff)).toBe(true);
    await staff.getByRole("button", { name: Plan.copySeveral, exact: true }).click();
    await expect(staff).toHaveURL(/done=series&told=2/);
    const warned = staff.getByRole("listitem").filter({ hasText: name });
    await expect(staff.getByRole("heading", { name: Clashes.title })).toBeVisible();
    await expect(warned).toContainText(Clashes.begins.split(":")[0] ?? "");
    await staff.getByRole("link", { name: Plan.publish }).click();
    await expect(warned).toBeVisible();
    expect(await fits(staff)).toBe(true);

    // Changed, deleted: it asks first.
    await staff.goto(routes.yearCalendar(locale, { year, municipality: "turku" }));
    await staff.getByRole("link", { name }).click();
    await staff.locator("#lastDay").fill("");
    await staff.getByRole("button", { name: YearCalendar.save }).click();
    await expect(staff.getByText(YearCalendar.doneEdited)).toBeVisible();
    await expect(row).not.toContainText(shown(last));
    await staff.getByRole("link", { name }).click();
    await staff.getByRole("button", { name: YearCalendar.delete, exact: true }).click();
    await expect(staff.getByRole("alert").filter({ hasText: name })).toContainText(shown(first));
    expect(await fits(staff)).toBe(true);
    await staff.getByRole("button", { name: YearCalendar.deleteSure, exact: true }).click();
    await expect(staff.getByText(YearCalendar.doneDeleted)).toBeVisible();
    await expect(staff.getByRole("row").filter({ hasText: name })).toHaveCount(0);
  });

test("other people who work here see the calendar, but cannot change it", async ({ browser }) => {
  const { YearCalendar } = words("sv");
  const counsellor = await pageOf(browser, "counsellor");
  await counsellor.goto(routes.yearCalendar("sv", { year: 2027 }));
  await expect(counsellor.getByRole("heading", { level: 1 })).toHaveText(YearCalendar.title);
  await expect(counsellor.getByText(words("sv").Occasions.midsummer)).toBeVisible();
  await expect(counsellor.getByRole("link", { name: YearCalendar.add })).toHaveCount(0);
  expect((await counsellor.goto(routes.newOccasion("sv")))?.status()).toBe(404);
});
