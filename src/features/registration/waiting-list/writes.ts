import "server-only";
import { v7 as uuid } from "uuid";
import { getCapacity } from "@/features/capacity/queries";
import {
  allocate,
  answerDeadline,
  type Claim,
  type PoolCounts,
  partyStatus,
  takesPlaces,
} from "@/features/capacity/rules";
import type { LockedForum } from "@/features/forums/writes";
import { type Addressee, notifyParties } from "@/features/notifications/commands";
import { closeCalls } from "@/features/notifications/writes";
import type { Tx } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";

// What the waiting list does within the commands of registrations, forum changes and its own, under the forum's lock
// and in their transactions.

type ClaimRow = Omit<Claim, "needs"> & { needs: Prisma.JsonValue; offerId: string | null };
/** A stored claim with its offer. */
export type StoredClaim = Claim & { offerId: string | null };

/** A claim from its row. */
export function toClaim({
  id,
  registrationId,
  kind,
  sessionId,
  position,
  needs,
  status,
  turn,
  offerId,
}: ClaimRow): StoredClaim {
  return { id, registrationId, kind, sessionId, position, needs: needs as PoolCounts, status, turn, offerId };
}

/** A party whose status has changed. */
type ChangedParty = Addressee & { revision: number; status: ReturnType<typeof partyStatus> | "cancelled" };

/** The events that can change it. */
type StandingEvent = "promoted" | "offered" | "accepted" | "declined" | "offer_expired" | "queued_again" | "changed";

/** Records an event that changes a party's status: updates its status and its history, and raises its revision. */
export async function record(tx: Tx, registrationId: string, kind: StandingEvent, now: Date): Promise<ChangedParty> {
  const party = (await recordAll(tx, [registrationId], kind, now)).get(registrationId);
  if (!party) throw new Error("no such registration");
  return party;
}

/**
 * The same for many parties, each given once by id. Everybody who waits for the forum waits for its statements, so
 * there are as many for a hundred parties as for one.
 */
async function recordAll(
  tx: Tx,
  registrationIds: readonly string[],
  kind: StandingEvent,
  now: Date,
): Promise<Map<string, ChangedParty>> {
  const ids = [...registrationIds];
  if (ids.length === 0) return new Map();
  const claims = await tx.claim.findMany({
    where: { registrationId: { in: ids } },
    select: { registrationId: true, kind: true, status: true },
  });
  const claimsOf = Map.groupBy(claims, ({ registrationId }) => registrationId);
  const parties: ChangedParty[] = [];
  // There are at most four statuses.
  for (const [status, alike] of Map.groupBy(ids, (id) => partyStatus(claimsOf.get(id) ?? [])))
    parties.push(
      ...(await tx.registration.updateManyAndReturn({
        where: { id: { in: alike } },
        data: { status, revision: { increment: 1 } },
      })),
    );
  const byId = new Map(parties.map((party) => [party.id, party] as const));
  const changed = ids.flatMap((id) => byId.get(id) ?? []);
  await tx.registrationEvent.createMany({
    data: changed.map(({ id, status }) => ({ registrationId: id, kind, status, at: now })),
  });
  await closeCalls(tx, { parties: changed }, now);
  return byId;
}

/**
 * Goes through the forum's waiting lists and offers free places to the next parties that fit; in the last 24 hours it
 * gives them at once. Call it after everything that may have freed a place, in the same transaction, under the forum's
 * lock. `silentFor` names the party that made the change and sees the result: it gets no message.
 */
export async function serveWaiting(tx: Tx, forum: LockedForum, now: Date, silentFor?: string): Promise<void> {
  if (forum.status !== "published" || forum.startsAt <= now) return;
  const rows = await tx.claim.findMany({
    where: { forumId: forum.id, registration: { claims: { some: { status: "waiting" } } } },
  });
  if (rows.length === 0) return;
  const { limits, taken } = await getCapacity(forum.id, tx);
  const served = Map.groupBy(allocate(limits, taken, rows.map(toClaim)), ({ registrationId }) => registrationId);
  if (served.size === 0) return;
  const expiresAt = answerDeadline(now, forum.startsAt);
  const offers = [...served.keys()].map((registrationId) => ({ id: uuid(), registrationId }));
  await tx.offer.createMany({
    data: offers.map((offer) => ({ ...offer, forumId: forum.id, madeAt: now, expiresAt: expiresAt ?? now })),
  });
  const offered = offers.flatMap(({ id: offerId, registrationId }) =>
    (served.get(registrationId) ?? []).map(({ id }) => ({ id, offerId })),
  );
  await tx.$executeRaw`
    UPDATE "Claim" c SET status = 'offered', "offerId" = kept."offerId"
    FROM jsonb_to_recordset(${JSON.stringify(offered)}::jsonb) AS kept(id uuid, "offerId" uuid) WHERE c.id = kept.id`;
  if (!expiresAt) return give(tx, offers, now, silentFor);
  const parties = await recordAll(tx, [...served.keys()], "offered", now);
  await notifyParties(tx, "offer_made", aboutOffers(offers, parties));
}

/** An offer and its party. */
interface OfferOf {
  id: string;
  registrationId: string;
}

