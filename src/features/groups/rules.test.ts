import { expect, test } from "vitest";
import { instantOf } from "@/i18n/time";
import { groupListPath, LAST_PAGE, parseGroupListPath } from "./listing-path";
import {
  groupState,
  leftOutUntil,
  meetingsAt,
  plannedUntil,
  publicPlace,
  recurrenceOf,
  replanned,
  rhythmOf,
  topicsForgottenBefore,
  weekdaysOf,
} from "./rules";
import {
  EditGroupSchema,
  GROUP_KINDS,
  type GroupListing,
  MoveMeetingSchema,
  RHYTHMS,
  TopicSchema,
  VisitSchema,
  WEEKDAYS,
  weekdayOf,
  withTickedDays,
} from "./schema";

const at = (day: string, time = "17:30") => instantOf(day, time) as Date;

test.each([
  ["weekly", "2026-11-05", "FREQ=WEEKLY;BYDAY=TH"],
  ["biweekly", "2026-11-02", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"],
  ["monthly", "2026-11-12", "FREQ=MONTHLY;BYDAY=2TH"],
  ["monthly", "2026-11-28", "FREQ=MONTHLY;BYDAY=4SA"],
  ["monthly", "2026-11-29", "FREQ=MONTHLY;BYDAY=-1SU"],
] as const)("%s from %s is %s", (rhythm, day, rule) => {
  expect(recurrenceOf({ startsAt: at(day), minutes: 90, rhythm, lastDay: null })).toBe(rule);
  expect(rhythmOf(rule)).toEqual({ rhythm, lastDay: null });
});

test("a weekly schedule has several weekdays, the first meeting's among them, and a monthly one has its own alone", () => {
  const schedule = { startsAt: at("2026-11-05"), minutes: 90, alsoOn: ["tuesday", "sunday"] as const, lastDay: null };
  const rules = {
    weekly: "FREQ=WEEKLY;BYDAY=TU,TH,SU",
    biweekly: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH,SU",
    monthly: "FREQ=MONTHLY;BYDAY=1TH",
  } as const;
  for (const rhythm of ["weekly", "biweekly", "monthly"] as const) {
    const recurrence = recurrenceOf({ ...schedule, rhythm });
    expect(recurrence).toBe(rules[rhythm]);
    expect(rhythmOf(recurrence).rhythm).toBe(rhythm);
    expect(weekdaysOf({ startsAt: schedule.startsAt, recurrence })).toEqual(
      rhythm === "monthly" ? ["thursday"] : ["tuesday", "thursday", "sunday"],
    );
  }
  // A rule that names no day has the first meeting's.
  expect(weekdaysOf({ startsAt: schedule.startsAt, recurrence: "FREQ=WEEKLY" })).toEqual(["thursday"]);
});

test("a schedule with a last day ends with that day in Helsinki, and says so again", () => {
  const rule = recurrenceOf({ startsAt: at("2026-11-05"), minutes: 90, rhythm: "weekly", lastDay: "2027-05-27" });
  expect(rule).toBe("FREQ=WEEKLY;BYDAY=TH;UNTIL=20270527T205959Z");
  expect(rhythmOf(rule)).toEqual({ rhythm: "weekly", lastDay: "2027-05-27" });
  expect(rhythmOf(null)).toEqual({ rhythm: "appointment", lastDay: null });
  expect(RHYTHMS).toContain("appointment");
});

test("weekdays are those of Helsinki, also just after midnight", () => {
  expect(weekdayOf(at("2026-11-02", "00:05"))).toBe("monday");
  expect(weekdayOf(at("2026-11-01", "23:55"))).toBe("sunday");
});

test("a group's state follows what staff entered and the day", () => {
  const breaks = [{ firstDay: "2027-06-01", lastDay: "2027-08-15" }];
  const of = (more: object, now: Date) => groupState({ status: "published", full: false, breaks, ...more }, now);
  expect(of({}, at("2027-05-31", "23:59"))).toBe("open");
  expect(of({ full: true }, at("2027-05-31"))).toBe("full");
  expect(of({ full: true }, at("2027-06-01", "00:00"))).toBe("paused");
  expect(of({}, at("2027-08-15", "23:59"))).toBe("paused");
  expect(of({}, at("2027-08-16", "00:00"))).toBe("open");
  expect(of({ status: "draft" }, at("2027-07-01"))).toBe("draft");
  expect(of({ status: "ended", full: true }, at("2027-07-01"))).toBe("ended");
});

test("there are no meetings on days of a break or on days off", () => {
  const starts = ["2026-12-03", "2026-12-10", "2026-12-17", "2026-12-24"].map((day) => at(day));
  const meetings = meetingsAt(starts, {
    minutes: 90,
    breaks: [{ firstDay: "2026-12-11", lastDay: "2026-12-17" }],
    daysOff: new Set(["2026-12-24"]),
  });
  expect(meetings).toEqual([
    { scheduledAt: at("2026-12-03"), endsAt: at("2026-12-03", "19:00") },
    { scheduledAt: at("2026-12-10"), endsAt: at("2026-12-10", "19:00") },
  ]);
});

test("a new plan keeps what staff moved or cancelled as long as the schedule has it", () => {
  const known = [
    { id: "same", day: "2026-12-03", changedAt: null },
    { id: "moved", day: "2026-12-10", changedAt: at("2026-12-01") },
    { id: "gone", day: "2026-12-11", changedAt: at("2026-12-01") },
  ].map(({ id, day, changedAt }) => ({
    ...{ id, changedAt, scheduledAt: at(day), startsAt: at(day), endsAt: at(day, "19:00") },
  }));
  const planned = ["2026-12-03", "2026-12-10", "2026-12-17"].map((day) => ({
    scheduledAt: at(day),
    endsAt: at(day, "20:00"),
  }));
  expect(replanned(known, planned)).toEqual({
    add: [planned[2]],
    remove: ["gone"],
    end: [{ id: "same", endsAt: at("2026-12-03", "20:00") }],
  });
});

test("meetings are planned half a year ahead by the wall clock", () => {
  expect(plannedUntil(at("2026-10-01"))).toEqual(at("2027-04-01"));
});

test("calendars leave days out for a year and a half after the plan, and to the end of the last break", () => {
  const planned = at("2027-04-01");
  expect(leftOutUntil(planned, [])).toEqual(at("2028-09-30"));
  expect(leftOutUntil(planned, [{ firstDay: "2029-06-01", lastDay: "2029-08-15" }])).toEqual(at("2029-08-16", "00:00"));
});

test("the meeting place is public only if the group has it so", () => {
  const group = { district: "Kontula", placeName: "Talo", address: "Katu 1" };
  expect(publicPlace({ ...group, placeIsPublic: true })).toEqual(group);
  expect(publicPlace({ ...group, placeIsPublic: false })).toEqual({
    district: "Kontula",
    placeName: null,
    address: null,
  });
});

test("each list has one path, which leads back to it", () => {
  const listing: GroupListing = {
    ...({ language: "fa-AF", place: "turku", day: "thursday" } as const),
    ...({ kind: "mothers", childcare: "yes", places: "open", page: 3 } as const),
  };
  const path = groupListPath("fi", listing);
  expect(path).toBe(
    "/fi/groups/by/language-fa-AF/place-turku/day-thursday/kind-mothers/childcare-yes/places-open/page-3",
  );
  expect(parseGroupListPath(path.split("/").slice(4))).toEqual(listing);
  expect(groupListPath("fi", { page: 1 })).toBe("/fi/groups");
  for (const day of WEEKDAYS)
    for (const kind of GROUP_KINDS) {
      const facets = groupListPath("so", { day, kind }).split("/").slice(4);
      expect(parseGroupListPath(facets)).toEqual({ day, kind, page: 1 });
    }
});

test.each([
  [["language-xx"]],
  [["place-turku", "language-so"]],
  [["day-someday"]],
  [["childcare-no"]],
  [["places-half"]],
  [["page-1"]],
  [[`page-${LAST_PAGE + 1}`]],
  [["kind-parents", "kind-parents"]],
  [["__proto__-x"]],
])("%j is no list", (segments) => {
  expect(parseGroupListPath(segments)).toBeUndefined();
});

test("what is typed wrongly into a group's form is refused in words, and nothing is dropped", () => {
  const typed = {
    ...{
      kind: "mothers",
      entry: "ask",
      municipality: "turku",
      rhythm: "weekly",
      contactName: "A",
      contactEmail: "a@example.org",
    },
    ...{ firstDay: "2027-03-04", startTime: "17.30", endTime: "19:00" },
  };
  const errors = (more: object) =>
    EditGroupSchema.safeParse({ ...typed, ...more }).error?.issues.map(({ path, message }) => [
      path.join("."),
      message,
    ]);
  expect(errors({})).toBeUndefined();
  expect(errors({ onlineUrl: "kokous.example.org" })).toEqual([["onlineUrl", "link_invalid"]]);
  expect(errors({ capacity: "a dozen" })).toEqual([["capacity", "capacity_invalid"]]);
  expect(errors({ capacity: "0" })).toEqual([["capacity", "capacity_invalid"]]);
  expect(errors({ firstDay: "4.3.2027" })).toEqual([["firstDay", "day_invalid"]]);
  expect(errors({ startTime: "half six" })).toEqual([["startTime", "time_invalid"]]);
  // A Thursday.
  const ticked = withTickedDays({ "on.tuesday": "on", "on.thursday": "on", "on.friday": "off" });
  expect(EditGroupSchema.parse({ ...typed, ...ticked }).schedule?.alsoOn).toEqual(["tuesday", "thursday"]);
  expect(errors({ ...ticked, rhythm: "monthly" })).toEqual([["on.monday", "days_monthly"]]);
  expect(errors({ ...withTickedDays({ "on.thursday": "on" }), rhythm: "monthly" })).toBeUndefined();
  expect(errors({ entry: undefined })).toEqual([["entry", "entry_invalid"]]);
  const findable = { entry: "come", placeName: "Talo", placeIsPublic: "on" };
  expect(errors(findable)).toBeUndefined();
  for (const lacking of [{ placeName: "" }, { placeIsPublic: undefined }, { online: "on" }, { rhythm: "appointment" }])
    expect(errors({ ...findable, ...lacking })).toEqual([["entry", "come_unfindable"]]);
  expect(EditGroupSchema.parse({ ...typed, onlineUrl: "https://kokous.example.org/a" }).onlineUrl).toBe(
    "https://kokous.example.org/a",
  );
});

test("what comes with somebody who will come along is read, or left out", () => {
  const meeting = "01900000-0000-7000-8000-00000000c0b1";
  const mark = "5c9a3f0e7a524d0e9f431f2b3c4d5e6f";
  expect(VisitSchema.parse({ meeting, language: "so", mark })).toEqual({ meeting, language: "so", mark });
  expect(VisitSchema.parse({ meeting, language: "xx", mark: "" })).toEqual({ meeting });
  expect(VisitSchema.safeParse({ language: "so" }).success).toBe(false);
});

test("a meeting is moved to a time that exists, typed in any digits", () => {
  const parsed = MoveMeetingSchema.parse({ day: "٢٠٢٧-٠٣-٠٤", startTime: "١٧.٣٠", endTime: "19:00" });
  expect(parsed).toEqual({ startsAt: at("2027-03-04"), endsAt: at("2027-03-04", "19:00") });
  const keys = (input: object) => MoveMeetingSchema.safeParse(input).error?.issues.map(({ message }) => message);
  expect(keys({ day: "2027-03-28", startTime: "03:30", endTime: "05:00" })).toEqual(["time_skipped"]);
  expect(keys({ day: "2027-03-04", startTime: "19:00", endTime: "17:00" })).toEqual(["ends_early"]);
  expect(keys({ day: "soon", startTime: "half six", endTime: "25:00" })).toEqual([
    "day_invalid",
    "time_invalid",
    "time_invalid",
  ]);
  expect(keys({ day: "", startTime: "", endTime: "" })).toEqual(["day_invalid", "time_invalid", "time_invalid"]);
  // A year that was not typed to its end.
  expect(keys({ day: "0226-03-04", startTime: "17:30", endTime: "19:00" })).toEqual(["day_invalid"]);
});

test("a topic is one short line in a known language, and nothing in it can turn the page around", () => {
  const read = (topic: string, language = "ar") => TopicSchema.safeParse({ topic, language, seen: "" });
  expect(read(" \u202Eما هو\nالاختيار المشترك؟\u2067 ").data?.topic).toBe("ما هو الاختيار المشترك؟");
  for (const [topic, refused] of [
    ["", "topic_needed"],
    ["\u200B\u2067", "topic_needed"],
    ["a".repeat(201), "too_long"],
  ] as const)
    expect(read(topic).error?.issues.map(({ message }) => message)).toEqual([refused]);
  expect(read("a".repeat(200)).success).toBe(true);
  expect(read("Wilma", "xx").error?.issues.map(({ message }) => message)).toEqual(["language_invalid"]);
});

test("the topic of a meeting is kept for thirty days, also across the end of summer time", () => {
  expect(topicsForgottenBefore(at("2026-11-07", "19:00"))).toEqual(at("2026-10-08", "19:00"));
});
