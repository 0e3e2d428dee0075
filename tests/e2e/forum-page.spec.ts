import { expect, fillRegistration, portalUrl, submit, test, words } from "../support/e2e";
import { createForum, type TestForum } from "../support/forums";
import { readQrCode } from "../support/qr-code";

// A forum's page is consistent about places, and the link to register is in reach.

const LOCALES = ["fi", "sv", "en", "ar", "so"] as const;
const databaseUrl = () => process.env.PORTAL_DATABASE_URL ?? "";
const PLACES = /\d+\spaikka/;

async function newForum(more: Partial<TestForum> = {}): Promise<string> {
  const slug = `sivu-${Math.random().toString(36).slice(2)}`;
  await createForum(databaseUrl(), { slug, inDays: 76, tables: [5, 6], ...more });
  return slug;
}

test.describe("on a small phone", () => {
  test.use({ viewport: { width: 360, height: 640 } });

  test("the link to register is always in reach, and covers nothing that has the focus", async ({ page }) => {
    const t = words("fi");
    // Otherwise the page still scrolls smoothly while it is measured.
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(`/fi/forums/${await newForum()}`);
    const bar = page.locator(".bottom-bar a");
    await expect(bar).toBeInViewport({ ratio: 1 });
    await expect(bar).toContainText(t.Forum.register);
    const covered: string[] = [];
    for (let n = 0; n < 30; n++) {
      await page.keyboard.press("Tab");
      const hidden = await page.evaluate(() => {
        const focused = document.activeElement;
        const edge = document.querySelector(".bottom-bar")?.getBoundingClientRect();
        if (!focused || !edge || focused.closest(".bottom-bar, footer") || focused === document.body) return null;
        const { top, bottom } = focused.getBoundingClientRect();
        return top < edge.bottom && bottom > edge.top ? focused.textContent : null;
      });
      if (hidden !== null) covered.push(hidden);
    }
    expect(covered).toEqual([]);
    await page.emulateMedia({ media: "print" });
    await expect(bar).toBeHidden();
  });

  test("a full forum's bar leads to the waiting list; a closed one has none", async ({ page }) => {
    const t = words("fi");
    const full = await newForum({ capacity: 1 });
    await page.goto(`/fi/forums/${full}/register`);
    await fillRegistration(page, "Ehti", `ehti-${full}@example.org`);
    await submit(page);
    await expect(page.getByTestId("code")).toBeVisible();
    // A page that was being rendered at that moment is renewed within seconds: docs/decisions/018.
    await expect(async () => {
      await page.goto(`/fi/forums/${full}`);
      await expect(page.locator(".bottom-bar a")).toContainText(t.Forum.joinWaiting, { timeout: 500 });
    }).toPass();
    await page.goto(`/fi/forums/${await newForum({ closesInDays: -1 })}`);
    await expect(page.getByText(t.Forum.closedText)).toBeVisible();
    await expect(page.locator(".bottom-bar")).toHaveCount(0);
  });
});

test("if no place is free, none is counted, at the tables or in the childcare", async ({ page }) => {
  const t = words("fi");
  await page.goto(`/fi/forums/${await newForum()}`);
  await expect(page.getByRole("main")).toContainText(PLACES);
  const full = await newForum({ capacity: 1 });
  await page.goto(`/fi/forums/${full}/register`);
  await fillRegistration(page, "Ehti", `ehti-${full}@example.org`);
  await submit(page);
  await expect(page.getByTestId("code")).toBeVisible();
  for (const slug of [full, await newForum({ closesInDays: -1 })]) {
    await expect(async () => {
      await page.goto(`/fi/forums/${slug}`);
      await expect(page.locator("main")).not.toContainText(PLACES, { timeout: 500 });
    }).toPass();
    await expect(page.locator("main")).not.toContainText(t.Forum.tableFull);
    await expect(page.locator("main")).toContainText(t.Forum.childcareYes);
  }
});

test("a past forum speaks of its languages in the past, and its form says that it was held", async ({ page }) => {
  const t = words("sv");
  const slug = await newForum({ inDays: -3, closesInDays: -4 });
  await page.goto(`/sv/forums/${slug}`);
  await expect(page.locator("main")).toContainText(t.LanguageStates.mainPast);
  await expect(page.locator("main")).toContainText(t.LanguageStates.confirmedPast);
  await expect(page.locator("main")).not.toContainText(t.LanguageStates.confirmed);
  await page.goto(`/sv/forums/${slug}/register`);
  await expect(page.locator("main")).toContainText(t.Forum.pastText);
});

test("a forum prints on one sheet, with its address and a QR code, and without what changes by the hour", async ({
  page,
}) => {
  for (const [locale, slug] of [
    ["fi", "perheilta-tikkurila"],
    ["ar", "perheilta-itakeskus"],
    ["so", "perheilta-kivilahti"],
    // The longest: two languages with few interpreters, each with its own words.
    ...LOCALES.map((locale) => [locale, "perheilta-hervanta"] as const),
  ] as const) {
    const url = `${portalUrl()}/${locale}/forums/${slug}`;
    await page.goto(url);
    await expect(page.getByTestId("printed-address")).toBeHidden();
    await page.emulateMedia({ media: "print" });
    await expect(page.getByTestId("printed-address")).toHaveText(url.replace(/^https?:\/\//, ""));
    const code = page.getByRole("img", { name: words(locale).Forum.qr });
    await expect(code).toBeVisible();
    expect(await readQrCode(await code.screenshot())).toBe(url);
    for (const text of [words(locale).Forum.share, words(locale).Forum.registerHint, words(locale).Forum.back])
      await expect(page.getByText(text, { exact: true })).toBeHidden();
    await expect(page.locator("main")).not.toContainText(PLACES, { useInnerText: true });
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g), `${locale}: pages`).toHaveLength(1);
    await page.emulateMedia({ media: "screen" });
  }
});
