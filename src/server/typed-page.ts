import type { TypedInput } from "../platform/begun.ts";
import { TYPED_MARK } from "../platform/error-kinds.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

/** A visible line of a text field holds about this many characters on a phone. */
const LINE = 38;
const MOST_LINES = 12;

/** How many lines show a text, within limits: the field scrolls. */
function linesOf(words: string): number {
  const lines = words.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE)), 0);
  return Math.min(MOST_LINES, lines);
}

/** The page that shows somebody's input, from its prerendered template: why it was not saved, and each text to copy. */
export function fillTypedPage(template: string, { why, link, texts }: TypedInput): string {
  const fields = texts.map(({ label, words }, n) => {
    const id = `typed-${n + 1}`;
    return `<div class="grid gap-1.5"><label for="${id}" class="font-semibold">${escapeHtml(label)}</label><textarea id="${id}" readonly dir="auto" rows="${linesOf(words)}" class="block w-full rounded-field border-2 border-edge bg-surface px-(--beside) py-2 text-ink">\n${escapeHtml(words)}</textarea></div>`;
  });
  const way = link
    ? `<p><a href="${escapeHtml(link.href)}" class="inline-flex min-h-11 items-center font-semibold text-spruce underline underline-offset-4">${escapeHtml(link.label)}</a></p>`
    : "";
  const shown = `<p class="rounded-card border-2 border-lingon bg-lingon-soft p-4 font-semibold">${escapeHtml(why)}</p>${way}${fields.join("")}`;
  // A function, because a text in the place of a pattern has signs with a meaning of their own.
  return template.replace(TYPED_MARK, () => shown);
}
