import type { Page } from "@playwright/test";
import { LOCALES } from "@/i18n/locales";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { clippedContent, restyle } from "./clipped";

// Checks that axe does not make, or makes less strictly. Each returns its findings, one line each.

/** One first-level heading, no skipped levels on the way down, and distinguishable landmarks. */
export function outline(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const told: string[] = [];
    const seen = (element: Element) => element.checkVisibility() && !element.closest("[aria-hidden=true]");
    const name = (element: Element) =>
      element.getAttribute("aria-label") ??
      document.getElementById(element.getAttribute("aria-labelledby") ?? "")?.textContent ??
      "";
    const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(seen);
    const firsts = headings.filter(({ tagName }) => tagName === "H1").length;
    if (firsts !== 1) told.push(`${firsts} headings of the first level`);
    let level = 0;
    for (const heading of headings) {
      const next = Number(heading.tagName[1]);
      if (next > level + 1) told.push(`"${heading.textContent}" skips from level ${level} to ${next}`);
      level = next;
    }
    for (const [selector, named] of [
      ["main", false],
      ["body > header, body > div > header", false],
      ["body > footer, body > div > footer", false],
      ["nav", true],
      ["aside", true],
      ["section[aria-label], section[aria-labelledby], [role=region]", true],
    ] as const) {
      const names = [...document.querySelectorAll(selector)].filter(seen).map(name);
      if (!named && names.length > 1) told.push(`${names.length} of ${selector}`);
      if (named && names.some((each) => !each.trim())) told.push(`${selector} without a name`);
      for (const each of new Set(names.filter((one, n) => named && names.indexOf(one) !== n)))
        told.push(`two of ${selector} are called "${each}"`);
    }
    return told;
  });
}

/** The names of all languages by the code that must mark them. Sign languages are left out: they have no written form. */
const LANGUAGE_NAMES = Object.fromEntries(
  [...Object.entries(SPOKEN_LANGUAGES), ...Object.entries(LOCALES)]
    .filter(([code]) => code !== "fse")
    .map(([code, { name }]) => [name, code]),
);
/** Text without a language: names, abbreviations, addresses, numbers, units. */
const NO_LANGUAGE =
  "axe|px|localhost|iCalendar|https?|\\p{Lu}[\\p{L}-]*|[\\w.+-]+@[\\w.-]+|(?:https?://)?[\\w-]+(?:\\.[\\w-]+)+(?:[/:][^\\s]*)?|[\\w-]*\\d[\\w-]*|[ A-Z]\\.?";

/**
 * Words whose language is not marked (WCAG 3.1.2): names of languages without their code, and letters of another script
 * than the page's that neither have a language nor are isolated as a name.
 */
export function unmarkedParts(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ names, exempt }) => {
      const told = new Set<string>();
      const own = document.documentElement.lang;
      const arabicPage = document.documentElement.dir === "rtl";
      const foreign = arabicPage ? /\p{Script=Latin}{2,}/u : /[^\P{L}\p{Script=Latin}]{2,}/u;
      const noLanguage = new RegExp(`(?<![\\p{L}])(?:${exempt})(?![\\p{L}])`, "gu");
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!parent || parent.closest("script, style, noscript, svg, code")) continue;
        // Nothing inside an option can be marked: a Finnish term in brackets, or a language's own name before the
        // reader's.
        const all = node.textContent?.trim() ?? "";
        const text = parent.tagName === "OPTION" ? all.replace(/\([^)]*\)|^.* · /gu, "") : all;
        if (!text) continue;
        const lang = parent.closest("[lang]")?.getAttribute("lang") ?? "";
        const code = names[text];
        if (code && lang !== code) told.add(`"${text}" is marked as ${lang}`);
        else if (lang === own && foreign.test(text.replace(noLanguage, "")) && !parent.closest("bdi, body [dir=ltr]"))
          told.add(
            `"${foreign.exec(text.replace(noLanguage, ""))?.[0]}" in "${text.slice(0, 60)}" is marked as ${lang}`,
          );
      }
      return [...told];
    },
    { names: LANGUAGE_NAMES, exempt: NO_LANGUAGE },
  );
}

