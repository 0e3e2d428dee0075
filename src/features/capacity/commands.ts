import "server-only";
import { v7 as uuid } from "uuid";
import { recordAudit } from "@/features/audit/commands";
import { type Addressee, notifyParties } from "@/features/notifications/commands";
import { type Tx, transaction } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import { hashToken } from "@/platform/security/tokens";
import type { LimitForum } from "./policy";
import { getCapacity } from "./queries";
import {
  allocate,
  answerDeadline,
  type Claim,
  endsWith,
  type Pool,
  type PoolCounts,
  partyStatus,
  type Rearrangement,
  takesPlaces,
} from "./rules";
import type { ParticipantRole } from "./schema";

/** A forum whose row this transaction holds: nobody else changes its places meanwhile. */
export interface LockedForum {
  id: string;
  slug: string;
  status: "draft" | "published" | "cancelled";
  startsAt: Date;
  endsAt: Date;
  registrationClosesAt: Date | null;
  capacity: number | null;
  childcareCapacity: number | null;
}

/** Serialises every change of a forum's places: whoever changes them holds this row until the transaction ends. */
export async function lockForum(tx: Tx, key: { slug: string } | { id: string }): Promise<LockedForum | undefined> {
  const [forum] =
    "slug" in key
      ? await tx.$queryRaw<LockedForum[]>`
          SELECT id, slug, status::text, "startsAt", "endsAt", "registrationClosesAt", capacity, "childcareCapacity"
          FROM "Forum" WHERE slug = ${key.slug} FOR UPDATE`
      : await tx.$queryRaw<LockedForum[]>`
          SELECT id, slug, status::text, "startsAt", "endsAt", "registrationClosesAt", capacity, "childcareCapacity"
          FROM "Forum" WHERE id = ${key.id}::uuid FOR UPDATE`;
  return forum;
}

/** Finds a registration by its link and locks its forum; what is read of it is read after the lock. */
export async function lockByToken(tx: Tx, token: string) {
  const tokenHash = hashToken(token);
  const found = await tx.registration.findUnique({ where: { tokenHash }, select: { forumId: true } });
  const forum = found && (await lockForum(tx, { id: found.forumId }));
  const registration =
    forum &&
    (await tx.registration.findUnique({
      where: { tokenHash },
      include: { participants: { orderBy: { position: "asc" } }, claims: { orderBy: { turn: "asc" } } },
    }));
  return registration && !registration.anonymisedAt
    ? { forum, registration: { ...registration, claims: registration.claims.map(toClaim) } }
    : undefined;
}

type ClaimRow = Omit<Claim, "needs"> & { needs: Prisma.JsonValue; offerId: string | null };
type StoredClaim = Claim & { offerId: string | null };

