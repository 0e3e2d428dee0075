import type { Page } from "@playwright/test";
import pg from "pg";
import type { PartNote } from "@/features/content/rules";
import { LOCALES } from "@/i18n/locales";
import { expectNoBarriers, turnTo } from "../support/axe";
import { expect, test, words } from "../support/e2e";
import { createForum } from "../support/forums";
import { tellReaders } from "../support/texts";

// Readers see the state of a text in their own language, and where the original is.

const databaseUrl = () => process.env.PORTAL_DATABASE_URL ?? "";

/** A forum whose translation is older than its original in one part, and whose table's translation is unchecked. */
async function olderForum(language: string, original: string, sentence: string): Promise<string> {
  const slug = `teksti-${Math.random().toString(36).slice(2)}`;
  const forumId = await createForum(databaseUrl(), { slug, inDays: 77, tables: [5], original });
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  await tellReaders(client, "forum", forumId, language, {
    state: "older",
    notes: [
      { field: "audience", state: "older", original: [sentence] },
      { field: "outcome", state: "missing", original: ["..."] },
    ],
  });
  const notes: PartNote[] = [{ field: "title", state: "unchecked" }];
  await tellReaders(client, "session", forumId, language, { state: "unchecked", notes });
  await client.end();
  return slug;
}

const CASES = [
  { locale: "ar", original: "fi", sentence: "Kaikille, jotka haluavat tulla." },
  { locale: "fi", original: "ar", sentence: "لكل من يريد الحضور." },
] as const;

async function open(page: Page, locale: string, slug: string, title: string): Promise<void> {
  // A page that was being rendered while the forum was written is renewed within seconds.
  await expect(async () => {
    await page.goto(`/${locale}/forums/${slug}`);
    await expect(page.getByText(title)).toBeVisible({ timeout: 500 });
  }).toPass();
}

for (const { locale, original, sentence } of CASES) {
  test.describe(`in ${locale}, of an original in ${original}`, () => {
    test.use({ viewport: { width: 320, height: 800 }, javaScriptEnabled: false });

    test("readers see which part is older, what it says now, and the way to the original, without JavaScript", async ({
      page,
    }) => {
      const t = words(locale);
      const slug = await olderForum(locale, original, sentence);
      await open(page, locale, slug, t.TextState.older);
      const said = page.getByText(sentence);
      await expect(said).toBeHidden();
      await page.getByText(t.TextState.changed.replace("{part}", t.TextParts.forum_audience)).click();
      await expect(said).toBeVisible();
      const quoted = page.locator(`[lang="${original}"][dir="${LOCALES[original].dir}"]`).filter({ has: said });
      await expect(quoted).toBeVisible();
      await expect(page.getByText(t.TextState.missing.replace("{part}", t.TextParts.forum_outcome))).toBeVisible();
      await expect(page.getByText(t.TextState.uncheckedShort)).toBeVisible();
      await page.getByRole("main").getByRole("link", { name: LOCALES[original].name, exact: true }).click();
      await expect(page).toHaveURL(`/${original}/forums/${slug}`);
      await expect(page.getByText(words(original).TextState.older)).toHaveCount(0);
    });
  });

  test(`axe finds nothing where a text is older than its original, in ${locale}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    const t = words(locale);
    await open(page, locale, await olderForum(locale, original, sentence), t.TextState.older);
    for (const summary of await page.locator("details > summary").all()) await summary.click();
    for (const colorScheme of ["light", "dark"] as const) {
      await turnTo(page, colorScheme);
      await expectNoBarriers(page, colorScheme);
    }
  });
}
