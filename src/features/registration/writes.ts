import "server-only";
import { v7 as uuid } from "uuid";
import {
  type ForumCapacity,
  lossOf,
  partyStatus,
  type Rearrangement,
  rearrange,
  standingNow,
  tradesForWaiting,
  whereNow,
  wishesOf,
  without,
} from "@/features/capacity/rules";
import { type LockedForum, lockForum } from "@/features/forums/writes";
import { HEARS_OF_LATER_FORUMS } from "@/features/notifications/queries";
import {
  closeCalls,
  forgetAnnouncements,
  forgetRecipients,
  handAnnouncementsOver,
} from "@/features/notifications/writes";
import type { Locale } from "@/i18n/locales";
import { overlap } from "@/i18n/time";
import type { Tx } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import { hashToken } from "@/platform/security/tokens";
import { asksChildcare } from "./rules";
import { CONSENT_VERSIONS, OPTIONAL_CONSENTS, type OptionalConsent, type RegistrationSchema } from "./schema";
import { type StoredClaim, serveWaiting, toClaim, withdrawOffers } from "./waiting-list/writes";

// Changes to registrations by several commands, within their transactions: this feature's, the waiting list's, and
// other features' that end or forget registrations.

/** Finds a registration by its link and locks its forum. Reads the registration after the lock. */
export async function lockByToken(tx: Tx, token: string) {
  return lockParty(tx, { tokenHash: hashToken(token) });
}

/** The same by its id within a forum. */
export async function lockById(tx: Tx, { id, forumId }: { id: string; forumId: string }) {
  return lockParty(tx, { id, forumId });
}

/** A party whose forum the transaction holds. */
export type LockedParty = NonNullable<Awaited<ReturnType<typeof lockParty>>>;

async function lockParty(tx: Tx, where: Prisma.RegistrationWhereUniqueInput) {
  const found = await tx.registration.findUnique({ where, select: { forumId: true } });
  const forum = found && (await lockForum(tx, { id: found.forumId }));
  const registration =
    forum &&
    (await tx.registration.findUnique({
      where,
      include: { participants: { orderBy: { position: "asc" } }, claims: { orderBy: { turn: "asc" } } },
    }));
  return registration && !registration.anonymisedAt
    ? { forum, registration: { ...registration, claims: registration.claims.map(toClaim) } }
    : undefined;
}

/**
 * Ends a registration: gives up everything that it holds or waits for, and offers that to others. `how` goes into its
 * history. Writes no message. The caller has locked the forum.
 */
export async function releaseRegistration(
  tx: Tx,
  forum: LockedForum,
  registrationId: string,
  how: "cancelled" | "declined" | "released",
  now: Date,
) {
  await tx.claim.deleteMany({ where: { registrationId } });
  await withdrawOffers(tx, { registrationId }, now);
  const party = await tx.registration.update({
    where: { id: registrationId },
    data: {
      status: "cancelled",
      cancelledAt: now,
      revision: { increment: 1 },
      events: { create: { kind: how, status: "cancelled", at: now } },
    },
  });
  await closeCalls(tx, { parties: [party] }, now);
  await serveWaiting(tx, forum, now);
  return party;
}

/**
 * Records which consents were given and withdrawn, each separately, and removes data kept under withdrawn ones. Returns
 * whether any changed.
 */
export async function syncConsents(
  tx: Tx,
  registrationId: string,
  consents: Partial<RegistrationSchema["consents"]>,
  locale: Locale,
  now: Date,
): Promise<boolean> {
  const open = await tx.consent.findMany({ where: { registrationId, withdrawnAt: null } });
  let changed = false;
  for (const kind of OPTIONAL_CONSENTS) {
    const wanted = consents[kind];
    if (wanted === undefined || wanted === open.some((consent) => consent.kind === kind)) continue;
    changed = true;
    if (wanted) {
      const textVersion = CONSENT_VERSIONS[kind];
      await tx.consent.create({ data: { registrationId, kind, textVersion, locale, givenAt: now } });
    } else {
      await tx.consent.updateMany({ where: { registrationId, kind, withdrawnAt: null }, data: { withdrawnAt: now } });
      if (kind === "diet_health")
        await tx.participant.updateMany({ where: { registrationId }, data: { sealedNeeds: null } });
      if (kind === "later_forums") {
        await lockRegistrations(tx, [registrationId]);
        await forgetAnnouncements(tx, [registrationId]);
      }
    }
    const { status } = await tx.registration.findUniqueOrThrow({
      where: { id: registrationId },
      select: { status: true },
    });
    const event = wanted ? "consent_given" : "consent_withdrawn";
    await tx.registrationEvent.create({ data: { registrationId, kind: event, status, at: now } });
  }
  return changed;
}

