import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listedTerms } from "@/features/content/glossary/rules";
import { parseMarkup, toMarkup } from "@/features/documents/markup/rules";
import { hintsOf, referencesOf } from "@/features/documents/rules";
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
    }
    for (const kind of ["heading", "list", "quote", "callout", "forum"]) expect(kinds).toContain(kind);
  },
);
