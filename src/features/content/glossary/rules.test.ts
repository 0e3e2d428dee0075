import { describe, expect, test } from "vitest";
import { canonicalLanguage } from "../schema";
import { findTerms, listTerms } from "./rules";
import terms from "./terms.json";

const idsOf = (text: string, from = "fi", to = "sv") => findTerms(text, from, to).map(({ id }) => id);

describe("findTerms", () => {
  test.each([
    ["peruskoulu", "Peruskoulun jälkeen moni jatkaa opintoja."],
    ["9lk", "Yhdeksännen luokan oppilaat ja yhdeksännellä luokalla olevien huoltajat"],
    ["9lk", "ysiluokkalaisille"],
    ["toinen-aste", "toisen asteen opinnot ja toisella asteella"],
    ["lukio", "lukioon, lukiossa ja lukioista"],
    ["ammatillinen", "Ammatilliseen koulutukseen haetaan keväällä"],
    ["tuva", "TUVAan voi hakea"],
    ["tuva", "tutkintokoulutukseen valmentavassa koulutuksessa"],
    ["yhteishaku", "yhteishaussa ja yhteishakuun"],
    ["jatkuva-haku", "jatkuvassa haussa"],
    ["hakuaika", "hakuajan päättyessä"],
    ["hakuaika", "hakuaikana"],
    ["hakutoive", "hakutoiveiden järjestys"],
    ["valintakoe", "pääsykokeeseen kutsutaan"],
    ["valintakoe", "pääsy- ja soveltuvuuskokeen tulos"],
    ["kielikoe", "kielitaidon arvioinnissa"],
    ["paattotodistus", "päättötodistuksessa"],
    ["opiskelupaikka", "opiskelupaikan saa"],
    ["opiskelupaikka", "opiskelupaikoista"],
    ["opiskelupaikka", "opiskelupaikkoja"],
    ["oppivelvollisuus", "oppivelvollisuuden aikana"],
    ["maksuttomuus", "Koulutus on maksutonta"],
    ["opo", "kysy opolta"],
    ["opo", "opinto-ohjaajien kanssa"],
    ["vanhempainilta", "vanhempainillassa"],
    ["vanhempainilta", "vanhempainiltoihin"],
    ["huoltaja", "huoltajien"],
    ["wilma", "Wilmassa"],
    ["opintopolku", "Opintopolusta"],
    ["s2", "S2-opetus"],
    ["ryhmatuki", "ryhmäkohtaisia tukimuotoja"],
    ["oppilastuki", "oppilaskohtaisten tukitoimien"],
    ["tulkki", "tulkin kanssa"],
    ["tulkki", "tulkeille"],
    ["tulkki", "tulkkausta"],
    ["vertaisryhma", "omakielisessä vertaisryhmässä"],
    ["vertaisohjaaja", "vertaisohjaajan"],
    ["yo", "ylioppilastutkinnon"],
    ["amk", "ammattikorkeakouluissa"],
    ["selkokieli", "selkokielellä"],
  ])("%s is found in: %s", (id, text) => {
    expect(idsOf(text)).toContain(id);
  });

  test("words that only look alike are not found", () => {
    expect(idsOf("Kaksi opossumia, tuvan ovi, alkulukio ja tulkoon ilta")).toEqual([]);
    expect(idsOf("Illalla luetaan satuja. Paikka on hauska, aika kuluu.")).toEqual([]);
  });

  test("terms come in the order of the text, each once, and not as part of a longer term", () => {
    expect(idsOf("Yhteishaussa haetaan lukioon. Lukiosta ja yhteishausta kerrotaan lisää.")).toEqual([
      "yhteishaku",
      "lukio",
    ]);
    expect(idsOf("perusopetukseen valmistavassa opetuksessa")).toEqual(["valmistava"]);
    expect(idsOf("perusopetukseen valmistavassa opetuksessa ja perusopetuksessa")).toEqual([
      "valmistava",
      "peruskoulu",
    ]);
  });

  test("typography and line breaks do not hide terms", () => {
    expect(idsOf("toisen\nasteen yhteis\u00ADhaku")).toEqual(["toinen-aste", "yhteishaku"]);
  });

  test("a found term has its words in the translation's language and in Finnish, and says if nobody confirmed them", () => {
    expect(findTerms("Yhteishaku", "fi", "ar")).toEqual([
      { id: "yhteishaku", words: ["التقديم المشترك"], unread: true, finnish: ["yhteishaku"] },
    ]);
    expect(findTerms("Yhteishaku", "fi", "so")).toMatchObject([{ words: ["codsiga wadajirka ah"], unread: false }]);
    // No source has a Somali word for it, so none is invented.
    expect(findTerms("ylioppilastutkinto", "fi", "so")).toEqual([]);
  });

  test("originals in other languages are searched too, and variants of a language count as that language", () => {
    expect(idsOf("Efter grundskolan söker de flesta till gymnasiet", "sv", "fi")).toEqual(["peruskoulu", "lukio"]);
    expect(idsOf("Two study places in the joint application", "en", "ru")).toEqual(["opiskelupaikka", "yhteishaku"]);
    expect(idsOf("للتقديم المشترك وبالمعدل", "ar", "fi")).toEqual(["yhteishaku", "keskiarvo"]);
    expect(idsOf("yhteishaku", "fi", "ar-EG")).toEqual(["yhteishaku"]);
    expect(idsOf("yhteishaku", "fi", "fi-FI")).toEqual([]);
    expect(idsOf("yhteishaku", "fi", "zh")).toEqual([]);
  });
});

test("every term has Finnish words and known languages, and no empty word", () => {
  expect(new Set(terms.map(({ id }) => id)).size).toBe(terms.length);
  for (const { id, words, unread } of terms as { id: string; words: Record<string, string[]>; unread?: string[] }[]) {
    expect(words.fi?.length, id).toBeGreaterThan(0);
    for (const [language, forms] of Object.entries(words)) {
      expect(canonicalLanguage(language)).toBe(language);
      for (const form of forms) expect(form, id).toBe(form.trim() || "a word");
      expect(forms.join()).not.toMatch(/['"]/);
    }
    for (const language of unread ?? []) expect(words[language], `${id} ${language}`).toBeDefined();
    // Each word is found in itself.
    expect(
      findTerms(words.fi?.[0] ?? "", "fi", "en").map((found) => found.id),
      id,
    ).toContain(id);
  }
});

test("readers look up every term by their own word, with its Finnish and what nobody has confirmed", () => {
  const ids = (locale: "fi" | "ar" | "so") => listTerms(locale).map(({ id }) => id);
  expect(ids("ar").toSorted()).toEqual(ids("fi").toSorted());
  expect(new Set(ids("so")).size).toBe(ids("so").length);
  const find = (locale: "fi" | "ar" | "so", id: string) => listTerms(locale).find((term) => term.id === id);
  expect(find("ar", "yhteishaku")).toMatchObject({ finnish: ["yhteishaku"], own: { language: "ar", unread: true } });
  expect(find("so", "yhteishaku")).toMatchObject({ own: { words: ["codsiga wadajirka ah"], unread: false } });
  expect(find("so", "tuva")?.own).toBeNull();
  const finnish = find("fi", "tuva");
  expect(finnish?.own).toBeNull();
  expect(finnish?.others.map(({ language }) => language)).toEqual(["sv", "en", "ru", "ar"]);
});
