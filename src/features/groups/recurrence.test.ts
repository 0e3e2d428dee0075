import { expect, test } from "vitest";
import { inputValue, instantOf } from "@/i18n/time";
import { occurrencesOf } from "./recurrence";
import { recurrenceOf } from "./rules";

/** The instant of a Helsinki wall-clock time. */
const at = (day: string, time = "09:00") => instantOf(day, time) as Date;
const END = at("2000-12-31");

/** The first occurrences of a rule, on the Helsinki clock. */
const first = (count: number, day: string, recurrence: string, time = "09:00") =>
  occurrencesOf({ startsAt: at(day, time), recurrence }, at(day, time), END)
    .slice(0, count)
    .map((start) => inputValue(start).replace(`T${time}`, ""));

// The examples of RFC 5545, 3.8.5.3, with Helsinki for New York: all are of the wall clock, and both zones change it within
// the same days of these examples or outside of them.
test.each([
  [
    "daily for ten occurrences",
    "1997-09-02",
    "FREQ=DAILY;COUNT=10",
    "1997-09-02 1997-09-03 1997-09-04 1997-09-05 1997-09-06 1997-09-07 1997-09-08 1997-09-09 1997-09-10 1997-09-11",
  ],
  ["every other day", "1997-09-02", "FREQ=DAILY;INTERVAL=2", "1997-09-02 1997-09-04 1997-09-06 1997-09-08 1997-09-10"],
  [
    "weekly for ten occurrences",
    "1997-09-02",
    "FREQ=WEEKLY;COUNT=10",
    "1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-10-07 1997-10-14 1997-10-21 1997-10-28 1997-11-04",
  ],
  [
    "every other week",
    "1997-09-02",
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
    "1997-09-02 1997-09-16 1997-09-30 1997-10-14 1997-10-28 1997-11-11 1997-11-25",
  ],
  [
    "weekly on Tuesday and Thursday for five weeks",
    "1997-09-02",
    "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
    "1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16 1997-09-18 1997-09-23 1997-09-25 1997-09-30 1997-10-02",
  ],
  [
    "every other week on Tuesday and Thursday, for eight occurrences",
    "1997-09-02",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
    "1997-09-02 1997-09-04 1997-09-16 1997-09-18 1997-09-30 1997-10-02 1997-10-14 1997-10-16",
  ],
  [
    "monthly on the first Friday for ten occurrences",
    "1997-09-05",
    "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
    "1997-09-05 1997-10-03 1997-11-07 1997-12-05 1998-01-02 1998-02-06 1998-03-06 1998-04-03 1998-05-01 1998-06-05",
  ],
  [
    "every other month on the first and last Sunday",
    "1997-09-07",
    "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
    "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 1998-01-25 1998-03-01 1998-03-29 1998-05-03 1998-05-31",
  ],
  [
    "monthly on the second-to-last Monday for six months",
    "1997-09-22",
    "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
    "1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19 1998-02-16",
  ],
  [
    "monthly on the third-to-the-last day",
    "1997-09-28",
    "FREQ=MONTHLY;BYMONTHDAY=-3",
    "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26",
  ],
  [
    "every Tuesday, every other month",
    "1997-09-02",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
    "1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-11-04 1997-11-11 1997-11-18 1997-11-25 1998-01-06",
  ],
  [
    "the first Saturday that follows the first Sunday of the month",
    "1997-09-13",
    "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
    "1997-09-13 1997-10-11 1997-11-08 1997-12-13 1998-01-10 1998-02-07 1998-03-07",
  ],
  [
    "the third Tuesday, Wednesday or Thursday for three months",
    "1997-09-04",
    "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
    "1997-09-04 1997-10-07 1997-11-06",
  ],
  [
    "days that a month does not have are left out",
    "2007-01-15",
    "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
    "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30",
  ],
  [
    "the week starts on Monday",
    "1997-08-05",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
    "1997-08-05 1997-08-10 1997-08-19 1997-08-24",
  ],
  [
    "the week starts on Sunday",
    "1997-08-05",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
    "1997-08-05 1997-08-17 1997-08-19 1997-08-31",
  ],
])("RFC 5545: %s", (_, day, rule, expected) => {
  const wanted = expected.split(" ");
  const until = at("2010-12-31");
  const found = occurrencesOf({ startsAt: at(day), recurrence: rule }, at(day), until)
    .slice(0, wanted.length)
    .map((start) => inputValue(start));
  expect(found).toEqual(wanted.map((one) => `${one}T09:00`));
  if (rule.includes("COUNT") || rule.includes("UNTIL"))
    expect(occurrencesOf({ startsAt: at(day), recurrence: rule }, at(day), until)).toHaveLength(wanted.length);
});