/**
 * Gives or withdraws one consent, and removes data kept under a withdrawn one. Forms opened before are refused then,
 * because they would undo this.
 */
export async function changeConsent(
  tx: Tx,
  registrationId: string,
  consent: { kind: OptionalConsent; given: boolean; locale: Locale },
  now: Date,
): Promise<void> {
  if (await syncConsents(tx, registrationId, { [consent.kind]: consent.given }, consent.locale, now))
    await tx.registration.update({ where: { id: registrationId }, data: { revision: { increment: 1 } } });
}

/**
 * Locks registrations until the transaction ends, so that commands that remove their addresses wait for each other and
 * for announcements, which lock the rows of their recipients.
 */
async function lockRegistrations(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`SELECT FROM "Registration" WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`;
}

/**
 * Removes every address from anonymised registrations, `ids` or all: their own, unless they agreed to hear about later
 * forums, and those on messages to them.
 */
export async function forgetAddresses(tx: Tx, now: Date, ids?: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Registration" r SET phone = NULL, email = NULL, "phoneRefusedAt" = NULL, "emailRefusedAt" = NULL, "openedAt" = NULL
    WHERE r."anonymisedAt" IS NOT NULL ${ids ? Prisma.sql`AND r.id = ANY(${[...ids]}::uuid[])` : Prisma.empty}
      AND (r.phone IS NOT NULL OR r.email IS NOT NULL) AND NOT ${HEARS_OF_LATER_FORUMS}`;
  await forgetRecipients(tx, now, ids);
}

/**
 * Removes all personal data from registrations. Numbers stay: how many people, roles, languages, ages of children. The
 * address of people who agreed to hear about later forums stays too, for that purpose only.
 */
export async function anonymise(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  await lockRegistrations(tx, ids);
  await tx.participant.updateMany({
    where: { registrationId: { in: [...ids] } },
    data: { name: "", sealedNeeds: null },
  });
  await tx.registration.updateMany({
    where: { id: { in: [...ids] } },
    data: { guardianContact: null, question: null, helperLinkId: null, helperUserId: null, anonymisedAt: now },
  });
  await tx.registrationEvent.updateMany({
    where: { registrationId: { in: [...ids] }, kind: "acted_for" },
    data: { reason: null, byUserId: null, byLinkId: null },
  });
  await forgetAddresses(tx, now, ids);
}

/**
 * Erases a registration of a locked forum: gives up its places, unless the forum is over, withdraws its consents and
 * removes all personal data.
 */
export async function eraseParty(tx: Tx, { forum, registration }: LockedParty, now: Date): Promise<void> {
  const { id } = registration;
  const over = registration.status === "cancelled" || forum.endsAt <= now;
  const { status } = over ? registration : await releaseRegistration(tx, forum, id, "cancelled", now);
  await tx.registrationEvent.create({ data: { registrationId: id, kind: "erased", status, at: now } });
  await lockRegistrations(tx, [id]);
  await handAnnouncementsOver(tx, id);
  await tx.consent.updateMany({ where: { registrationId: id, withdrawnAt: null }, data: { withdrawnAt: now } });
  await anonymise(tx, [id], now);
}

/** Erases the rest of an anonymised registration: the address that it kept for announcements of later forums. */
export async function eraseRest(tx: Tx, id: string, now: Date): Promise<void> {
  await lockRegistrations(tx, [id]);
  await handAnnouncementsOver(tx, id);
  await stopAnnouncements(tx, [id], now);
}

/**
 * Withdraws consents to hear about later forums, and removes what was kept under them: announcements, and the addresses
 * of otherwise anonymised registrations.
 */
export async function stopAnnouncements(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  const consents = await tx.consent.updateManyAndReturn({
    where: { registrationId: { in: [...ids] }, kind: "later_forums", withdrawnAt: null },
    data: { withdrawnAt: now },
    select: { registration: { select: { id: true, status: true } } },
  });
  for (const { registration } of consents)
    await tx.registration.update({
      where: { id: registration.id },
      // A form that was opened before must not bring the consent back.
      data: {
        revision: { increment: 1 },
        events: { create: { kind: "consent_withdrawn", status: registration.status, at: now } },
      },
    });
  // Lock the registrations from here on, so that we read whether they are anonymised after any running anonymisation.
  await lockRegistrations(tx, ids);
  await forgetAnnouncements(tx, ids);
  await forgetAddresses(tx, now, ids);
}

const NO_ROOM = { seats: "no_room", session: "no_table_room", childcare: "no_childcare_room" } as const;

/** The wishes of a party's people for places. */
type Asked = Pick<RegistrationSchema, "maySplit" | "childAges"> & {
  people: Pick<RegistrationSchema["people"][number], "name" | "role" | "age" | "sessions">[];
};

/** What a party has asked for so far. */
type AskedBefore = { childcareAges: readonly number[] };

/** The ages of the children for whom a party asks for childcare. */
export function childrenOf(
  forum: LockedForum,
  { childAges }: Pick<Asked, "childAges">,
  before?: AskedBefore,
): number[] {
  return asksChildcare(forum, before?.childcareAges) ? childAges : [];
}

/** What a party asks for at a forum. */
export function partyWishes(forum: LockedForum, asked: Asked, before?: AskedBefore) {
  return { people: asked.people, children: childrenOf(forum, asked, before).length, maySplit: asked.maySplit };
}

/** Whether the chosen sessions are this forum's and nobody chose two at the same time. */
export async function mayChoose(tx: Tx, forumId: string, { people }: Pick<Asked, "people">): Promise<boolean> {
  if (people.every(({ sessions }) => sessions.length === 0)) return true;
  const sessions = new Map(
    (await tx.forumSession.findMany({ where: { forumId }, select: { id: true, startsAt: true, endsAt: true } })).map(
      (session) => [session.id, session],
    ),
  );
  return people.every((person) => {
    const chosen = person.sessions.map((id) => sessions.get(id));
    return chosen.every((a, n) => a && chosen.slice(n + 1).every((b) => b && !overlap(a, b)));
  });
}

/**
 * The claims of a locked party after its people change their wishes, given the free places and what the party has.
 * Refused if there is no room, or if they would lose what they have. `present` is each person's present position,
 * `trades` whether somebody would give up a place at a table to wait for another.
 */
export async function rearrangeParty(
  tx: Tx,
  { forum, registration }: LockedParty,
  { limits, taken }: ForumCapacity,
  asked: Asked,
): Promise<
  | { ok: true; claims: Rearrangement[]; present: (number | null)[]; trades: boolean }
  | { ok: false; reason: (typeof NO_ROOM)[keyof typeof NO_ROOM] | "session_invalid" }
> {
  if (!(await mayChoose(tx, forum.id, asked))) return { ok: false, reason: "session_invalid" };
  const { claims: before, participants } = registration;
  const nameOf = ({ name }: { name: string }) => name;
  const present = whereNow(participants.map(nameOf), asked.people.map(nameOf));
  const { claims, noRoom } = rearrange(
    limits,
    without(taken, before),
    standingNow(before, present),
    wishesOf(partyWishes(forum, asked, registration)),
  );
  const people = participants.map(({ sessionIds, ageGroup }) => ({ sessions: sessionIds, age: ageGroup }));
  const lacking = noRoom ?? lossOf({ people, claims: before }, { people: asked.people, claims }, present);
  if (lacking) return { ok: false, reason: NO_ROOM[lacking] };
  const trades = tradesForWaiting({ people, claims: before }, { people: asked.people, claims }, present);
  return { ok: true, claims, present, trades };
}

/** Writes a locked party's claims as `rearrangeParty` has them, and ends the offers that they leave. Returns its status. */
export async function writeClaims(
  tx: Tx,
  { forum, registration: { id } }: LockedParty,
  claims: readonly Rearrangement[],
  now: Date,
): Promise<ReturnType<typeof partyStatus>> {
  const kept = claims.flatMap(({ from, status: standing }) =>
    standing === "offered" && from && "offerId" in from ? [from.offerId as string] : [],
  );
  await withdrawOffers(tx, { registrationId: id, id: { notIn: kept } }, now);
  await tx.claim.deleteMany({ where: { registrationId: id } });
  await tx.claim.createMany({ data: claimRows(claims, forum.id).map((row) => ({ ...row, registrationId: id })) });
  return partyStatus(claims);
}

/**
 * The rows of a party's claims as `rearrange` left them. New claims get the last turn; a claim whose status stays keeps
 * its offer.
 */
function claimRows(
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
