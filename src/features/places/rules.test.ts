import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  allocate,
  answerDeadline,
  type Claim,
  fits,
  type Places,
  type Pool,
  partyStatus,
  placesLeft,
  rearrange,
  takenBy,
  takesPlaces,
  type Wish,
  wishesOf,
  without,
} from "./rules";

const parents = (count: number, ...sessions: string[]) =>
  Array.from({ length: count }, () => ({ role: "parent", sessions }));

describe("what a party asks for", () => {
  test("together: its seats at once, each table at once, the children at once", () => {
    const people = [
      { role: "parent", sessions: ["a"] },
      { role: "student", sessions: ["a"] },
      { role: "parent", sessions: ["b"] },
    ];
    expect(wishesOf({ people, children: 2, maySplit: false }).map(({ needs }) => needs)).toEqual([
      { forum: 3, "role:parent": 2, "role:student": 1 },
      { "session:a": 2 },
      { "session:b": 1 },
      { childcare: 2 },
    ]);
  });

  test("split: each person for themselves, the children still together", () => {
    const wishes = wishesOf({ people: parents(2, "a"), children: 2, maySplit: true });
    expect(wishes.map(({ kind, position }) => [kind, position])).toEqual([
      ["seats", 0],
      ["seats", 1],
      ["session", 0],
      ["session", 1],
      ["childcare", null],
    ]);
  });
});

/** A little world of one forum, with the rules and nothing else: what the commands do to rows is done here to a list. */
class World {
  claims: Claim[] = [];
  private last = 0;
  private parties = 0;
  constructor(public limits: Places) {}

  private queue(party: string, wishes: readonly Wish[]): Claim[] {
    return wishes.map((wish) => ({
      ...wish,
      id: `c${++this.last}`,
      registrationId: party,
      status: "waiting",
      turn: this.last,
    }));
  }

  private replace(party: string, claims: Claim[]) {
    this.claims = [...this.claims.filter(({ registrationId }) => registrationId !== party), ...claims];
  }

  partyIds = () => [...new Set(this.claims.map(({ registrationId }) => registrationId))];
  of = (party: string) => this.claims.filter(({ registrationId }) => registrationId === party);

  register(wishes: readonly Wish[]) {
    const claims = this.queue(`p${++this.parties}`, wishes);
    for (const claim of allocate(this.limits, takenBy(this.claims), claims)) claim.status = "held";
    this.claims.push(...claims);
  }

  change(party: string, wishes: readonly Wish[]): boolean {
    const before = this.of(party);
    const { claims, noRoom } = rearrange(this.limits, without(takenBy(this.claims), before), before, wishes);
    if (noRoom) return false;
    this.replace(
      party,
      claims.map(({ from, ...claim }) => ({
        ...claim,
        registrationId: party,
        id: `c${++this.last}`,
        turn: from?.turn ?? this.last,
      })),
    );
    return true;
  }

  /** Answers, or fails to answer, whatever a party has been offered. */
  answer(party: string, answer: "accept" | "expire") {
    for (const claim of this.of(party))
      if (claim.status === "offered") claim.status = answer === "accept" ? "held" : "lapsed";
    const seated = this.of(party).some((claim) => claim.kind === "seats" && takesPlaces(claim));
    if (!seated)
      for (const claim of this.of(party)) if (claim.kind !== "seats" && takesPlaces(claim)) claim.status = "waiting";
  }

  cancel = (party: string) => this.replace(party, []);

  serve(): Claim[] {
    const served = allocate(this.limits, takenBy(this.claims), this.claims);
    for (const claim of served) claim.status = "offered";
    return served;
  }
}

const POOLS: Pool[] = ["forum", "role:expert", "session:a", "session:b", "childcare"];
const limits = fc.record({
  forum: fc.integer({ min: 0, max: 12 }),
  "role:expert": fc.integer({ min: 0, max: 3 }),
  "session:a": fc.integer({ min: 0, max: 5 }),
  "session:b": fc.integer({ min: 0, max: 5 }),
  childcare: fc.integer({ min: 0, max: 4 }),
});
const wishes = fc
  .record({
    people: fc.array(
      fc.record({ role: fc.constantFrom("parent", "expert"), sessions: fc.constantFrom([], ["a"], ["b"]) }),
      { minLength: 1, maxLength: 5 },
    ),
    children: fc.integer({ min: 0, max: 3 }),
    maySplit: fc.boolean(),
  })
  .map(wishesOf);
