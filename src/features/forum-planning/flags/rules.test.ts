import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flagText, namesTimeOrPlace, placeWords } from "./rules";
import words from "./words.json";

const PLACES = placeWords(["Turku", "Åbo", "توركو", "Monitoimitalo Mylly", "Testikatu 1"]);
const flags = (text: string, language: string) => namesTimeOrPlace(text, language, PLACES);

describe("a sentence that names a time or a place is flagged", () => {
  test.each([
    ["fi", "Tavataan maanantaina."],
    ["fi", "Haku on maaliskuussa."],
    ["fi", "Aloitamme kuudelta."],
    ["fi", "Nähdään ensi keväänä!"],
    ["fi", "Ilta pidetään Turussa."],
    ["fi", "Tule Myllyyn."],
    ["fi", "Lauantaisin on auki."],
    ["fi", "Vuoden 2027 haku"],
    ["sv", "Vi ses på torsdagen."],
    ["sv", "Kvällen ordnas i Åbo."],
    ["sv", "I mars börjar ansökan."],
    ["en", "See you on Thursday evening."],
    ["en", "In May we meet again."],
    ["ar", "نلتقي يوم الاثنين."],
    ["ar", "والتسجيل في مارس"],
    ["ar", "اللقاء بتوركو"],
    ["ar", "الساعة ٥"],
    ["so", "Waxaan kulannaa Isniinta."],
    ["so", "Saacadda lixda"],
    ["ru", "Встречаемся в пятницу."],
    ["ru", "Мы начинаем в мае."],
    ["uk", "Зустрічаємося у п’ятницю."],
    ["uk", "У березні"],
    ["fa-AF", "روز پنج‌شنبه می‌بینیم"],
    ["fa", "در ۱۴۰۶"],
    ["ckb", "لە ڕۆژی هەینی"],
    ["fr", "Rendez-vous mercredi."],
    ["fr", "Au mois d’août"],
    // No list for this language: everything is flagged.
    ["th", "พบกันใหม่"],
    ["vi", "Xin chào"],
    ["sq", "Mirë se vini"],
  ])("%s: %s", (language, text) => {
    expect(flags(text, language)).toBe(true);
  });

  test.each([
    ["fi", "Kaikki ovat tervetulleita."],
    ["fi", "Opo kertoo, miten haetaan lukioon ja ammatilliseen koulutukseen."],
    ["sv", "Alla är välkomna."],
    ["en", "Everyone is welcome to ask."],
    ["ar", "الجميع مرحب بهم."],
    ["so", "Dhammaan waa la soo dhaweynayaa."],
    ["fi", "–"],
  ])("and not in %s: %s", (language, text) => {
    expect(flags(text, language)).toBe(false);
  });

  test("other sentences in the text are not", () => {
    expect(flagText("Tervetuloa! Nähdään torstaina.\n\nMukavaa on.", "fi", PLACES)).toEqual([
      [
        { text: "Tervetuloa! ", flagged: false },
        { text: "Nähdään torstaina.", flagged: true },
      ],
      [{ text: "Mukavaa on.", flagged: false }],
    ]);
  });
});

const LANGUAGES = [
  ...Object.keys(words),
  "fa-AF",
  "et",
  "kmr",
  "sq",
  "zh-Hans",
  "vi",
  "tr",
  "th",
  "es",
  "ti",
  "my",
  "bn",
];
const DIGITS = ["latn", "arab", "arabext", "beng", "mymr", "deva", "thai", "fullwide"];

test("every date that Intl writes is flagged, in any language, calendar or digits", () => {
  const length = fc.constantFrom("long" as const, "short" as const);
  const shape = fc.oneof(
    fc.record({ weekday: length }),
    fc.record({ month: length }),
    fc.record({ month: length, weekday: length }),
    fc.record({ dateStyle: fc.constantFrom("full" as const, "long" as const, "medium" as const, "short" as const) }),
    fc.record({ hour: fc.constant("numeric" as const), hour12: fc.boolean() }),
    fc.record({ year: fc.constant("numeric" as const) }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...LANGUAGES),
      fc.date({ min: new Date("2020-01-01"), max: new Date("2045-01-01"), noInvalidDate: true }),
      shape,
      fc.constantFrom("gregory", "islamic-umalqura", "persian"),
      fc.constantFrom(...DIGITS),
      (language, date, options, calendar, numberingSystem) => {
        const written = new Intl.DateTimeFormat(language, { ...options, calendar, numberingSystem }).format(date);
        expect([written, flags(written, language)]).toEqual([written, true]);
      },
    ),
    { numRuns: 3000 },
  );
});
