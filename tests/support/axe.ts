import { expect, type Frame, type Page } from "@playwright/test";
import axe from "axe-core";

declare global {
  interface Window {
    axe: typeof import("axe-core");
    /** An element of each way in which words are styled. */
    elementsByWay: Map<string, Element>;
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

/** Ways in which words are styled whose contrast this worker has found enough: see `waysOfWords`. */
const seenWays = new Set<string>();

/**
 * The ways in which the visible words and fields of a page are styled: mode, width, and of the element and each one around it its
 * name, classes, state and whether it is the first or last of its siblings. Nothing else decides a colour, because the policy
 * forbids style attributes. Axe spends three fifths of its time on contrast, and most of a page is styled like the one before.
 */
function waysOfWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const STATES =
      /^(aria-(current|disabled|invalid|expanded|pressed|selected|checked|hidden|busy|sort)$|data-|role$|dir$|type$|open$|disabled$|hidden$|placeholder$)/;
    const modes = ["(prefers-color-scheme: dark)", "(forced-colors: active)", "(prefers-contrast: more)"];
    const mode = `${innerWidth} ${modes.map((query) => matchMedia(query).matches)}`;
    /** A short name of a long one (FNV-1a, twice 32 bits). */
    const brief = (text: string) => {
      let [one, two] = [0x811c9dc5, 0x1000193];
      for (let n = 0; n < text.length; n++) {
        one = Math.imul(one ^ text.charCodeAt(n), 0x1000193);
        two = Math.imul(two ^ text.charCodeAt(n), 0x85ebca6b);
      }
      return `${one >>> 0}.${two >>> 0}`;
    };
    const ways = new Map<Element, string>();
    const wayOf = (element: Element | null): string => {
      if (!element) return mode;
      const known = ways.get(element);
      if (known) return known;
      const states = [...element.attributes].filter(({ name }) => STATES.test(name));
      const within = element.parentElement;
      const way = brief(
        [
          wayOf(within),
          element.localName,
          element.getAttribute("class"),
          within?.firstElementChild === element,
          within?.lastElementChild === element,
          ...states.map(({ name, value }) => `${name}=${value}`),
        ].join(" "),
      );
      ways.set(element, way);
      return way;
    };
    const words = (element: Element) =>
      element.matches("input, select, textarea") ||
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    window.elementsByWay = new Map();
    for (const element of document.body.querySelectorAll("*"))
      if (words(element) && element.checkVisibility()) window.elementsByWay.set(wayOf(element), element);
    return [...window.elementsByWay.keys()];
  });
}

/**
 * Expects that axe finds nothing on the present page and that it does not scroll sideways. Leaves out what costs time and
 * finds nothing: descriptions of what passes, a copy of the style sheets, which only experimental rules read, and the contrast
 * of words that are styled as others were before.
 */
export async function expectNoBarriers(page: Page, name: string): Promise<void> {
  await Promise.all(page.frames().map(loadAxe));
  const ways = (await waysOfWords(page)).filter((way) => !seenWays.has(way));
  const violations = await page.evaluate(
    async ({ tags, ways }) => {
      const NEW = "data-new-way";
      const looks = ways.flatMap((way) => window.elementsByWay.get(way) ?? []);
      for (const look of looks) look.setAttribute(NEW, "");
      // One run for all: a second would gather the whole page once more for its contrast.
      window.axe.configure({ rules: [{ id: "color-contrast", selector: `[${NEW}]` }] });
      const { violations } = await window.axe.run(document, {
        resultTypes: ["violations"],
        preload: { assets: ["media"] },
        runOnly: { type: "tag", values: tags },
        rules: { "color-contrast": { enabled: looks.length > 0 } },
      });
      for (const look of looks) look.removeAttribute(NEW);
      return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) }));
    },
    { tags: TAGS, ways },
  );
  expect(
    violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`),
  ).toEqual([]);
  for (const way of ways) seenWays.add(way);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    `${name} scrolls sideways`,
  ).toBe(true);
}
