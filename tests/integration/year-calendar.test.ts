import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { Permit } from "@/features/access/policy";
import { canReadAudit } from "@/features/audit/policy";
import { createOccasion, deleteOccasion, editOccasion } from "@/features/year-calendar/commands";
import { canKeepYearCalendar, canSeeYearCalendar } from "@/features/year-calendar/policy";
import { findOccasion, listClashes, listOccasionNames, searchYear } from "@/features/year-calendar/queries";
import type { Occasion } from "@/features/year-calendar/rules";
import type { OccasionSchema } from "@/features/year-calendar/schema";
import { db } from "@/platform/db/client";
import { ACTORS } from "../support/actors";
import { permitted } from "../support/permits";

const keep = () => permitted(canKeepYearCalendar, null);
const see = () => permitted(canSeeYearCalendar, null);

const WINTER: OccasionSchema = {
  ...{ kind: "winter_holiday", firstDay: "2027-03-01", lastDay: "2027-03-07" },
  ...{ municipalityKeys: ["tampere"], names: [] },
};
const JOINT: OccasionSchema = {
  ...{ kind: "joint_application", firstDay: "2027-02-16", lastDay: "2027-03-16" },
  ...{ municipalityKeys: [], names: [] },
};
const DAY: OccasionSchema = {
  ...{ kind: "network_day", firstDay: "2027-09-09", lastDay: "2027-09-09", municipalityKeys: [] },
  names: [
    { locale: "ar", name: "يوم الشبكة" },
    { locale: "fi", name: "Verkostopäivä" },
  ],
};

/** An evening in Helsinki, in winter time. */
const evening = (day: string) => ({
  startsAt: new Date(`${day}T15:30:00Z`),
  endsAt: new Date(`${day}T17:30:00Z`),
});
const told = ({ clashes }: { clashes: { occasion: Occasion; how: string }[] }) =>
  clashes.map(({ occasion, how }) => `${occasion.key} ${how}`);
const audited = async (id: string) =>
  (await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } })).map(
    ({ action, changes }) => [action, changes] as const,
  );

beforeEach(async () => {
  await db().occasion.deleteMany();
});
afterAll(async () => {
  await db().$disconnect();
});

describe("who edits the calendar", () => {
  test("administrators and staff may; others only see it, and strangers do not", () => {
    const may = (policy: typeof canKeepYearCalendar | typeof canSeeYearCalendar) =>
      Object.entries(ACTORS)
        .filter(([, actor]) => policy.allows(actor, null))
        .map(([name]) => name);
    expect(
      may(canKeepYearCalendar)
        .filter((name) => name !== "the portal itself")
        .sort(),
    ).toEqual(["administrator", "staff"]);
    expect(may(canSeeYearCalendar)).toEqual(expect.arrayContaining(["counsellor", "peer_tutor"]));
    expect(Permit.ask(canKeepYearCalendar, ACTORS.counsellor, null)).toBeNull();
    expect(Permit.ask(canSeeYearCalendar, ACTORS.stranger, null)).toBeNull();
  });
});

