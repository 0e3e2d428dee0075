import { describe, expect, test } from "vitest";
import {
  clashesOf,
  comparedDays,
  type Day,
  daysOf,
  holidayOccasion,
  type Occasion,
  type OccasionKey,
  reckonedFeasts,
  shiftDay,
  unknownInYear,
  unknownOf,
} from "./rules";

const at = (text: string) => new Date(text);
const on = (firstDay: Day, lastDay = firstDay) => ({ firstDay, lastDay });
const occasion = (key: OccasionKey, firstDay: Day, lastDay = firstDay, more: Partial<Occasion> = {}): Occasion => ({
  ...{ key, firstDay, lastDay, id: null, names: [], municipalityKeys: [], estimate: false },
  ...more,
});

describe("the days of a time", () => {
  test.each([
    ["an evening", "2027-02-16T15:30:00Z", "2027-02-16T17:30:00Z", on("2027-02-16")],
    ["what ends at midnight", "2027-02-16T20:00:00Z", "2027-02-16T22:00:00Z", on("2027-02-16")],
    [
      "what ends a minute after midnight",
      "2027-02-16T20:00:00Z",
      "2027-02-16T22:01:00Z",
      on("2027-02-16", "2027-02-17"),
    ],
    ["the night of 23 hours", "2027-03-27T21:00:00Z", "2027-03-28T21:00:00Z", on("2027-03-27", "2027-03-28")],
    ["the day of 23 hours, whole", "2027-03-27T22:00:00Z", "2027-03-28T21:00:00Z", on("2027-03-28")],
    ["the day of 25 hours, whole", "2027-10-30T21:00:00Z", "2027-10-31T22:00:00Z", on("2027-10-31")],
    ["an hour more than that", "2027-10-30T21:00:00Z", "2027-10-31T23:00:00Z", on("2027-10-31", "2027-11-01")],
    ["a moment", "2027-02-16T22:00:00Z", "2027-02-16T22:00:00Z", on("2027-02-17")],
  ])("%s", (_, startsAt, endsAt, days) => {
    expect(daysOf({ startsAt: at(startsAt), endsAt: at(endsAt) })).toEqual(days);
  });

  test("what is compared lasts a month at most, and lies in the years of the calendar", () => {
    const compared = (startsAt: string, endsAt: string) => comparedDays({ startsAt: at(startsAt), endsAt: at(endsAt) });
    expect(compared("2027-02-16T15:30:00Z", "2027-02-16T17:30:00Z")).toEqual(on("2027-02-16"));
    expect(compared("2027-02-16T15:30:00Z", "9027-02-16T17:30:00Z")).toEqual(on("2027-02-16", "2027-03-18"));
    expect(compared("9999-12-31T15:30:00Z", "9999-12-31T17:30:00Z")).toBeNull();
    expect(compared("1999-12-31T15:30:00Z", "2027-12-31T17:30:00Z")).toBeNull();
  });

  test("a day later is a day of the calendar, whichever clock changes lie between", () => {
    expect(shiftDay("2027-03-27", 2)).toBe("2027-03-29");
    expect(shiftDay("2028-02-28", 1)).toBe("2028-02-29");
    expect(shiftDay("2027-01-01", -1)).toBe("2026-12-31");
  });
});

describe("feasts are reckoned", () => {
  /**
   * As announced for Saudi Arabia up to 2026, and as astronomers expect for 2027 and 2028; countries may differ by a
   * day. Nowruz follows the equinox in Tehran, which is certain.
   */
  const KNOWN: [year: number, key: OccasionKey, day: Day][] = [
    [2024, "ramadan", "2024-03-11"],
    [2024, "eid_al_fitr", "2024-04-10"],
    [2024, "eid_al_adha", "2024-06-16"],
    [2025, "ramadan", "2025-03-01"],
    [2025, "eid_al_fitr", "2025-03-30"],
    [2025, "eid_al_adha", "2025-06-06"],
    [2026, "ramadan", "2026-02-18"],
    [2026, "eid_al_fitr", "2026-03-20"],
    [2026, "eid_al_adha", "2026-05-27"],
    [2027, "ramadan", "2027-02-08"],
    [2027, "eid_al_fitr", "2027-03-10"],
    [2027, "eid_al_adha", "2027-05-16"],
    [2028, "ramadan", "2028-01-28"],
    [2028, "eid_al_fitr", "2028-02-26"],
    [2028, "eid_al_adha", "2028-05-05"],
  ];
  const NOWRUZ: [number, Day][] = [
    [2024, "2024-03-20"],
    [2025, "2025-03-21"],
    [2026, "2026-03-21"],
    [2027, "2027-03-21"],
    [2028, "2028-03-20"],
  ];
  const begins = (year: number, key: OccasionKey) =>
    reckonedFeasts(year)
      .filter((feast) => feast.key === key)
      .map(({ firstDay }) => firstDay);

  test.each(KNOWN)("%i: %s begins on %s, or a day apart", (year, key, day) => {
    const [found = "", ...others] = begins(year, key);
    expect(others).toEqual([]);
    expect([shiftDay(day, -1), day, shiftDay(day, 1)]).toContain(found);
  });

  test.each(NOWRUZ)("%i: Nowruz is on %s", (year, day) => {
    expect(begins(year, "nowruz")).toEqual([day]);
  });

  test("Ramadan ends on the day before Eid, and both are estimates", () => {
    for (const year of [2024, 2025, 2026, 2027, 2028]) {
      const feasts = reckonedFeasts(year);
      const last = feasts.find(({ key }) => key === "ramadan")?.lastDay ?? "";
      expect(feasts.find(({ key }) => key === "eid_al_fitr")?.firstDay).toBe(shiftDay(last, 1));
      expect(feasts.every(({ estimate }) => estimate)).toBe(true);
    }
  });

  test("in 2030 Ramadan begins twice, and the second one belongs to 2031 as well", () => {
    expect(begins(2030, "ramadan")).toHaveLength(2);
    expect(begins(2031, "ramadan")[0]).toBe(begins(2030, "ramadan")[1]);
  });
});

