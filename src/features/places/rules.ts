/** Something with a limited number of places: the forum, one role in it, one session (table), the childcare. */
export type Pool = "forum" | "childcare" | `role:${string}` | `session:${string}`;

/** Places per pool. In limits, a pool that is absent is not limited. */
export type Places = Partial<Record<Pool, number>>;

/** What is limited in a forum and how much of it is taken: the one answer to every question about places. */
export interface ForumPlaces {
  /** Pools that are limited. */
  limits: Places;
  /** Places held, and kept by offers, per pool. */
  taken: Places;
  /** Claims that wait, per pool they wait for, each counted once. */
  waiting: Places;
}

/** Free places of a pool; null when it is not limited. Never below zero, also after a limit was lowered. */
export function placesLeft({ limits, taken }: ForumPlaces, pool: Pool): number | null {
  const limit = limits[pool];
  return limit === undefined ? null : Math.max(0, limit - (taken[pool] ?? 0));
}

export type ClaimKind = "seats" | "session" | "childcare";
export type ClaimStatus = "held" | "offered" | "waiting" | "lapsed";

/** What a party, or one person of it, asks for, before it is known whether there is room. */
export interface Wish {
  kind: ClaimKind;
  sessionId: string | null;
  /** The person's position in the party; null: the party together. */
  position: number | null;
  needs: Places;
}

/** A wish with its standing: it takes places, or waits for them at its turn. */
export interface Claim extends Wish {
  id: string;
  /** The party it belongs to. */
  registrationId: string;
  status: ClaimStatus;
  /** Place in the waiting list: lower turns are served first. */
  turn: number;
}

export interface PartyWishes {
  /** In order of position: each person's role and the sessions they chose. */
  people: readonly { role: string; sessions: readonly string[] }[];
  /** Children for the childcare. */
  children: number;
  /** They would rather have some seats than none. */
  maySplit: boolean;
}

function count(keys: readonly Pool[]): Places {
  const places: Places = {};
  for (const key of keys) places[key] = (places[key] ?? 0) + 1;
  return places;
}

/**
 * What a party asks for. A party is kept together: its seats are one wish, and those of its people who chose the same
 * table are one wish there. If it may be split, each person is a wish of their own. Children are never parted.
 */
export function wishesOf({ people, children, maySplit }: PartyWishes): Wish[] {
  const groups = maySplit
    ? people.map((person, n) => ({ position: n, members: [person] }))
    : [{ position: null, members: people }];
  const seats = groups.map(({ position, members }) => ({
    kind: "seats" as const,
    sessionId: null,
    position,
    needs: count(members.flatMap(({ role }): Pool[] => ["forum", `role:${role}`])),
  }));
  const sessions = groups.flatMap(({ position, members }) =>
    [...new Set(members.flatMap((member) => member.sessions))].map((sessionId) => ({
      kind: "session" as const,
      sessionId,
      position,
      needs: count(
        members.flatMap((member) =>
          member.sessions.filter((id) => id === sessionId).map((): Pool => `session:${sessionId}`),
        ),
      ),
    })),
  );
  const childcare =
    children > 0
      ? [{ kind: "childcare" as const, sessionId: null, position: null, needs: { childcare: children } }]
      : [];
  return [...seats, ...sessions, ...childcare];
}

/** True for what holds places, or has them kept for it by an offer. */
export function takesPlaces({ status }: Pick<Claim, "status">): boolean {
  return status === "held" || status === "offered";
}

/** The places that claims take from each pool. */
export function takenBy(claims: readonly Pick<Claim, "status" | "needs">[]): Places {
  const taken: Places = {};
  for (const claim of claims) if (takesPlaces(claim)) add(taken, claim.needs, 1);
  return taken;
}

function pools(needs: Places): [Pool, number][] {
  return Object.entries(needs) as [Pool, number][];
}

function add(places: Places, needs: Places, sign: 1 | -1): void {
  for (const [pool, wanted] of pools(needs)) places[pool] = (places[pool] ?? 0) + sign * wanted;
}

/** `taken` without what some claims take of it. */
export function without(taken: Places, claims: readonly Pick<Claim, "status" | "needs">[]): Places {
  const rest = { ...taken };
  for (const claim of claims) if (takesPlaces(claim)) add(rest, claim.needs, -1);
  return rest;
}

/** True when every pool that `needs` names has room for it beside what is taken. */
export function fits(limits: Places, taken: Places, needs: Places): boolean {
  return pools(needs).every(([pool, wanted]) => {
    const limit = limits[pool];
    return limit === undefined || (taken[pool] ?? 0) + wanted <= limit;
  });
}

function isWithin(needs: Places, limit: Places): boolean {
  return pools(needs).every(([pool, wanted]) => wanted <= (limit[pool] ?? 0));
}

/**
 * Whether somebody of the party is seated who can use this claim: a table needs the person's own seat (or the party's),
 * the childcare needs anybody of the party. `seats` are the party's claims on seats that take places.
 */
function isPresent(claim: Wish, seats: readonly Pick<Claim, "position">[]): boolean {
  if (claim.kind === "childcare" || claim.position === null) return seats.length > 0;
  return seats.some(({ position }) => position === null || position === claim.position);
}

/**
 * Gives free places to those who wait: seats, tables and childcare alike, in order of their turns. A claim that does not
 * fit is passed by and keeps its turn; a smaller one behind it may get the place, so that none stays idle. Whoever gets
 * seats is at once considered for the tables and the childcare they wait for, at the turn of those.
 * Pure: the caller holds the forum's row lock. `taken` counts the whole forum; `claims` are those of every party for which
 * something waits. Returns the claims to be served, in the order in which they are.
 */
