import { expect, test } from "vitest";
import { TYPED_MARK } from "../platform/error-kinds";
import { fillTypedPage } from "./typed-page";

const template = `<main>${TYPED_MARK}</main><script>"${TYPED_MARK}"</script>`;

test("the page shows each text under its label, and why it was not saved", () => {
  const page = fillTypedPage(template, {
    why: "Linkki ei toimi.",
    link: { href: "/fi/sign-in?next=%2Ffi", label: "Kirjaudu" },
    texts: [
      { label: "Nimi", words: "Zahra" },
      { label: "Henkilö 2: Nimi", words: "Ali" },
    ],
  });
  expect(page).toContain("Linkki ei toimi.");
  expect(page).toMatch(/<a href="\/fi\/sign-in\?next=%2Ffi"[^>]*>Kirjaudu<\/a>/);
  expect(page).toMatch(
    /<label for="typed-2"[^>]*>Henkilö 2: Nimi<\/label><textarea id="typed-2" readonly[^>]*>\nAli<\/textarea>/,
  );
  // The mark in the script belongs to what React knows of the page.
  expect(page.split(TYPED_MARK)).toHaveLength(2);
});

test("whatever was typed is text and nothing else", () => {
  const words = "</textarea><script>alert(1)</script> $& $1 \"quoted\" 'so' &amp;\n\u0627";
  const page = fillTypedPage(template, { why: "<b>", texts: [{ label: "<i>", words }] });
  expect(page).not.toContain("<b>");
  expect(page).not.toContain("<i>");
  expect(page.match(/<\/textarea>/g)).toHaveLength(1);
  expect(page).toContain(
    "&lt;script&gt;alert(1)&lt;/script&gt; $&amp; $1 &quot;quoted&quot; &#39;so&#39; &amp;amp;\n\u0627",
  );
});
