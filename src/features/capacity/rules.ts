import { HOUR } from "@/i18n/time";

/** Something with a limited number of places: the forum, one role in it, one session (table), the childcare. */
export type Pool = "forum" | "childcare" | `role:${string}` | `session:${string}`;

/** Places per pool. In limits, a pool that is absent has no limit. */
export type PoolCounts = Partial<Record<Pool, number>>;

/** The limits of a forum and how much of them is taken: the only source for every question about places. */
export interface ForumCapacity {
  /** Limits of the pools that have one. */
  limits: PoolCounts;
  /** Places held or kept by offers, per pool. */
  taken: PoolCounts;
  /** Waiting claims per pool they wait for, each counted once. */
  waiting: PoolCounts;
}

/** Free places in a pool; null if it has no limit. Never below zero, even after a limit was lowered. */
export function placesLeft({ limits, taken }: ForumCapacity, pool: Pool): number | null {
  const limit = limits[pool];
  return limit === undefined ? null : Math.max(0, limit - (taken[pool] ?? 0));
}

export type ClaimKind = "seats" | "session" | "childcare";
export type ClaimStatus = "held" | "offered" | "waiting" | "lapsed";

/** What a party or one of its people asks for, before it is known whether there is room. */
export interface Wish {
  kind: ClaimKind;
  sessionId: string | null;
  /** The person's position in the party; null for the whole party. */
  position: number | null;
  needs: PoolCounts;
}

/** A wish with its status: it takes places, or waits for them at its turn. */
export interface Claim extends Wish {
  id: string;
  /** The party it belongs to. */
  registrationId: string;
  status: ClaimStatus;
  /** Its turn in the waiting list: lower turns are served first. */
  turn: number;
}

export type AgeGroup = "adult" | "from_13_to_17" | "under_13";

export interface PartyWishes {
  /** Ordered by position: each person's role, the sessions they chose, and their age; adults by default. */
  people: readonly { role: string; sessions: readonly string[]; age?: AgeGroup }[];
  /** Children for the childcare. */
  children: number;
  /** They prefer some seats to none. */
  maySplit: boolean;
}

function count(keys: readonly Pool[]): PoolCounts {
  const places: PoolCounts = {};
  for (const key of keys) places[key] = (places[key] ?? 0) + 1;
  return places;
}

/**
 * The position at which each person of a party that may be split is seated: their own, but for a child below 13 that of
 * the first adult, because it is never seated alone.
 */
export function seatPositions(people: readonly { age?: AgeGroup }[]): number[] {
  const adult = people.findIndex(({ age = "adult" }) => age === "adult");
  return people.map(({ age }, position) => (age === "under_13" && adult >= 0 ? adult : position));
}

/**
 * What a party asks for. A party stays together: its seats are one wish, and its people who chose the same table are
 * one wish there. If it may be split, each person is a separate wish, except that children below 13 stay with an adult.
 * Children in the childcare are never split.
 */
