import { expect, test } from "vitest";
import { toCsv } from "./rules";

test("spreadsheets read it as UTF-8 with semicolons, also in Arabic", () => {
  expect(
    toCsv([
      ["اسم", "Paikkoja"],
      ["أم ليلى", 3],
    ]),
  ).toBe("\uFEFFاسم;Paikkoja\r\nأم ليلى;3\r\n");
});

test.each([
  "=1+1",
  "+358401234567",
  "-2",
  "@SUM(A1)",
  "\t=1+1",
  "\r=1+1",
  " =1+1",
  "\u00A0=1+1",
  "＝1+1",
  "＋1",
  "－1",
  "＠A1",
])("the name %j is text, not a formula", (name) => {
  const [cell = ""] = toCsv([[name, "x"]])
    .slice(1)
    .split(";");
  expect(cell.replace(/^"/, "")).toMatch(/^'/);
});

test("separators, quotes and line breaks stay within their cell", () => {
  expect(toCsv([['Aino "Tähti"; Otso', "a\nb"]])).toBe('\uFEFF"Aino ""Tähti""; Otso";"a\nb"\r\n');
});

test("numbers stay numbers", () => {
  expect(toCsv([[-1]])).toBe("\uFEFF-1\r\n");
});
