import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, mayResize, type QueuedParty } from "./rules";

const party = (id: string, seats: number, children = 0, holdsSeats = false): QueuedParty => ({
  id,
  seats,
  children,
  holdsSeats,
});
const ids = (grants: { id: string }[]) => grants.map(({ id }) => id);

describe("allocate", () => {
  test("serves in order of arrival", () => {
    expect(
      ids(
        allocate({ seats: 3, childcare: null }, { seats: 0, childcare: 0 }, [
          party("a", 2),
          party("b", 1),
          party("c", 1),
        ]),
      ),
    ).toEqual(["a", "b"]);
  });

  test("keeps a party together, and lets a smaller one behind it pass", () => {
    expect(
      ids(allocate({ seats: 10, childcare: null }, { seats: 8, childcare: 0 }, [party("a", 3), party("b", 2)])),
    ).toEqual(["b"]);
  });

  test("gives seats without childcare when only that is full", () => {
    expect(allocate({ seats: 9, childcare: 1 }, { seats: 0, childcare: 0 }, [party("a", 1, 2)])).toEqual([
      { id: "a", seats: true, childcare: false },
    ]);
  });

  test("gives childcare alone to a party that has its seats already", () => {
    expect(allocate({ seats: 1, childcare: 2 }, { seats: 1, childcare: 0 }, [party("a", 1, 2, true)])).toEqual([
      { id: "a", seats: false, childcare: true },
    ]);
  });

  test("never gives childcare that a forum does not offer", () => {
    expect(allocate({ seats: 9, childcare: null }, { seats: 0, childcare: 0 }, [party("a", 1, 2)])).toEqual([
      { id: "a", seats: true, childcare: false },
    ]);
  });

  test("holds its promises whatever comes", () => {
    const parties = fc.array(
      fc.record({
        seats: fc.integer({ min: 1, max: 5 }),
        children: fc.integer({ min: 0, max: 4 }),
        holdsSeats: fc.boolean(),
      }),
      { maxLength: 30 },
    );
    const whole = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(
        fc.option(whole),
        fc.option(whole),
        whole,
        whole,
        parties,
        (seats, childcare, seatsTaken, childcareTaken, list) => {
          const queue = list.map((entry, n) => ({ id: String(n), ...entry }));
          const grants = new Map(
            allocate({ seats, childcare }, { seats: seatsTaken, childcare: childcareTaken }, queue).map((grant) => [
              grant.id,
              grant,
            ]),
          );
          let [usedSeats, usedChildcare] = [seatsTaken, childcareTaken];
          for (const entry of queue) {
            const grant = grants.get(entry.id);
            const seatsFit = seats === null || usedSeats + entry.seats <= seats;
            // In order: whoever fits when their turn comes is served, so none is passed over and none stays idle.
            expect(grant?.seats ?? false).toBe(!entry.holdsSeats && seatsFit);
            if (grant?.seats) usedSeats += entry.seats;
            if (grant?.childcare) usedChildcare += entry.children;
          }
          if (seats !== null) expect(usedSeats).toBeLessThanOrEqual(Math.max(seats, seatsTaken));
          if (childcare !== null) expect(usedChildcare).toBeLessThanOrEqual(Math.max(childcare, childcareTaken));
          else expect(usedChildcare).toBe(childcareTaken);
        },
      ),
    );
  });
});

describe("mayResize", () => {
  const limits = { seats: 10, childcare: 3 };
  test("a party may always shrink, also in a forum that was made smaller", () => {
    expect(
      mayResize(limits, { seats: 12, childcare: 5 }, { seats: 3, children: 2 }, { seats: 2, children: 1 }),
    ).toEqual({ seats: true, childcare: true });
  });
  test("it may grow into free places only", () => {
    expect(
      mayResize(limits, { seats: 9, childcare: 3 }, { seats: 2, children: 1 }, { seats: 3, children: 1 }).seats,
    ).toBe(true);
    expect(mayResize(limits, { seats: 9, childcare: 3 }, { seats: 2, children: 1 }, { seats: 4, children: 2 })).toEqual(
      { seats: false, childcare: false },
    );
  });
});
