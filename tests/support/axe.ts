import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Modes and widths in which a page is checked, by language: pairwise combinations of two directions, two modes and two widths,
 * because all eight together would find nothing more. Widths are in CSS pixels. The narrow one comes last: its checks move
 * the focus.
 */
const LOOKS = {
  fi: [
    { colorScheme: "dark", width: 1280 },
    { colorScheme: "light", width: 320 },
  ],
  ar: [
    { colorScheme: "light", width: 1280 },
    { colorScheme: "dark", width: 320 },
  ],
} as const;

export const LOOKED_AT_IN = ["fi", "ar"] as const;
export type LookedAtIn = (typeof LOOKED_AT_IN)[number];

/** Runs the same check on the page that is open in each mode and width of its language, without loading it again. */
export async function inEachLook(
  page: Page,
  locale: LookedAtIn,
  check: (look: { colorScheme: "dark" | "light"; width: number }) => Promise<void>,
): Promise<void> {
  for (const look of LOOKS[locale]) {
    await page.emulateMedia({ colorScheme: look.colorScheme });
    await page.setViewportSize({ width: look.width, height: 800 });
    // In the middle of a transition a colour is neither the old one nor the new. Within a closed fold it would never end by itself.
    await page.evaluate(() => {
      for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
    });
    await check(look);
  }
}

/**
 * Expects that axe finds nothing on the present page and that it does not scroll sideways. Takes a third of the time of
 * axe's defaults, with the same findings: it does not describe passes, and does not assemble results in a separate
 * page, which only frames need.
 */
export async function expectNoBarriers(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    .withTags(TAGS)
    .setLegacyMode(true)
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`),
  ).toEqual([]);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    `${name} scrolls sideways`,
  ).toBe(true);
}