describe("editing it", () => {
  test("entries can be added, changed and deleted, and each is logged", async () => {
    const { id } = await createOccasion(keep(), DAY);
    expect(await findOccasion(keep(), id)).toMatchObject({
      ...{ key: "network_day", firstDay: "2027-09-09", revision: 1, names: DAY.names },
    });
    const moved = { ...DAY, firstDay: "2027-09-10", lastDay: "2027-09-10", names: DAY.names.slice(1) };
    expect(await editOccasion(keep(), { id, seen: 1, occasion: moved })).toEqual({ ok: true });
    expect(await findOccasion(keep(), id)).toMatchObject({ firstDay: "2027-09-10", revision: 2, names: moved.names });
    const audit = permitted(canReadAudit, null, ACTORS.administrator);
    expect((await listOccasionNames(audit, { ids: [id], texts: [] })).get(id)).toBe("Verkostopäivä, 10.9.2027");
    expect(await deleteOccasion(keep(), { id, seen: 2 })).toEqual({ ok: true, year: 2027 });
    expect(await findOccasion(keep(), id)).toBeNull();
    expect(await db().occasionName.count({ where: { occasionId: id } })).toBe(0);

    const [created, edited, deleted] = await audited(id);
    expect(created).toMatchObject(["occasion_created", { occasionKind: [null, "network_day"] }]);
    expect(edited).toEqual([
      "occasion_edited",
      { firstDay: ["2027-09-09", "2027-09-10"], lastDay: ["2027-09-09", "2027-09-10"], details: [null, ["name"]] },
    ]);
    expect(deleted).toMatchObject(["occasion_deleted", { occasionKind: ["network_day", null] }]);
  });

  test("the log contains days and municipalities, but no names", async () => {
    const { id } = await createOccasion(keep(), { ...WINTER, names: [{ locale: "fi", name: "Hiihtoviikko" }] });
    const [created] = await audited(id);
    expect(created?.[1]).toMatchObject({ municipalities: [null, ["Tampere"]] });
    expect(JSON.stringify(created)).not.toContain("Hiihtoviikko");
  });

  test("of two simultaneous edits one succeeds, and the other is told", async () => {
    const { id } = await createOccasion(keep(), WINTER);
    const edit = (lastDay: string) => editOccasion(keep(), { id, seen: 1, occasion: { ...WINTER, lastDay } });
    const results = await Promise.all([edit("2027-03-08"), edit("2027-03-09")]);
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(results).toContainEqual({ ok: false, reason: "overtaken" });
    expect((await audited(id)).map(([action]) => action)).toEqual(["occasion_created", "occasion_edited"]);
    expect((await findOccasion(keep(), id))?.revision).toBe(2);
  });

  test("an occasion that changed meanwhile is not deleted, and a deleted one cannot be changed", async () => {
    const { id } = await createOccasion(keep(), WINTER);
    await editOccasion(keep(), { id, seen: 1, occasion: { ...WINTER, lastDay: "2027-03-08" } });
    expect(await deleteOccasion(keep(), { id, seen: 1 })).toEqual({ ok: false, reason: "overtaken" });
    expect((await findOccasion(keep(), id))?.lastDay).toBe("2027-03-08");
    await deleteOccasion(keep(), { id, seen: 2 });
    expect(await editOccasion(keep(), { id, seen: 2, occasion: WINTER })).toEqual({ ok: false, reason: "not_found" });
  });

  test("the database refuses an occasion that ends before it begins", async () => {
    await expect(
      db().occasion.create({
        data: { kind: "network_day", firstDay: new Date("2027-02-02"), lastDay: new Date("2027-02-01") },
      }),
    ).rejects.toThrow();
  });
});

