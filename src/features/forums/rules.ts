/** What a forum is to the public, besides what staff decided: it follows from the clock and the places taken. */
export type ForumState = "draft" | "cancelled" | "past" | "drop_in" | "closed" | "full" | "open";

/** What the state of a forum depends on. */
export interface ForumFacts {
  status: "draft" | "published" | "cancelled";
  endsAt: Date;
  /** Last instant at which a place can be taken; null: the forum takes no registrations. */
  registrationClosesAt: Date | null;
  /** Seats; null: not limited. */
  capacity: number | null;
}

/** Places taken and wished for, counted from the registrations that hold them. */
export interface PlacesTaken {
  seats: number;
  childcare: number;
  /** Parties waiting for seats. */
  waiting: number;
}

/** Free places of one limited thing; null when it is not limited. Never below zero, also after a capacity was lowered. */
export function placesLeft(capacity: number | null, taken: number): number | null {
  return capacity === null ? null : Math.max(0, capacity - taken);
}

/**
 * The state of a forum at an instant. Cancelled outranks past, so that a cancelled forum never looks as if it had been
 * held; a forum that nobody needs to register for is `drop_in` until it ends.
 */
export function forumState(forum: ForumFacts, seatsTaken: number, now: Date): ForumState {
  if (forum.status !== "published") return forum.status;
  if (forum.endsAt <= now) return "past";
  if (forum.registrationClosesAt === null) return "drop_in";
  if (forum.registrationClosesAt < now) return "closed";
  return placesLeft(forum.capacity, seatsTaken) === 0 ? "full" : "open";
}

/** True where a party may still register: for a place, or for the waiting list. */
export function takesRegistrations(state: ForumState): boolean {
  return state === "open" || state === "full";
}