export function wishesOf({ people, children, maySplit }: PartyWishes): Wish[] {
  const positions = seatPositions(people);
  const groups = maySplit
    ? people.flatMap((_, position) => {
        const members = people.filter((_, n) => positions[n] === position);
        return members.length > 0 ? [{ position, members }] : [];
      })
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

/** Whether a claim holds places or has them kept for it by an offer. */
export function takesPlaces({ status }: Pick<Claim, "status">): boolean {
  return status === "held" || status === "offered";
}

/** The places that claims take from each pool. */
export function takenBy(claims: readonly Pick<Claim, "status" | "needs">[]): PoolCounts {
  const taken: PoolCounts = {};
  for (const claim of claims) if (takesPlaces(claim)) add(taken, claim.needs, 1);
  return taken;
}

function pools(needs: PoolCounts): [Pool, number][] {
  return Object.entries(needs) as [Pool, number][];
}

function add(places: PoolCounts, needs: PoolCounts, sign: 1 | -1): void {
  for (const [pool, wanted] of pools(needs)) places[pool] = (places[pool] ?? 0) + sign * wanted;
}

/** `taken` without the places of some claims. */
export function without(taken: PoolCounts, claims: readonly Pick<Claim, "status" | "needs">[]): PoolCounts {
  const rest = { ...taken };
  for (const claim of claims) if (takesPlaces(claim)) add(rest, claim.needs, -1);
  return rest;
}

/** Whether every pool in `needs` has room for it beside what is taken. */
export function fits(limits: PoolCounts, taken: PoolCounts, needs: PoolCounts): boolean {
  return pools(needs).every(([pool, wanted]) => {
    const limit = limits[pool];
    return limit === undefined || (taken[pool] ?? 0) + wanted <= limit;
  });
}

function isWithin(needs: PoolCounts, limit: PoolCounts): boolean {
  return pools(needs).every(([pool, wanted]) => wanted <= (limit[pool] ?? 0));
}

/**
 * Whether someone with a seat can use this claim: a table needs the person's own seat (or the party's), the childcare
 * anyone's in the party. `seats` are the party's claims on seats that take places.
 */
function isPresent(claim: Wish, seats: readonly Pick<Claim, "position">[]): boolean {
  if (claim.kind === "childcare" || claim.position === null) return seats.length > 0;
  return seats.some(({ position }) => position === null || position === claim.position);
}

/**
 * Gives free places to waiting claims in order of their turns: seats, tables and childcare alike. A claim that does not
 * fit is skipped and keeps its turn; a smaller one behind it may get the place, so that none stays idle. A party that
 * gets seats is at once considered for its tables and childcare, at those claims' turns. Pure: the caller holds the
 * forum's row lock. `taken` counts the whole forum; `claims` are those of every party that waits for something. Returns
 * the claims to serve, in that order.
 */
export function allocate<C extends Claim>(limits: PoolCounts, taken: PoolCounts, claims: readonly C[]): C[] {
  const used = { ...taken };
  const served = new Set<C>();
  const serve = (claim: C) => {
    if (!fits(limits, used, claim.needs)) return;
    add(used, claim.needs, 1);
    served.add(claim);
  };
  const queue = claims.filter(({ status }) => status === "waiting").sort((a, b) => a.turn - b.turn);
  // Seats share no pool with tables and childcare, so serving all seats first overtakes nobody.
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
  /** The claim whose turn it takes over, and whose offer if the status is the same; null if it begins now. */
  from: Claim | null;
}

/**
 * Matches the people of a party before and after a change: for each former position the present one, or null for people
 * who left. Matches by name, or by position where a name has changed.
 */
export function whereNow(before: readonly string[], after: readonly string[]): (number | null)[] {
  const now: (number | null)[] = before.map(() => null);
  const found = new Set<number>();
  const pair = (suits: (n: number, m: number) => boolean) => {
    for (const n of before.keys()) {
      if (now[n] !== null) continue;
      const m = [...after.keys()].find((each) => !found.has(each) && suits(n, each));
      if (m === undefined) continue;
      now[n] = m;
      found.add(m);
    }
  };
  pair((n, m) => before[n] === after[m] && n === m);
  pair((n, m) => before[n] === after[m]);
  pair((n, m) => n === m);
  return now;
}

/** A party's claims at its people's present positions. Claims of people who left get positions that nobody has. */
export function standingNow<C extends Claim>(claims: readonly C[], now: readonly (number | null)[]): C[] {
  return claims.map((claim) =>
    claim.position === null ? claim : { ...claim, position: now[claim.position] ?? -1 - claim.position },
  );
}

/** A party as its people see it: who they are, in order of position, and what they have. */
interface Party {
  people: readonly { sessions: readonly string[]; age?: AgeGroup }[];
  claims: readonly Pick<Claim, "kind" | "sessionId" | "position" | "status">[];
}

/**
 * What someone in a party would lose by a change: their seat, or their place at a table that they still choose; null if
 * nobody who stays loses anything. `now` comes from `whereNow`.
 */
export function lossOf(before: Party, after: Party, now: readonly (number | null)[]): "seats" | "session" | null {
  const has = ({ people, claims }: Party, person: number, kind: ClaimKind, sessionId: string | null) => {
    const seat = seatPositions(people)[person];
    return claims.some(
      (claim) =>
        claim.kind === kind &&
        claim.sessionId === sessionId &&
        claim.status === "held" &&
        (claim.position === null || claim.position === seat),
    );
  };
  for (const [n, person] of before.people.entries()) {
    const m = now[n];
    if (m === null || m === undefined) continue;
    if (has(before, n, "seats", null) && !has(after, m, "seats", null)) return "seats";
    const chosen = person.sessions.filter((id) => after.people[m]?.sessions.includes(id));
    if (chosen.some((id) => has(before, n, "session", id) && !has(after, m, "session", id))) return "session";
  }
  return null;
}

/**
 * Whether someone in a party would give up a place at a table for one that they would only wait for. `now` comes from
 * `whereNow`.
 */
export function tradesForWaiting(before: Party, after: Party, now: readonly (number | null)[]): boolean {
  const at = ({ people, claims }: Party, person: number, sessionId: string) => {
    const seat = seatPositions(people)[person];
    return claims.find(
      (claim) =>
        claim.kind === "session" &&
        claim.sessionId === sessionId &&
        (claim.position === null || claim.position === seat),
    )?.status;
  };
  return before.people.some((person, n) => {
    const m = now[n];
    const chosen = m === null || m === undefined ? undefined : after.people[m]?.sessions;
    if (m === null || m === undefined || !chosen) return false;
    const givesUp = person.sessions.some((id) => !chosen.includes(id) && at(before, n, id) === "held");
    return givesUp && chosen.some((id) => !person.sessions.includes(id) && at(after, m, id) === "waiting");
  });
}

/** Which status of a party's claim is taken over first. */
const WORTH: Record<ClaimStatus, number> = { held: 0, offered: 1, waiting: 2, lapsed: 3 };

/**
 * What becomes of a party's claims when its wishes change. The party keeps what it holds, each person their own first,
 * and frees what it no longer wants. Growing wishes need room now, because nobody may lose places that they hold:
 * `noRoom` names the pools without room, and then nothing may change. New tables and childcare are given if there is
 * room and otherwise waited for, and so are further people of a party that may be split. Waiting claims keep their
 * turn, offered ones their offer, and lapsed ones stay lapsed: a party that asks for the same as before gets the same
 * as before. If someone leaves the party, the others take over that person's claims, the best first. `others` are the
 * places taken by everybody else.
 */
export function rearrange(
  limits: PoolCounts,
  others: PoolCounts,
  before: readonly Claim[],
  wishes: readonly Wish[],
): { claims: Rearrangement[]; noRoom: ClaimKind | null } {
  const taken = { ...others };
  const hadSeats = before.some(({ kind, status }) => kind === "seats" && status === "held");
  const claims: Rearrangement[] = [];
  let noRoom: ClaimKind | null = null;
  const kinds: ClaimKind[] = ["seats", "session", "childcare"];
  for (const kind of kinds) {
    const had = before.filter((claim) => claim.kind === kind);
    const seats = claims.filter((claim) => claim.kind === "seats" && takesPlaces(claim));
    let open = wishes
      .filter((wish) => wish.kind === kind)
      .map((wish) => {
        const same = had.find((claim) => isSameWish(claim, wish));
        const present = kind === "seats" ? hadSeats : isPresent(wish, seats);
        return { wish, present, own: present && same?.status === "held" ? same : undefined };
      });
    type Asked = (typeof open)[number];
    /** Claims of people who have left or no longer ask for them, and how much of each nobody has taken over. */
    const left = new Map(
      had
        .filter(
          (claim) => !open.some(({ wish, own }) => (claim.status === "held" ? own === claim : isSameWish(claim, wish))),
        )
        .map((claim) => [claim, { ...claim.needs }]),
    );
    /** Places that the party holds and that none of its wishes has claimed yet. */
    const spare: PoolCounts = {};
    for (const [{ status }, needs] of left) if (status === "held") add(spare, needs, 1);

    const settle = (each: Asked, status: ClaimStatus, from: Claim | null) => {
      if (takesPlaces({ status })) add(taken, each.wish.needs, 1);
      claims.push({ ...each.wish, status, from });
      open = open.filter((other) => other !== each);
    };
    const hold = (each: Asked, from: Claim | null = null) => {
      for (const [pool, wanted] of pools(each.wish.needs)) spare[pool] = Math.max(0, (spare[pool] ?? 0) - wanted);
      settle(each, "held", from);
    };
    /** The best claim in the queue, its own or one of somebody who has left, that a wish can continue. */
    const queuedFor = ({ wish }: Asked) =>
      had
        .filter(
          (claim) =>
            claim.status !== "held" &&
            claim.sessionId === wish.sessionId &&
            (isSameWish(claim, wish) || isWithin(wish.needs, left.get(claim) ?? {})),
        )
        .sort((a, b) => WORTH[a.status] - WORTH[b.status] || a.turn - b.turn)[0];
    const takeOver = (claim: Claim | undefined, needs: PoolCounts) => {
      const rest = claim && left.get(claim);
      if (rest) add(rest, needs, -1);
    };

    for (const each of open)
      if (each.own && isWithin(each.wish.needs, each.own.needs)) {
        add(spare, each.own.needs, 1);
        hold(each, each.own);
      }
    for (const each of open) if (each.present && !each.own && isWithin(each.wish.needs, spare)) hold(each);
    // Places kept by an offer are set aside before anything new is given: they are this party's own, but can be used
    // only once.
    for (const each of open) {
      const queued = each.own ? undefined : queuedFor(each);
      if (queued?.status !== "offered" || !isWithin(each.wish.needs, queued.needs)) continue;
      if (kind !== "seats" && !each.present) continue;
      takeOver(queued, each.wish.needs);
      settle(each, "offered", queued);
    }
    // For wishes that hold something and now want more or something else, their own places count as room.
    for (const { own } of open) if (own) add(spare, own.needs, 1);
    const mayHold = (needs: PoolCounts) =>
      pools(needs).every(([pool, wanted]) => wanted <= (spare[pool] ?? 0) || fits(limits, taken, { [pool]: wanted }));
    for (const each of [...open.filter(({ own }) => own), ...open.filter(({ own }) => !own)]) {
      const { wish, present, own } = each;
      const queued = own ? undefined : queuedFor(each);
      const given = queued?.status !== "lapsed" && mayHold(wish.needs);
      if (present && given) {
        hold(each, own ?? null);
        continue;
      }
      // Nobody loses a place that they hold: a wish that would exchange one for a turn in the queue finds no room.
      const loses = own !== undefined || pools(wish.needs).some(([pool]) => (spare[pool] ?? 0) > 0);
      if (present && loses && !queued) noRoom ??= kind;
      const turn =
        queued ??
        (kind === "seats" && !hadSeats
          ? had.toSorted((a, b) => WORTH[a.status] - WORTH[b.status] || a.turn - b.turn)[0]
          : undefined);
      takeOver(queued, wish.needs);
      settle(each, turn?.status === "lapsed" ? "lapsed" : "waiting", turn ?? null);
    }
  }
  return { claims, noRoom };
}

function isSameWish(a: Wish, b: Wish): boolean {
  return a.kind === b.kind && a.sessionId === b.sessionId && a.position === b.position;
}

/** A party's status, from its claims on seats: seated if anyone is; otherwise offered, waiting, or out of the queue. */
export function partyStatus(
  claims: readonly Pick<Claim, "kind" | "status">[],
): "confirmed" | "offered" | "waiting" | "lapsed" {
  const seats = claims.filter(({ kind }) => kind === "seats").map(({ status }) => status);
  if (seats.includes("held")) return "confirmed";
  if (seats.includes("offered")) return "offered";
  return seats.includes("waiting") ? "waiting" : "lapsed";
}

/** Whether a party that declines an offer would not come at all: it has no seat, no other offer and no turn. */
export function endsWith(
  claims: readonly (Pick<Claim, "kind" | "status"> & { offerId: string | null })[],
  offerId: string,
): boolean {
  return claims.every((claim) => claim.kind !== "seats" || claim.offerId === offerId || claim.status === "lapsed");
}

/** An offer can be answered for two days; shortly before the forum, for less. */
const ANSWER_WITHIN = 48 * HOUR;
const LAST_DAY = 24 * HOUR;

/**
 * Until when an offer made now can be answered: for 48 hours, or near the forum for half of the time left before its
 * last day, so that the place can be offered again. Null in the last 24 hours, when places are given at once.
 */
export function answerDeadline(now: Date, startsAt: Date): Date | null {
  const left = startsAt.getTime() - now.getTime() - LAST_DAY;
  return left <= 0
    ? null
    : new Date(now.getTime() + Math.min(ANSWER_WITHIN, Math.max(left / 2, Math.min(left, 2 * HOUR))));
}
