import "server-only";
import { recordAudit } from "@/features/audit/commands";
import { getCapacity } from "@/features/capacity/queries";
import { allocate } from "@/features/capacity/rules";
import { notifyParties } from "@/features/notifications/commands";
import { closeCalls } from "@/features/notifications/writes";
import { type Tx, transaction } from "@/platform/db/client";
import type { ActForParty } from "../policy";
import { answerWithin } from "../waiting-list/commands";
import { record, serveWaiting } from "../waiting-list/writes";
import { type LockedParty, lockById, rearrangeParty, releaseRegistration, writeClaims } from "../writes";
import type { MoveToTableSchema } from "./schema";

type Refused<Reason extends string> = { ok: false; reason: Reason };
const refused = <Reason extends string>(reason: Reason): Refused<Reason> => ({ ok: false, reason });
type Acted = { ok: true; slug: string };

/**
 * Locks a party of the permit's forum and acts for it. Records who did it and why in the party's history, and without
 * the reason in the audit log. A refusal leaves no trace.
 */
async function actFor<Reason extends string>(
  permit: ActForParty,
  { registrationId, reason }: { registrationId: string; reason: string },
  now: Date,
  act: (tx: Tx, found: LockedParty) => Promise<Acted | Refused<Reason>>,
): Promise<Acted | Refused<Reason | "not_found" | "already_cancelled" | "not_published">> {
  const { by } = permit;
  return transaction(async (tx) => {
    const found = await lockById(tx, { id: registrationId, forumId: permit.subject.forumId });
    if (!found) return refused("not_found");
    const { forum, registration } = found;
    if (registration.status === "cancelled") return refused("already_cancelled");
    if (forum.status !== "published" || forum.endsAt <= now) return refused("not_published");
    const before = await tx.registrationEvent.create({
      data: {
        registrationId,
        kind: "acted_for",
        status: registration.status,
        at: now,
        reason,
        byUserId: by.kind === "user" ? by.id : null,
        byLinkId: by.kind === "link" ? by.id : null,
      },
    });
    const result = await act(tx, found);
    if (result.ok) await recordAudit(tx, by, "acted_for_party", { kind: "registration", id: registrationId });
    else await tx.registrationEvent.delete({ where: { id: before.id } });
    return result;
  });
}

/** Cancels a party's registration for it, tells the party, and offers its places to others. */
export function cancelForParty(
  permit: ActForParty,
  command: { registrationId: string; reason: string },
  now = new Date(),
) {
  return actFor<never>(permit, command, now, async (tx, { forum, registration }) => {
    const party = await releaseRegistration(tx, forum, registration.id, "cancelled", now);
    await notifyParties(tx, "registration_cancelled", [{ party, event: `registration:${party.id}:${party.revision}` }]);
    return { ok: true, slug: forum.slug };
  });
}

/** Answers an offer for a party that said so by phone or in person, and tells it what it has now. */
export function answerForParty(
  permit: ActForParty,
  command: { registrationId: string; reason: string; offerId: string; answer: "accept" | "decline" },
  now = new Date(),
) {
  return actFor(permit, command, now, async (tx, found): Promise<Acted | Refused<"not_found" | "offer_over">> => {
    const result = await answerWithin(tx, found, command, now);
    if (!result.ok || command.answer === "accept") return result;
    const party = await tx.registration.findUniqueOrThrow({ where: { id: command.registrationId } });
    // Declining the only seats ends the registration, which already tells the party.
    if (party.status !== "cancelled")
      await notifyParties(tx, "registration_changed", [{ party, event: `registration:${party.id}:${party.revision}` }]);
    return result;
  });
}

/**
 * Gives a party that waits, or that did not answer an offer in time, its seats if enough are free, and tells it. Of a party
 * that may be split, those people get a seat for whom there is one. Seats that free up once a forum has begun are offered to
 * nobody: this is how they are given. Refused if there is no seat.
 */
export function confirmParty(
  permit: ActForParty,
  command: { registrationId: string; reason: string },
  now = new Date(),
) {
  return actFor(permit, command, now, async (tx, { forum, registration }): Promise<Acted | Refused<"no_seat">> => {
    const wanted = registration.claims.filter(
      ({ kind, status }) => kind === "seats" && (status === "waiting" || status === "lapsed"),
    );
    const { limits, taken } = await getCapacity(forum.id, tx);
    const given = allocate(
      limits,
      taken,
      wanted.map((claim) => ({ ...claim, status: "waiting" as const })),
    );
    if (given.length === 0) return refused("no_seat");
    await tx.claim.updateMany({ where: { id: { in: given.map(({ id }) => id) } }, data: { status: "held" } });
    const party = await record(tx, registration.id, "promoted", now);
    await notifyParties(tx, "registration_promoted", [{ party, event: `registration:${party.id}:${party.revision}` }]);
    await serveWaiting(tx, forum, now, registration.id);
    return { ok: true, slug: forum.slug };
  });
}

/**
 * Moves one person of a party to a table with a free place, from another table or from none, and tells the party.
 * Refused if the table is full, if they would lose what they have, or if they chose another session at that time.
 */
export function moveToTable(
  permit: ActForParty,
  command: MoveToTableSchema & { registrationId: string },
  now = new Date(),
) {
  const { person: position, from, to } = command;
  type Reason = "session_invalid" | "person_invalid" | "table_full" | "unchanged";
  return actFor(permit, command, now, async (tx, found): Promise<Acted | Refused<Reason>> => {
    const { forum, registration } = found;
    const person = registration.participants[position];
    if (!person) return refused("person_invalid");
    if (from !== "" && !person.sessionIds.includes(from)) return refused("session_invalid");
    if (person.sessionIds.includes(to)) return refused("unchanged");
    const sessionIds = [...person.sessionIds.filter((id) => id !== from), to];
    const rearranged = await rearrangeParty(tx, found, await getCapacity(forum.id, tx), {
      maySplit: registration.maySplit,
      childAges: registration.childcareAges,
      people: registration.participants.map((each) => ({
        ...{ name: each.name, role: each.role, age: each.ageGroup },
        sessions: each.position === position ? sessionIds : each.sessionIds,
      })),
    });
    if (!rearranged.ok) return refused(rearranged.reason === "session_invalid" ? "session_invalid" : "table_full");
    const { claims } = rearranged;
    if (claims.some(({ sessionId, status }) => sessionId === to && status !== "held")) return refused("table_full");
    await tx.participant.update({ where: { id: person.id }, data: { sessionIds } });
    const status = await writeClaims(tx, found, claims, now);
    const party = await tx.registration.update({
      where: { id: registration.id },
      data: {
        status,
        revision: { increment: 1 },
        events: { create: { kind: "changed", status, at: now } },
      },
    });
    await serveWaiting(tx, forum, now, registration.id);
    await notifyParties(tx, "registration_changed", [{ party, event: `registration:${party.id}:${party.revision}` }]);
    await closeCalls(tx, { parties: [party] }, now);
    return { ok: true, slug: forum.slug };
  });
}
