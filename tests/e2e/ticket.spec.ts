import pg from "pg";
import { clippedContent, restyle, TEXT_SPACING } from "../support/clipped";
import { expect, fillRegistration, submit, test } from "../support/e2e";
import { createForum } from "../support/forums";

const READERS = [
  { width: 320, css: "", reader: "" },
  { width: 320, css: TEXT_SPACING, reader: "with text spaced out" },
  { width: 320, css: "html { font-size: 150% }", reader: "with text at 150 %" },
  { width: 320, css: "html { font-size: 200% }", reader: "with text at 200 %" },
  { width: 344, css: "", reader: "" },
  { width: 360, css: "html { font-size: 150% }", reader: "with text at 150 %" },
  { width: 360, css: "html { font-size: 200% }", reader: "with text at 200 %" },
  { width: 360, css: `html { font-size: 150% } ${TEXT_SPACING}`, reader: "with text at 150 %, spaced out" },
  { width: 1280, css: "", reader: "" },
];

/** The widest code there is, and a title in another language than the page's. */
async function makeWide(databaseUrl: string, forumId: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`UPDATE "Registration" SET code = 'WMWMW' WHERE "forumId" = $1`, [forumId]);
  await client.query(
    `UPDATE "ForumTranslation" SET title = 'Maahanmuuttajaneuvontaviikon perheilta Hervannassa: Soomaali, kurmandži, العربية'
     WHERE "forumId" = $1`,
    [forumId],
  );
  await client.end();
}

for (const locale of ["fi", "ar"])
  test(`nothing of the ticket is cut off, on paper neither, however narrow the screen and large the text, in ${locale}`, async ({
    page,
  }) => {
    const databaseUrl = process.env.PORTAL_DATABASE_URL ?? "";
    const slug = `lippu-${locale}-${Date.now()}`;
    const forumId = await createForum(databaseUrl, { slug, locales: ["fi"], inDays: 71 });
    await page.goto(`/${locale}/forums/${slug}/register`);
    await fillRegistration(page, "Abdirahman Mohamed Abdullahi", "lippu@example.org");
    await submit(page);
    await expect(page.getByTestId("code")).toBeVisible();
    await makeWide(databaseUrl, forumId);
    const ticket = page.url();
    const cut: string[] = [];
    for (const path of [ticket, `${ticket}/slip`]) {
      await page.goto(path);
      await expect(page.getByTestId("code")).toHaveText("WMWMW");
      for (const { width, css, reader } of READERS) {
        await page.setViewportSize({ width, height: 640 });
        const back = await restyle(page, css);
        const where = `${path === ticket ? "ticket" : "slip"} at ${width} px ${reader}`;
        for (const line of await clippedContent(page)) cut.push(`${where}: ${line}`);
        if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
          cut.push(`${where}: the page scrolls sideways`);
        // A camera wants the code's modules as large as they are, and the quiet ground around them.
        const { width: code = 0 } = (await page.getByRole("img").boundingBox()) ?? {};
        if (code < 136) cut.push(`${where}: the QR code is ${code} px wide`);
        await back();
      }
    }
    expect(cut).toEqual([]);
  });

test("a ticket fits into one picture of a small phone's screen, and its code shows without scrolling", async ({
  page,
}) => {
  const databaseUrl = process.env.PORTAL_DATABASE_URL ?? "";
  const slug = `kuva-${Date.now()}`;
  await createForum(databaseUrl, { slug, inDays: 72 });
  await page.setViewportSize({ width: 360, height: 560 });
  // Of the five languages, Somali takes the most room.
  await page.goto(`/so/forums/${slug}/register`);
  await fillRegistration(page, "Amina Hassan", "kuva@example.org");
  await submit(page);
  await expect(page.getByTestId("code")).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("img")).toBeInViewport({ ratio: 1 });
  const card = page.getByRole("region").filter({ has: page.getByTestId("code") });
  expect((await card.boundingBox())?.height).toBeLessThanOrEqual(540);
});
