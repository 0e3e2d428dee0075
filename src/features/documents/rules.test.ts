import { expect, test } from "vitest";
import { parseMarkup } from "./markup/rules";
import { hintsOf, referencesOf } from "./rules";
import { meaningOfDocument, plainText, spelledOut } from "./schema";

const ID = "0198c0de-0000-7000-8000-000000000001";
const STILL = "0198c0de-0000-7000-8000-000000000002";
const read = (...lines: string[]) => parseMarkup(lines.join("\n\n")).document;

test("hints name pictures without words, skipped headings and links that do not say where they lead", () => {
  const document = read(
    "### Liian syvällä",
    "## Otsikko",
    "### Hyvä",
    `{picture ${ID} | | Kuvateksti}`,
    `{picture ${ID} | Kaksi lasta}`,
    "Lue lisää [**tästä**](https://a.fi) tai [Opintopolusta](https://opintopolku.fi), [هنا](/ar), [https://a.fi](https://a.fi).",
    `## ${"pitkä ".repeat(30)}`,
  );
  expect(hintsOf(document).map(({ key, what }) => [key, what.slice(0, 12)])).toEqual([
    ["heading_order", "Liian syväll"],
    ["missing_alt", "Kuvateksti"],
    ["link_text", "tästä"],
    ["link_text", "هنا"],
    ["link_text", "https://a.fi"],
    ["heading_long", "pitkä pitkä "],
  ]);
  expect(hintsOf(read("## a", "### b", "## c", "### d"))).toEqual([]);
});

test.each([
  ["link_text", "[lue lisää →](/fi)"],
  ["link_text", "[Här](/sv)"],
  ["link_text", "[click here](/en)"],
  ["link_text", "[من هنا](/ar)"],
  ["link_text", "[halkan riix!](/so)"],
  ["link_text", "[opintopolku.fi/konfo/fi](https://opintopolku.fi/konfo/fi)"],
  ["link_text", "[(www.hel.fi)](https://www.hel.fi)"],
  ["alt_vague", `{picture ${ID} | IMG_2041.jpg}`],
  ["alt_vague", `{picture ${ID} | IMG_20260914-WA0003}`],
  ["alt_vague", `{picture ${ID} | Kuva 12}`],
  ["alt_vague", `{picture ${ID} | Kuva}`],
  ["alt_vague", `{picture ${ID} | صورة}`],
  ["missing_label", `{file ${ID}}`],
  ["missing_label", "{video https://a.fi}"],
  [undefined, "[opintopolku.fi](https://opintopolku.fi) [info@a.fi](mailto:info@a.fi) [040 123](tel:040123)"],
  [undefined, `{picture ${ID} | Kuvassa kaksi lasta} `],
  [undefined, `{picture ${ID} | Kuva 1: koulun piha}`],
  [undefined, `{file ${ID} | Ohjelma}`],
])("a hint %s for %s", (key, markup) => {
  expect(hintsOf(read(markup)).map((hint) => hint.key)).toEqual(key ? [key] : []);
});

test("a document tells what it shows that is kept elsewhere, each once", () => {
  const document = read(
    `{picture ${ID} | a}`,
    `{picture ${ID} | b}`,
    `{file ${ID} | c}`,
    "{forum a}",
    "{group b}",
    `{video https://a.fi | d | ${STILL}}`,
    "- [haku](term:yhteishaku)\n  - [haku](term:yhteishaku)",
  );
  expect(referencesOf(document)).toEqual({
    pictures: [ID, STILL],
    files: [ID],
    forums: ["a"],
    groups: ["b"],
    terms: ["yhteishaku"],
  });
});

test("its words, for search and for translators, and what changes its meaning", () => {
  const document = read(
    "## Otsikko",
    "[**Koulu** tänään](https://a.fi/) **alkaa**.",
    `{picture ${ID} | Lapsia | Kontula}`,
  );
  expect(plainText(document)).toBe("Otsikko\n\nKoulu tänään alkaa.\n\nLapsia\n\nKontula");
  expect(spelledOut(document)).toContain("Koulu tänään (https://a.fi/) alkaa.");
  const meaning = (...lines: string[]) => meaningOfDocument(read(...lines));
  expect(meaning("## a", "**b**")).toBe(meaning("a", "b"));
  expect(meaning("[a](/b)")).not.toBe(meaning("[a](/c)"));
  expect(meaning(`{picture ${ID} | a}`)).not.toBe(meaning(`{picture ${STILL} | a}`));
  expect(meaning("{forum a}")).not.toBe(meaning("{forum b}"));
});
