import { expect, type Frame, type Page } from "@playwright/test";
import axe from "axe-core";

declare global {
  interface Window {
    axe: typeof import("axe-core");
  }
}

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

/** Turns the page that is open to light or dark, and ends the transitions that this begins. */
export async function turnTo(page: Page, colorScheme: "dark" | "light"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  // In the middle of a transition a colour is neither the old one nor the new. Within a closed fold it would never end by itself.
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
  });
}

/** Runs the same check on the page that is open in each mode and width of its language, without loading it again. */
export async function inEachLook(
  page: Page,
  locale: LookedAtIn,
  check: (look: { colorScheme: "dark" | "light"; width: number }) => Promise<void>,
): Promise<void> {
  for (const look of LOOKS[locale]) {
    await page.setViewportSize({ width: look.width, height: 800 });
    await turnTo(page, look.colorScheme);
    await check(look);
  }
}

/** Loads axe into a document unless it is there: a page is checked several times, and axe is half a megabyte. */
async function loadAxe(frame: Frame): Promise<void> {
  if (!(await frame.evaluate(() => "axe" in window))) await frame.evaluate(axe.source);
}

/**
 * Expects that axe finds nothing on the present page and that it does not scroll sideways. Leaves out what costs time and
 * finds nothing: descriptions of what passes, and a copy of the style sheets, which only experimental rules read.
 */
export async function expectNoBarriers(page: Page, name: string): Promise<void> {
  await Promise.all(page.frames().map(loadAxe));
  const violations = await page.evaluate(async (tags) => {
    const results = await window.axe.run(document, {
      runOnly: { type: "tag", values: tags },
      resultTypes: ["violations"],
      preload: { assets: ["media"] },
    });
    return results.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) }));
  }, TAGS);
  expect(
    violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`),
  ).toEqual([]);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    `${name} scrolls sideways`,
  ).toBe(true);
}
