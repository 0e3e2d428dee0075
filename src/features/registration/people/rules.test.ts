import { expect, test } from "vitest";
import { findParties } from "./rules";

const party = (code: string, phone: string | null, ...names: string[]) => ({ code, phone, names });
const PARTIES = [
  party("KT4RN", "+358401234567", "Xasan Maxamed", "Caasha Xasan"),
  party("WM7AC", "+358501112223", "محمد العلي", "فاطمة"),
  party("HRTY9", null, "Юсуф Хасанов"),
  party("LLP3D", "+46701234567", "Åsa Öberg", "Jukka Öberg"),
  party("DFE4X", null, "Cabdi Cumar"),
  party("PPR7T", null, "گلناز کریمی"),
];
const found = (search: string) => findParties(search, PARTIES).map(({ code }) => code);

test.each([
  // The same name as other languages write it.
  ["Hassan", ["KT4RN", "HRTY9"]],
  ["حسن", ["KT4RN", "HRTY9"]],
  ["Muhammad", ["KT4RN", "WM7AC"]],
  ["Мухаммад", ["KT4RN", "WM7AC"]],
  ["Fatima", ["WM7AC"]],
  ["Yusuf", ["HRTY9"]],
  ["Jusuf", ["HRTY9"]],
  ["Omar", ["DFE4X"]],
  ["عبدي", ["DFE4X"]],
  ["Golnaz", ["PPR7T"]],
  ["oberg", ["LLP3D"]],
  // A typing error, a beginning, and two words of one person.
  ["Jukkq", ["LLP3D"]],
  ["kari", ["PPR7T"]],
  ["hassan muhamed", ["KT4RN"]],
  ["Jukka Åsa", []],
  // Codes and phone numbers, as people say and type them.
  ["kt4", ["KT4RN"]],
  ["W M 7 A C", ["WM7AC"]],
  ["040 123 4567", ["KT4RN"]],
  ["4567", ["KT4RN", "LLP3D"]],
  ["٤٥٦٧", ["KT4RN", "LLP3D"]],
  ["123", []],
  // Nobody, and everybody.
  ["Pekka", []],
  ["🙂", []],
  ["\u200b\u0000", PARTIES.map(({ code }) => code)],
  ["", PARTIES.map(({ code }) => code)],
])("%s is found as it is meant", (search, codes) => {
  expect(found(search)).toEqual(codes);
});
