import { countedIn, undoneIn } from "@/features/offline-log/rules";
import type { DoorSubject } from "@/features/registration/policy";
import { wholeDays } from "@/i18n/time";
import type { DoorParty, Entry } from "./schema";

/** Whether a forum's day is to come, is now, or is over. */
export function doorDay(forum: { startsAt: Date; endsAt: Date }, now: Date): DoorSubject["day"] {
  const { from, until } = wholeDays(forum);
  if (now < from) return "before";
  return now < until ? "on" : "after";
}

/** What the log of a door says together with the list of the parties. */
export interface DoorSum {
  /** The positions of the people who have arrived, by their party's code. Parties of whom nobody has are left out. */
  arrived: Map<string, Set<number>>;
  /** The walk-ins that count, by language; null for those of whom it is unknown. */
  walkIns: Map<string | null, number>;
  /** The ids of the entries that are undone. */
  undone: Set<string>;
  counts: DoorCounts;
}

export interface DoorCounts {
  /** People with a seat. */
  expected: number;
  /** Those of them who have arrived. */
  arrived: number;
  /** Registered people who have arrived without having a seat. */
  unseated: number;
  /** People who came without a registration. */
  walkIns: number;
}

/**
 * Sums the log of a door: an observed-remove set, as `countedIn` has it. A person has arrived if any entry that counts names them. Codes and numbers that the list does not
 * have are left out.
 */
export function sumDoor(parties: Iterable<DoorParty>, entries: Iterable<Entry>): DoorSum {
  const { counted, undone } = countedIn(entries);
  const list = new Map([...parties].map((party) => [party.code, party]));
  const arrived = new Map<string, Set<number>>();
  const walkIns = new Map<string | null, number>();
  for (const entry of counted) {
    if (entry.kind === "walk_in") walkIns.set(entry.language, (walkIns.get(entry.language) ?? 0) + entry.people);
    if (entry.kind !== "arrived") continue;
    const positions = positionsOf(entry.people, list.get(entry.code));
    if (positions.length === 0) continue;
    const here = arrived.get(entry.code) ?? new Set();
    for (const position of positions) here.add(position);
    arrived.set(entry.code, here);
  }
  return { arrived, walkIns, undone, counts: countDoor(list.values(), arrived, walkIns) };
}

/** The positions in a party of the people whom an entry names by their numbers; null stands for everybody. */
export function positionsOf(
  numbers: readonly number[] | null,
  party: Pick<DoorParty, "people" | "numbers"> | undefined,
): number[] {
  if (!party) return [];
  const everybody = [...party.people.keys()];
  return numbers === null ? everybody : everybody.filter((n) => numbers.includes(party.numbers[n] ?? -1));
}

function countDoor(parties: Iterable<DoorParty>, arrived: DoorSum["arrived"], walkIns: DoorSum["walkIns"]): DoorCounts {
  const counts: DoorCounts = { expected: 0, arrived: 0, unseated: 0, walkIns: 0 };
  for (const party of parties) {
    const here = arrived.get(party.code);
    for (const position of party.people.keys()) {
      const seated = hasSeat(party, position);
      if (seated) counts.expected += 1;
      if (here?.has(position)) counts[seated ? "arrived" : "unseated"] += 1;
    }
  }
  for (const people of walkIns.values()) counts.walkIns += people;
  return counts;
}

/** Whether the person at a position of a party has a seat. */
export function hasSeat({ state, unseated }: Pick<DoorParty, "state" | "unseated">, position: number): boolean {
  return state === "confirmed" && !unseated.includes(position);
}

/**
 * The entries that undoing a person's or a whole party's arrival needs: those that count and name anybody of
 * `positions`. Undoing an entry undoes it for everybody whom it names, so `again` has the numbers of those of them who stay
 * arrived.
 */
export function undoingOf(
  party: Pick<DoorParty, "code" | "people" | "numbers">,
  positions: readonly number[],
  entries: Iterable<Entry>,
): { entries: string[]; again: number[] } {
  const all = [...entries];
  const undone = undoneIn(all);
  const naming = all.flatMap((entry) => {
    if (entry.kind !== "arrived" || entry.code !== party.code || undone.has(entry.id)) return [];
    const named = positionsOf(entry.people, party);
    return named.some((position) => positions.includes(position)) ? [{ id: entry.id, named }] : [];
  });
  const again = new Set(naming.flatMap(({ named }) => named).filter((position) => !positions.includes(position)));
  return {
    entries: [...new Set(naming.map(({ id }) => id))],
    again: [...again].sort((a, b) => a - b).flatMap((position) => party.numbers[position] ?? []),
  };
}

/** How often the holder of one link or account may call: twenty phones with the same link, each once a second. */
export const DOOR_SENDINGS = { act: "door_sendings", times: 1200, within: 60 };

/** How many parties the holder of one link or account may register at the door in an hour. */
export const REGISTERED_AT_DOOR = { act: "register-at-door", times: 120, within: 3600 };
