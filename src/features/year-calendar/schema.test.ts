import { expect, test } from "vitest";
import { DeleteOccasionSchema, municipalitiesIn, OccasionSchema, YearSearchSchema } from "./schema";

const TYPED = { kind: "winter_holiday", firstDay: "2027-02-22", lastDay: "2027-02-28", municipalities: "Helsinki" };
const refused = (change: Record<string, string>) =>
  OccasionSchema.safeParse({ ...TYPED, ...change }).error?.issues.map(
    ({ path, message }) => `${path.join(".")}: ${message}`,
  );

test("municipalities are read in Finnish or Swedish, in any case, and unknown names are reported", () => {
  expect(municipalitiesIn(" Åbo, tampere ,Tammerfors; Maarianhamina,")).toEqual({
    keys: ["maarianhamina", "tampere", "turku"],
    unknown: [],
  });
  expect(municipalitiesIn("Vanta، Espoo").unknown).toEqual(["Vanta"]);
  expect(municipalitiesIn("")).toEqual({ keys: [], unknown: [] });
});

test("an occasion is read as typed; without a last day it is one day, and empty names are dropped", () => {
  expect(OccasionSchema.parse({ ...TYPED, lastDay: "", "name.en": " Ski  week ", "name.fi": "" })).toEqual({
    ...{ kind: "winter_holiday", firstDay: "2027-02-22", lastDay: "2027-02-22", municipalityKeys: ["helsinki"] },
    names: [{ locale: "en", name: "Ski week" }],
  });
});

test.each([
  [{ kind: "party" }, ["kind: kind_invalid"]],
  [{ firstDay: "2027-02-30" }, ["firstDay: date_invalid"]],
  [{ firstDay: "" }, ["firstDay: date_invalid"]],
  [{ firstDay: "1999-02-22" }, ["firstDay: date_invalid"]],
  [{ lastDay: "2027-02-21" }, ["lastDay: ends_first"]],
  [{ lastDay: "2027-08-01" }, ["lastDay: lasts_long"]],
  [{ municipalities: "Vanta" }, ["municipalities: municipality_unknown"]],
  [{ kind: "network_day" }, ["name.fi: name_needed"]],
  [{ "name.ar": "ا".repeat(81) }, ["name.ar: too_long"]],
])("%j is refused: %j", (change, errors) => {
  expect(refused(change as Record<string, string>)).toEqual(errors);
});

test("an address's year and municipality count if they are readable", () => {
  expect(YearSearchSchema.parse({ year: "2027", municipality: "vantaa", page: "2" })).toEqual({
    ...{ year: 2027, municipality: "vantaa", page: 2 },
  });
  expect(YearSearchSchema.parse({ year: "3027", municipality: "atlantis", page: "x" })).toEqual({ page: 1 });
  expect(DeleteOccasionSchema.parse({ seen: "3" })).toEqual({ seen: 3, confirmed: 0 });
});
