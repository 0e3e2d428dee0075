import { describe, expect, test } from "vitest";
import {
  formatDate,
  formatDateInSentence,
  formatDateTime,
  formatDateTimeInSentence,
  formatList,
  formatNumericDateTime,
  formatTime,
  formatWhen,
  toLatinDigits,
} from "./formatting";
import { LOCALE_CODES } from "./locales";

describe("dates and times", () => {
  const winter = new Date("2026-11-24T15:30:00Z");
  const summer = new Date("2026-07-01T22:05:00Z");

  test("have the weekday in the reader's language, then D.M.YYYY", () => {
    expect(formatDate("fi", winter)).toBe("tiistai 24.11.2026");
    expect(formatDate("sv", winter)).toBe("tisdag 24.11.2026");
    expect(formatDate("ar", winter)).toBe("الثلاثاء 24.11.2026");
    expect(formatDate("so", winter)).toBe("Talaado 24.11.2026");
  });

  test("follow the Helsinki wall clock with 24 hours, also across midnight and in summer time", () => {
    expect(formatTime(winter)).toBe("17.30");
    expect(formatTime(summer)).toBe("01.05");
    expect(formatDateTime("en", summer)).toBe("Thursday 2.7.2026 at\u00A001.05");
  });

  test.each([
    ["fi", "tiistai 24.11.2026, klo 17.30–19.30"],
    ["sv", "tisdag 24.11.2026, kl. 17.30–19.30"],
    ["en", "Tuesday 24.11.2026, 17.30–19.30"],
    ["ar", "الثلاثاء 24.11.2026، من 17.30 إلى 19.30"],
    ["so", "Talaado 24.11.2026, saacadda 17.30–19.30"],
  ] as const)("give a period as %s does, on one line", (locale, wanted) => {
    const when = formatWhen(locale, { startsAt: winter, endsAt: new Date("2026-11-24T17:30:00Z") });
    expect(when.replaceAll("\u00A0", " ")).toBe(wanted);
    expect(when.split(" ")).toHaveLength(3);
  });

  test.each([
    ["fi", "viimeistään tiistaina 24.11.2026 klo 17.30"],
    ["sv", "senast tisdag 24.11.2026 kl. 17.30"],
    ["en", "by Tuesday 24.11.2026 at 17.30"],
    ["ar", "آخر وقت: الثلاثاء 24.11.2026 الساعة 17.30"],
    ["so", "ka hor Talaado 24.11.2026 saacadda 17.30"],
  ] as const)("have the weekday within a sentence in the case that %s uses", (locale, wanted) => {
    expect(wanted).toContain(formatDateInSentence(locale, winter));
    expect(wanted.endsWith(formatDateTimeInSentence(locale, winter).replaceAll("\u00A0", " "))).toBe(true);
  });

  test("leave out the weekday where it would need an inflection", () => {
    expect(`${formatNumericDateTime("fi", winter)} asti`).toBe("24.11.2026 klo\u00A017.30 asti");
  });

  test("use Latin digits in every language", () => {
    for (const locale of LOCALE_CODES) expect(formatDateTime(locale, winter)).toMatch(/24\.11\.2026 .*17\.30$/);
  });
});

test("lists end as the language ends them", () => {
  expect(formatList("fi", ["a", "b", "c"])).toBe("a, b ja c");
  expect(formatList("ar", ["أ"])).toBe("أ");
});

test("digits of every keyboard become Latin ones", () => {
  expect(toLatinDigits("٠٤٠ ۱۲۳ 4567 abc")).toBe("040 123 4567 abc");
  for (const digits of [
    "٠١٢٣٤٥٦٧٨٩",
    "۰۱۲۳۴۵۶۷۸۹",
    "०१२३४५६७८९",
    "০১২৩৪৫৬৭৮৯",
    "၀၁၂၃၄၅၆၇၈၉",
    "๐๑๒๓๔๕๖๗๘๙",
    "០១២៣៤៥៦៧៨៩",
    "０１２３４５６７８９",
    "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿",
  ])
    expect(toLatinDigits(digits)).toBe("0123456789");
  expect(toLatinDigits("½ Ⅳ 四")).toBe("½ Ⅳ 四");
});
