import { expect } from "vitest";
import { getCapacity } from "@/features/capacity/queries";
import { type Claim, fits, type Pool, partyStatus, takesPlaces, wishesOf } from "@/features/capacity/rules";
import { db } from "@/platform/db/client";

/** The message that each event of a party sends. */
const TOLD: Record<string, string | undefined> = {
  changed: "registration_changed",
  promoted: "registration_promoted",
  cancelled: "registration_cancelled",
  offered: "offer_made",
  accepted: "registration_confirmed",
  offer_expired: "offer_expired",
};

/** Messages about a change of the programme, sent in place of those for a party's own changes. */
const EDITED = ["programme_changed", "session_clashes"];

/** Messages delivered by phone, or in another way, if nothing can be sent. */
const BROUGHT = ["registration_promoted", "offer_made"];

/**
 * Checks one forum, whatever has happened to it: every limit is kept; nobody who fits waits beside a free place; each
 * party's claims belong to its people and determine its status; and each party has exactly the messages of its events,
 * each once, on however many channels. Every party must have had the same channels from the beginning.
 */
export async function expectAllInOrder(forumId: string): Promise<void> {
  const { limits, taken } = await getCapacity(forumId);
  for (const [pool, limit] of Object.entries(limits) as [Pool, number][])
    expect(taken[pool] ?? 0, pool).toBeLessThanOrEqual(limit);

  const parties = await db().registration.findMany({
    where: { forumId },
    include: {
      participants: { orderBy: { position: "asc" } },
      claims: true,
      events: { orderBy: { id: "asc" } },
      notifications: true,
      offers: { where: { outcome: null }, include: { claims: true } },
    },
  });
  for (const party of parties) {
    const claims = party.claims as unknown as Claim[];
    const seats = claims.filter((claim) => claim.kind === "seats" && takesPlaces(claim));
    for (const claim of claims) {
      const present =
        claim.kind === "seats" ||
        (claim.position === null
          ? seats.length > 0
          : seats.some(({ position }) => position === null || position === claim.position));
      if (claim.status === "waiting" && present)
        expect(fits(limits, taken, claim.needs), `${party.code} waits beside a free place`).toBe(false);
      if (claim.kind !== "seats" && takesPlaces(claim)) expect(present, `${party.code} has no seat`).toBe(true);
    }
    for (const offer of party.offers)
      expect(
        offer.claims.some(({ status }) => status === "offered"),
        `${party.code} has an empty offer`,
      ).toBe(true);
    if (party.status === "cancelled") expect(claims).toEqual([]);
    else {
      expect(party.status).toBe(partyStatus(claims));
      const wishes = wishesOf({
        people: party.participants.map(({ role, sessionIds, ageGroup }) => ({
          role,
          sessions: sessionIds,
          age: ageGroup,
        })),
        children: party.childcareAges.length,
        maySplit: party.maySplit,
      });
      const shape = (wish: Pick<Claim, "kind" | "sessionId" | "position" | "needs">) =>
        JSON.stringify([wish.kind, wish.sessionId, wish.position, Object.entries(wish.needs).sort()]);
      expect(claims.map(shape).sort()).toEqual(wishes.map(shape).sort());
    }
    const expected = party.events.flatMap(({ kind, status }) =>
      kind === "registered"
        ? `registration_${status}`
        : kind === "declined"
          ? status === "cancelled"
            ? "registration_cancelled"
            : []
          : (TOLD[kind] ?? []),
    );
    const isWrittenTo = party.email !== null || (party.phone !== null && party.contactWay !== "call");
    const told = new Map(
      party.notifications
        // A chosen session's new time changes nothing of what the party has.
        .filter(({ template }) => template !== "session_moved")
        .map(({ eventKey, channel, template }) => [
          eventKey.replace(`:${channel}`, ""),
          EDITED.includes(template) ? "registration_changed" : template,
        ]),
    );
    expect([...told.values()].sort(), party.code).toEqual(
      expected.filter((template) => isWrittenTo || BROUGHT.includes(template)).sort(),
    );
  }
}
