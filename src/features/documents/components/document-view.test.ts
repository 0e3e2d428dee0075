import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { someDocument } from "../../../../tests/support/documents";
import { fitDocument } from "../markup/rules";
import { tidyDocument } from "../rules";
import { type Document, plainText, readDocument, storedDocument } from "../schema";
import { DocumentView } from "./document-view";

const PARTS = {
  picture: ({ alt }: { alt: string }) => createElement("img", { src: "/media/a/640.webp", alt, loading: "lazy" }),
  term: (id: string) => (id === "a" ? "/fi/terms#a" : null),
};

const htmlOf = (document: Document) =>
  renderToStaticMarkup(createElement(DocumentView, { document, language: "ar", parts: PARTS }));

const NAMES = "div h2 h3 p ul ol li span strong em br a blockquote bdi img svg path rect circle polygon".split(" ");
const ATTRIBUTES =
  "class href rel dir lang src alt loading xmlns width height viewBox fill stroke stroke-width stroke-linecap stroke-linejoin aria-hidden d points x y rx cx cy r".split(
    " ",
  );

/** Whatever in some HTML is neither text nor on the lists: elements, attributes and addresses. */
function foreignIn(html: string): string[] {
  const tags = [...html.matchAll(/<(\/?)([^\s/>]+)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/g)];
  const angles = html.match(/</g)?.length ?? 0;
  return [
    ...(tags.length === angles ? [] : ["an angle bracket that opens no element"]),
    ...tags.flatMap(([, , name = "", attributes = ""]) => [
      ...(NAMES.includes(name) ? [] : [name]),
      ...[...attributes.matchAll(/([^\s=]+)="([^"]*)"/g)].flatMap(([, attribute = "", value = ""]) => {
        if (!ATTRIBUTES.includes(attribute)) return [attribute];
        const address = attribute === "href" || attribute === "src";
        return address && !/^(https:\/\/[a-z0-9]|mailto:|tel:|\/(?![/\\]))/.test(value) ? [value] : [];
      }),
    ]),
  ];
}

/** JSON as somebody might forge it: known names and hostile values, in any place. */
const hostileValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(
      ...[
        "javascript:alert(1)",
        "data:text/html,<script>",
        "<script>alert(1)</script>",
        "https://a.fi",
        "/fi",
        "//evil.fi",
      ],
      ...[
        "heading",
        "paragraph",
        "list",
        "picture",
        "html",
        "script",
        "kept",
        "\uD800",
        "\u202E",
        "onclick",
        null,
        true,
        1,
        2,
      ],
    ),
    fc.array(tie("value"), { maxLength: 3 }),
    tie("object"),
  ),
  object: fc
    .array(
      fc.tuple(
        fc.constantFrom(
          ...[
            "type",
            "text",
            "level",
            "items",
            "list",
            "ordered",
            "paragraphs",
            "picture",
            "alt",
            "caption",
            "link",
            "term",
          ],
          ...[
            "bold",
            "style",
            "onclick",
            "dangerouslySetInnerHTML",
            "__html",
            "__proto__",
            "constructor",
            "children",
            "$$typeof",
          ],
        ),
        tie("value"),
      ),
      { maxLength: 5 },
    )
    // Not Object.fromEntries: an own property named __proto__ comes only from JSON.
    .map((entries) =>
      JSON.parse(`{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)}}`),
    ),
})).object;

/** A known document of which one value was replaced. */
const forged = fc.tuple(someDocument, hostileValue, fc.nat(), fc.boolean()).map(([document, value, place, whole]) => {
  const blocks: unknown[] = JSON.parse(storedDocument(tidyDocument(document))).blocks;
  const n = blocks.length > 0 ? place % blocks.length : 0;
  const block = blocks[n];
  blocks[n] = whole || typeof block !== "object" ? value : { ...block, ...(value as object) };
  return JSON.stringify({ schema: 1, blocks });
});

test("nothing outside the allow-list is rendered, whatever was stored", () => {
  fc.assert(
    fc.property(fc.oneof(forged, someDocument.map(storedDocument)), (stored) => {
      const document = readDocument(stored);
      if (document) expect(foreignIn(htmlOf(document))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test("nothing outside the allow-list is stored, whatever was sent", () => {
  fc.assert(
    fc.property(forged, (sent) => {
      const fitted = fitDocument(sent, []);
      if (!fitted.ok || !fitted.stored) return;
      const document = readDocument(fitted.stored) as Document;
      expect(document.blocks.filter(({ type }) => type === "kept")).toEqual([]);
      expect(fitted.stored).not.toMatch(/"(?:style|onclick|dangerouslySetInnerHTML|__proto__|constructor|children)":/);
      expect(fitted.stored).not.toMatch(/"link":"(?!https:|mailto:|tel:|\/[^/\\])/);
    }),
    { numRuns: 2_000 },
  );
});

test("every word of a document is rendered, in its order", () => {
  fc.assert(
    fc.property(someDocument, (untidy) => {
      const document = tidyDocument(untidy);
      const blocks = document.blocks.filter(({ type }) => !["picture", "file", "video"].includes(type));
      const text = htmlOf({ schema: 1, blocks })
        .replace(/<[^>]*>/g, "")
        .replace(
          /&(lt|gt|amp|quot|#x27);/g,
          (_, name: string) => ({ lt: "<", gt: ">", amp: "&", quot: '"', "#x27": "'" })[name] ?? "",
        );
      expect(text.replace(/\s/g, "")).toBe(plainText({ schema: 1, blocks }).replace(/\s/g, ""));
    }),
    { numRuns: 500 },
  );
});

test("a link to another site says nothing of this one, and a term without a page is plain words", () => {
  const document = readDocument(
    JSON.stringify({
      schema: 1,
      blocks: [
        {
          type: "paragraph",
          text: [
            { text: "a", link: "https://example.org/" },
            { text: "b", bold: true, link: "https://example.org/" },
            { text: "c", link: "/fi/forums/a" },
            { text: "d", term: "a" },
            { text: "e", term: "gone" },
          ],
        },
      ],
    }),
  ) as Document;
  const html = htmlOf(document);
  expect(html.match(/<a /g)).toHaveLength(3);
  expect(html).toContain('<a href="https://example.org/" rel="noopener noreferrer"');
  expect(html).toMatch(/<a href="\/fi\/forums\/a" class="[^"]*">c<\/a>/);
  expect(html).toContain('href="/fi/terms#a"');
});

test("nothing of a video is loaded from where it is", () => {
  const [video] = ["https://www.example.org/v"].map((address) => ({ type: "video" as const, address, title: "" }));
  const html = htmlOf({ schema: 1, blocks: video ? [video] : [] });
  expect(html).not.toMatch(/ src=|<iframe|<video|<img/);
  expect(html).toContain(">example.org<");
});
