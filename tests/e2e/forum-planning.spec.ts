import type { Locator, Page } from "@playwright/test";
import { routes } from "@/i18n/routes";
import { inputValue } from "@/i18n/time";
import { expectNoBarriers } from "../support/axe";
import {
  asked,
  databaseUrl,
  expect,
  expectWrong,
  fillRegistration,
  question,
  submit,
  test,
  words,
} from "../support/e2e";
import { createForum } from "../support/forums";

// A forum from an empty form to the first family: made, completed, previewed and published by staff.

const inDays = (days: number, time: string) =>
  `${inputValue(new Date(Date.now() + days * 86_400_000)).slice(0, 10)}T${time}`;

/** Sends the form of a workspace page; above it is the form that signs out. */
const send = (page: Page) => page.locator("main form button[type=submit]").last().click();

/** Fills in everything that the form of a new forum asks. */
async function fillNewForum(page: Page, locale: string, title: string): Promise<void> {
  const { Plan, TextParts } = words(locale);
  await asked(page, TextParts.forum_title).fill(title);
  await asked(page, TextParts.forum_summary).fill("Lyhyesti siitä, mistä puhutaan.");
  await asked(page, TextParts.forum_description).fill("Ensimmäinen kappale.\n\nToinen kappale.");
  await asked(page, TextParts.forum_audience).fill("Kaikille perheille");
  await asked(page, Plan.startsAt).fill(inDays(70, "17:30"));
  await asked(page, Plan.endsAt).fill(inDays(70, "19:30"));
  await asked(page, Plan.venue).selectOption("testitalo");
}

test("a coordinator makes a forum and publishes it; list, page and feed show it, and a family registers", async ({
  page,
  pageOf,
}) => {
  test.setTimeout(240_000);
  const { Plan, PlanErrors, PlanFindings, Work } = words("fi");
  const title = `Kevään perheilta ${process.pid}`;
  const slug = `kevaan-perheilta-${process.pid}`;
  const staff = await pageOf("staff");
  await test.step("staff make a draft", async () => {
    await staff.goto(routes.work("fi"));
    await staff.getByRole("link", { name: Work.newForum }).click();
    await expect(staff).toHaveURL(routes.newForum("fi"));
    await fillNewForum(staff, "fi", title);
    await send(staff);
    await expect(staff.getByText(Plan.doneCreated)).toBeVisible();
    await expect(staff).toHaveURL(new RegExp(`${routes.manage("fi", slug)}\\?`));
    await expect(staff.getByText(PlanFindings.language_none)).toBeVisible();
  });

  await test.step("nobody else sees it: neither a stranger nor the staff of another organisation", async () => {
    expect((await page.goto(routes.forum("fi", slug)))?.status()).toBe(404);
    const stranger = await pageOf("staff", { organisation: "moniheli" });
    for (const path of [
      routes.manage("fi", slug),
      routes.previewForum("fi", slug),
      routes.manageForm("fi", slug, "edit"),
    ])
      expect((await stranger.goto(path))?.status(), path).toBe(404);
  });

  await test.step("what it lacks is told, and filled in", async () => {
    await staff.getByRole("link", { name: Plan.publish }).click();
    await expect(staff).toHaveURL(routes.manageForm("fi", slug, "publish"));
    await send(staff);
    await expect(staff.getByText(PlanErrors.not_ready)).toBeVisible();
    await staff.goto(routes.manageForm("fi", slug, "edit"));
    await (await question(staff, "main.fi")).check();
    await (await question(staff, "interpreted.si")).check();
    await asked(staff, Plan.capacity).fill("kolmekymmentä");
    await send(staff);
    await expectWrong(asked(staff, Plan.capacity), PlanErrors.limit_invalid);
    await expect(staff.getByRole("group", { name: Plan.languagesMain, exact: true }).getByLabel("suomi")).toBeChecked();
    await asked(staff, Plan.capacity).fill("30");
    await send(staff);
    await expect(staff.getByText(Plan.doneEdited)).toBeVisible();
  });

  await test.step("it is looked at in another language, and published", async () => {
    await staff.goto(routes.previewForum("ar", slug));
    await expect(staff.locator("html")).toHaveAttribute("dir", "rtl");
    await expect(staff.getByRole("heading", { level: 1 })).toHaveText(title);
    await staff.goto(routes.manageForm("fi", slug, "publish"));
    await send(staff);
    await expect(staff.getByText(Plan.donePublished)).toBeVisible();
  });

  await test.step("page, list, calendar and picture show it", async () => {
    expect((await page.goto(routes.forum("fi", slug)))?.status()).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    expect(await page.locator('script[type="application/ld+json"]').textContent()).toContain(title);
    await page.goto(routes.forumsBy("fi", ["language-si"]));
    await expect(page.getByRole("link", { name: title }).first()).toBeAttached();
    const feed = await (await page.request.get(routes.forumsCalendar("fi"))).text();
    expect(feed.replaceAll(/\r\n /g, "")).toContain(title);
    expect((await page.request.get(routes.forumImage("fi", slug))).status()).toBe(200);
  });

  await test.step("once somebody comes it is not taken back any more", async () => {
    await page.goto(routes.register("fi", slug));
    await fillRegistration(page, "Hodan", `hodan-${process.pid}@example.org`);
    await submit(page);
    await expect(page.getByTestId("code")).toBeVisible();
    // Somebody has registered, so it cannot be taken back any more.
    await staff.goto(routes.manageForm("fi", slug, "unpublish"));
    await asked(staff, Plan.unpublishSure).check();
    await send(staff);
    await expect(staff.getByText(PlanErrors.registered)).toBeVisible();
  });
});