const who = fc.nat(20);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant("register" as const), wishes }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("change" as const), who, wishes }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constantFrom("cancel" as const, "accept" as const, "expire" as const), who }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("limit" as const), limits }) },
);

describe("whatever people and staff do", { timeout: 120_000 }, () => {
  test("no limit is passed, nobody is overtaken by who came later, no place is idle while one fits who waits", () => {
    fc.assert(
      fc.property(limits, fc.array(step, { maxLength: 40 }), (first, steps) => {
        const world = new World(first);
        for (const action of steps) {
          const before = takenBy(world.claims);
          const heldBefore = new Map(
            world
              .partyIds()
              .map((party) => [party, takenBy(world.of(party).filter(({ status }) => status === "held"))]),
          );
          const parties = world.partyIds();
          const party = "who" in action ? parties[action.who % Math.max(1, parties.length)] : undefined;
          if (action.does === "register") world.register(action.wishes);
          if (action.does === "limit") world.limits = action.limits;
          if (party && action.does === "change") world.change(party, action.wishes);
          if (party && action.does === "cancel") world.cancel(party);
          if (party && (action.does === "accept" || action.does === "expire")) world.answer(party, action.does);

          const waitingBefore = world.claims.filter(({ status }) => status === "waiting").map((claim) => claim.id);
          const served = new Set(world.serve());
          const after = takenBy(world.claims);
          for (const pool of POOLS) {
            const taken = after[pool] ?? 0;
            // A limit that was lowered throws nobody out; but from there it can only become less.
            if (taken > (world.limits[pool] ?? 0)) expect(taken, pool).toBeLessThanOrEqual(before[pool] ?? 0);
          }
          for (const claim of world.claims.filter(
            ({ id, status }) => waitingBefore.includes(id) && status === "waiting",
          )) {
            const present =
              claim.kind === "seats" ||
              world
                .of(claim.registrationId)
                .some(
                  (seat) =>
                    seat.kind === "seats" &&
                    takesPlaces(seat) &&
                    (claim.position === null || seat.position === claim.position),
                );
            if (!present) continue;
            expect(fits(world.limits, after, claim.needs), "a place is idle").toBe(false);
            const later = [...served].filter(({ turn }) => turn > claim.turn);
            expect(fits(world.limits, without(after, later), claim.needs), "somebody was overtaken").toBe(false);
          }
          // Who holds a place and asks for no less loses none.
          if (action.does !== "cancel" && action.does !== "change" && action.does !== "expire")
            for (const [id, held] of heldBefore)
              for (const pool of POOLS)
                expect(takenBy(world.of(id).filter(takesPlaces))[pool] ?? 0).toBeGreaterThanOrEqual(held[pool] ?? 0);
          for (const claim of world.claims)
            if (claim.kind !== "seats" && claim.status === "held")
              expect(
                world.of(claim.registrationId).some((seat) => seat.kind === "seats" && takesPlaces(seat)),
                "nobody is there",
              ).toBe(true);
        }
      }),
      { numRuns: 20000 },
    );
  });

  test("a change that finds no room changes nothing, and one that asks for less always succeeds", () => {
    fc.assert(
      fc.property(
        limits,
        fc.array(wishes, { minLength: 1, maxLength: 12 }),
        who,
        wishes,
        (first, parties, index, next) => {
          const world = new World(first);
          for (const each of parties) world.register(each);
          const party = `p${(index % parties.length) + 1}`;
          const before = structuredClone(world.claims);
          if (!world.change(party, next)) expect(world.claims).toEqual(before);
          else world.serve();
          const alone = wishesOf({ people: parents(1), children: 0, maySplit: false });
          const expert = world.of(party).every(({ needs }) => !needs["role:parent"]);
          if (!expert) expect(world.change(party, alone)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("a party that changes", () => {
  const claim = (wish: Partial<Claim>): Claim => ({
    id: "x",
    registrationId: "p",
    kind: "seats",
    sessionId: null,
    position: null,
    needs: { forum: 2, "role:parent": 2 },
    status: "held",
    turn: 7,
    ...wish,
  });
  const ask = (count: number, ...sessions: string[]) =>
    wishesOf({ people: parents(count, ...sessions), children: 0, maySplit: false });

  test("keeps its seats where the limit has been lowered below what is held", () => {
    expect(rearrange({ forum: 1 }, { forum: 3 }, [claim({})], ask(2)).claims).toMatchObject([{ status: "held" }]);
  });

  test("cannot grow beyond the room there is, and is told what has none", () => {
    expect(rearrange({ forum: 4 }, { forum: 2 }, [claim({})], ask(3)).noRoom).toBe("seats");
    const table = claim({ kind: "session", sessionId: "a", needs: { "session:a": 1 } });
    expect(rearrange({ "session:a": 1 }, {}, [claim({}), table], ask(2, "a")).noRoom).toBe("session");
  });

  test("does not get twice what an offer keeps for it", () => {
    const people = [
      { role: "expert", sessions: [] },
      { role: "expert", sessions: [] },
    ];
    const held = claim({ position: 0, needs: { forum: 1, "role:parent": 1 } });
    const offered = claim({ position: 1, needs: { forum: 1, "role:expert": 1 }, status: "offered" });
    const wishes = wishesOf({ people, children: 0, maySplit: true });
    expect(rearrange({ "role:expert": 1 }, {}, [held, offered], wishes).noRoom).toBe("seats");
    expect(rearrange({ "role:expert": 2 }, {}, [held, offered], wishes).claims.map(({ status }) => status)).toEqual([
      "offered",
      "held",
    ]);
  });

  test("waits for a full table that it newly chooses", () => {
    const { claims, noRoom } = rearrange({ "session:b": 3 }, { "session:b": 3 }, [claim({})], ask(2, "b"));
    expect(noRoom).toBeNull();
    expect(claims).toMatchObject([{ status: "held" }, { kind: "session", status: "waiting", from: null }]);
  });

  test("keeps its turn while it waits, also when it will be split", () => {
    const waiting = claim({ status: "waiting" });
    expect(rearrange({ forum: 0 }, {}, [waiting], ask(4)).claims).toMatchObject([
      { status: "waiting", from: { turn: 7 } },
    ]);
    const split = wishesOf({ people: parents(2), children: 0, maySplit: true });
    expect(rearrange({ forum: 0 }, {}, [waiting], split).claims.map(({ from }) => from?.turn)).toEqual([7, 7]);
  });
});

test("a party's state follows from its seats", () => {
  const seats = (...statuses: Claim["status"][]) => statuses.map((status) => ({ kind: "seats" as const, status }));
  expect(partyStatus(seats("waiting", "held"))).toBe("confirmed");
  expect(partyStatus(seats("waiting", "offered"))).toBe("offered");
  expect(partyStatus(seats("lapsed", "waiting"))).toBe("waiting");
  expect(partyStatus(seats("lapsed"))).toBe("lapsed");
});

describe("until when an offer can be answered", () => {
  const startsAt = new Date("2027-03-10T15:30:00Z");
  const ahead = (hours: number) => new Date(startsAt.getTime() - hours * 3_600_000);
  const within = (hours: number) =>
    ((answerDeadline(ahead(hours), startsAt)?.getTime() ?? Number.NaN) - ahead(hours).getTime()) / 3_600_000;

  test("two days, less when the forum is near, never into its last day", () => {
    expect(within(24 * 30)).toBe(48);
    expect(within(24 * 5)).toBe(48);
    expect(within(24 * 3)).toBe(24);
    expect(within(28)).toBe(2);
    expect(within(25)).toBe(1);
  });

  test("on the last day there is nothing to answer: the place is given", () => {
    expect(answerDeadline(ahead(24), startsAt)).toBeNull();
    expect(answerDeadline(ahead(1), startsAt)).toBeNull();
  });
});

test("places left are never negative, and unknown without a limit", () => {
  const places = { limits: { forum: 10, childcare: 2 }, taken: { forum: 4, childcare: 3 }, waiting: {} };
  expect(placesLeft(places, "forum")).toBe(6);
  expect(placesLeft(places, "childcare")).toBe(0);
  expect(placesLeft(places, "role:expert")).toBeNull();
});
