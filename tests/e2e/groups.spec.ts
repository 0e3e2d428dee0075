import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import { LOCALES } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { inputValue } from "@/i18n/time";
import { expectNoBarriers } from "../support/axe";
import { expect, portalUrl, test, words } from "../support/e2e";
import { staffPage } from "../support/staff-page";

// Peer groups: found by a parent, on a small phone and without a script; and made by staff.

const SLUG = "kontulan-somalinkieliset-aidit";
const texts = (locale: string) =>
  JSON.parse(readFileSync(`src/features/groups/demo/texts/${locale}.json`, "utf8"))["aidit-kontula"];

for (const locale of ["fi", "ar"] as const)
  test.describe(`in ${locale}, on a small phone without a script`, () => {
    test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });

    test("a parent finds a group by language and place, reads it, and takes its calendar along", async ({ page }) => {
      const t = words(locale);
      const { title } = texts(locale);
      await page.goto(routes.home(locale));
      await page.getByRole("navigation", { name: t.Site.menu }).getByRole("link", { name: t.Site.groups }).click();
      await expect(page).toHaveURL(routes.groups(locale));
      await page.locator("main summary").first().click();
      await page.getByLabel(t.Groups.language).selectOption("so");
      await page.getByLabel(t.Groups.place, { exact: true }).selectOption("helsinki");
      await page.getByLabel(t.Groups.childcare, { exact: true }).selectOption("yes");
      await page.getByRole("button", { name: t.Groups.apply }).click();
      await expect(page).toHaveURL(`/${locale}/groups/by/language-so/place-helsinki/childcare-yes#found`);
      const cards = page.locator("main article");
      await expect(cards).toHaveCount(1);
      await cards.getByRole("link", { name: title }).click();

      await expect(page).toHaveURL(routes.group(locale, SLUG));
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
      await expect(page.locator("header").getByText("Soo dhawow")).toHaveAttribute("lang", "so");
      await expect(page.getByText("Kontulan kirjastosali").first()).toBeVisible();
      await expect(page.getByText(t.Group.cancelledText)).toBeVisible();
      await expect(page.getByRole("link", { name: /\+358 40 123 4503/ })).toHaveAttribute("href", "tel:+358401234503");
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      expect(await page.evaluate(() => document.documentElement.dir)).toBe(LOCALES[locale].dir);

      const href = await page.getByRole("link", { name: t.Group.calendar }).getAttribute("href");
      const answer = await fetch(`${portalUrl()}${href}`);
      expect(answer.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
      const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
      const events = calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
      // Two that were cancelled, one of them long ago, and one that is moved.
      expect(events.filter((event) => event.isRecurrenceException())).toHaveLength(3);
      expect(
        events.find((event) => !event.isRecurrenceException())?.component.getFirstPropertyValue("rrule"),
      ).toMatchObject({
        freq: "WEEKLY",
      });

      // One tap says that they will come, and they read what they have to know.
      await page.getByLabel(t.ComeAlong.language).selectOption("so");
      const [before = ""] = t.ComeAlong.come.split("{when}");
      await page.getByRole("button", { name: before.trim() }).first().click();
      await expect(page).toHaveURL(new RegExp(`${routes.comeToGroup(locale, SLUG)}/[-0-9a-f]{36}$`));
      await expect(page.getByText(t.ComeAlong.counted)).toBeVisible();
      await expect(page.getByText("Keksitty aukio 5").first()).toBeVisible();
      await expect(page.getByText(t.ComeAlong.bringChildren)).toBeVisible();
      await page.getByRole("link", { name: t.ComeAlong.back }).click();

      // From the group to a forum that it talks about, and back.
      await page.locator("section[aria-labelledby=forums]").getByRole("link").click();
      await expect(page).toHaveURL(routes.forum(locale, "perheilta-itakeskus"));
      await page.locator("section[aria-labelledby=groups]").getByRole("link", { name: title }).click();
      await expect(page).toHaveURL(routes.group(locale, SLUG));
    });
  });