test("without JavaScript, from right to left at 320 px, errors stand beside the fields and everything typed stays", async ({
  pageOf,
}) => {
  const { Plan, PlanErrors, TextParts } = words("ar");
  const staff = await pageOf("staff", { javaScriptEnabled: false, viewport: { width: 320, height: 800 } });
  await staff.goto(routes.newForum("ar"));
  const title = `لقاء الأسر ${process.pid}`;
  await fillNewForum(staff, "ar", title);
  await asked(staff, Plan.endsAt).fill(inDays(70, "17:00"));
  await send(staff);
  await expectWrong(asked(staff, Plan.endsAt), PlanErrors.ends_first);
  await expect(asked(staff, TextParts.forum_title)).toHaveValue(title);
  await expect(asked(staff, TextParts.forum_description)).toHaveValue("Ensimmäinen kappale.\n\nToinen kappale.");
  await expect(asked(staff, Plan.venue)).toHaveValue("testitalo");
  expect(await staff.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await asked(staff, Plan.endsAt).fill(inDays(70, "19:00"));
  await send(staff);
  await expect(staff.getByText(Plan.doneCreated)).toBeVisible();
  // A title in another script leaves no slug, so the kind and the day form it.
  await expect(staff).toHaveURL(/\/ar\/manage\/family-evening-\d{4}-\d\d-\d\d(-\d+)?\?/);
});

test("a forum that nobody has registered for is taken back and published again under the same address", async ({
  page,
  pageOf,
}) => {
  test.setTimeout(120_000);
  const { Plan } = words("fi");
  const title = `Peruttava julkaisu ${process.pid}`;
  const slug = `peruttava-julkaisu-${process.pid}`;
  const staff = await pageOf("staff", { javaScriptEnabled: false });
  await staff.goto(routes.newForum("fi"));
  await fillNewForum(staff, "fi", title);
  await send(staff);
  await staff.goto(routes.manageForm("fi", slug, "edit"));
  await (await question(staff, "main.fi")).check();
  await send(staff);
  const publish = async () => {
    await staff.goto(routes.manageForm("fi", slug, "publish"));
    await send(staff);
    await expect(staff.getByText(Plan.donePublished)).toBeVisible();
    expect((await page.goto(routes.forum("fi", slug)))?.status()).toBe(200);
  };
  await publish();
  await staff.goto(routes.manageForm("fi", slug, "unpublish"));
  await asked(staff, Plan.unpublishSure).check();
  await send(staff);
  await expect(staff.getByText(Plan.doneUnpublished)).toBeVisible();
  expect((await page.goto(routes.forum("fi", slug)))?.status()).toBe(404);
  // Searched for: other tests leave drafts, more than one page of them.
  await staff.goto(routes.work("fi", { when: "drafts", text: title }));
  await expect(staff.getByRole("link", { name: title })).toBeVisible();
  await publish();
});

/** The next minute on the clock, e.g. `2027-03-04T18:00` after `2027-03-04T17:59`. */
const nextMinute = (clock: string) => new Date(Date.parse(`${clock}Z`) + 60_000).toISOString().slice(0, 16);

test("a programme is arranged with JavaScript: added to, changed, and left out; readers and a family see it", async ({
  page,
  pageOf,
}) => {
  test.setTimeout(180_000);
  const { Manage, ManageErrors, TextParts } = words("fi");
  const slug = `ohjelma-${process.pid}`;
  await createForum(databaseUrl(), { slug, tables: [4] });
  const staff = await pageOf("staff");
  await staff.goto(routes.manage("fi", slug));
  await staff.getByRole("link", { name: Manage.addSession }).click();
  await expect(staff).toHaveURL(routes.manageSession("fi", slug, "new"));
  await expectNoBarriers(staff, "a new part of the programme");
  await asked(staff, TextParts.session_title).fill("Ammattikoulun pöytä");
  // Test forums begin within a minute: take the first whole one.
  const begins = nextMinute(await asked(staff, Manage.startsAt).inputValue());
  await asked(staff, Manage.startsAt).fill(begins);
  const ends = await asked(staff, Manage.endsAt).inputValue();
  await asked(staff, Manage.endsAt).fill(begins);
  await send(staff);
  await expectWrong(asked(staff, Manage.endsAt), ManageErrors.session_ends_first);
  await expect(asked(staff, TextParts.session_title)).toHaveValue("Ammattikoulun pöytä");
  await asked(staff, Manage.endsAt).fill(ends);
  await asked(staff, Manage.sessionCapacity).fill("6");
  await send(staff);
  await expect(staff.getByText(Manage.doneSessionAdded)).toBeVisible();
  await page.goto(routes.forum("fi", slug));
  await expect(page.getByRole("heading", { name: "Ammattikoulun pöytä" })).toBeVisible();

  await page.goto(routes.register("fi", slug));
  await fillRegistration(page, "Hodan", `hodan-ohjelma-${process.pid}@example.org`);
  const choice = await question(page, "people.0.session.0");
  await choice.selectOption(await choice.locator("option", { hasText: "Pöytä 1 (fi)" }).getAttribute("value"));
  await submit(page);
  await expect(page.getByTestId("code")).toBeVisible();

  // People who chose a session are counted before it is moved or left out.
  await staff.getByRole("link", { name: "Pöytä 1 (fi)", exact: true }).click();
  await asked(staff, Manage.startsAt).fill(begins);
  await send(staff);
  await expect(staff.getByText("1 seurue on valinnut tämän osan")).toBeVisible();
  await staff.getByRole("button", { name: Manage.sessionSure }).click();
  await expect(staff.getByText(Manage.doneSessionChanged)).toBeVisible();
});

test("without JavaScript, from right to left at 320 px, a part of a draft's programme is added and left out", async ({
  pageOf,
}) => {
  const { Manage, ManageErrors, TextParts } = words("ar");
  const slug = `ohjelma-ar-${process.pid}`;
  await createForum(databaseUrl(), { slug, status: "draft" });
  const staff = await pageOf("staff", { javaScriptEnabled: false, viewport: { width: 320, height: 800 } });
  await staff.goto(routes.manageSession("ar", slug, "new"));
  await send(staff);
  await expectWrong(asked(staff, TextParts.session_title), ManageErrors.title_needed);
  await asked(staff, TextParts.session_title).fill("طاولة الثانوية");
  await asked(staff, Manage.sessionRoom).fill("Luokka 3");
  await send(staff);
  await expect(staff.getByText(Manage.doneSessionAdded)).toBeVisible();
  expect(await staff.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await staff.getByRole("link", { name: "طاولة الثانوية" }).first().click();
  await expect(asked(staff, Manage.sessionRoom)).toHaveValue("Luokka 3");
  await staff.getByRole("link", { name: Manage.leaveOut }).click();
  await send(staff);
  await staff.getByRole("button", { name: Manage.leaveOutSure }).click();
  await expect(staff.getByText(Manage.doneLeftOut)).toBeVisible();
  await expect(staff.getByText(Manage.programmeNone)).toBeVisible();
});

test("a forum that has been held is closed with what came of it, and readers see that at the next request", async ({
  page,
  pageOf,
}) => {
  const { Plan, PlanErrors, TextParts } = words("fi");
  const slug = `tulos-${process.pid}`;
  await createForum(databaseUrl(), { slug, inDays: -4, closesInDays: -6 });
  await page.goto(routes.forum("fi", slug));
  const staff = await pageOf("staff", { javaScriptEnabled: false });
  await staff.goto(routes.manage("fi", slug));
  await staff.getByRole("link", { name: Plan.close }).click();
  await expect(staff).toHaveURL(routes.manageForm("fi", slug, "close"));
  await send(staff);
  await expectWrong(asked(staff, TextParts.forum_outcome), PlanErrors.words_needed);
  await asked(staff, TextParts.forum_outcome).fill("Koulu avaa ovensa vanhemmille keväällä.");
  await send(staff);
  await expect(staff.getByText(Plan.doneClosed)).toBeVisible();
  await page.reload();
  await expect(page.getByText("Koulu avaa ovensa vanhemmille keväällä.")).toBeVisible();
  expect((await staff.goto(routes.manageForm("fi", slug, "limits")))?.status()).toBe(404);
});

test("a forum is public before one can register: its page and the form say from when on", async ({ page, pageOf }) => {
  const { Errors, Forum, Plan, States } = words("fi");
  const slug = `avautuu-${process.pid}`;
  await createForum(databaseUrl(), { slug });
  const staff = await pageOf("staff");
  await staff.goto(routes.manageForm("fi", slug, "edit"));
  await asked(staff, Plan.opensAt).fill(inDays(9, "09:00"));
  await send(staff);
  await expect(staff.getByText(Plan.doneEdited)).toBeVisible();
  await page.goto(routes.forum("fi", slug));
  await expect(page.getByText(States.unopened).first()).toBeVisible();
  await expect(page.getByText(Forum.unopenedText)).toBeVisible();
  await expect(page.getByRole("link", { name: Forum.register, exact: true })).toHaveCount(0);
  await page.goto(routes.register("fi", slug));
  await expect(page.getByText(Errors.unopened)).toBeVisible();
});

test("a forum is changed and published with the keyboard alone", async ({ pageOf }) => {
  const { Plan } = words("fi");
  const slug = `nappain-${process.pid}`;
  await createForum(databaseUrl(), { slug, status: "draft", inDays: 68 });
  const staff = await pageOf("staff");
  const tabTo = async (target: Locator) => {
    const focused = () => target.evaluate((element) => element === document.activeElement);
    for (let n = 0; n < 200 && !(await focused()); n++) await staff.keyboard.press("Tab");
    await expect(target).toBeFocused();
  };
  const sendButton = staff.locator("main form button[type=submit]").last();
  await staff.goto(routes.manage("fi", slug));
  await tabTo(staff.getByRole("link", { name: Plan.edit }));
  await staff.keyboard.press("Enter");
  await expect(staff.getByRole("heading", { level: 1, name: Plan.edit })).toBeVisible();
  await tabTo(asked(staff, Plan.childcare));
  await staff.keyboard.press("ControlOrMeta+a");
  await staff.keyboard.type("7");
  await tabTo(sendButton);
  await staff.keyboard.press("Enter");
  await expect(staff.getByText(Plan.doneEdited)).toBeVisible();
  await tabTo(staff.getByRole("link", { name: Plan.publish }));
  await staff.keyboard.press("Enter");
  await expect(staff.getByRole("heading", { level: 1, name: Plan.publishTitle })).toBeVisible();
  await tabTo(sendButton);
  await staff.keyboard.press("Enter");
  await expect(staff.getByText(Plan.donePublished)).toBeVisible();
});