describe("a year", () => {
  test("contains Finland's public holidays, the feasts as estimates, and entered occasions, in order", async () => {
    await createOccasion(keep(), JOINT);
    await createOccasion(keep(), {
      ...JOINT,
      kind: "christmas_holiday",
      firstDay: "2026-12-22",
      lastDay: "2027-01-06",
    });
    const { occasions, total, pages } = await searchYear(see(), { year: 2027, page: 1 });
    const keys = occasions.map(({ key }) => key as string);
    for (const key of ["new_year", "epiphany", "good_friday", "easter_monday", "may_day", "ascension", "pentecost"])
      expect(keys).toContain(key);
    for (const key of ["midsummer", "all_saints", "independence_day", "christmas", "st_stephen", "new_years_eve"])
      expect(keys).toContain(key);
    expect(keys).not.toContain("public_holiday");
    const day = (key: string) => occasions.find((one) => one.key === key);
    expect(day("good_friday")).toMatchObject({ firstDay: "2027-03-26", estimate: false });
    expect(day("midsummer")).toMatchObject({ firstDay: "2027-06-26" });
    expect(day("all_saints")).toMatchObject({ firstDay: "2027-11-06" });
    expect(day("orthodox_easter")).toMatchObject({ firstDay: "2027-04-30", lastDay: "2027-05-02" });
    expect(day("ramadan")).toMatchObject({ estimate: true });
    expect(keys[0]).toBe("christmas_holiday");
    expect(total).toBe(occasions.length);
    expect(pages).toBe(1);
    expect(occasions.map(({ firstDay }) => firstDay)).toEqual(occasions.map(({ firstDay }) => firstDay).sort());
  });

  test.each([
    [2024, "2024-05-05"],
    [2025, "2025-04-20"],
    [2026, "2026-04-12"],
    [2028, "2028-04-16"],
  ])("in %i Orthodox Easter is on %s", async (year, day) => {
    const { occasions } = await searchYear(see(), { year, page: 1 });
    expect(occasions.find(({ key }) => key === "orthodox_easter")?.lastDay).toBe(day);
  });

  test("for one municipality contains its own and general occasions, and says what is unknown", async () => {
    await createOccasion(keep(), JOINT);
    await createOccasion(keep(), WINTER);
    const keys = async (municipality: string) => {
      const { occasions, unknown } = await searchYear(see(), { year: 2027, municipality, page: 1 });
      return { kept: occasions.filter(({ id }) => id !== null).map(({ key }) => key), unknown };
    };
    expect(await keys("tampere")).toEqual({
      kept: ["joint_application", "winter_holiday"],
      unknown: ["summer_holiday", "autumn_holiday", "christmas_holiday"],
    });
    expect(await keys("vantaa")).toEqual({
      kept: ["joint_application"],
      unknown: ["winter_holiday", "summer_holiday", "autumn_holiday", "christmas_holiday"],
    });
  });

  test("is shown one page at a time if it is long", async () => {
    for (let n = 1; n <= 70; n++)
      await createOccasion(keep(), {
        ...DAY,
        firstDay: "2027-10-20",
        lastDay: "2027-10-20",
        names: [{ locale: "fi", name: `Päivä ${n}` }],
      });
    const [first, second] = [
      await searchYear(see(), { year: 2027, page: 1 }),
      await searchYear(see(), { year: 2027, page: 2 }),
    ];
    expect(first.pages).toBe(2);
    expect(first.occasions.length + second.occasions.length).toBe(first.total);
    const ids = [...first.occasions, ...second.occasions].flatMap(({ id }) => id ?? []);
    expect(new Set(ids).size).toBe(70);
  });
});

describe("a forum's clashes", () => {
  test("are those of its municipality and general ones, for each date", async () => {
    await createOccasion(keep(), JOINT);
    await createOccasion(keep(), WINTER);
    const dates = [evening("2027-03-02"), evening("2027-03-16"), evening("2027-12-06"), evening("2027-04-20")];
    const tampere = await listClashes("tampere", dates);
    expect(tampere.map(told)).toEqual([
      ["ramadan during", "joint_application during", "winter_holiday during"],
      ["joint_application ends"],
      ["independence_day on"],
      [],
    ]);
    expect(tampere.flatMap(({ unknown }) => unknown)).toEqual([]);
    const [vantaa] = await listClashes("vantaa", dates);
    expect(vantaa && told(vantaa)).toEqual(["ramadan during", "joint_application during"]);
    expect(vantaa?.unknown).toEqual([{ kind: "winter_holiday", year: 2027 }]);
  });

  test("are only general ones online", async () => {
    await createOccasion(keep(), WINTER);
    const [online] = await listClashes("online", [evening("2027-03-02")]);
    expect(online && told(online)).toEqual(["ramadan during"]);
    expect(online?.unknown).toEqual([{ kind: "joint_application", year: 2027 }]);
  });

  test("include the Christmas holiday of the year before in January", async () => {
    await createOccasion(keep(), {
      ...JOINT,
      kind: "christmas_holiday",
      firstDay: "2026-12-22",
      lastDay: "2027-01-06",
    });
    const [view] = await listClashes("turku", [evening("2027-01-06")]);
    expect(view && told(view).sort()).toEqual(["christmas_holiday ends", "epiphany on", "orthodox_christmas begins"]);
    expect(view?.unknown).toEqual([]);
  });

  test("a slip of typing costs nobody their page: a forum that lasts for thousands of years, and one past the calendar's", async () => {
    await createOccasion(keep(), JOINT);
    const slip = { startsAt: evening("2027-03-20").startsAt, endsAt: new Date("9027-03-20T17:30:00Z") };
    const [long, past] = await listClashes("turku", [slip, evening("9999-12-31")]);
    expect(long && told(long)).toEqual(["nowruz about", "good_friday on", "easter on", "easter_monday on"]);
    expect(past).toEqual({ clashes: [], unknown: [] });
  });

  test("do not exist without dates", async () => {
    expect(await listClashes("turku", [])).toEqual([]);
  });
});