test("a group that is not to be found by its address does not give it away", async ({ request }) => {
  for (const path of ["/fi/groups/dariksi-koulusta-espoossa", "/fi/groups/dariksi-koulusta-espoossa/calendar.ics"]) {
    const text = await (await request.get(path)).text();
    expect(text).toContain("Espoon keskus");
    expect(text).not.toMatch(/Keksitty polku|kerhohuone/);
  }
  const online = await (await request.get("/fi/groups/vietnaminkielinen-ryhma-verkossa")).text();
  expect(online).not.toContain("kokous.example.org");
});

test("an empty list says so and leads on", async ({ page }) => {
  const t = words("fi").Groups;
  await page.goto("/fi/groups/by/language-my");
  await expect(page.getByText(t.emptyTitle)).toBeVisible();
  await page.getByRole("link", { name: t.online }).click();
  await expect(page).toHaveURL("/fi/groups/by/place-online");
  await expect(page.locator("main article")).toHaveCount(1);
});

test("staff make a group, publish it, move and cancel a meeting, and readers see it at once", async ({
  browser,
  page,
}) => {
  const t = words("fi");
  const work = await staffPage(browser, "staff");
  await work.goto(routes.groupsAtWork("fi"));
  await work.getByRole("link", { name: t.GroupWork.newGroup }).click();
  const title = `Testiryhmä ${process.pid}`;
  const first = inputValue(new Date(Date.now() + 3 * 86_400_000)).slice(0, 10);
  await work.getByRole("button", { name: t.GroupWork.create }).click();
  await expect(work.getByText(t.GroupErrors.languages_needed).first()).toBeVisible();
  await work.getByLabel(t.GroupEntries.ask).check();
  await work.getByLabel(/Soomaali/).check();
  await work.getByLabel(t.GroupWork.municipality).selectOption("rauma");
  await work.getByLabel(t.GroupWork.district).fill("Keskusta");
  await work.getByLabel(t.GroupWork.address).fill("Piilokatu 7");
  await work.getByLabel(t.GroupWork.firstDay).fill(first);
  await work.getByLabel(t.GroupWork.startTime).fill("17:30");
  await work.getByLabel(t.GroupWork.endTime).fill("19:00");
  await work.getByLabel(t.TextParts.group_title).fill(title);
  await work.getByLabel(t.TextParts.group_summary).fill("Tavataan ja jutellaan.");
  await work.getByLabel(t.TextParts.group_description).fill("Juomme teetä.");
  await work.getByRole("button", { name: t.GroupWork.create }).click();
  await expect(work.getByText(t.GroupWork.doneCreated)).toBeVisible();
  await expectNoBarriers(work, "a new group");
  await work.getByRole("link", { name: t.GroupWork.preview }).click();
  await expect(work.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(work.getByText("Piilokatu")).toHaveCount(0);
  await work.getByRole("link", { name: t.GroupWork.backToGroup }).click();
  await work.getByRole("button", { name: t.GroupWork.publish }).click();
  await expect(work.getByText(t.GroupWork.donePublished)).toBeVisible();
  const look = (await work.getByRole("link", { name: t.GroupWork.look }).getAttribute("href")) ?? "";
  const change = work.getByRole("link", { name: new RegExp(`^${t.GroupMessages.changeTitle} ?:`) });
  await change.first().click();
  await work.getByRole("button", { name: "Peru tapaaminen" }).click();
  await expect(work.getByText(t.GroupMessages.doneCancelled)).toBeVisible();
  await change.nth(1).click();
  await work.getByLabel(t.GroupWork.startTime).fill("18:00");
  await work.getByLabel(t.GroupWork.endTime).fill("19:30");
  await work.getByRole("button", { name: "Siirrä tapaaminen" }).click();
  await expect(work.getByText(t.GroupMessages.doneMoved)).toBeVisible();

  await page.goto(look);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(page.getByText(t.Group.cancelledText)).toHaveCount(1);
  await expect(page.getByText("klo 18.00–19.30")).toHaveCount(1);
  await expect(page.getByText("Piilokatu")).toHaveCount(0);
  await page.goto("/fi/groups/by/place-rauma");
  await expect(page.locator("main article")).toHaveCount(1);

  await work.getByRole("button", { name: t.GroupWork.end }).click();
  await work.getByRole("button", { name: t.GroupWork.endSure }).click();
  await expect(work.getByText(t.GroupWork.doneEnded)).toBeVisible();
  await page.goto(look);
  await expect(page.getByText(t.Group.endedText)).toBeVisible();
});
