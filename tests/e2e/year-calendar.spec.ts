import type { Page } from "@playwright/test";
import { formatDate } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import { inputValue, instantOf } from "@/i18n/time";
import { expectNoBarriers } from "../support/axe";
import { asked, databaseUrl, expect, expectWrong, test, words } from "../support/e2e";
import { createForum } from "../support/forums";

// The year calendar: a holiday is entered, warns whoever plans a forum on its day, and is deleted.

const dayIn = (days: number) => inputValue(new Date(Date.now() + days * 86_400_000)).slice(0, 10);
const shown = (day: string) => day.split("-").reverse().map(Number).join(".");
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

for (const { locale, days, ...options } of [
  { locale: "fi", days: 100, javaScriptEnabled: true },
  { locale: "ar", days: 110, javaScriptEnabled: false, viewport: { width: 320, height: 800 } },
] as const)
  test(`in ${locale}: a holiday is written down, warns whoever plans a forum on its day, is changed and deleted`, async ({
    pageOf,
  }) => {
    test.setTimeout(240_000);
    const { YearCalendar, OccasionErrors, Plan, PlanErrors, Clashes, Municipalities, Work } = words(locale);
    const [first, last] = [dayIn(days), dayIn(days + 2)];
    const year = Number(first.slice(0, 4));
    const name = `Testiloma ${locale} ${process.pid}`;
    const staff = await pageOf("staff", options);
    await staff.goto(routes.work(locale));
    // Where the page is narrow, the rooms of staff are folded.
    const rooms = staff.locator("details:has(nav) > summary").filter({ hasText: Work.menu });
    if (await rooms.isVisible()) await rooms.click();
    await staff.getByRole("link", { name: Work.calendar }).click();
    await expect(staff.getByRole("heading", { level: 1 })).toHaveText(YearCalendar.title);
    await staff.getByRole("link", { name: YearCalendar.add }).click();

    // Errors are beside their fields, and the input is kept.
    await asked(staff, YearCalendar.kind).selectOption("winter_holiday");
    await asked(staff, YearCalendar.firstDay).fill(last);
    await asked(staff, YearCalendar.lastDay).fill(first);
    await asked(staff, YearCalendar.municipalities).fill("Turku, Vanta");
    await staff.getByRole("button", { name: YearCalendar.create }).click();
    await expectWrong(asked(staff, YearCalendar.municipalities), OccasionErrors.municipality_unknown);
    await expect(asked(staff, YearCalendar.municipalities)).toHaveAccessibleDescription(/Vanta/);
    await expect(asked(staff, YearCalendar.municipalities)).toHaveValue("Turku, Vanta");
    await asked(staff, YearCalendar.municipalities).fill("Turku, Vanda");
    await staff.getByRole("button", { name: YearCalendar.create }).click();
    await expectWrong(asked(staff, YearCalendar.lastDay), OccasionErrors.ends_first);
    await asked(staff, YearCalendar.firstDay).fill(first);
    await asked(staff, YearCalendar.lastDay).fill(last);
    await staff.locator("summary").filter({ hasText: YearCalendar.names }).click();
    await asked(staff, `${YearCalendar.name} (suomi)`).fill(name);
    expect(await fits(staff)).toBe(true);
    await staff.getByRole("button", { name: YearCalendar.create }).click();
    await expect(staff.getByText(YearCalendar.doneCreated)).toBeVisible();
    const row = staff.getByRole("row").filter({ hasText: name });
    await expect(row).toContainText(shown(first));
    await expect(row).toContainText(Municipalities.turku);
    expect(await fits(staff)).toBe(true);
    if (options.javaScriptEnabled) await expectNoBarriers(staff, `year calendar, ${locale}`);

    // For a municipality without entries, it says so.
    await staff.goto(routes.yearCalendar(locale, { year: year + 3, municipality: "utsjoki" }));
    await expect(staff.getByText(YearCalendar.unknownTitle)).toBeVisible();
    await expect(staff.locator("#found")).toContainText("Utsjoki");
    await expect(staff.getByRole("row").filter({ hasText: name })).toHaveCount(0);

    // Planners are warned for each date, but not held back.
    const slug = `kalenteri-${locale}-${process.pid}`;
    await createForum(databaseUrl(), { slug, inDays: 20 });
    await staff.goto(routes.manageForm(locale, slug, "copy"));
    await asked(staff, Plan.date).fill(first);
    await staff.locator("summary").filter({ hasText: Plan.seriesOpen }).click();
    await asked(staff, Plan.dateNumber.replace("{number}", "2")).fill(last);
    await asked(staff, Plan.startsAt).fill("17:30");
    await asked(staff, Plan.endsAt).fill("19:30");
    await asked(staff, Plan.venue).selectOption("testitalo");
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
    await asked(staff, YearCalendar.lastDay).fill("");
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

test("other people who work here see the calendar, but cannot change it", async ({ pageOf }) => {
  const { YearCalendar } = words("sv");
  const counsellor = await pageOf("counsellor");
  await counsellor.goto(routes.yearCalendar("sv", { year: 2027 }));
  await expect(counsellor.getByRole("heading", { level: 1 })).toHaveText(YearCalendar.title);
  await expect(counsellor.getByText(words("sv").Occasions.midsummer)).toBeVisible();
  await expect(counsellor.getByRole("link", { name: YearCalendar.add })).toHaveCount(0);
  expect((await counsellor.goto(routes.newOccasion("sv")))?.status()).toBe(404);
});
