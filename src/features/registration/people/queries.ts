import "server-only";
import type { ParticipantRole } from "@/features/capacity/schema";
import type { Locale } from "@/i18n/locales";
import { pagesOf } from "@/i18n/page-number";
import { db } from "@/platform/db/client";
import type { Prisma, RegistrationEventKind } from "@/platform/db/generated/client";
import type { SeePeople } from "../policy";
import { findTicketById, type TicketView } from "../queries";
import { findParties } from "./rules";
import type { PeopleSearchSchema } from "./schema";

/** A party in the list of a forum's people. */
export interface PartyRow {
  id: string;
  code: string;
  status: TicketView["status"];
  people: {
    name: string;
    role: ParticipantRole;
    spokenLanguage: string;
    interpretation: boolean;
    sessionIds: string[];
  }[];
  /** They agreed to be in photos. */
  photos: boolean;
}

const PARTIES_ON_A_PAGE = 40;

/** The parties that match a search by anything but a name. */
function partiesOf(
  forumId: string,
  { state, language, session, role, interpreter }: PeopleSearchSchema,
): Prisma.RegistrationWhereInput {
  const person: Prisma.ParticipantWhereInput = {
    ...(language && { spokenLanguage: language }),
    ...(role && { role }),
    ...(interpreter && { needsInterpretation: true }),
    ...(session && { sessionIds: { has: session } }),
  };
  return {
    forumId,
    anonymisedAt: null,
    status: state ?? { not: "cancelled" },
    ...(Object.keys(person).length > 0 && { participants: { some: person } }),
  };
}

/**
 * One page of a forum's parties in order of arrival, or of those that match a search, most likely first. Cancelled
 * parties only if asked for. All conditions about a person must be true of the same person.
 */
export async function searchPeople(
  permit: SeePeople,
  search: PeopleSearchSchema,
): Promise<{ parties: PartyRow[]; total: number; people: number; pages: number }> {
  const where = partiesOf(permit.subject.forumId, search);
  // Names are compared by sound, which no index supports; a forum has a few thousand of them.
  const all = await db().registration.findMany({
    where,
    orderBy: { arrival: "asc" },
    select: { id: true, code: true, phone: true, participants: { select: { name: true } } },
  });
  const found = findParties(
    search.text,
    all.map(({ participants, ...party }) => ({ ...party, names: participants.map(({ name }) => name) })),
  );
  const shown = found.slice((search.page - 1) * PARTIES_ON_A_PAGE, search.page * PARTIES_ON_A_PAGE).map(({ id }) => id);
  const rows = await db().registration.findMany({
    where: { id: { in: shown } },
    select: {
      ...{ id: true, code: true, status: true },
      participants: { orderBy: { position: "asc" } },
      consents: { where: { kind: "photos", withdrawnAt: null }, select: { id: true } },
    },
  });
  return {
    total: found.length,
    people: found.reduce((sum, { names }) => sum + names.length, 0),
    pages: pagesOf(found.length, PARTIES_ON_A_PAGE),
    parties: rows
      .sort((a, b) => shown.indexOf(a.id) - shown.indexOf(b.id))
      .map(({ id, code, status, participants, consents }) => ({
        ...{ id, code, status },
        people: participants.map(({ name, role, spokenLanguage, needsInterpretation, sessionIds }) => ({
          ...{ name, role, spokenLanguage, sessionIds },
          interpretation: needsInterpretation,
        })),
        photos: consents.length > 0,
      })),
  };
}

/** One thing that happened to a party. */
interface PartyEvent {
  id: string;
  kind: RegistrationEventKind;
  status: TicketView["status"];
  at: Date;
  /** For an act of somebody else: the reason, in their own words, and who it was. */
  reason: string | null;
  by: string | null;
}

/** Later parties that were served before a waiting one because they are smaller. */
interface Overtaken {
  parties: number;
  /** How many seats the waiting party needs at once. */
  needs: number;
}

/** A party as people who manage the forum see it, without its diet and health needs. */
export type PartyView = Omit<TicketView, "people" | "token" | "actedFor"> & {
  people: Omit<TicketView["people"][number], "needs">[];
  photos: boolean;
  history: PartyEvent[];
  /** Null if it does not wait, or if no later party has a seat. */
  overtaken: Overtaken | null;
};

/** One party of the forum, in a page language; null if the forum has none with that id. */
export async function findParty(permit: SeePeople, locale: Locale, id: string): Promise<PartyView | null> {
  const { forumId } = permit.subject;
  if ((await db().registration.count({ where: { id, forumId, anonymisedAt: null } })) === 0) return null;
  const [ticket, events, overtaken] = await Promise.all([
    findTicketById(locale, id),
    db().registrationEvent.findMany({
      where: { registrationId: id },
      orderBy: { id: "asc" },
      include: { byUser: { select: { name: true, email: true } }, byLink: { select: { holder: true } } },
    }),
    findOvertaken(id),
  ]);
  if (!ticket) return null;
  const { token: _, actedFor: __, people, ...party } = ticket;
  return {
    ...party,
    people: people.map(({ needs: ___, ...person }) => person),
    photos: ticket.consents.some(({ kind, withdrawnAt }) => kind === "photos" && withdrawnAt === null),
    history: events.map(({ id: eventId, kind, status, at, reason, byUser, byLink }) => ({
      id: String(eventId),
      ...{ kind, status, at, reason },
      by: byUser?.name ?? byUser?.email ?? byLink?.holder ?? null,
    })),
    overtaken,
  };
}

/** The parties that came after a waiting one and nevertheless have a seat: a smaller party fits where a larger one does not. */
async function findOvertaken(registrationId: string): Promise<Overtaken | null> {
  const [row] = await db().$queryRaw<{ parties: number; needs: number }[]>`
    SELECT own.needs, COUNT(DISTINCT c."registrationId")::int AS parties
    FROM (SELECT c."forumId", MIN(c.turn) AS turn, MAX((c.needs->>'forum')::int) AS needs FROM "Claim" c
      WHERE c."registrationId" = ${registrationId}::uuid AND c.kind = 'seats' AND c.status = 'waiting'
      GROUP BY c."forumId") own
    JOIN "Claim" c ON c."forumId" = own."forumId" AND c.kind = 'seats' AND c.status IN ('held', 'offered')
      AND c.turn > own.turn AND (c.needs->>'forum')::int < own.needs
    GROUP BY own.needs`;
  return row ?? null;
}
