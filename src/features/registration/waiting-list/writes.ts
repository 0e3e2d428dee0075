import "server-only";
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

// What the waiting list does within the commands of registrations, of forum changes and of its own, each under the forum's
// lock and within the transaction of that command.

type ClaimRow = Omit<Claim, "needs"> & { needs: Prisma.JsonValue; offerId: string | null };
/** A claim as it stands in the database, with the offer it came by. */
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

/** A party whose standing has changed. */
type ChangedParty = Addressee & { revision: number; status: ReturnType<typeof partyStatus> | "cancelled" };

/** An event that changes a party's standing: its own state, its history, and a higher revision. */
export async function record(
  tx: Tx,
  registrationId: string,
  kind: "promoted" | "offered" | "accepted" | "declined" | "offer_expired" | "queued_again" | "changed",
  now: Date,
): Promise<ChangedParty> {
  const claims = await tx.claim.findMany({ where: { registrationId }, select: { kind: true, status: true } });
  const status = partyStatus(claims);
  const party = await tx.registration.update({
    where: { id: registrationId },
    data: { status, revision: { increment: 1 }, events: { create: { kind, status, at: now } } },
  });
  await closeCalls(tx, { party }, now);
  return party;
}

/**
 * Goes through the forum's waiting lists and offers what is free to those who are next and fit; in the last 24 hours the
 * places are given at once. To be called after everything that may have freed a place, in the same transaction, under the
 * forum's lock. `silentFor` names the party that made the change and sees the result: it gets no message of its own.
 */
export async function serveWaiting(tx: Tx, forum: LockedForum, now: Date, silentFor?: string): Promise<void> {
  if (forum.status !== "published" || forum.startsAt <= now) return;
  const rows = await tx.claim.findMany({
    where: { forumId: forum.id, registration: { claims: { some: { status: "waiting" } } } },
  });
  if (rows.length === 0) return;
  const { limits, taken } = await getCapacity(forum.id, tx);
  const served = Map.groupBy(allocate(limits, taken, rows.map(toClaim)), ({ registrationId }) => registrationId);
  const expiresAt = answerDeadline(now, forum.startsAt);
  for (const [registrationId, claims] of served) {
    const ids = claims.map(({ id }) => id);
    const offer = await tx.offer.create({
      data: { registrationId, forumId: forum.id, madeAt: now, expiresAt: expiresAt ?? now },
    });
    await tx.claim.updateMany({ where: { id: { in: ids } }, data: { status: "offered", offerId: offer.id } });
    if (!expiresAt) {
      await give(tx, offer, now, silentFor);
      continue;
    }
    const party = await record(tx, registrationId, "offered", now);
    await notifyParties(tx, "offer_made", [{ party, event: `offer:${offer.id}`, offerId: offer.id }]);
  }
}

/** Gives what an offer keeps, without asking: in the last 24 hours there is no time to wait for an answer. */
async function give(
  tx: Tx,
  offer: { id: string; registrationId: string },
  now: Date,
  silentFor?: string,
): Promise<void> {
  await tx.offer.update({ where: { id: offer.id }, data: { outcome: "accepted", endedAt: now } });
  await tx.claim.updateMany({ where: { offerId: offer.id, status: "offered" }, data: { status: "held" } });
  const party = await record(tx, offer.registrationId, "promoted", now);
  if (offer.registrationId !== silentFor)
    await notifyParties(tx, "registration_promoted", [{ party, event: `offer:${offer.id}`, offerId: offer.id }]);
}

/**
 * Fits the open offers of a forum that has been moved to its new day: none waits for its answer longer than one made now
 * would, and in the last 24 hours what they keep is given. To be called in the transaction that moves it, under its lock.
 */
export async function shortenOffers(tx: Tx, forum: Pick<LockedForum, "id" | "startsAt">, now: Date): Promise<void> {
  const deadline = answerDeadline(now, forum.startsAt);
  const open = { forumId: forum.id, outcome: null };
  if (deadline) {
    await tx.offer.updateMany({ where: { ...open, expiresAt: { gt: deadline } }, data: { expiresAt: deadline } });
    return;
  }
  const offers = await tx.offer.findMany({ where: { ...open, expiresAt: { gt: now } }, orderBy: { madeAt: "asc" } });
  for (const offer of offers) await give(tx, offer, now);
}

/**
 * Where nobody of a party is seated any more, its tables and childcare go back to the waiting list, and what was offered of
 * them is withdrawn: an offer that keeps nothing must not expire as if the party had not answered it.
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

/** Ends open offers, those that `which` says: what they were of was changed, given up or lost. */
export async function withdrawOffers(tx: Tx, which: Prisma.OfferWhereInput, now: Date): Promise<void> {
  await tx.offer.updateMany({ where: { ...which, outcome: null }, data: { outcome: "withdrawn", endedAt: now } });
}

/**
 * Takes parts of the programme off every party that chose them, or those that `only` names, with what was offered and waited for
 * there: they are not held, or not when these parties can come. Seats stay. A form that a party opened before is refused. To be called
 * before the sessions are removed or moved, under the forum's lock. Returns the parties.
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
  const released: ChangedParty[] = [];
  for (const { id } of parties) released.push(await record(tx, id, "changed", now));
  return released;
}
