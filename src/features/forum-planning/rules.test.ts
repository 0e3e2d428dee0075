import { describe, expect, test } from "vitest";
import { checkPlan, type PlanFacts, repeatedDays, slugFor, timesOn } from "./rules";

const at = (time: string) => new Date(`2027-03-04T${time}:00Z`);
const NOW = new Date("2027-01-10T10:00:00Z");

const named = (text: string) => ({ text, language: "fi" });

const session = (id: string, from: string, until: string, more: Partial<PlanFacts["sessions"][number]> = {}) => ({
  ...{ id, title: named(id), startsAt: at(from), endsAt: at(until), room: null, hosts: [] },
  ...more,
});

/** A complete forum. */
const PLAN: PlanFacts = {
  startsAt: at("15:30"),
  endsAt: at("17:30"),
  registrationOpensAt: null,
  flagged: [],
  registrationClosesAt: new Date("2027-03-02T15:30:00Z"),
  online: false,
  onlineUrl: null,
  contactName: "Testaaja",
  contactEmail: "testaaja@example.org",
  venueExplained: true,
  languages: [{ language: "fi", main: true, state: "confirmed", deadline: NOW }],
  untranslated: [],
  unseen: [],
  sessions: [session("Alku", "15:30", "16:00"), session("Pöytä", "16:00", "17:30", { room: "A" })],
};

/** The findings for a plan that differs like this from a perfect one; required fixes have an exclamation mark. */
const found = (change: Partial<PlanFacts>, now = NOW) =>
  checkPlan({ ...PLAN, ...change }, now).map(({ key, needed }) => (needed ? `${key}!` : key));

describe("what a forum lacks", () => {
  test.each<[string, Partial<PlanFacts>, string[]]>([
    ["nothing", {}, []],
    [
      "a time to come",
      { startsAt: new Date("2027-01-09T10:00:00Z"), sessions: [], registrationClosesAt: null },
      ["starts_past!"],
    ],
    ["an end after its start", { endsAt: at("15:30"), sessions: [] }, ["ends_first!"]],
    ["a deadline before its start", { registrationClosesAt: at("15:31") }, ["closes_late!"]],
    ["a deadline to come", { registrationClosesAt: NOW }, ["closed_already"]],
    ["no deadline", { registrationClosesAt: null }, []],
    [
      "a language",
      { languages: [{ language: "so", main: false, state: "confirmed", deadline: NOW }] },
      ["language_none!"],
    ],
    ["a contact", { contactEmail: "" }, ["contact_none!"]],
    ["the name of a session", { sessions: [session("a", "15:30", "16:00", { title: null })] }, ["session_unnamed!"]],
    ["an address online", { online: true }, ["link_none"]],
    ["words of how to get in", { venueExplained: false }, ["venue_unexplained"]],
    ["a beginning of registration before its end", { registrationOpensAt: PLAN.registrationClosesAt }, ["opens_late!"]],
    ["translations", { untranslated: ["so"] }, ["untranslated"]],
    ["its newest words", { unseen: [named("Perheilta")] }, ["text_unseen"]],
  ])("%s", (_, change, keys) => expect(found(change)).toEqual(keys));
});

