import pg from "pg";
import { routes } from "@/i18n/routes";
import { expectNoBarriers } from "../support/axe";
import { databaseUrl, expect, expectWrong, question, submit, test, words } from "../support/e2e";
import { createTestGroup, groupTitle, SECRET_PLACE } from "../support/groups";

// Joining a peer group without an account: found, asked, answered, left, on a small phone and without a script.

/** Where no other test counts groups. */
const PLACE = "rovaniemi";

/** What those who lead the group do: they welcome everybody who has asked. */
async function welcomeAll(groupId: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  await client.query(`UPDATE "GroupMember" SET status = 'member', "statusAt" = now() WHERE "groupId" = $1`, [groupId]);
  await client.query(
    `INSERT INTO "GroupMemberEvent" ("memberId", kind, status) SELECT id, 'welcomed', status FROM "GroupMember" WHERE "groupId" = $1`,
    [groupId],
  );
  await client.end();
}

for (const locale of ["fi", "ar", "so"] as const)
  test.describe(`in ${locale}, on a small phone without a script`, () => {
    test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });

    test("a parent asks to join a group under an alias, learns its address once welcome, leaves and comes back", async ({
      page,
    }) => {
      const t = words(locale);
      const slug = `liityn-${locale}-${Math.random().toString(36).slice(2)}`;
      const { id } = await createTestGroup(databaseUrl(), { slug, capacity: 1, place: PLACE });
      await page.goto(routes.group(locale, slug));
      await expect(page.getByText(t.GroupJoin.follows)).toBeVisible();
      await page.getByRole("link", { name: t.GroupJoin.button, exact: true }).click();

      // What is missing is said beside each field, and what was typed stays.
      await expect(page).toHaveURL(routes.joinGroup(locale, slug));
      await page.locator("main form").evaluate((form: HTMLFormElement) => {
        form.noValidate = true;
      });
      await (await question(page, "name")).fill("Nimimerkki");
      await submit(page);
      await expectWrong(await question(page, "phone"), t.GroupJoinErrors.reach_required);
      await expectWrong(await question(page, "consent"), t.GroupJoinErrors.consent_required);
      await expect(await question(page, "name")).toHaveValue("Nimimerkki");
      await (await question(page, "screenshot")).check();
      await (await question(page, "question")).fill("Saako lapset mukaan?");
      await (await question(page, "consent")).check();
      await submit(page);

      await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.GroupMember.askedTitle);
      await expect(page.getByText(groupTitle(slug, locale)).first()).toBeVisible();
      await expect(page.getByText(SECRET_PLACE.address)).toHaveCount(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      const own = page.url();

      await welcomeAll(id);
      await page.goto(own);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.GroupMember.memberTitle);
      await expect(page.getByText(SECRET_PLACE.address)).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await page.getByRole("button", { name: t.GroupMember.leave }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.GroupMember.leftTitle);
      await expect(page.getByText(SECRET_PLACE.address)).toHaveCount(0);
      await page.getByRole("button", { name: t.GroupMember.undo }).click();
      await expect(page.getByText(t.GroupMember.doneBack)).toBeVisible();

      // The group is full now, and its page leads to the waiting list.
      await expect
        .poll(async () => {
          await page.goto(routes.group(locale, slug));
          return page.getByRole("link", { name: t.GroupJoin.buttonFull, exact: true }).count();
        })
        .toBe(1);

      // Everything that is known, and nothing more once it is erased.
      await page.goto(own);
      await page.getByRole("link", { name: t.GroupMember.myData }).click();
      await expect(page.getByText("Saako lapset mukaan?")).toBeVisible();
      await page.getByRole("link", { name: t.GroupMember.erase }).click();
      await page.getByRole("button", { name: t.MyData.eraseConfirm }).click();
      await expect(page.getByText(t.MyData.erasedText)).toBeVisible();
      expect((await page.goto(own))?.status()).toBe(404);
    });
  });

for (const locale of ["fi", "ar"] as const)
  test(`the form and one's own page have no barriers in ${locale}, and a changed address is kept`, async ({ page }) => {
    const t = words(locale);
    const slug = `esteeton-${locale}-${Math.random().toString(36).slice(2)}`;
    const { id } = await createTestGroup(databaseUrl(), { slug, place: PLACE });
    await page.goto(routes.joinGroup(locale, slug));
    await expectNoBarriers(page, locale);
    await (await question(page, "name")).fill("Hodan");
    await (await question(page, "email")).fill(`${slug}@example.org`);
    await (await question(page, "consent")).check();
    await submit(page);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.GroupMember.askedTitle);
    await welcomeAll(id);
    await page.reload();
    await expect(page.getByText(SECRET_PLACE.address)).toBeVisible();
    await expectNoBarriers(page, locale);
    await page.getByRole("link", { name: t.GroupMember.change }).click();
    await (await question(page, "email")).fill(`uusi-${slug}@example.org`);
    await submit(page);
    await expect(page.getByText(t.GroupMember.doneChanged)).toBeVisible();
    await page.getByRole("link", { name: t.GroupMember.myData }).click();
    await expect(page.getByText(`uusi-${slug}@example.org`)).toBeVisible();
    await expectNoBarriers(page, locale);
  });
