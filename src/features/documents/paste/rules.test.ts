import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fitDocument, toMarkup } from "../markup/rules";
import { documentFromHtml } from "./rules";

const markupFrom = (html: string) => toMarkup(documentFromHtml(html));

test("what Word puts on the clipboard becomes headings, paragraphs, lists and links, and nothing else", () => {
  const html = readFileSync("tests/fixtures/pasted-from-word.txt", "utf8");
  expect(markupFrom(html)).toBe(
    [
      "## Yhteistyöfoorumi Kontulassa",
      "Perheet, opinto-ohjaajat ja järjestöt tapasivat **21. huhtikuuta**. Paikalla oli *yli sata* ihmistä, ja tulkkeja oli kolme.",
      "### Mistä puhuttiin",
      "- Yhteishaku ja hakutoiveet\n  - Kielitaito ja valintakokeet\n- Oppisopimus – mitä se on?\n- Ammatillinen koulutus",
      "1. Ilmoittaudu\n2. Tule paikalle",
      "Lue lisää: [Opintopolku](https://opintopolku.fi/konfo/fi/) tai kysy [osoitteesta](mailto:opo@example.org).",
      "Pöytä",
      "Aihe",
    ].join("\n\n"),
  );
});

test.each([
  [
    "<b style='font-weight:normal' id=docs-internal-guid-1><p><span style='font-weight:700'>a</span> b</p></b>",
    "**a** b",
  ],
  ["<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "- a\n- b\n  - c\n- d"],
  ["<ol><li><p>a</p><p>b</p></li></ol>", "1. a\n  b"],
  ["<p>a<p>b", "a\n\nb"],
  ["a<br>b", "a\nb"],
  ["<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"],
  ["<h1>a</h1><h4><b>b</b></h4>", "## a\n\n### b"],
  ["<table><tr><td>a</td><td>b</td></tr></table>", "a\n\nb"],
  ["<a href='javascript:alert(1)'>a</a> <a href='#_Toc1'>b</a> <a href=file:///c:/x>c</a>", "a b c"],
  ["<p onclick=alert(1)>a<script>alert(1)</script><style>p{}</style><img src=x onerror=alert(1)>b</p>", "ab"],
  ["<p>a</p><!-- <p>b</p> --><![CDATA[c]]><?xml d?><svg><script>e</script></svg>", "a"],
  ["a &lt;script&gt; &auml; &#0228; &#xE4; &nosuch; &#0;", "a <script> ä ä ä &nosuch;"],
  ["1 < 2 <3 >", "1 < 2 <3 >"],
  ["<p>## a *b*</p>", "\\## a \\*b\\*"],
  ["<script>a", ""],
  ["<p title='>'>a</p>", "a"],
])("%s", (html, markup) => {
  expect(markupFrom(html)).toBe(markup);
});

test("whatever is pasted can be stored, and nothing of it is HTML but words", () => {
  const pieces = fc.oneof(
    fc.constantFrom(
      ...[
        "<p>",
        "</p>",
        "<ul>",
        "<li>",
        "</ul>",
        "<ol>",
        "<b>",
        "</b>",
        "<h2>",
        "</h2>",
        "<blockquote>",
        "<br>",
        "<a href='/fi'>",
      ],
      ...[
        "<a href='javascript:x'>",
        "</a>",
        "<p style='mso-list:l0 level9 lfo1'>",
        "<span style='mso-list:Ignore'>",
        "</span>",
      ],
      ...["<!--", "-->", "<script>", "</script>", "<", ">", "'", '"', "&amp;", "&#55296;", "a", " "],
    ),
    fc.string({ unit: "binary", maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (html) => {
      const document = documentFromHtml(html.join(""));
      const fitted = fitDocument(toMarkup(document), []);
      expect(fitted.ok && fitted.stored).toBe(document.blocks.length > 0 ? JSON.stringify(document) : "");
    }),
    { numRuns: 2_000 },
  );
});

test("hostile depth and length end", () => {
  const deep = "<div><ul><li><b>".repeat(50_000);
  expect(markupFrom(`${deep}a`)).toMatch(/a/);
  expect(documentFromHtml("<p>a</p>".repeat(600_000)).blocks).toEqual([]);
});