describe("what would go wrong", () => {
  test("a session before the start or after the end, but not one that ends with the forum", () => {
    const [early, late] = [session("aikaisin", "15:29", "16:00"), session("myöhään", "17:00", "17:31")];
    expect(checkPlan({ ...PLAN, sessions: [early, session("b", "16:00", "17:30"), late] }, NOW)).toEqual([
      { key: "session_outside", needed: true, titles: [named("aikaisin"), named("myöhään")] },
    ]);
  });

  test("a room or a host used twice at once, but not one after the other", () => {
    const one = session("a", "16:00", "17:00", { room: "Luokka 1", hosts: ["x", "y"] });
    expect(found({ sessions: [one, session("b", "17:00", "17:30", { room: "Luokka 1", hosts: ["x"] })] })).toEqual([]);
    expect(found({ sessions: [one, session("b", "16:30", "17:30", { room: "luokka 1 " })] })).toEqual(["room_twice"]);
    expect(found({ sessions: [one, session("b", "16:30", "17:30", { hosts: ["y"] })] })).toEqual(["host_twice"]);
    expect(found({ sessions: [one, session("b", "16:30", "17:30")] })).toEqual([]);
  });

  test("an interpreter who was requested can no longer be ordered; confirmed or spoken languages need nobody", () => {
    const languages = (["requested", "confirmed"] as const).flatMap((state) => [
      { language: "so" as const, main: false, state, deadline: new Date(NOW.getTime() - 1) },
      { language: "fi" as const, main: true, state, deadline: new Date(NOW.getTime() - 1) },
    ]);
    expect(checkPlan({ ...PLAN, languages }, NOW)).toEqual([
      { key: "interpreter_late", needed: false, spoken: ["so"] },
    ]);
  });
});

describe("a forum's slug", () => {
  const slugOf = (title: string, ...taken: string[]) =>
    slugFor(title, "family-evening-2027-03-04", (slug) => taken.includes(slug));
  test.each([
    ["Perheilta Turussa: lukio vai ammattikoulu?", "perheilta-turussa-lukio-vai-ammattikoulu"],
    ["Åbo – kväll för föräldrar", "abo-kvall-for-foraldrar"],
    ["Tapahtuma № 7", "tapahtuma-no-7"],
    ["لقاء الأسر في توركو", "family-evening-2027-03-04"],
    ["لقاء TUVA للأسر في توركو", "family-evening-2027-03-04"],
    ["2027", "family-evening-2027-03-04"],
    ["Find", "find-2"],
    // As long as a link's token.
    ["a".repeat(27), `${"a".repeat(27)}-2`],
    [`${"sana ".repeat(20)}`, `${"sana-".repeat(11)}sana`],
  ])("%s", (title, slug) => {
    expect(slugOf(title)).toBe(slug);
    expect(slug).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  });

  test("a taken slug gets the next free number", () => {
    expect(slugOf("Perheilta", "perheilta", "perheilta-2")).toBe("perheilta-3");
  });
});

test("another day has the same clock times across clock changes, and passes midnight if the original did", () => {
  const evening = { startsAt: new Date("2026-02-10T15:30Z"), endsAt: new Date("2026-02-10T17:30Z") };
  const clock = { startTime: "17:30", endTime: "19:30" };
  expect(timesOn("2027-03-30", clock, evening)).toEqual({
    startsAt: new Date("2027-03-30T14:30Z"),
    endsAt: new Date("2027-03-30T16:30Z"),
  });
  expect(timesOn("2027-03-30", { ...clock, endTime: "17:00" }, evening)).toBeNull();
  expect(timesOn("2027-02-30", clock, evening)).toBeNull();
  const night = { startsAt: new Date("2026-02-10T19:00Z"), endsAt: new Date("2026-02-10T23:00Z") };
  expect(timesOn("2027-02-28", { startTime: "21:00", endTime: "01:00" }, night)?.endsAt).toEqual(
    new Date("2027-02-28T23:00Z"),
  );
  // 03.30 is skipped that night.
  expect(timesOn("2027-03-28", { startTime: "03:30", endTime: "05:00" }, evening)?.startsAt).toEqual(
    new Date("2027-03-28T01:30Z"),
  );
});

test("every second Thursday until a day, up to a maximum", () => {
  expect(repeatedDays("2027-03-04", 2, "2027-04-15", 12)).toEqual(["2027-03-18", "2027-04-01", "2027-04-15"]);
  expect(repeatedDays("2027-03-04", 1, "2028-04-15", 12)).toHaveLength(11);
  expect(repeatedDays("2027-03-04", 4, "2027-03-31", 12)).toEqual([]);
});