describe("what the library of holidays tells", () => {
  test("a day has our word by its rule, and one that we do not know yet its Finnish name", () => {
    expect(holidayOccasion({ rule: "12-06", day: "2027-12-06", name: "itsenäisyyspäivä" })).toMatchObject({
      key: "independence_day",
      names: [],
    });
    expect(holidayOccasion({ rule: "09-01", day: "2031-09-01", name: "uusi päivä" })).toMatchObject({
      key: "public_holiday",
      names: [{ locale: "fi", name: "uusi päivä" }],
    });
  });

  test("Orthodox Easter begins on its Friday", () => {
    expect(holidayOccasion({ rule: "orthodox", day: "2027-05-02", name: "" })).toMatchObject({
      ...{ key: "orthodox_easter", firstDay: "2027-04-30", lastDay: "2027-05-02" },
    });
  });
});

describe("what a forum clashes with", () => {
  const joint = occasion("joint_application", "2027-02-16", "2027-03-16");
  const how = (day: Day, ...occasions: Occasion[]) =>
    clashesOf(on(day), occasions).map((clash) => `${clash.occasion.key} ${clash.how}`);

  test.each([
    ["2027-02-15", []],
    ["2027-02-16", ["joint_application begins"]],
    ["2027-02-17", ["joint_application during"]],
    ["2027-03-16", ["joint_application ends"]],
    ["2027-03-17", []],
  ])("on %s: %j", (day, found) => {
    expect(how(day, joint)).toEqual(found);
  });

  test("a day is a day, and a forum of several days meets what begins on its last", () => {
    expect(how("2027-12-06", occasion("independence_day", "2027-12-06"))).toEqual(["independence_day on"]);
    expect(clashesOf(on("2027-02-14", "2027-02-16"), [joint])).toMatchObject([{ how: "begins" }]);
  });

  test("an estimate counts a day further on both sides, and is sure of its middle alone", () => {
    const ramadan = occasion("ramadan", "2027-02-08", "2027-03-09", { estimate: true });
    expect(how("2027-02-06", ramadan)).toEqual([]);
    expect(how("2027-02-07", ramadan)).toEqual(["ramadan about"]);
    expect(how("2027-02-08", ramadan)).toEqual(["ramadan about"]);
    expect(how("2027-02-09", ramadan)).toEqual(["ramadan during"]);
    expect(how("2027-03-09", ramadan)).toEqual(["ramadan about"]);
    expect(how("2027-03-10", ramadan)).toEqual(["ramadan about"]);
    expect(how("2027-03-11", ramadan)).toEqual([]);
  });

  test("what begins first is told first", () => {
    expect(how("2027-03-16", joint, occasion("ramadan", "2027-02-08", "2027-03-20", { estimate: true }))).toEqual([
      "ramadan during",
      "joint_application ends",
    ]);
  });
});

describe("what is not known says so", () => {
  test("a school holiday that usually falls there, in the year in which it begins", () => {
    expect(unknownOf(on("2027-02-24"), [], true)).toEqual([
      { kind: "joint_application", year: 2027 },
      { kind: "winter_holiday", year: 2027 },
    ]);
    expect(unknownOf(on("2027-01-04"), [], true)).toEqual([{ kind: "christmas_holiday", year: 2026 }]);
    expect(unknownOf(on("2027-04-20"), [], true)).toEqual([]);
  });

  test("not what is known of that year, wherever in it", () => {
    const winter = occasion("winter_holiday", "2027-02-22", "2027-02-28");
    const joint = occasion("joint_application", "2027-02-16", "2027-03-16");
    expect(unknownOf(on("2027-03-03"), [winter, joint], true)).toEqual([]);
    expect(unknownOf(on("2028-03-03"), [winter, joint], true).map(({ year }) => year)).toEqual([2028, 2028]);
  });

  test("what is held online is in no municipality: only the joint application can be missing", () => {
    expect(unknownOf(on("2027-02-24"), [], false)).toEqual([{ kind: "joint_application", year: 2027 }]);
  });

  test("of a year, all that usually begins in it", () => {
    expect(unknownInYear(2027, [])).toEqual([
      "joint_application",
      "winter_holiday",
      "summer_holiday",
      "autumn_holiday",
      "christmas_holiday",
    ]);
    expect(unknownInYear(2027, [occasion("christmas_holiday", "2026-12-22", "2027-01-06")])).toContain(
      "christmas_holiday",
    );
  });
});
