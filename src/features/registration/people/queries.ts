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

/** A party as the list of a forum's people shows it. */
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

/** The parties that a search is about, whatever name it looks for. */
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
 * One page of the parties of a forum in order of arrival, or of those that a search means, the likeliest first. Parties that have
 * cancelled are shown where they are asked for. All that is asked of a person is true of one and the same.
 */
export async function searchPeople(
  permit: SeePeople,
  search: PeopleSearchSchema,
): Promise<{ parties: PartyRow[]; total: number; people: number; pages: number }> {
  const where = partiesOf(permit.subject.forumId, search);
  // Names are compared by how they sound, which no index knows: a forum has a few thousand of them.
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
  /** Of what somebody did for them: why, in their own words, and who. */
  reason: string | null;
  by: string | null;
}

/** Parties that came after one that waits, and were served before it because they are smaller. */
export interface Overtaken {
  parties: number;
  /** Seats that the party which waits needs at once. */
  needs: number;
}

/** A party as those who arrange the forum see it. What it told of its food and its health is not for them. */
export type PartyView = Omit<TicketView, "people" | "token"> & {
  people: Omit<TicketView["people"][number], "needs">[];
  photos: boolean;
  history: PartyEvent[];
  /** Null: it does not wait, or nobody who came later has a seat. */
  overtaken: Overtaken | null;
};

/** One party of the forum, in the words of a page language; null where the forum has none of that id. */
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
  const { token: _, people, ...party } = ticket;
  return {
    ...party,
    people: people.map(({ needs: __, ...person }) => person),
    photos: ticket.consents.some(({ kind, withdrawnAt }) => kind === "photos" && withdrawnAt === null),
    history: events.map(({ id: eventId, kind, status, at, reason, byUser, byLink }) => ({
      id: String(eventId),
      ...{ kind, status, at, reason },
      by: byUser?.name ?? byUser?.email ?? byLink?.holder ?? null,
    })),
    overtaken,
  };
}

/** Who came after a party that waits and has a seat all the same: a smaller party fits where a larger one does not. */
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
