import type { Page } from "@playwright/test";

/** Elements that a reader must see whole. */
const CONTENT = "[role=img], h1, h2, h3, [data-testid=code]";

/**
 * Finds content that is cut off, one line each: text or pictures outside the page's width, or outside an ancestor that
 * hides its overflow. A page that does not scroll sideways can still hide half of itself. Content that can be scrolled
 * to, or that only assistive technology reads, is not cut.
 */
export function clippedContent(page: Page): Promise<string[]> {
  return page.evaluate((selector) => {
    const SLACK = 0.5;
    interface Box {
      left: number;
      right: number;
      top: number;
      bottom: number;
      by: string;
    }
    /** The edges that cut: the page's, and those of each ancestor up to one that scrolls. */
    const clipsOf = (element: Element): Box[] => {
      const width = document.documentElement.clientWidth;
      const boxes: Box[] = [{ left: 0, right: width, top: -Infinity, bottom: Infinity, by: "the page" }];
      let acrossEnds = false;
      let downEnds = false;
      for (let box: Element | null = element; box && box !== document.body; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box);
        const cuts = (overflow: string) => overflow === "hidden" || overflow === "clip";
        const { left, top } = box.getBoundingClientRect();
        const [x, y] = [left + box.clientLeft, top + box.clientTop];
        const across = !acrossEnds && cuts(overflowX);
        const down = !downEnds && cuts(overflowY);
        if (across || down)
          boxes.push({
            left: across ? x : -Infinity,
            right: across ? x + box.clientWidth : Infinity,
            top: down ? y : -Infinity,
            bottom: down ? y + box.clientHeight : Infinity,
            by: `<${box.tagName.toLowerCase()} class="${box.getAttribute("class")}">`,
          });
        if (/auto|scroll/.test(overflowX)) acrossEnds = true;
        if (/auto|scroll/.test(overflowY)) downEnds = true;
        if (acrossEnds) boxes[0] = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity, by: "" };
      }
      return boxes;
    };
    const told: string[] = [];
    for (const element of document.querySelectorAll(selector)) {
      const box = element.getBoundingClientRect();
      const unseen = !element.checkVisibility() || element.closest("[aria-hidden=true]") || box.width <= 1;
      if (unseen || element.closest(".sr-only")) continue;
      const range = document.createRange();
      range.selectNodeContents(element);
      const rects = [box, ...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
      const name = `${element.tagName.toLowerCase()} "${(element.getAttribute("aria-label") ?? element.textContent ?? "").slice(0, 40)}"`;
      for (const clip of clipsOf(element)) {
        const by = Math.max(
          ...rects.flatMap(({ left, right, top, bottom }) => [
            clip.left - left,
            right - clip.right,
            clip.top - top,
            bottom - clip.bottom,
          ]),
        );
        if (by > SLACK) told.push(`${name} is cut by ${Math.round(by)} px at the edge of ${clip.by}`);
      }
    }
    return told;
  }, CONTENT);
}

/** WCAG 1.4.12: a reader's own text spacing, which must lose nothing. */
export const TEXT_SPACING = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }`;

/** Adds a reader's own styles to the open page; returns a function that removes them. */
export async function restyle(page: Page, css: string): Promise<() => Promise<void>> {
  const sheet = await page.evaluateHandle((text) => {
    const own = new CSSStyleSheet();
    own.replaceSync(text);
    document.adoptedStyleSheets.push(own);
    return own;
  }, css);
  return () =>
    sheet.evaluate((own) => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== own);
    });
}
