import { countedIn } from "@/features/offline-log/rules";
import { inputValue, instantOf, wholeDays } from "@/i18n/time";
import type { Age, Entry } from "./schema";

/** Whether a meeting's day is to come, is now, or is over. */
export function meetingDay(meeting: { startsAt: Date; endsAt: Date }, now: Date): "before" | "on" | "after" {
  const { from, until } = wholeDays(meeting);
  if (now < from) return "before";
  return now < until ? "on" : "after";
}

/** Visitors of one language and age, null where it is unknown. */
export interface Visitors {
  language: string | null;
  age: Age | null;
  people: number;
}

/** What the log of a meeting says. */
export interface MeetingSum {
  /** The ids of the members who came. */
  present: Set<string>;
  /** Those who were only counted, in the order in which each kind was first counted. */
  visitors: Visitors[];
  /** The ids of the entries that are undone. */
  undone: Set<string>;
  /** How many members and visitors came, those who have been forgotten since among them. */
  counts: { members: number; visitors: number };
}

/**
 * Sums the log of a meeting: an observed-remove set, as the log of a door is (docs/decisions/029). A member came if any entry
 * that counts names them, and counts once. Members that the list does not have are left out. `forgotten` came too, and nobody knows
 * any more who they were.
 */
export function sumMeeting(
  members: Iterable<{ id: string }>,
  entries: Iterable<Entry>,
  forgotten: { members: number; visitors: number } = { members: 0, visitors: 0 },
): MeetingSum {
  const { counted, undone } = countedIn(entries);
  const known = new Set([...members].map(({ id }) => id));
  const present = new Set<string>();
  const visitors = new Map<string, Visitors>();
  for (const entry of counted) {
    if (entry.kind === "present" && known.has(entry.member)) present.add(entry.member);
    if (entry.kind !== "visitors") continue;
    const { language, age, people } = entry;
    const kind = `${language} ${age}`;
    const before = visitors.get(kind)?.people ?? 0;
    visitors.set(kind, { language, age, people: before + people });
  }
  const all = [...visitors.values()];
  const counts = {
    members: present.size + forgotten.members,
    visitors: all.reduce((sum, { people }) => sum + people, forgotten.visitors),
  };
  return { present, visitors: all, undone, counts };
}

/** The entries that must be undone so that a member did not come. */
export function undoingOf(member: string, entries: Iterable<Entry>): string[] {
  return countedIn(entries).counted.flatMap((entry) =>
    entry.kind === "present" && entry.member === member ? entry.id : [],
  );
}

/** How often one account may call: twenty phones, each once a second. */
export const MEETING_SENDINGS = { act: "meeting_sendings", times: 1200, within: 60 };

/** Days after a meeting for which is known who of the members came. Then only the numbers stay. */
export const LOG_KEPT_DAYS = 30;

/** Numbers of people below this are not told outside the group: somebody could be recognised. */
export const SMALL = 5;

/** A number of people that can be told: the number, or that it is small (null). Nobody at all is no secret. */
export type Told = number | null;

/**
 * What can be told of numbers whose sum is told too. Small ones are left out, and as many of the next as are needed so that
 * subtraction finds none of them: at least two are left out, which are not small together.
 */
export function tellable(numbers: readonly number[]): Told[] {
  const bySize = [...numbers.entries()].filter(([, n]) => n > 0).sort(([, a], [, b]) => a - b);
  const hidden = new Set<number>();
  let together = 0;
  for (const [at, n] of bySize) {
    if (n >= SMALL && (hidden.size === 0 || (hidden.size > 1 && together >= SMALL))) break;
    hidden.add(at);
    together += n;
  }
  return numbers.map((n, at) => (hidden.has(at) ? null : n));
}

/** What can be told of the attendance in some time: of each group, of each language, of each age, and in all. */
export interface ToldNumbers {
  /** By the group's id. */
  groups: Map<string, Told>;
  languages: { language: string | null; came: Told }[];
  ages: { age: Age | null; came: Told }[];
  all: Told;
}

/** What can be told of exact numbers: each way of dividing them is told without its small parts. */
export function tellNumbers(
  numbers: readonly { groupId: string; language: string | null; age: Age | null; came: number }[],
): ToldNumbers {
  const divide = <Part>(by: (one: (typeof numbers)[number]) => Part): { part: Part; came: Told }[] => {
    const sums = new Map<Part, number>();
    for (const one of numbers) sums.set(by(one), (sums.get(by(one)) ?? 0) + one.came);
    const sorted = [...sums].sort(([, a], [, b]) => b - a);
    const told = tellable(sorted.map(([, came]) => came));
    return sorted.map(([part], at) => ({ part, came: told[at] ?? null }));
  };
  const all = numbers.reduce((sum, { came }) => sum + came, 0);
  return {
    groups: new Map(divide(({ groupId }) => groupId).map(({ part, came }) => [part, came])),
    languages: divide(({ language }) => language).map(({ part, came }) => ({ language: part, came })),
    ages: divide(({ age }) => age).map(({ part, came }) => ({ age: part, came })),
    all: all > 0 && all < SMALL ? null : all,
  };
}

/** A month of the Helsinki calendar: `YYYY-MM`. */
type Month = string;

/** When a month begins and ends. */
export function monthOf(month: Month): { from: Date; until: Date } {
  const from = instantOf(`${month}-01`);
  const until = instantOf(`${nextMonth(month)}-01`);
  if (!from || !until) throw new Error("every month begins");
  return { from, until };
}

function nextMonth(month: Month): Month {
  const [year = 0, n = 0] = month.split("-").map(Number);
  return n === 12 ? `${year + 1}-01` : `${year}-${String(n + 1).padStart(2, "0")}`;
}

/** The month of an instant and those before it, newest first: so many in all. */
export function monthsUntil(now: Date, most: number): Month[] {
  const last = inputValue(now).slice(0, 7);
  const [year = 0, n = 0] = last.split("-").map(Number);
  const first = year * 12 + (n - 1) - (most - 1);
  return monthsBetween(`${Math.floor(first / 12)}-${String((first % 12) + 1).padStart(2, "0")}`, last).reverse();
}

/** The most months that are exported at once: ten years. */
const MOST_MONTHS = 120;

/** The months from one to another, both included, oldest first; none if the other is earlier. */
export function monthsBetween(from: Month, until: Month): Month[] {
  const months: Month[] = [];
  for (let month = from; month <= until && months.length < MOST_MONTHS; month = nextMonth(month)) months.push(month);
  return months;
}
