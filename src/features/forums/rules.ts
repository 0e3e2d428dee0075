import { addDays, overlap } from "@/i18n/time";

/** The public state of a forum, derived from what staff decided, the clock and the places taken. */
export type ForumState = "draft" | "cancelled" | "past" | "drop_in" | "unopened" | "closed" | "full" | "open";

/** The facts that determine a forum's state. */
export interface ForumFacts {
  status: "draft" | "published" | "cancelled";
  endsAt: Date;
  /** The first instant at which people can register; null if since publication. */
  registrationOpensAt: Date | null;
  /** The last instant at which people can register; null if the forum takes no registrations. */
  registrationClosesAt: Date | null;
  /** Seats; null if unlimited. */
  capacity: number | null;
}

/**
 * A forum's state at an instant. Cancelled outranks past, so that a cancelled forum never looks as if it had been held.
 * A forum without registration is `drop_in` until it ends, and a public forum is `unopened` before anybody can
 * register.
 */
export function forumState(forum: ForumFacts, seatsTaken: number, now: Date): ForumState {
  if (forum.status !== "published") return forum.status;
  if (forum.endsAt <= now) return "past";
  if (forum.registrationClosesAt === null) return "drop_in";
  if (forum.registrationClosesAt < now) return "closed";
  if (forum.registrationOpensAt !== null && forum.registrationOpensAt > now) return "unopened";
  return forum.capacity !== null && seatsTaken >= forum.capacity ? "full" : "open";
}

/** Whether a party can still register, for a place or for the waiting list. */
export function takesRegistrations(state: ForumState): boolean {
  return state === "open" || state === "full";
}

/** Whether a forum is still to be held online, so that people who hold a seat get its address. */
export function meetsOnline({ online, state }: { online: boolean; state: ForumState }): boolean {
  return online && state !== "past" && state !== "cancelled" && state !== "draft";
}

/** A forum's place in one line: the venue, and its address if any. */
export function formatWhere({ venueName, address }: { venueName: string; address: string | null }): string {
  return address ? `${venueName}, ${address}` : venueName;
}

/** Until when personal data of a forum's people may be kept, on paper too. */
export function personalDataUntil({ endsAt, retentionDays }: { endsAt: Date; retentionDays: number }): Date {
  return addDays(endsAt, retentionDays);
}

/** A session with its time. */
interface Timed {
  id: string;
  startsAt: Date;
  endsAt: Date;
}

/**
 * The choices that a programme offers, each between sessions in the same time slot, ordered by time. A session alone in
 * its slot is for everybody, and is a choice only if its seats are limited, or were when somebody chose it: `chosen`
 * are the ids of what the party has, so that a form asks about them and saving keeps them.
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

/** The sessions that nobody can choose together with a session at its new time: they form one choice with it. */
export function besides<S extends Timed & { capacity: number | null }>(sessions: readonly S[], moved: Timed): string[] {
  const then = sessions.map((session) => (session.id === moved.id ? { ...session, ...moved } : session));
  const slot = choicesOf(
    then,
    then.map(({ id }) => id),
  ).find((choice) => choice.some(({ id }) => id === moved.id));
  return (slot ?? []).flatMap(({ id }) => (id === moved.id ? [] : id));
}

/** When a session is held. */
interface Slot {
  startsAt: Date;
  endsAt: Date;
}

/**
 * What becomes of a programme if its forum is moved by this many milliseconds and ends at `endsAt`: each session moves
 * too. A session that would go on past the end ends with the forum, and one that would begin after it is left out.
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
