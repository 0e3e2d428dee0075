import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import terms from "@/features/content/glossary/terms.json";
import { parseMarkup } from "@/features/documents/markup/rules";
import { plainText } from "@/features/documents/schema";
import { ADDITIONS } from "@/features/pages/demo/additions";
import { markTerms } from "@/i18n/finnish-terms";
import { LOCALE_CODES, type Locale } from "@/i18n/locales";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";
import { readMessages } from "../../scripts/support/contributions";

/** All texts of a language that people read: messages, and the demo's forums, groups, news and pages. */
function textsOf(locale: string): [where: string, text: string][] {
  const flatten = (value: unknown, where: string): [string, string][] =>
    typeof value === "string"
      ? [[where, value]]
      : Object.entries(value as object).flatMap(([key, inner]) => flatten(inner, `${where}.${key}`));
  const read = (file: string) => JSON.parse(readFileSync(file, "utf8"));
  return [
    ...Object.entries(readMessages(locale)).flatMap(([namespace, texts]) => flatten(texts, namespace)),
    ...flatten(read(`src/features/forums/demo/texts/${locale}.json`), "demo"),
    ...flatten(read(`src/features/groups/demo/texts/${locale}.json`), "groups"),
    ...flatten(
      Object.values(ADDITIONS).map((languages) => languages[locale as Locale] ?? ""),
      "pages",
    ),
    ...flatten(read(`src/features/news/demo/texts/${locale}.json`), "news").map(([where, text]): [string, string] => [
      where,
      plainText(parseMarkup(text).document),
    ]),
  ];
}

/** The terms that the portal offers to translators. */
const offered = (locale: string) =>
  terms.flatMap(({ id, words }: { id: string; words: Partial<Record<string, string[]>> }) =>
    (words[locale] ?? []).map((word): [string, string] => [`glossary.${id}`, word]),
  );

/** Lower-case text without argument names and without Arabic vowel marks, which not everybody writes. */
const plain = (text: string) =>
  text
    .replace(/\{\w+\}/g, "{}")
    .normalize("NFC")
    .replace(/[\u0640\u064B-\u0652\u0670]/g, "")
    .toLowerCase();

/**
 * Finds a form as a whole word; `*` stands for any ending. An Arabic word also counts behind "and", "in", "for" and the
 * article, which are joined to it.
 */
function finder(form: string, locale: string): RegExp {
  const escaped = plain(form)
    .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "\\p{L}*");
  const prefix = locale === "ar" ? "(?:و|ف)?(?:ب|ك|ل)?(?:ال|لل)?" : "";
  return new RegExp(`(?<![\\p{L}\\p{N}-])${prefix}${escaped}(?![\\p{L}\\p{N}])`, "u");
}

const read = (locale: string) =>
  readFileSync(`docs/terms/${locale}.tsv`, "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [concept = "", use = "", not = ""] = line.split("\t");
      return { concept, use, not: not.split(" | ").filter(Boolean) };
    });

describe.each(LOCALE_CODES)("terms of docs/terms/%s.tsv", (locale) => {
  const texts = textsOf(locale);

  test("no text and no term for translators uses a rejected form", () => {
    const found = read(locale).flatMap(({ use, not }) =>
      not.flatMap((form) =>
        [...texts, ...offered(locale)]
          .filter(([, text]) => finder(form, locale).test(plain(text)))
          .map(([where, text]) => `${where}: "${form}" should be "${use}" in: ${text.slice(0, 160)}`),
      ),
    );
    expect(found.join("\n")).toBe("");
  });

  test("every rejected form says what to use instead, which the table does not reject", () => {
    for (const { concept, use, not } of read(locale)) {
      expect([concept, use, ...not], concept).not.toContain("");
      expect(not.length, concept).toBeGreaterThan(0);
      for (const row of read(locale))
        for (const form of row.not) expect(finder(form, locale).test(plain(use)), `${use} / ${form}`).toBe(false);
    }
  });
});

test("an Arabic word is found behind letters that are joined to it, and only as a whole word", () => {
  expect(finder("منظمة", "ar").test(plain("اختر منظّمة"))).toBe(true);
  expect(finder("منظمة", "ar").test(plain("وللمنظمة عنوان"))).toBe(true);
  expect(finder("منظمة", "ar").test(plain("المنظِّم"))).toBe(false);
});

test("an ending is free only if the table says so", () => {
  expect(finder("peitenim*", "fi").test("käytä peitenimeä")).toBe(true);
  expect(finder("nappi", "fi").test("nappikauppa")).toBe(false);
  expect(finder("kö", "sv").test("köket")).toBe(false);
});

/** Text in brackets that is not Finnish: each language's own words, and what is the same in all. */
const OWN_WORDS: Record<string, RegExp> = {
  sv: /^(allmänna dataskydd|dataskyddslagen|börjar|elev|fullt:|JSON-fil|röstmeddelande|text|ålder:|farsi|sorani|kurmanji|mandarin|Hux)/,
  en: /^(Data Protection Act|age|ages|full:|JSON file|people|pupil|text|voice message|Farsi|Sorani|Kurmanji|Mandarin)/,
  ar: /^(\p{Script=Arabic}|JSON)/u,
  so: /^(Xeerka|qodob|xarafka|Sharciga|boos leh|da’da|farriin cod ah|fayl|hilib|qoraalka|wuu buuxaa|Soraani|Kurmanji|Mandarin)/,
};

test.each(Object.keys(OWN_WORDS))("every Finnish term in brackets of %s is marked as Finnish", (locale) => {
  const unmarked = textsOf(locale).flatMap(([where, text]) =>
    [...text.matchAll(/\(([^()]*)\)/g)]
      .map(([bracket, inner = ""]) => ({ bracket, inner: inner.trim() }))
      .filter(
        ({ inner }) =>
          !/^(?:[\d/{]|\w\)?$|axe$|EN 301 549|arti[ck]|GDPR)/.test(inner) && !OWN_WORDS[locale]?.test(inner),
      )
      .filter(({ bracket }) => markTerms(bracket, locale).replace(/<bdi lang="fi">[^<]*<\/bdi>/g, "") !== "()")
      .map(({ bracket }) => `${where}: ${bracket}`),
  );
  expect(unmarked.join("\n")).toBe("");
});

test("every language with interpreters has a name that staff can read, and no other language does", () => {
  for (const locale of LOCALE_CODES)
    expect(Object.keys(readMessages(locale).SpokenLanguages ?? {})).toEqual(SPOKEN_LANGUAGE_CODES);
});
