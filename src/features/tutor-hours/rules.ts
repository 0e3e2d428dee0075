import { inputValue } from "@/i18n/time";

/** Why a day (`YYYY-MM-DD`) cannot get hours at an instant: it is still to come, or so long ago that its year has been reported. */
export function dayRefusal(day: string, now: Date): "day_ahead" | "day_old" | null {
  const today = inputValue(now).slice(0, 10);
  if (day > today) return "day_ahead";
  return Number(day.slice(0, 4)) < Number(today.slice(0, 4)) - 1 ? "day_old" : null;
}

/** Time in whole hours and the minutes beyond them. */
export function hoursAndMinutes(minutes: number): { hours: number; minutes: number } {
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}

/** Time in hours with two decimals and the comma of Finnish spreadsheets: 1,25. */
export function decimalHours(minutes: number): string {
  return (minutes / 60).toFixed(2).replace(".", ",");
}

/** Months (1 to 12) with their sums in minutes, the latest first; months without hours are left out. */
export function byMonth<Entry extends { day: string; minutes: number }>(
  entries: readonly Entry[],
): { month: number; minutes: number; entries: Entry[] }[] {
  const months = Map.groupBy(entries, ({ day }) => Number(day.slice(5, 7)));
  return [...months]
    .map(([month, own]) => ({ month, minutes: own.reduce((sum, { minutes }) => sum + minutes, 0), entries: own }))
    .sort((a, b) => b.month - a.month);
}

/** How many whole calendar years hours are kept after their own, as receipts are (Accounting Act 1336/1997, 2:10 §). */
const KEPT_YEARS = 6;

/** The first day (`YYYY-MM-DD`) whose hours are still kept at an instant. */
export function keptSince(now: Date): string {
  return `${Number(inputValue(now).slice(0, 4)) - KEPT_YEARS}-01-01`;
}