/** Offers with their parties' present status, for messages. */
function aboutOffers(offers: readonly OfferOf[], parties: ReadonlyMap<string, ChangedParty>) {
  return offers.flatMap(({ id, registrationId }) => {
    const party = parties.get(registrationId);
    return party ? [{ party, event: `offer:${id}`, offerId: id }] : [];
  });
}

/**
 * Gives the places that offers keep, one offer per party, without asking: in the last 24 hours there is no time to wait
 * for an answer.
 */
async function give(tx: Tx, offers: readonly OfferOf[], now: Date, silentFor?: string): Promise<void> {
  const ids = offers.map(({ id }) => id);
  await tx.offer.updateMany({ where: { id: { in: ids } }, data: { outcome: "accepted", endedAt: now } });
  await tx.claim.updateMany({ where: { offerId: { in: ids }, status: "offered" }, data: { status: "held" } });
  const parties = await recordAll(
    tx,
    offers.map(({ registrationId }) => registrationId),
    "promoted",
    now,
  );
  const told = offers.filter(({ registrationId }) => registrationId !== silentFor);
  await notifyParties(tx, "registration_promoted", aboutOffers(told, parties));
}

/**
 * Adjusts the open offers of a moved forum to its new day: none stays open longer than a new one would, and in the last
 * 24 hours their places are given. Call it in the transaction that moves the forum, under its lock.
 */
export async function shortenOffers(tx: Tx, forum: Pick<LockedForum, "id" | "startsAt">, now: Date): Promise<void> {
  const deadline = answerDeadline(now, forum.startsAt);
  const open = { forumId: forum.id, outcome: null };
  if (deadline) {
    await tx.offer.updateMany({ where: { ...open, expiresAt: { gt: deadline } }, data: { expiresAt: deadline } });
    return;
  }
  const offers = await tx.offer.findMany({ where: { ...open, expiresAt: { gt: now } }, orderBy: { madeAt: "asc" } });
  // A party may have several offers. Its messages come in their order, so that the last one stands.
  const ofParty = Map.groupBy(offers, ({ registrationId }) => registrationId);
  const rounds = Map.groupBy(offers, (offer) => ofParty.get(offer.registrationId)?.indexOf(offer));
  for (const round of rounds.values()) await give(tx, round, now);
}

/**
 * If nobody in a party is seated any more, its tables and childcare go back to the waiting list, and offers of them are
 * withdrawn: an empty offer must not expire as if the party had not answered it.
 */
export async function releaseUnseated(tx: Tx, registrationId: string, now: Date): Promise<void> {
  const claims = (await tx.claim.findMany({ where: { registrationId } })).map(toClaim);
  const seats = claims.filter((claim) => claim.kind === "seats" && takesPlaces(claim));
  const unseated = claims.filter(
    (claim) =>
      claim.kind !== "seats" &&
      takesPlaces(claim) &&
      !seats.some(({ position }) => claim.position === null || position === null || position === claim.position),
  );
  await tx.claim.updateMany({
    where: { id: { in: unseated.map(({ id }) => id) } },
    data: { status: "waiting", offerId: null },
  });
  await withdrawOffers(tx, { registrationId, claims: { none: { status: "offered" } } }, now);
}

/** Ends the open offers that match `which`, because their content was changed, given up or lost. */
export async function withdrawOffers(tx: Tx, which: Prisma.OfferWhereInput, now: Date): Promise<void> {
  await tx.offer.updateMany({ where: { ...which, outcome: null }, data: { outcome: "withdrawn", endedAt: now } });
}

/**
 * Removes sessions from all parties that chose them, or from those in `only`, with what was offered and waited for
 * there, because the sessions are not held or these parties cannot come then. Seats stay. Forms that a party opened
 * before are refused. Call it before removing or moving the sessions, under the forum's lock. Returns the parties.
 */
export async function releaseSessions(
  tx: Tx,
  forumId: string,
  sessionIds: readonly string[],
  now: Date,
  only?: readonly string[],
): Promise<ChangedParty[]> {
  if (sessionIds.length === 0) return [];
  const ids = [...sessionIds];
  const parties = await tx.registration.findMany({
    where: {
      ...(only && { id: { in: [...only] } }),
      forumId,
      status: { not: "cancelled" },
      anonymisedAt: null,
      participants: { some: { sessionIds: { hasSome: ids } } },
    },
    select: { id: true },
  });
  const whose = only && parties.map(({ id }) => id);
  await tx.claim.deleteMany({
    where: { forumId, sessionId: { in: ids }, ...(whose && { registrationId: { in: whose } }) },
  });
  await withdrawOffers(tx, { forumId, claims: { none: { status: "offered" } } }, now);
  await tx.$executeRaw`
    UPDATE "Participant" SET "sessionIds" = ARRAY(
      SELECT chosen.id FROM unnest("sessionIds") WITH ORDINALITY AS chosen(id, n)
      WHERE chosen.id <> ALL(${ids}::uuid[]) ORDER BY chosen.n)
    WHERE "sessionIds" && ${ids}::uuid[] ${whose ? Prisma.sql`AND "registrationId" = ANY(${whose}::uuid[])` : Prisma.empty}`;
  const released = await recordAll(
    tx,
    parties.map(({ id }) => id),
    "changed",
    now,
  );
  return [...released.values()];
}
