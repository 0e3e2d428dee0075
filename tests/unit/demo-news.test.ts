import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listedTerms } from "@/features/content/glossary/rules";
import { parseMarkup, toMarkup } from "@/features/documents/markup/rules";
import { hintsOf, referencesOf } from "@/features/documents/rules";
import { inspectFile } from "@/features/media/rules";
import { drawHandout, HANDOUT } from "@/features/news/demo/handout";
import { LOCALE_CODES } from "@/i18n/locales";

// The demo shows what documents can do, so they are written as we ask others to write them.

test.each(LOCALE_CODES)(
  "the demo's posts in %s give no cause for hints, and link to terms that are listed",
  (locale) => {
    const posts: Record<string, { body: string }> = JSON.parse(
      readFileSync(`src/features/news/demo/texts/${locale}.json`, "utf8"),
    );
    const terms = new Set(listedTerms(locale).map(({ id }) => id));
    const kinds = new Set<string>();
    for (const [key, { body }] of Object.entries(posts)) {
      const { document, problems } = parseMarkup(body);
      expect([key, problems, hintsOf(document)]).toEqual([key, [], []]);
      expect(toMarkup(document)).toBe(body);
      expect([key, referencesOf(document).terms.filter((term) => !terms.has(term))]).toEqual([key, []]);
      for (const { type } of document.blocks) kinds.add(type);
      expect([[], [HANDOUT]]).toContainEqual(referencesOf(document).files);
    }
    for (const kind of ["heading", "list", "quote", "callout", "forum", "file"]) expect(kinds).toContain(kind);
  },
);

test("the sheet that a post has is a PDF that the portal takes, with a title, a language and tags, and every object is in its place", () => {
  const bytes = drawHandout();
  expect(inspectFile(bytes)).toEqual({ ok: true, kind: "pdf", type: "application/pdf" });
  const text = Buffer.from(bytes).toString("latin1");
  for (const has of ["/Lang (fi)", "/DisplayDocTitle true", "/Title (Kysymyksiä", "/Marked true"])
    expect(text).toContain(has);
  const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  const rows = text.slice(table).match(/^\d{10} 00000 n $/gm) ?? [];
  expect(rows.length).toBeGreaterThan(20);
  for (const [n, row] of rows.entries())
    expect(text.slice(Number.parseInt(row, 10))).toMatch(new RegExp(`^${n + 1} 0 obj\\n`));
  expect(text.slice(table)).toMatch(/^xref\n/);
});
