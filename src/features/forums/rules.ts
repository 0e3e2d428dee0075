import { overlap } from "@/i18n/time";

/** What a forum is to the public, besides what staff decided: it follows from the clock and the places taken. */
export type ForumState = "draft" | "cancelled" | "past" | "drop_in" | "unopened" | "closed" | "full" | "open";

/** What the state of a forum depends on. */
export interface ForumFacts {
  status: "draft" | "published" | "cancelled";
  endsAt: Date;
  /** First instant at which a place can be taken; null: since it was published. */
  registrationOpensAt: Date | null;
  /** Last instant at which a place can be taken; null: the forum takes no registrations. */
  registrationClosesAt: Date | null;
  /** Seats; null: not limited. */
  capacity: number | null;
}

/**
 * The state of a forum at an instant. Cancelled outranks past, so that a cancelled forum never looks as if it had been
 * held; a forum that nobody needs to register for is `drop_in` until it ends, and one is `unopened` that is public before anybody can register.
 */
export function forumState(forum: ForumFacts, seatsTaken: number, now: Date): ForumState {
  if (forum.status !== "published") return forum.status;
  if (forum.endsAt <= now) return "past";
  if (forum.registrationClosesAt === null) return "drop_in";
  if (forum.registrationClosesAt < now) return "closed";
  if (forum.registrationOpensAt !== null && forum.registrationOpensAt > now) return "unopened";
  return forum.capacity !== null && seatsTaken >= forum.capacity ? "full" : "open";
}

/** True where a party may still register: for a place, or for the waiting list. */
export function takesRegistrations(state: ForumState): boolean {
  return state === "open" || state === "full";
}

/** True for a forum that is still held, and online: those who hold a seat are told its address. */
export function meetsOnline({ online, state }: { online: boolean; state: ForumState }): boolean {
  return online && state !== "past" && state !== "cancelled" && state !== "draft";
}

/** Where a forum is held, in one line: the venue, and its address where it has one. */
export function formatWhere({ venueName, address }: { venueName: string; address: string | null }): string {
  return address ? `${venueName}, ${address}` : venueName;
}

/** A part of the programme with its time. */
interface Timed {
  id: string;
  startsAt: Date;
  endsAt: Date;
}

/**
 * The choices that a programme asks for, each one of several sessions in the same time slot. A session that stands alone is
 * for everybody and is a choice only if its seats are limited, or were when somebody chose it: `chosen` are the ids of what the
 * party has, so that a form asks about it and saving leaves it to them. In order of time.
 */
export function choicesOf<S extends Timed & { capacity: number | null }>(
  sessions: readonly S[],
  chosen: readonly string[] = [],
): S[][] {
  const slots: S[][] = [];
  for (const session of [...sessions].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    const slot = slots.find((others) => others.some((other) => overlap(session, other)));
    if (slot) slot.push(session);
    else slots.push([session]);
  }
  return slots.filter(
    (slot) => slot.length > 1 || slot.some(({ id, capacity }) => capacity !== null || chosen.includes(id)),
  );
}

/**
 * The sessions of which nobody can choose one together with a session that is held at another time from now on: they are one
 * choice with it.
 */
export function besides<S extends Timed & { capacity: number | null }>(sessions: readonly S[], moved: Timed): string[] {
  const then = sessions.map((session) => (session.id === moved.id ? { ...session, ...moved } : session));
  const slot = choicesOf(
    then,
    then.map(({ id }) => id),
  ).find((choice) => choice.some(({ id }) => id === moved.id));
  return (slot ?? []).flatMap(({ id }) => (id === moved.id ? [] : id));
}

/** When a part of the programme is held. */
interface Slot {
  startsAt: Date;
  endsAt: Date;
}

/**
 * What becomes of a programme whose forum is moved by so many milliseconds and then ends at `endsAt`: each part moves along; one
 * that would go on past the end ends with the forum, and one that would only begin then is left out.
 */
export function fitProgramme<S extends Slot>(
  sessions: readonly S[],
  moved: number,
  endsAt: Date,
): { kept: { session: S; startsAt: Date; endsAt: Date; cut: boolean }[]; gone: S[] } {
  const slots = sessions.map((session) => {
    const end = session.endsAt.getTime() + moved;
    return {
      session,
      startsAt: new Date(session.startsAt.getTime() + moved),
      endsAt: new Date(Math.min(end, endsAt.getTime())),
      cut: end > endsAt.getTime(),
    };
  });
  return {
    kept: slots.filter(({ startsAt }) => startsAt < endsAt),
    gone: slots.filter(({ startsAt }) => startsAt >= endsAt).map(({ session }) => session),
  };
}