test("a weekly meeting keeps its time of day across both clock changes, and its instant moves", () => {
  const rule = recurrenceOf({ startsAt: at("2026-10-15", "17:30"), minutes: 90, rhythm: "weekly", lastDay: null });
  const starts = occurrencesOf(
    { startsAt: at("2026-10-15", "17:30"), recurrence: rule },
    at("2026-10-15"),
    at("2027-04-30"),
  );
  expect(starts).toHaveLength(29);
  expect(new Set(starts.map((start) => inputValue(start).slice(11)))).toEqual(new Set(["17:30"]));
  const utc = (day: string) => starts.find((start) => inputValue(start).startsWith(day))?.toISOString();
  expect(utc("2026-10-22")).toBe("2026-10-22T14:30:00.000Z");
  expect(utc("2026-10-29")).toBe("2026-10-29T15:30:00.000Z");
  expect(utc("2027-03-25")).toBe("2027-03-25T15:30:00.000Z");
  expect(utc("2027-04-01")).toBe("2027-04-01T14:30:00.000Z");
});

test("meetings on two weekdays keep their time of day across both clock changes, every week and every other", () => {
  const schedule = { startsAt: at("2026-10-15", "17:30"), minutes: 90, alsoOn: ["tuesday"], lastDay: null } as const;
  const days = (rhythm: "weekly" | "biweekly", from: string, until: string) =>
    occurrencesOf(
      { startsAt: schedule.startsAt, recurrence: recurrenceOf({ ...schedule, rhythm }) },
      at(from),
      at(until),
    ).map((start) => `${inputValue(start)} ${start.toISOString().slice(11, 16)}`);
  expect(days("weekly", "2026-10-15", "2026-10-31")).toEqual([
    ...["2026-10-15T17:30 14:30", "2026-10-20T17:30 14:30", "2026-10-22T17:30 14:30"],
    ...["2026-10-27T17:30 15:30", "2026-10-29T17:30 15:30"],
  ]);
  // Weeks begin on Monday (3.3.10): the Tuesday before the first meeting is not one, and the next week is left out.
  expect(days("biweekly", "2026-10-01", "2026-11-13")).toEqual([
    ...["2026-10-15T17:30 14:30", "2026-10-27T17:30 15:30", "2026-10-29T17:30 15:30"],
    ...["2026-11-10T17:30 15:30", "2026-11-12T17:30 15:30"],
  ]);
  expect(days("weekly", "2027-03-23", "2027-04-02")).toEqual([
    ...["2027-03-23T17:30 15:30", "2027-03-25T17:30 15:30", "2027-03-30T17:30 14:30", "2027-04-01T17:30 14:30"],
  ]);
});

test("a start that spring skips is left out and not counted, and one that autumn repeats is the first (RFC 5545, 3.3.10 and 3.3.5)", () => {
  const spring = occurrencesOf(
    { startsAt: at("2027-03-21", "03:30"), recurrence: "FREQ=WEEKLY;COUNT=3" },
    at("2027-03-20"),
    at("2027-05-01"),
  );
  expect(spring.map(inputValue)).toEqual(["2027-03-21T03:30", "2027-04-04T03:30", "2027-04-11T03:30"]);
  const autumn = occurrencesOf(
    { startsAt: at("2026-10-18", "03:30"), recurrence: "FREQ=WEEKLY;COUNT=3" },
    at("2026-10-17"),
    at("2026-12-01"),
  );
  expect(autumn.map((start) => start.toISOString())).toEqual([
    "2026-10-18T00:30:00.000Z",
    "2026-10-25T00:30:00.000Z",
    "2026-11-01T01:30:00.000Z",
  ]);
});

test("occurrences are those between two instants, both included", () => {
  const rule = { startsAt: at("2026-01-01", "12:00"), recurrence: "FREQ=WEEKLY;BYDAY=TH" };
  const from = at("2026-11-05", "12:00");
  expect(occurrencesOf(rule, from, at("2026-11-19", "12:00")).map(inputValue)).toEqual([
    "2026-11-05T12:00",
    "2026-11-12T12:00",
    "2026-11-19T12:00",
  ]);
  expect(occurrencesOf(rule, from, at("2026-11-04"))).toEqual([]);
  expect(first(2, "1999-12-30", "FREQ=WEEKLY;BYDAY=TH")).toEqual(["1999-12-30", "2000-01-06"]);
});
