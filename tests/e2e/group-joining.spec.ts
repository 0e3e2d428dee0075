import pg from "pg";
import { routes } from "@/i18n/routes";
import { expectNoBarriers } from "../support/axe";
import { databaseUrl, expect, question, submit, test, words } from "../support/e2e";
import { createTestGroup, SECRET_PLACE } from "../support/groups";

// One's own page in a peer group: without barriers, with what is known to change and to erase, and a way back for who left by mistake.
// The way there is in group-journey.spec.ts.

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

for (const locale of ["fi", "ar"] as const)
  test(`one's own page has no barriers in ${locale}; an address is changed, leaving undone, everything erased`, async ({
    page,
  }) => {
    const t = words(locale);
    const slug = `esteeton-${locale}-${Math.random().toString(36).slice(2)}`;
    const { id } = await createTestGroup(databaseUrl(), { slug, capacity: 1, place: PLACE });
    await page.goto(routes.joinGroup(locale, slug));
    await (await question(page, "name")).fill("Hodan");
    await (await question(page, "email")).fill(`${slug}@example.org`);
    await (await question(page, "question")).fill("Saako lapset mukaan?");
    await (await question(page, "consent")).check();
    await submit(page);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.GroupMember.askedTitle);
    const own = page.url();
    await welcomeAll(id);
    await page.reload();
    await expect(page.getByText(SECRET_PLACE.address)).toBeVisible();
    await expectNoBarriers(page, locale);
    await page.getByRole("link", { name: t.GroupMember.change }).click();
    await (await question(page, "email")).fill(`uusi-${slug}@example.org`);
    await submit(page);
    await expect(page.getByText(t.GroupMember.doneChanged)).toBeVisible();

    // Left by mistake: back at once, and the group is full.
    await page.getByRole("button", { name: t.GroupMember.leave }).click();
    await expect(page.getByText(SECRET_PLACE.address)).toHaveCount(0);
    await page.getByRole("button", { name: t.GroupMember.undo }).click();
    await expect(page.getByText(t.GroupMember.doneBack)).toBeVisible();
    await expect
      .poll(async () => {
        await page.goto(routes.group(locale, slug));
        return page.getByRole("link", { name: t.GroupJoin.buttonFull, exact: true }).count();
      })
      .toBe(1);

    // Everything that is known, and nothing more once it is erased.
    await page.goto(own);
    await page.getByRole("link", { name: t.GroupMember.myData }).click();
    await expect(page.getByText(`uusi-${slug}@example.org`)).toBeVisible();
    await expect(page.getByText("Saako lapset mukaan?")).toBeVisible();
    await expectNoBarriers(page, locale);
    await page.getByRole("link", { name: t.GroupMember.erase }).click();
    await page.getByRole("button", { name: t.MyData.eraseConfirm }).click();
    await expect(page.getByText(t.MyData.erasedText)).toBeVisible();
    expect((await page.goto(own))?.status()).toBe(404);
  });
