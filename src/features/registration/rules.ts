/** The limits that a forum sets; null: not limited, or (childcare) not offered. */
export interface Limits {
  seats: number | null;
  childcare: number | null;
}

/** Places held by confirmed parties. */
export interface Taken {
  seats: number;
  childcare: number;
}

/** A party that still lacks something: its seats, or only places in the childcare. */
export interface QueuedParty {
  id: string;
  /** People who take a seat, children in childcare not among them. */
  seats: number;
  /** Children who go to childcare. */
  children: number;
  holdsSeats: boolean;
}

/** What one party is given. A party that gets seats but finds the childcare full waits for the childcare alone. */
export interface Grant {
  id: string;
  seats: boolean;
  childcare: boolean;
}

function fits(limit: number | null, taken: number, wanted: number): boolean {
  return limit === null || taken + wanted <= limit;
}

/**
 * Gives free places to those who wait, in order of arrival (`queue` is sorted by it). A party is kept together: one that
 * does not fit is passed by, and keeps its turn; a smaller one behind it may get the place, so that none stays idle.
 * Pure: the caller holds the forum's row lock. Returns only the parties that get something.
 */
export function allocate(limits: Limits, taken: Taken, queue: readonly QueuedParty[]): Grant[] {
  let { seats, childcare } = taken;
  const grants: Grant[] = [];
  for (const party of queue) {
    const getsSeats = !party.holdsSeats && fits(limits.seats, seats, party.seats);
    if (getsSeats) seats += party.seats;
    const present = party.holdsSeats || getsSeats;
    const getsChildcare =
      present && party.children > 0 && limits.childcare !== null && fits(limits.childcare, childcare, party.children);
    if (getsChildcare) childcare += party.children;
    if (getsSeats || getsChildcare) grants.push({ id: party.id, seats: getsSeats, childcare: getsChildcare });
  }
  return grants;
}

/** True when a party that holds places may grow (or shrink) to a new size without taking a place that is not free. */
export function mayResize(
  limits: Limits,
  taken: Taken,
  before: { seats: number; children: number },
  after: { seats: number; children: number },
): { seats: boolean; childcare: boolean } {
  return {
    seats: after.seats <= before.seats || fits(limits.seats, taken.seats - before.seats, after.seats),
    childcare:
      after.children <= before.children || fits(limits.childcare, taken.childcare - before.children, after.children),
  };
}
