import fc from "fast-check";
import { type Document, type List, type ListItem, MOST_LEVELS, type Run } from "@/features/documents/schema";
import { routes } from "@/i18n/routes";

// Documents for property-based tests: as untidy as an editor or a word processor may leave them.

const ID = fc.uuid();
const SLUG = fc.constantFrom("a", "koulupolut-2026", "somali-vanhemmat");
const ADDRESS = fc.constantFrom(
  "https://example.org/",
  "https://example.org/%28a%29?b=*",
  "mailto:a@b.fi",
  "tel:+358401",
  routes.forum("fi", "a"),
);

/** Words with everything that has a meaning in the markup, in JSON or in HTML. */
const WORDS = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          "*",
          "**",
          "\\",
          "[",
          "]",
          "(",
          ")",
          "](",
          "#",
          "## ",
          "- ",
          "1. ",
          "> ",
          "! ",
          "{forum a}",
          "|",
          "•",
          "+ ",
        ],
        ...[
          "\n",
          "\n\n",
          " ",
          "\u00A0",
          "\t",
          "<script>",
          "&amp;",
          '"',
          "\u0301",
          "\u202E",
          "\u2067",
          "\u200B",
          "\uFEFF",
        ],
        ...["sana", "كلمة", "ä", "👩‍👩‍👧"],
      ),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((pieces) => pieces.join(""));

const LINE = fc.constantFrom("Kaksi lasta", "a | b", "{a}", "\\", "نص", "");

const RUN: fc.Arbitrary<Run> = fc
  .record({
    text: WORDS,
    bold: fc.constantFrom(undefined, true as const),
    italic: fc.constantFrom(undefined, true as const),
    to: fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: ADDRESS.map((link) => ({ link })) },
      { weight: 1, arbitrary: SLUG.map((term) => ({ term })) },
    ),
  })
  .map(({ text, bold, italic, to }) => ({ text, ...(bold && { bold }), ...(italic && { italic }), ...to }));

const RUNS = fc.array(RUN, { minLength: 1, maxLength: 5 });
const PARAGRAPHS = fc.array(RUNS, { minLength: 1, maxLength: 3 });

function someList(levels: number): fc.Arbitrary<List> {
  const item: fc.Arbitrary<ListItem> =
    levels > 1
      ? fc.record({ text: RUNS, list: fc.option(someList(levels - 1), { nil: undefined }) })
      : fc.record({ text: RUNS });
  return fc.record({ ordered: fc.boolean(), items: fc.array(item, { minLength: 1, maxLength: 3 }) });
}

/** Any document of known blocks. */
export const someDocument: fc.Arbitrary<Document> = fc
  .array(
    fc.oneof(
      fc.record({ type: fc.constant("heading" as const), level: fc.constantFrom(2 as const, 3 as const), text: RUNS }),
      fc.record({ type: fc.constant("paragraph" as const), text: RUNS }),
      someList(MOST_LEVELS).map((list) => ({ type: "list" as const, ...list })),
      fc.record({ type: fc.constantFrom("quote" as const, "callout" as const), paragraphs: PARAGRAPHS }),
      fc.record({
        type: fc.constant("picture" as const),
        picture: ID,
        alt: LINE,
        caption: fc.option(LINE, { nil: undefined }),
      }),
      fc.record({ type: fc.constant("file" as const), file: ID, label: LINE }),
      fc.record({ type: fc.constant("forum" as const), forum: SLUG }),
      fc.record({ type: fc.constant("group" as const), group: SLUG }),
      fc.record({
        type: fc.constant("video" as const),
        address: fc.constantFrom("https://example.org/v", "https://example.org/%28v%29"),
        title: LINE,
        still: fc.option(ID, { nil: undefined }),
      }),
    ),
    { maxLength: 5 },
  )
  .map((blocks): Document => ({ schema: 1, blocks }));