export function allocate<C extends Claim>(limits: Places, taken: Places, claims: readonly C[]): C[] {
  const used = { ...taken };
  const served = new Set<C>();
  const serve = (claim: C) => {
    if (!fits(limits, used, claim.needs)) return;
    add(used, claim.needs, 1);
    served.add(claim);
  };
  const queue = claims.filter(({ status }) => status === "waiting").sort((a, b) => a.turn - b.turn);
  // Seats share no pool with tables and childcare, so all seats may be given first: nobody's turn is overtaken by it.
  for (const claim of queue) if (claim.kind === "seats") serve(claim);
  const seated = claims.filter((claim) => claim.kind === "seats" && (served.has(claim) || takesPlaces(claim)));
  for (const claim of queue) {
    if (claim.kind === "seats") continue;
    if (
      isPresent(
        claim,
        seated.filter((seat) => seat.registrationId === claim.registrationId),
      )
    )
      serve(claim);
  }
  return [...served];
}

/** A wish and what becomes of it when the party changes. */
export interface Rearrangement extends Wish {
  status: ClaimStatus;
  /** The claim whose turn, and offer, it takes over; null: it holds its places, or waits from now on. */
  from: Claim | null;
}

/**
 * What becomes of a party's claims when its wishes change. What it holds it keeps, and what it no longer wants is free;
 * what grows needs room now, for nobody loses places that they hold: `noRoom` names what has none, and then nothing may be
 * changed. A table or childcare newly asked for is given if there is room, else waited for, and so are further people of a
 * party that may be split. A party that waits keeps its turn. `others` are the places taken by everybody else.
 */
export function rearrange(
  limits: Places,
  others: Places,
  before: readonly Claim[],
  wishes: readonly Wish[],
): { claims: Rearrangement[]; noRoom: ClaimKind | null } {
  const taken = { ...others };
  const own: Places = {};
  for (const claim of before) if (claim.status === "held") add(own, claim.needs, 1);
  const hadSeats = (own.forum ?? 0) > 0;
  const mayHold = (needs: Places) =>
    pools(needs).every(([pool, wanted]) => {
      const limit = limits[pool];
      return wanted <= (own[pool] ?? 0) || limit === undefined || (taken[pool] ?? 0) + wanted <= limit;
    });
  let noRoom: ClaimKind | null = null;
  const claims: Rearrangement[] = [];
  const kinds: ClaimKind[] = ["seats", "session", "childcare"];
  for (const kind of kinds) {
    const seats = claims.filter((claim) => claim.kind === "seats" && takesPlaces(claim));
    const asked = wishes
      .filter((wish) => wish.kind === kind)
      .map((wish) => ({
        wish,
        queued: before.find((claim) => claim.status !== "held" && isSameWish(claim, wish)),
        present: kind === "seats" ? hadSeats : isPresent(wish, seats),
      }));
    // What an offer keeps is taken before anything new is given: it is this party's own, but not to be had twice.
    const kept = asked.filter(
      ({ wish, queued, present }) =>
        queued?.status === "offered" && isWithin(wish.needs, queued.needs) && (kind === "seats" || present),
    );
    for (const { wish, queued } of kept) {
      add(taken, wish.needs, 1);
      claims.push({ ...wish, status: "offered", from: queued ?? null });
    }
    for (const { wish, queued, present } of asked.filter((each) => !kept.includes(each))) {
      const grows = pools(wish.needs).some(([pool]) => (own[pool] ?? 0) > 0);
      if (present && queued?.status !== "lapsed" && mayHold(wish.needs)) {
        add(taken, wish.needs, 1);
        for (const [pool, wanted] of pools(wish.needs)) own[pool] = Math.max(0, (own[pool] ?? 0) - wanted);
        claims.push({ ...wish, status: "held", from: null });
        continue;
      }
      // Nobody loses a place that they hold: a wish that would give one up for a turn in the queue finds no room.
      if (present && grows) noRoom ??= kind;
      const turn =
        queued ??
        (kind === "seats" ? before.find((claim) => claim.kind === kind && claim.status !== "held") : undefined);
      claims.push({ ...wish, status: turn?.status === "lapsed" ? "lapsed" : "waiting", from: turn ?? null });
    }
  }
  return { claims, noRoom };
}

function isSameWish(a: Wish, b: Wish): boolean {
  return a.kind === b.kind && a.sessionId === b.sessionId && a.position === b.position;
}

/** A party's own state, from its claims on seats: seated if anybody is, else offered, waiting, or out of the queue. */
export function partyStatus(
  claims: readonly Pick<Claim, "kind" | "status">[],
): "confirmed" | "offered" | "waiting" | "lapsed" {
  const seats = claims.filter(({ kind }) => kind === "seats").map(({ status }) => status);
  if (seats.includes("held")) return "confirmed";
  if (seats.includes("offered")) return "offered";
  return seats.includes("waiting") ? "waiting" : "lapsed";
}

const HOUR = 3_600_000;
/** An offer waits for its answer for two days, on the days before the forum for less. */
const ANSWER_WITHIN = 48 * HOUR;
const LAST_DAY = 24 * HOUR;

/**
 * Until when an offer made now can be answered: 48 hours; near the forum half of the time that is left before its last
 * day, so that the place can still be offered on; null in the last 24 hours: then the place is given at once.
 */
export function answerDeadline(now: Date, startsAt: Date): Date | null {
  const left = startsAt.getTime() - now.getTime() - LAST_DAY;
  return left <= 0
    ? null
    : new Date(now.getTime() + Math.min(ANSWER_WITHIN, Math.max(left / 2, Math.min(left, 2 * HOUR))));
}