/** Targets smaller than 24 px either way (WCAG 2.5.8), except links within a sentence; space around them is no excuse. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const told: string[] = [];
    for (const target of document.querySelectorAll(
      "a[href], button, input:not([type=hidden]), select, textarea, summary",
    )) {
      if (!target.checkVisibility({ visibilityProperty: true })) continue;
      const label = target.closest("label") ?? target;
      const { width, height } = label.getBoundingClientRect();
      // Visible only to assistive technology, or shown when focused.
      if (width <= 1 || height <= 1 || target.closest(".sr-only")) continue;
      const block = target.parentElement?.textContent?.trim() ?? "";
      const inSentence =
        getComputedStyle(target).display === "inline" && block.length > (target.textContent?.trim().length ?? 0) + 3;
      // A link whose target is a whole card.
      const over = getComputedStyle(target, "::after");
      const stretched = over.position === "absolute" && over.content !== "none";
      if (!inSentence && !stretched && (width < 24 || height < 24))
        told.push(`${target.tagName} "${target.textContent?.trim().slice(0, 40)}": ${width} × ${height}`);
    }
    return told;
  });
}

/** Controls whose focus is invisible: nothing is drawn around them, or something covers them (WCAG 2.4.7, 2.4.11). */
export async function hiddenFocus(page: Page): Promise<string[]> {
  // Use the keyboard, so that the browser also draws the focus when a script moves it.
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const told: string[] = [];
    const drawn = ({ outlineStyle, outlineWidth }: CSSStyleDeclaration) =>
      outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    for (const control of document.querySelectorAll<HTMLElement>(
      "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']",
    )) {
      if (!control.checkVisibility({ visibilityProperty: true }) || control.closest("[aria-hidden=true]")) continue;
      control.focus();
      if (document.activeElement !== control) continue;
      const name = `${control.tagName} "${(control.textContent ?? "").trim().slice(0, 40)}"`;
      if (!drawn(getComputedStyle(control)) && !drawn(getComputedStyle(control, "::after")))
        told.push(`nothing is drawn around ${name}`);
      const { left, right, top, bottom } = control.getBoundingClientRect();
      const [x, y] = [(left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
      const above = document.elementFromPoint(x, y);
      const covers =
        above && !control.contains(above) && !above.contains(control) && !above.closest("label")?.contains(control);
      if (bottom <= 0 || top >= innerHeight) told.push(`${name} is out of view`);
      else if (covers) told.push(`${above.tagName} "${above.textContent?.trim().slice(0, 30)}" lies over ${name}`);
    }
    scrollTo(0, 0);
    return told;
  });
}

/** Words that overlap other words. */
function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const told: string[] = [];
    const lines: { rect: DOMRect; element: Element; text: string }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? "";
      if (!element || !text || !element.checkVisibility() || element.closest("svg, script, style, option")) continue;
      // Words only for assistive technology, at least at this width: their box is a dot.
      const unseen = element.closest("[class*=sr-only]");
      if (unseen && unseen.getBoundingClientRect().width <= 1) continue;
      // A bar at the screen's edge covers what scrolls below it.
      if (element.closest(".bottom-bar")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) if (rect.width > 2) lines.push({ rect, element, text });
    }
    // The middle half of each line; above and below it is the font's own space.
    const middle = ({ top, height }: DOMRect) => [top + height / 4, top + (height * 3) / 4] as const;
    // From the top down, so that each is compared only with those that begin before it ends.
    lines.sort((one, other) => middle(one.rect)[0] - middle(other.rect)[0]);
    lines.forEach((one, n) => {
      const [, bottom] = middle(one.rect);
      for (const other of lines.slice(n + 1)) {
        const [otherTop, otherBottom] = middle(other.rect);
        if (otherTop >= bottom - 1) break;
        const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
        if (across > 2 && Math.min(bottom, otherBottom) - otherTop > 1)
          told.push(`"${one.text.slice(0, 30)}" and "${other.text.slice(0, 30)}" lie over one another`);
      }
    });
    return told;
  });
}

/** Everything lost when a reader doubles the text size (WCAG 1.4.4): cut, pushed out of the page, or covered. */
export async function lostAtDoubleSize(page: Page): Promise<string[]> {
  const back = await restyle(page, "html { font-size: 200% }");
  const wide = await page.evaluate(() => {
    const { scrollWidth } = document.documentElement;
    if (scrollWidth <= innerWidth) return [];
    const widest = [...document.querySelectorAll("body *")]
      .filter((element) => element.checkVisibility() && !element.closest(".sr-only") && element.childElementCount === 0)
      .map((element) => ({ element, width: element.getBoundingClientRect().width }))
      .sort((a, b) => b.width - a.width)[0];
    const { element, width } = widest ?? { element: document.body, width: 0 };
    return [
      `the page is ${scrollWidth} px wide: <${element.tagName} class="${element.className}"> "${element.textContent?.slice(0, 30)}" has ${Math.round(width)}`,
    ];
  });
  const lost = [...wide, ...(await clippedContent(page)), ...(await overlaps(page))];
  await back();
  return lost;
}
