import "server-only";
import { Permit } from "@/features/access/policy";
import { system } from "@/features/access/schema";
import { wallClock } from "@/i18n/time";
import { type DemoParts, granted } from "@/platform/demo";
import { createOccasion } from "./commands";
import { canKeepYearCalendar } from "./policy";
import { type Day, shiftDay } from "./rules";
import type { KeptKind, OccasionSchema } from "./schema";

/** The Monday of a week of the year (ISO 8601), and days after it. */
function weekday(year: number, week: number, after = 0): Day {
  const fourth = new Date(Date.UTC(year, 0, 4));
  const monday = 1 - (fourth.getUTCDay() || 7);
  return shiftDay(fourth.toISOString().slice(0, 10), monday + 7 * (week - 1) + after);
}

const week = (kind: KeptKind, year: number, number: number, ...municipalityKeys: string[]): OccasionSchema => ({
  ...{ kind, municipalityKeys, names: [] },
  firstDay: weekday(year, number),
  lastDay: weekday(year, number, 6),
});

/** The occasions of a season. Nobody has entered Vantaa's winter holiday of the following year yet. */
function season(year: number): OccasionSchema[] {
  const next = year + 1;
  return [
    week("autumn_holiday", year, 42, "helsinki", "espoo", "vantaa", "turku", "tampere"),
    week("autumn_holiday", year, 43, "lappeenranta", "oulu", "kuopio"),
    {
      kind: "christmas_holiday",
      firstDay: `${year}-12-22`,
      lastDay: `${next}-01-06`,
      municipalityKeys: [],
      names: [],
    },
    week("winter_holiday", next, 8, "helsinki", "espoo", "turku"),
    week("winter_holiday", next, 9, "tampere", "lappeenranta"),
    week("winter_holiday", next, 10, "oulu", "kuopio"),
    {
      kind: "joint_application",
      firstDay: weekday(next, 8, 1),
      lastDay: weekday(next, 12, 1),
      municipalityKeys: [],
      names: [],
    },
    {
      kind: "school_day_off",
      firstDay: weekday(next, 19, 4),
      lastDay: weekday(next, 19, 4),
      municipalityKeys: ["espoo", "helsinki"],
      names: [],
    },
    {
      kind: "summer_holiday",
      firstDay: weekday(next, 22, 6),
      lastDay: weekday(next, 32, 1),
      municipalityKeys: [],
      names: [],
    },
    {
      kind: "network_day",
      firstDay: weekday(next, 3, 3),
      lastDay: weekday(next, 3, 3),
      municipalityKeys: [],
      names: [
        { locale: "fi", name: "Verkoston suunnittelupäivä" },
        { locale: "sv", name: "Nätverkets planeringsdag" },
        { locale: "en", name: "The network’s planning day" },
        { locale: "ar", name: "يوم التخطيط في الشبكة" },
        { locale: "so", name: "Maalinta qorsheynta ee shabakadda" },
      ],
    },
  ];
}

/** The year calendar of this season and the one before. */
export const demo: DemoParts = {
  yearCalendar: {
    after: [],
    seed: async (now) => {
      const permit = granted(Permit.ask(canKeepYearCalendar, system("demo"), null), "keep its calendar");
      const { year, month } = wallClock(now);
      const begun = month >= 8 ? year : year - 1;
      for (const of of [begun - 1, begun]) for (const occasion of season(of)) await createOccasion(permit, occasion);
    },
  },
};
