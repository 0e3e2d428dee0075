import type { Browser } from "@playwright/test";
import { routes } from "@/i18n/routes";
import { createAccount, sessionCookieOf } from "../support/accounts";
import {
  databaseUrl,
  expect,
  expectWrong,
  portalUrl,
  question,
  someNumber,
  submit,
  test,
  waitForText,
  words,
} from "../support/e2e";
import { createTestGroup, groupTitle, SECRET_PLACE } from "../support/groups";

// A parent and a peer group from the first look to the last, on a small phone and without a script: found in the list, asked,
// welcomed by its tutor on another phone, told by text message what is cancelled, and left with one tap by the link in it.

/** Towns where no other test has a group. */
const WHERE = { fi: "kajaani", ar: "tornio", so: "iisalmi" } as const;
/** What the tutor writes, in another language than the page. */
const TOPIC = {
  fi: { language: "ar", text: "ما هو الاختيار المشترك؟" },
  ar: { language: "so", text: "Wilma iyo dugsiga" },
  so: { language: "fi", text: "Yhteishaku ja TUVA" },
} as const;

const SMALL_PHONE = { javaScriptEnabled: false, viewport: { width: 320, height: 640 } };

/** The page of a group's tutor on their phone. */
async function tutorOf(browser: Browser, slug: string) {
  const { token } = await createAccount(databaseUrl(), {
    ...{ email: `ohjaa-${slug}@example.org`, roles: ["peer_tutor"], leads: [slug] },
  });
  const context = await browser.newContext({ ...SMALL_PHONE, baseURL: portalUrl() });
  await context.addCookies([{ ...sessionCookieOf(token), url: portalUrl() }]);
  return context.newPage();
}

for (const locale of ["fi", "ar", "so"] as const)
  test.describe(`in ${locale}`, () => {
    test.use(SMALL_PHONE);

    test("a parent finds a group, asks to join, is welcomed, hears that it does not meet, and leaves", async ({
      page,
      browser,
    }) => {
      const t = words(locale);
      const slug = `ryhmamatka-${locale}-${Math.random().toString(36).slice(2)}`;
      const phone = someNumber();
      const number = phone.replace("0", "+358");
      await createTestGroup(databaseUrl(), { slug, place: WHERE[locale] });
      const fits = async () =>
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

      // Found by its town, in the list.
      const towns = page.getByLabel(t.Groups.place, { exact: true }).locator(`option[value=${WHERE[locale]}]`);
      await expect
        .poll(async () => {
          await page.goto(routes.groups(locale));
          return towns.count();
        })
        .toBe(1);
      await page.locator("summary", { hasText: t.Groups.filter }).click();
      await page.getByLabel(t.Groups.place, { exact: true }).selectOption(WHERE[locale]);
      await page.getByRole("button", { name: t.Groups.apply, exact: true }).click();
      await fits();
      await page.getByRole("link", { name: groupTitle(slug, locale) }).click();
      await expect(page.getByText(t.GroupJoin.follows)).toBeVisible();
      await expect(page.getByText(SECRET_PLACE.address)).toHaveCount(0);
      await page.getByRole("link", { name: t.GroupJoin.button, exact: true }).click();

      // Asked: what is missing is said beside its field, and what was typed stays.
      await page.locator("main form").evaluate((form: HTMLFormElement) => {
        form.noValidate = true;
      });
      await (await question(page, "name")).fill("Nimimerkki");
      await submit(page);
      await expectWrong(await question(page, "phone"), t.GroupJoinErrors.reach_required);
      await expectWrong(await question(page, "consent"), t.GroupJoinErrors.consent_required);
      await expect(await question(page, "name")).toHaveValue("Nimimerkki");
      await (await question(page, "phone")).fill(phone);
      await (await question(page, "consent")).check();
      await submit(page);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.GroupMember.askedTitle);
      await expect(page.getByText(SECRET_PLACE.address)).toHaveCount(0);
      await fits();

      // The tutor welcomes them, and says what the next meeting is about.
      const tutor = await tutorOf(browser, slug);
      await tutor.goto(routes.groupRequests(locale, slug));
      await tutor.getByRole("button", { name: new RegExp(`^${t.GroupPeople.welcome}`) }).click();
      await expect(tutor.getByText(t.GroupPeople.doneWelcomed)).toBeVisible();
      await tutor.goto(routes.ownGroup(locale, slug));
      await tutor.getByRole("link", { name: t.MeetingTopic.write }).click();
      await tutor.getByLabel(t.MeetingTopic.language).selectOption(TOPIC[locale].language);
      await tutor.getByLabel(t.MeetingTopic.text, { exact: true }).fill(TOPIC[locale].text);
      await tutor.getByRole("button", { name: t.MeetingTopic.save }).click();
      await expect(tutor.getByText(t.MeetingTopic.doneWritten)).toBeVisible();
      expect(await tutor.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

      // Told by text message, with the link to a page that says where and about what.
      const [welcomed = ""] = t.GroupMail.welcomedSubject.split("{title}");
      const welcome = await waitForText(number, welcomed.trim());
      const link = welcome.match(/https?:\S+/)?.[0] ?? "";
      await page.goto(link);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.GroupMember.memberTitle);
      await expect(page.getByText(SECRET_PLACE.address)).toBeVisible();
      await expect(page.getByText(TOPIC[locale].text)).toHaveAttribute("lang", TOPIC[locale].language);
      await fits();
      await page.goto(routes.group(locale, slug));
      await expect(page.getByText(TOPIC[locale].text)).toHaveAttribute("lang", TOPIC[locale].language);

      // Not this week: the tutor's tap reaches them, and the topic goes.
      await tutor.getByRole("link", { name: t.GroupMessages.changeLink }).click();
      await tutor
        .locator("section", { has: tutor.getByRole("heading", { name: t.GroupMessages.notThisWeek }) })
        .getByRole("button")
        .click();
      await expect(tutor.getByText(t.GroupMessages.doneCancelled)).toBeVisible();
      const told = await waitForText(number, t.GroupMessages.cancelledText);
      await page.goto(routes.group(locale, slug));
      await expect(page.getByText(t.Group.cancelledText)).toBeVisible();
      await expect(page.getByText(TOPIC[locale].text)).toHaveCount(0);

      // Left with one tap, by the link in the message. Nothing more is known of the place.
      await page.goto(told.match(/https?:\S+/)?.[0] ?? "");
      await page.getByRole("button", { name: t.GroupMember.leave }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.GroupMember.leftTitle);
      await expect(page.getByText(SECRET_PLACE.address)).toHaveCount(0);
      await tutor.goto(routes.groupMembers(locale, slug));
      await expect(tutor.getByRole("article")).toHaveCount(0);
      await tutor.context().close();
    });
  });