function toClaim({
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

/**
 * The rows of a party's claims as `rearrange` left them; new ones get the last turn. A claim that stands as it did keeps
 * the offer it came by.
 */
export function claimRows(
  claims: readonly Rearrangement[],
  forumId: string,
): Omit<Prisma.ClaimCreateManyInput, "registrationId">[] {
  return claims.map(({ from, kind, sessionId, position, needs, status }) => ({
    id: uuid(),
    forumId,
    kind,
    sessionId,
    position,
    needs: needs as Prisma.InputJsonObject,
    status,
    ...(from && { turn: from.turn, offerId: status === from.status ? (from as StoredClaim).offerId : null }),
  }));
}

/** An event that changes a party's standing: its own state, its history, and a higher revision. */
async function record(
  tx: Tx,
  registrationId: string,
  kind: "promoted" | "offered" | "accepted" | "declined" | "offer_expired" | "queued_again",
  now: Date,
): Promise<Addressee & { revision: number }> {
  const claims = await tx.claim.findMany({ where: { registrationId }, select: { kind: true, status: true } });
  const status = partyStatus(claims);
  return tx.registration.update({
    where: { id: registrationId },
    data: { status, revision: { increment: 1 }, events: { create: { kind, status, at: now } } },
  });
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
async function releaseUnseated(tx: Tx, registrationId: string, now: Date): Promise<void> {
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
  await withdrawOffers(tx, registrationId, { none: { status: "offered" } }, now);
}

/** Ends a party's open offers, of which `claims` says which: it changed, gave up or lost what they were of. */
async function withdrawOffers(
  tx: Tx,
  registrationId: string,
  claims: Prisma.ClaimListRelationFilter,
  now: Date,
): Promise<void> {
  await tx.offer.updateMany({
    where: { registrationId, outcome: null, claims },
    data: { outcome: "withdrawn", endedAt: now },
  });
}

type AnswerRefusal = { ok: false; reason: "not_found" | "offer_over" };

/**
 * Accepts or declines what was offered to the party of a link, until the offer's deadline. Declining the only seats that the
 * party has, is offered or waits for cancels its registration; declining anything else takes only that off its list. Answering
 * again with the same answer changes nothing. What is declined is offered on.
 */
export async function answerOffer(
  command: { token: string; offerId: string; answer: "accept" | "decline" },
  now = new Date(),
): Promise<{ ok: true; slug: string } | AnswerRefusal> {
  return transaction(async (tx) => {
    const found = await lockByToken(tx, command.token);
    const offer =
      found && (await tx.offer.findUnique({ where: { id: command.offerId, registrationId: found.registration.id } }));
    if (!found || !offer) return { ok: false, reason: "not_found" };
    const { forum, registration } = found;
    const outcome = command.answer === "accept" ? "accepted" : "declined";
    if (offer.outcome === outcome) return { ok: true, slug: forum.slug };
    if (offer.outcome || offer.expiresAt <= now || forum.status !== "published" || forum.startsAt <= now)
      return { ok: false, reason: "offer_over" };
    await tx.offer.update({ where: { id: offer.id }, data: { outcome, endedAt: now } });
    if (command.answer === "accept") {
      await tx.claim.updateMany({ where: { offerId: offer.id, status: "offered" }, data: { status: "held" } });
      const party = await record(tx, registration.id, "accepted", now);
      await notifyParties(tx, "registration_confirmed", [{ party, event: `offer:${offer.id}` }]);
      return { ok: true, slug: forum.slug };
    }
    if (!endsWith(registration.claims, offer.id)) {
      await tx.claim.updateMany({ where: { offerId: offer.id, status: "offered" }, data: { status: "lapsed" } });
      await releaseUnseated(tx, registration.id, now);
      await record(tx, registration.id, "declined", now);
    } else {
      await tx.claim.deleteMany({ where: { registrationId: registration.id } });
      await withdrawOffers(tx, registration.id, {}, now);
      const party = await tx.registration.update({
        where: { id: registration.id },
        data: {
          status: "cancelled",
          cancelledAt: now,
          revision: { increment: 1 },
          events: { create: { kind: "declined", status: "cancelled", at: now } },
        },
      });
      await notifyParties(tx, "registration_cancelled", [{ party, event: `offer:${offer.id}` }]);
    }
    await serveWaiting(tx, forum, now, registration.id);
    return { ok: true, slug: forum.slug };
  });
}

/**
 * Ends the offers whose deadline has passed and offers their places on, one transaction per forum. Who did not answer is
 * told, and can ask for a new turn, until the forum begins. Returns the forums it touched.
 */
export async function expireOffers(now = new Date()): Promise<string[]> {
  const due = await transaction((tx) =>
    tx.offer.findMany({
      where: { outcome: null, expiresAt: { lte: now } },
      distinct: ["forumId"],
      select: { forumId: true },
    }),
  );
  const slugs: string[] = [];
  for (const { forumId } of due) {
    await transaction(async (tx) => {
      const forum = await lockForum(tx, { id: forumId });
      if (!forum) return;
      const offers = await tx.offer.findMany({ where: { forumId, outcome: null, expiresAt: { lte: now } } });
      for (const offer of offers) {
        const { count } = await tx.offer.updateMany({
          where: { id: offer.id, outcome: null },
          data: { outcome: "expired", endedAt: now },
        });
        // Withdrawn a moment ago, with the seats that it hung on.
        if (count === 0) continue;
        await tx.claim.updateMany({ where: { offerId: offer.id, status: "offered" }, data: { status: "lapsed" } });
        await releaseUnseated(tx, offer.registrationId, now);
        const party = await record(tx, offer.registrationId, "offer_expired", now);
        // Once the forum has begun there is no turn to ask for any more.
        if (forum.status === "published" && forum.startsAt > now)
          await notifyParties(tx, "offer_expired", [{ party, event: `offer:${offer.id}`, offerId: offer.id }]);
      }
      await serveWaiting(tx, forum, now);
      slugs.push(forum.slug);
    });
  }
  return slugs;
}

/** A party that did not answer in time asks for its turn again: at the end of the waiting list. */
export async function queueAgain(
  command: { token: string },
  now = new Date(),
): Promise<{ ok: true; slug: string } | { ok: false; reason: "not_found" | "closed" }> {
  return transaction(async (tx) => {
    const found = await lockByToken(tx, command.token);
    if (!found) return { ok: false, reason: "not_found" };
    const { forum, registration } = found;
    if (forum.status !== "published" || forum.startsAt <= now) return { ok: false, reason: "closed" };
    const count = await tx.$executeRaw`
      UPDATE "Claim" SET status = 'waiting', "offerId" = NULL, turn = nextval(pg_get_serial_sequence('"Claim"', 'turn'))
      WHERE "registrationId" = ${registration.id}::uuid AND status = 'lapsed'`;
    if (count > 0) {
      await record(tx, registration.id, "queued_again", now);
      await serveWaiting(tx, forum, now);
    }
    return { ok: true, slug: forum.slug };
  });
}

/** New limits of a forum. Null: not limited (childcare: none is offered). */
export interface LimitsInput {
  capacity: number | null;
  childcareCapacity: number | null;
  sessions: Record<string, number | null>;
  roles: Partial<Record<ParticipantRole, number | null>>;
}

/**
 * Sets a forum's limits. Lowering one throws nobody out; raising one offers the new places to those who wait. Refuses to
 * take the childcare away while children have places in it.
 */
export async function setLimits(
  permit: LimitForum,
  limits: LimitsInput,
  now = new Date(),
): Promise<{ ok: true; slug: string } | { ok: false; reason: "not_found" | "childcare_taken" }> {
  const { capacity, childcareCapacity, sessions, roles } = limits;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: permit.subject.forumId });
    if (!forum) return { ok: false, reason: "not_found" };
    const { limits: before, taken } = await getCapacity(forum.id, tx);
    if (childcareCapacity === null && (taken.childcare ?? 0) > 0) return { ok: false, reason: "childcare_taken" };
    await tx.forum.update({ where: { id: forum.id }, data: { capacity, childcareCapacity } });
    for (const [id, limit] of Object.entries(sessions))
      await tx.forumSession.updateMany({ where: { id, forumId: forum.id }, data: { capacity: limit } });
    await tx.forumRoleLimit.deleteMany({ where: { forumId: forum.id } });
    await tx.forumRoleLimit.createMany({
      data: Object.entries(roles).flatMap(([role, limit]) =>
        limit === null || limit === undefined
          ? []
          : [{ forumId: forum.id, role: role as ParticipantRole, capacity: limit }],
      ),
    });
    const { limits: after } = await getCapacity(forum.id, tx);
    await recordAudit(
      tx,
      permit.by,
      "limits_set",
      { kind: "forum", id: forum.id },
      Object.fromEntries(
        (Object.keys({ ...before, ...after }) as Pool[]).map((pool) => [
          pool,
          [before[pool] ?? null, after[pool] ?? null] as const,
        ]),
      ),
    );
    await serveWaiting(tx, { ...forum, capacity, childcareCapacity }, now);
    return { ok: true, slug: forum.slug };
  });
}
