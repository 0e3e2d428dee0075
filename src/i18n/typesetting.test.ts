import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { markTerms } from "./finnish-terms";
import { LOCALE_CODES, LOCALES } from "./locales";
import { loadMessages } from "./messages";
import { Terms } from "./terms";
import { typeset } from "./typesetting";

const leaves = (value: unknown): string[] =>
  typeof value === "string" ? [value] : Object.values(value as object).flatMap(leaves);

describe("numbers", () => {
  test("a phone number stays in one piece, with its groups in order in a right-to-left line", () => {
    expect(typeset("fi", "Esimerkiksi 040 123 4567.")).toBe("Esimerkiksi 040\u00A0123\u00A04567.");
    expect(typeset("ar", "اكتبه هكذا: 040 123 4567.")).toBe("اكتبه هكذا: \u2066040\u00A0123\u00A04567\u2069.");
  });

  test("a number stays with what it counts", () => {
    expect(typeset("fi", "Odota 15 minuuttia, klo 17.30 asti")).toBe("Odota 15\u00A0minuuttia, klo\u00A017.30 asti");
    expect(typeset("en", "{count, plural, one {# place} other {# places}}, WCAG 2.2")).toBe(
      "{count, plural, one {#\u00A0place} other {#\u00A0places}}, WCAG\u00A02.2",
    );
  });

  test("applies to every message of every language", async () => {
    for (const locale of LOCALE_CODES) {
      const torn = LOCALES[locale].dir === "rtl" ? /040[ \u00A0]123|\d[–-]\d/ : /040 123/;
      const texts = [...leaves(await loadMessages(locale))];
      expect(
        texts.filter((text) => text !== typeset(locale, text)),
        locale,
      ).toEqual([]);
      expect(
        texts.filter((text) => torn.test(text.replace(/\u2066[^\u2069]*\u2069/g, ""))),
        locale,
      ).toEqual([]);
    }
  });
});

describe("Finnish terms in brackets", () => {
  const html = (text: string, locale: string) => renderToStaticMarkup(Terms({ locale, children: text }));

  test.each([
    ["one", "counsellor (opo) and", 'counsellor <span class="inline-block">(<bdi lang="fi">opo</bdi>)</span> and'],
    [
      "one before a full stop",
      "counsellor (opo).",
      'counsellor <span class="inline-block">(<bdi lang="fi">opo</bdi>).</span>',
    ],
    ["a phrase", "(toinen aste)", '(<bdi lang="fi">toinen aste</bdi>)'],
    ["two together", "(opinto-ohjaaja, opo)", '(<bdi lang="fi">opinto-ohjaaja, opo</bdi>)'],
    ["in the other order", "(opo, opinto-ohjaaja)", '(<bdi lang="fi">opo, opinto-ohjaaja</bdi>)'],
    [
      "one among other words",
      "(Hux, på finska TUVA)",
      '(Hux, på finska <span class="inline-block"><bdi lang="fi">TUVA</bdi>)</span>',
    ],
    ["none in a longer word", "(lukiot)", "(lukiot)"],
    ["none without a bracket", "Wilma, opo", "Wilma, opo"],
  ])("%s", (_, text, wanted) => {
    expect(html(text, "sv")).toBe(wanted);
  });

  test.each([
    "(opo)",
    "(opo)(lukio)",
    "a (opinto-ohjaaja, opo), b (toinen aste) c",
    "(ks. lukio) x",
    "",
    "(lukio",
    "auki (",
  ])("no letter is lost: %s", (text) => {
    expect(html(text, "sv").replace(/<[^>]+>/g, "")).toBe(text);
  });

  test("also in a mail, but not in Finnish", () => {
    expect(markTerms("مرشد دراسي (opinto-ohjaaja, opo)", "ar")).toBe(
      'مرشد دراسي (<bdi lang="fi">opinto-ohjaaja, opo</bdi>)',
    );
    expect(markTerms("opinto-ohjaaja (opo)", "fi")).toBe("opinto-ohjaaja (opo)");
  });
});
