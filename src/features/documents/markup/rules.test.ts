import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { someDocument } from "../../../../tests/support/documents";
import { tidyDocument } from "../rules";
import { type Document, MOST_STORED, readDocument, storedDocument } from "../schema";
import { addressFrom, fitDocument, markupOf, parseMarkup, slugFrom, toMarkup } from "./rules";

const ID = "0198c0de-0000-7000-8000-000000000001";

const read = (markup: string) => parseMarkup(markup).document;
const kinds = ({ blocks }: Document) => blocks.map(({ type }) => type);

test("every document comes back from its markup", () => {
  fc.assert(
    fc.property(someDocument, (document) => {
      const tidy = tidyDocument(document);
      const { document: again, problems } = parseMarkup(toMarkup(tidy));
      expect(again).toEqual(tidy);
      expect(problems).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test("a document in its stored form is not changed by storing, reading or tidying it again", () => {
  fc.assert(
    fc.property(someDocument, (document) => {
      const stored = storedDocument(tidyDocument(document));
      const again = readDocument(stored);
      expect(again && storedDocument(tidyDocument(again))).toBe(stored);
    }),
    { numRuns: 500 },
  );
});

/** Pieces of markup, well and badly put together. */
const someMarkup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          "*",
          "**",
          "***",
          "[",
          "](",
          ")",
          "](/fi)",
          "](https://a.fi)",
          "\\",
          "\n",
          "\n\n",
          "## ",
          "- ",
          "  - ",
          "1. ",
        ],
        ...[
          "> ",
          "! ",
          "!",
          "{forum a}",
          "{picture ",
          `{file ${ID} | a}`,
          "|",
          "}",
          "{kept 0123456789abcdef}",
          " ",
          "a",
          "ä",
        ],
      ),
      fc.string({ unit: "binary", maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(""));

test("whatever is typed can be read, and reading its own markup changes nothing", () => {
  fc.assert(
    fc.property(someMarkup, (markup) => {
      const document = read(markup);
      expect(read(toMarkup(document))).toEqual(document);
      expect(toMarkup(read(toMarkup(document)))).toBe(toMarkup(document));
    }),
    { numRuns: 3_000 },
  );
});

describe("the markup", () => {
  test("has headings, paragraphs, lists, quotes, call-outs and blocks in braces", () => {
    const markup = [
      "## Otsikko",
      "Kappale **lihava** ja *vino*,",
      "toinen rivi [linkki](https://example.org/a) ja [yhteishaku](term:yhteishaku).",
      "",
      "Tuo mukaan:",
      "- kynä",
      "  1. sininen",
      "- paperi",
      "  kaksi arkkia",
      "> Sanottu",
      ">",
      "> kahdesti",
      "! Tärkeää",
      `{picture ${ID} | Kaksi lasta | Kontula}`,
      `{file ${ID} | Ohjelma}`,
      "{forum https://omapolku.example/ar/forums/koulupolut-2026?done=x}",
      "{group somali-vanhemmat}",
      "{video https://example.org/v | Video}",
    ].join("\n");
    const document = read(markup);
    expect(kinds(document)).toEqual(
      "heading paragraph paragraph list quote callout picture file forum group video".split(" "),
    );
    expect(document.blocks[3]).toEqual({
      type: "list",
      ordered: false,
      items: [
        { text: [{ text: "kynä" }], list: { ordered: true, items: [{ text: [{ text: "sininen" }] }] } },
        { text: [{ text: "paperi\nkaksi arkkia" }] },
      ],
    });
    expect(document.blocks[8]).toEqual({ type: "forum", forum: "koulupolut-2026" });
  });

  test.each([
    ["5 * 3 * 2 = 30", "5 * 3 * 2 = 30"],
    ["Maksuton*", "Maksuton*"],
    ["**auki", "**auki"],
    ["[hakasulut] ja (kaaret)", "[hakasulut] ja (kaaret)"],
    ["\\*tähti\\* ja C:\\temp", "*tähti* ja C:\\temp"],
    ["-5 astetta", "-5 astetta"],
    ["– Hei, sanoi Amina.", "– Hei, sanoi Amina."],
    ["!Ei näin", "!Ei näin"],
    ["{huom}", "{huom}"],
    ["# ", ""],
  ])("%s stays words", (markup, words) => {
    const document = read(markup);
    expect(document.blocks).toEqual(words === "" ? [] : [{ type: "paragraph", text: [{ text: words }] }]);
  });

  test("items with empty lines between them are one list", () => {
    expect(read("1. a\n\n2. b\n\nc").blocks).toHaveLength(2);
  });
});

test.each([
  ["example.org", "https://example.org/"],
  ["www.oph.fi/fi?a=1", "https://www.oph.fi/fi?a=1"],
  ["HTTPS://Example.org/(a)", "https://example.org/%28a%29"],
  ["opo@koulu.fi", "mailto:opo@koulu.fi"],
  ["09 123 4567", "tel:091234567"],
  ["tel:+358 40 123", "tel:+35840123"],
  ["/fi/forums/a", "/fi/forums/a"],
  ["https://ääkkö.fi/ä", "https://xn--kk-uiaa6g.fi/%C3%A4"],
  ["http://example.org", null],
  ["//example.org", null],
  ["/\\example.org", null],
  ["/.//example.org", null],
  ["javascript:alert(1)", null],
  ["JaVaScRiPt:alert(1)", null],
  ["java\nscript:alert(1)", null],
  ["\u0001javascript:alert(1)", null],
  ["data:text/html,a", null],
  ["vbscript:a", null],
  ["blob:https://a.fi/b", null],
  ["file:///etc/passwd", null],
  ["https://user:pass@example.org", null],
  ["https://example.org/\u202Efdp", null],
  ["https://example.org/\uD800", null],
  ["mailto:a@b.fi?bcc=c@d.fi", null],
  ["", null],
  ["#a", null],
])("a link to %s", (typed, address) => {
  expect(addressFrom(typed)).toBe(address);
  if (address !== null) expect(addressFrom(address)).toBe(address);
});

test("a forum is named by its address or by the last part of it", () => {
  expect(slugFrom("https://omapolku.fi/fi/forums/polku-1/", "forum")).toBe("polku-1");
  expect(slugFrom("polku-1", "forum")).toBe("polku-1");
  for (const wrong of ["https://omapolku.fi/fi/groups/polku-1", "../x", "Polku", "", "a--b"])
    expect(slugFrom(wrong, "forum")).toBeNull();
  expect(addressFrom(`https://a.fi/${"a".repeat(2000)}`)).toBeNull();
});

describe("what is stored", () => {
  const stored = (typed: string, earlier: string[] = []) => {
    const fitted = fitDocument(typed, earlier);
    return fitted.ok ? fitted.stored : fitted.problem.key;
  };
  const json = (...blocks: unknown[]) => JSON.stringify({ schema: 1, blocks });
  const words = (text: string, more = {}) => ({ type: "paragraph", text: [{ text, ...more }] });

  test("comes from markup and from JSON alike, in one form", () => {
    expect(stored("**a** b")).toBe(
      stored(json({ text: [{ bold: true, text: " a " }, { text: "b " }], type: "paragraph" })),
    );
    expect(stored(stored("## a\n\nb"))).toBe(stored("## a\n\nb"));
  });

  test("is nothing if nobody could see it", () => {
    for (const nothing of ["", " \n ", "\u200B", "##  ", "> ", json(), json(words(" "))])
      expect(stored(nothing)).toBe("");
  });

  test.each([
    ["[a](javascript:alert)", "link"],
    ["[a](data:text/html;base64,PHNjcmlwdD4=)", "link"],
    ["a\n\n{picture ../../etc | a}", "block"],
    ["{video http://a.fi | a}", "block"],
    ["{forum ../work}", "block"],
    ["{kept 0123456789abcdef}", "kept"],
    ['{"schema":1,"blocks":[', "block"],
    ['{"schema":2,"blocks":[]}', "block"],
    [json(words("a", { link: "javascript:alert(1)" })), "kept"],
    [json(words("a", { style: "color:red" })), "kept"],
    [json({ type: "html", html: "<script>alert(1)</script>" }), "kept"],
    [json({ type: "kept", mark: "0123456789abcdef", stored: words("a") }), "kept"],
    [json({ type: "heading", level: 1, text: [{ text: "a" }] }), "kept"],
    [json({ type: "paragraph", text: "a" }), "kept"],
    [json({ type: "paragraph", text: [{ text: "a" }], children: [] }), "kept"],
    [json({ type: "picture", picture: "https://evil.example/a.png", alt: "" }), "kept"],
    [json({ type: "video", address: "mailto:a@b.fi", title: "a" }), "kept"],
    [`{"schema":1,"blocks":[{"type":"paragraph","text":[{"text":"a"}],"__proto__":{"x":1}}]}`, "kept"],
    [`{"schema":1,"__proto__":{"x":1},"blocks":[]}`, "block"],
    [`{"schema":1,"blocks":[{"constructor":{"prototype":{}},"type":"paragraph","text":[{"text":"a"}]}]}`, "kept"],
    [`{"schema":1,"blocks":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, "block"],
    [json(...Array.from({ length: 501 }, () => words("a"))), "block"],
    ["a".repeat(5 * 1024 * 1024), "size"],
    ["a".repeat(30_000), "size"],
    [Array.from({ length: 600 }, () => "a").join("\n\n"), "size"],
    ["- a\n".repeat(600), "size"],
  ])("what is hostile or too much is refused: %#", (typed, key) => {
    expect(stored(typed)).toBe(key);
  });

  test("a list that is nested too deeply loses no words", () => {
    const deep = Array.from({ length: 40 }, (_, n) => `${"  ".repeat(n)}- ${n}`).join("\n");
    const document = readDocument(stored(deep));
    expect(kinds(document as Document)).toEqual(["list"]);
    for (let n = 0; n < 40; n++) expect(stored(deep)).toContain(`"${n}"`);
  });

  test("a lone surrogate, an override and a null byte are gone, and an open embedding is closed", () => {
    expect(stored("a\uD800b \u202Efdp.exe\u202C \u0000c \u2067d")).toBe(
      json(words("a\uFFFDb fdp.exe c \u2067d\u2069")),
    );
    expect(stored(`{"schema":1,"blocks":[{"type":"paragraph","text":[{"text":"a\\ud800\\u202e"}]}]}`)).toBe(
      json(words("a\uFFFD")),
    );
  });

  test("a letter that would join the one before it breaks nothing", () => {
    const text = stored("a\n\u0301b\n\u0338");
    expect(markupOf(text)).toBe("a\n\u0301b\n\u0338");
    expect(JSON.parse(text)).toBeTruthy();
  });

  test("a block that the portal does not know is kept as it is, where it is, and only if it was there before", () => {
    const later = json({ type: "poll", options: ["a", { deep: [1, null] }] }, words("b"));
    const markup = markupOf(later);
    expect(markup).toMatch(/^\{kept [0-9a-f]{16}\}\n\nb$/);
    expect(stored(markup)).toBe("kept");
    expect(stored(markup, [json(words("b"))])).toBe("kept");
    expect(stored(`ennen\n\n${markup}`, [later])).toBe(
      json(words("ennen"), { type: "poll", options: ["a", { deep: [1, null] }] }, words("b")),
    );
    expect(stored(later, [later])).toBe(later);
  });

  test("a document of a later version is shown as one kept block and cannot be saved over", () => {
    const later = '{"schema":2,"blocks":[],"more":1}';
    expect(markupOf(later)).toMatch(/^\{kept [0-9a-f]{16}\}$/);
    expect(stored(markupOf(later), [later])).toBe("kept");
  });

  test("never more than may be read again", () => {
    fc.assert(
      fc.property(fc.oneof(someMarkup, someDocument.map(storedDocument)), (typed) => {
        const fitted = fitDocument(typed, []);
        if (!fitted.ok || !fitted.stored) return;
        expect(fitted.stored.length).toBeLessThanOrEqual(MOST_STORED);
        expect(readDocument(fitted.stored)?.blocks.every(({ type }) => type !== "kept")).toBe(true);
        expect(fitDocument(markupOf(fitted.stored), [])).toEqual(fitted);
      }),
    );
  });
});
