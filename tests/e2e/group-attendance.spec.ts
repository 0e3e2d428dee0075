import { readFileSync } from "node:fs";
import type { BrowserContext, Page } from "@playwright/test";
import { routes } from "@/i18n/routes";
import { sessionCookieOf } from "../support/accounts";
import { expectNoBarriers, inEachLook } from "../support/axe";
import { databaseUrl, expect, portalUrl, test, words } from "../support/e2e";
import { openGate } from "../support/gate";
import { countCame, createMeetingToday, endTutors } from "../support/group-attendance";
import { staffPage } from "../support/staff-page";

// Who came to a meeting of a group, noted by its tutor on phones, one of them without a network; and without a script.

const NAMES = ["Hodan Warsame", "أمل محمود", "Ifrah"];

const counts = async (page: Page) =>
  (await page.getByTestId("meeting-counts").locator("dd").allTextContents()).join(" · ");
const standing = (page: Page) => page.locator("[data-connection]");

for (const locale of ["fi", "ar"] as const)
  test(`two phones note who came, one of them without a network, and agree with the server, in ${locale}`, async ({
    browser,
  }) => {
    test.setTimeout(180_000);
    const t = words(locale).GroupAttendance;
    const { slug, meetingId, token } = await createMeetingToday(databaseUrl(), NAMES);
    const path = routes.ownMeeting(locale, slug, meetingId);
    const gate = await openGate(portalUrl());
    const contexts: BrowserContext[] = [];
    const phone = async (url: string, more = {}) => {
      const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...more });
      contexts.push(context);
      await context.addCookies([{ ...sessionCookieOf(token), url }]);
      const page = await context.newPage();
      await page.goto(`${url}${path}`);
      return page;
    };
    const a = await phone(portalUrl());
    const b = await phone(gate.url);
    for (const page of [a, b]) await expect.poll(() => counts(page), { timeout: 20_000 }).toBe("0 · 0 · 0");
    await expect
      .poll(
        () =>
          b.evaluate(async () => {
            const names = (await caches.keys()).filter((name) => name.startsWith("omapolku-door"));
            const urls = await Promise.all(
              names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
            );
            return urls.flat().filter((url) => /\.js$|\/attendance$/.test(new URL(url).pathname)).length > 5;
          }),
        { timeout: 30_000 },
      )
      .toBe(true);

    await a.getByRole("checkbox", { name: NAMES[0] }).click();
    await expect.poll(() => counts(b), { timeout: 6_000 }).toBe("1 · 1 · 0");

    // One phone loses its network, and goes on, also after a reload.
    gate.close();
    await expect(standing(b)).toHaveAttribute("data-connection", "away");
    await b.getByRole("checkbox", { name: NAMES[1] }).click();
    await b.getByRole("button", { name: `${t.ages.adult} +1` }).click();
    await b.getByRole("button", { name: `${t.ages.from_13_to_17} +1` }).click();
    await expect(standing(b)).toContainText(t.queued.replace("{count}", "3"));
    await b.reload();
    await expect(standing(b)).toContainText(t.queued.replace("{count}", "3"));
    expect(await counts(b)).toBe("4 · 2 · 2");
    await expect(b.getByRole("checkbox", { name: NAMES[1] })).toBeChecked();

    // Meanwhile the other notes the same member, and one by mistake.
    await a.getByRole("checkbox", { name: NAMES[1] }).click();
    await a.getByRole("checkbox", { name: NAMES[2] }).click();
    await expect.poll(() => counts(a)).toBe("3 · 3 · 0");
    await a.getByRole("checkbox", { name: NAMES[2] }).click();
    await expect(a.getByRole("checkbox", { name: NAMES[2] })).not.toBeChecked();

    gate.open();
    for (const page of [a, b]) await expect.poll(() => counts(page), { timeout: 20_000 }).toBe("4 · 2 · 2");
    await expect.poll(() => countCame(databaseUrl(), meetingId)).toBe(4);

    await inEachLook(a, locale, ({ width, colorScheme }) => expectNoBarriers(a, `meeting ${width} ${colorScheme}`));

    // The same without a script: another member, visitors, and one of the last entries undone.
    const plain = await phone(portalUrl(), { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    await expect(plain.getByRole("definition").first()).toHaveText("4");
    await plain.getByRole("button", { name: t.note }).click();
    await expect(plain.getByText(words(locale).GroupAttendanceErrors.members_needed)).toBeVisible();
    await plain.getByRole("checkbox", { name: NAMES[2] }).check();
    await plain.getByRole("button", { name: t.note }).click();
    await expect(plain.getByRole("definition").first()).toHaveText("5");
    await plain.getByLabel(t.howMany).fill(locale === "ar" ? "٢" : "2");
    await plain.getByLabel(t.language).selectOption("so");
    await plain.getByRole("button", { name: t.countThem }).click();
    await expect(plain.getByRole("definition").first()).toHaveText("7");
    await plain
      .getByRole("button", { name: new RegExp(`^${t.undo}`) })
      .first()
      .click();
    await expect(plain.getByText(t.undone)).toBeVisible();
    await expect(plain.getByRole("definition").first()).toHaveText("5");
    expect(await plain.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await expect.poll(() => counts(a), { timeout: 10_000 }).toBe("5 · 3 · 2");

    // Who no longer leads the group keeps no names on the phone.
    await expect(a.getByText(NAMES[0] ?? "").first()).toBeVisible();
    await endTutors(databaseUrl(), meetingId);
    await expect(a.getByText(t.closed)).toBeVisible({ timeout: 10_000 });
    await expect(a.getByText(NAMES[0] ?? "")).toHaveCount(0);
    for (const context of contexts) await context.close();
    await gate.stop();
  });

test("staff see how many came by month without small numbers, and download it for the funder", async ({ browser }) => {
  const t = words("fi").GroupNumbers;
  const page = await staffPage(browser, "administrator");
  await page.goto(routes.groupsAtWork("fi"));
  await page.getByRole("link", { name: t.title }).click();
  await expect(page.getByRole("heading", { level: 1, name: t.title })).toBeVisible();
  await expect(page.getByRole("table", { name: t.byLanguage })).toContainText("somali");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: t.download }).click(),
  ]);
  const csv = readFileSync(await download.path(), "utf8");
  const rows = csv.split("\r\n").map((line) => line.split(";"));
  expect(rows[0]?.at(-1)).toBe(t.came);
  const came = rows.slice(1).flatMap((row) => (row.length > 1 ? [row.at(-1) ?? ""] : []));
  expect(came.length).toBeGreaterThan(20);
  // Numbers of people are five or more, or not shown.
  for (const number of came)
    expect(number === t.hidden || Number(number) >= 5 || Number(number) === 0, number).toBe(true);
  await page.context().close();
});
