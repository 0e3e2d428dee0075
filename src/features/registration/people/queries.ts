import "server-only";
import { PEOPLE_OF_PARTY } from "@/features/capacity/queries";
import { seatPositions } from "@/features/capacity/rules";
import type { ParticipantRole } from "@/features/capacity/schema";
import { listForumsById } from "@/features/forums/queries";
import type { Locale } from "@/i18n/locales";
import { pagesOf } from "@/i18n/page-number";
import { isSpokenLanguage, type SpokenLanguage } from "@/i18n/spoken-languages";
import { db } from "@/platform/db/client";
import { Prisma, type RegistrationEventKind } from "@/platform/db/generated/client";
import type { SeeOwnFamilies, SeePeople, SeeSessionPeople } from "../policy";
import { type ArrivalView, findTicketById, type TicketView } from "../queries";
import { findParties } from "./rules";
import type { PeopleSearchSchema, SessionPeopleSearchSchema } from "./schema";

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
    /** When they arrived at the door; null if they have not. */
    arrivedAt: Date | null;
  }[];
  /** They agreed to be in photos. */
  photos: boolean;
}

const PARTIES_ON_A_PAGE = 40;

/** SQL: the parties `r`, rows of "Registration", that match a search by anything but a name. */
function partiesOf(
  forumId: string,
  { state, language, session, role, interpreter, arrived }: PeopleSearchSchema,
): Prisma.Sql {
  const person = [
    ...(language ? [Prisma.sql`p."spokenLanguage" = ${language}`] : []),
    ...(role ? [Prisma.sql`p.role = ${role}::"ParticipantRole"`] : []),
    ...(interpreter ? [Prisma.sql`p."needsInterpretation"`] : []),
    ...(session ? [Prisma.sql`${session}::uuid = ANY(p."sessionIds")`] : []),
  ];
  const conditions = [
    Prisma.sql`r."forumId" = ${forumId}::uuid AND r."anonymisedAt" IS NULL`,
    state ? Prisma.sql`r.status = ${state}::"RegistrationStatus"` : Prisma.sql`r.status <> 'cancelled'`,
    ...(person.length > 0
      ? [Prisma.sql`EXISTS (SELECT FROM ${PEOPLE_OF_PARTY} p WHERE ${Prisma.join(person, " AND ")})`]
      : []),
    ...(arrived
      ? [
          Prisma.sql`r.id ${arrived === "yes" ? Prisma.sql`IN` : Prisma.sql`NOT IN`}
            (SELECT here."registrationId" FROM "arrivedPeople"(${forumId}::uuid) here)`,
        ]
      : []),
  ];
  return Prisma.join(conditions, " AND ");
}

/** The ids of one page of parties in order of arrival in the portal, and how many there are in all. */
async function searchWithoutText(where: Prisma.Sql, page: number) {
  const [[count], rows] = await Promise.all([
    db().$queryRaw<{ parties: number; people: number }[]>`
      SELECT count(*)::int AS parties, COALESCE(sum(party.people), 0)::int AS people FROM (
        SELECT (SELECT count(*) FROM "Participant" p WHERE p."registrationId" = r.id) AS people
        FROM "Registration" r WHERE ${where}) party`,
    db().$queryRaw<{ id: string }[]>`
      SELECT r.id FROM "Registration" r WHERE ${where} ORDER BY r.arrival
      LIMIT ${PARTIES_ON_A_PAGE} OFFSET ${(page - 1) * PARTIES_ON_A_PAGE}`,
  ]);
  return { total: count?.parties ?? 0, people: count?.people ?? 0, shown: rows.map(({ id }) => id) };
}

/** The ids of one page of parties that a text finds, most likely first, and how many there are in all. */
async function searchByText(where: Prisma.Sql, { text, page }: PeopleSearchSchema) {
  // Names are compared by sound, which no index supports; a forum has a few thousand of them.
  const all = await db().$queryRaw<{ id: string; code: string; phone: string | null; names: string[] }[]>`
    SELECT r.id, r.code, r.phone,
      ARRAY(SELECT p.name FROM "Participant" p WHERE p."registrationId" = r.id ORDER BY p.position) AS names
    FROM "Registration" r WHERE ${where} ORDER BY r.arrival`;
  const found = findParties(text, all);
  return {
    total: found.length,
    people: found.reduce((sum, { names }) => sum + names.length, 0),
    shown: found.slice((page - 1) * PARTIES_ON_A_PAGE, page * PARTIES_ON_A_PAGE).map(({ id }) => id),
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
  const { forumId } = permit.subject;
  const where = partiesOf(forumId, search);
  const { total, people, shown } = await (search.text
    ? searchByText(where, search)
    : searchWithoutText(where, search.page));
  const [rows, here] = await Promise.all([
    db().registration.findMany({
      where: { id: { in: shown } },
      select: {
        ...{ id: true, code: true, status: true },
        participants: { orderBy: { position: "asc" } },
        consents: { where: { kind: "photos", withdrawnAt: null }, select: { id: true } },
      },
    }),
    listArrived(permit),
  ]);
  return {
    ...{ total, people },
    pages: pagesOf(total, PARTIES_ON_A_PAGE),
    parties: rows
      .sort((a, b) => shown.indexOf(a.id) - shown.indexOf(b.id))
      .map(({ id, code, status, participants, consents }) => ({
        ...{ id, code, status },
        people: participants.map(({ name, role, spokenLanguage, needsInterpretation, sessionIds, position }) => ({
          ...{ name, role, spokenLanguage, sessionIds },
          interpretation: needsInterpretation,
          arrivedAt: here.get(id)?.get(position) ?? null,
        })),
        photos: consents.length > 0,
      })),
  };
}

/** Who of a forum has arrived, and when: by the registration's id and the position in the party. */
async function listArrived({ subject: { forumId } }: SeePeople): Promise<Map<string, Map<number, Date>>> {
  const rows = await db().$queryRaw<{ registrationId: string; position: number; at: Date }[]>`
    SELECT "registrationId", position, "at" FROM "arrivedPeople"(${forumId}::uuid)`;
  const here = new Map<string, Map<number, Date>>();
  for (const { registrationId, position, at } of rows)
    here.set(registrationId, (here.get(registrationId) ?? new Map<number, Date>()).set(position, at));
  return here;
}

const SESSION_STANDINGS = ["held", "offered", "waiting"] as const;

/** People of a party who chose a session and have the same standing there. */
export interface SessionParty {
  /** They have places, places are kept for them until they answer, or they wait. */
  standing: (typeof SESSION_STANDINGS)[number];
  people: { name: string; language: SpokenLanguage; interpretation: boolean }[];
  /** They agreed to be in photos. */
  photos: boolean;
  /** What the party would like to ask, in any language. */
  question: string | null;
}

/**
 * One page of the people of one session of a published forum, party by party: first those with a place, then those who wait,
 * by their turns. A search finds names in any spelling or script. `counted` covers everybody, found or not.
 */
export async function searchSessionPeople(
  permit: SeeSessionPeople,
  { text, page }: SessionPeopleSearchSchema,
): Promise<{
  parties: SessionParty[];
  total: number;
  pages: number;
  counted: { held: number; waiting: number; interpreters: number };
}> {
  const { forumId, sessionId } = permit.subject;
  const own: Prisma.ClaimWhereInput = { kind: "session", sessionId, status: { in: [...SESSION_STANDINGS] } };
  const rows = await db().registration.findMany({
    where: {
      ...{ forumId, anonymisedAt: null, status: { not: "cancelled" }, forum: { status: "published" } },
      claims: { some: own },
    },
    orderBy: { arrival: "asc" },
    select: {
      question: true,
      participants: {
        orderBy: { position: "asc" },
        select: { name: true, spokenLanguage: true, needsInterpretation: true, ageGroup: true, sessionIds: true },
      },
      claims: { where: own, select: { status: true, position: true, turn: true } },
      consents: { where: { kind: "photos", withdrawnAt: null }, select: { id: true } },
    },
  });
  const groups = rows.flatMap(({ question, participants, claims, consents }) => {
    const positions = seatPositions(participants.map(({ ageGroup }) => ({ age: ageGroup })));
    const here = participants.flatMap(({ name, spokenLanguage, needsInterpretation, sessionIds }, n) => {
      const claim = claims.find(({ position }) => position === null || position === positions[n]);
      if (!claim || !sessionIds.includes(sessionId)) return [];
      const language = isSpokenLanguage(spokenLanguage) ? spokenLanguage : ("fi" as const);
      return [{ claim, person: { name, language, interpretation: needsInterpretation } }];
    });
    return SESSION_STANDINGS.map((standing) => {
      const of = here.filter(({ claim }) => claim.status === standing);
      return {
        ...{ standing, question, photos: consents.length > 0 },
        people: of.map(({ person }) => person),
        turn: standing === "waiting" ? Math.min(...of.map(({ claim }) => claim.turn)) : 0,
      };
    }).filter(({ people }) => people.length > 0);
  });
  const order = ({ standing }: SessionParty) => SESSION_STANDINGS.indexOf(standing);
  const findable = groups
    .sort((a, b) => order(a) - order(b) || a.turn - b.turn)
    .map(({ turn: _, ...party }) => ({
      ...{ party, code: "", phone: null },
      names: party.people.map(({ name }) => name),
    }));
  const found = findParties(text, findable).map(({ party }) => party);
  const people = (parties: readonly SessionParty[]) => parties.flatMap((party) => party.people);
  return {
    parties: found.slice((page - 1) * PARTIES_ON_A_PAGE, page * PARTIES_ON_A_PAGE),
    total: people(found).length,
    pages: pagesOf(found.length, PARTIES_ON_A_PAGE),
    counted: {
      held: people(groups.filter(({ standing }) => standing !== "waiting")).length,
      waiting: people(groups.filter(({ standing }) => standing === "waiting")).length,
      interpreters: people(groups).filter(({ interpretation }) => interpretation).length,
    },
  };
}

/** A family as its helper sees it: what it is called at the door and how it stands, but nothing that opens its registration. */
export interface OwnFamily {
  id: string;
  code: string;
  status: TicketView["status"];
  names: string[];
  /** The spoken language of the first person, BCP 47. */
  spokenLanguage: string;
  forum: { title: string; locale: string; startsAt: Date; endsAt: Date };
  registeredAt: Date;
}

const FAMILIES_ON_A_PAGE = 15;

/** The registrations that the permit's helper made for others and that have not been anonymised. */
function registeredBy({ by, subject: { helperId } }: SeeOwnFamilies): Prisma.RegistrationWhereInput {
  return { anonymisedAt: null, ...(by.kind === "link" ? { helperLinkId: helperId } : { helperUserId: helperId }) };
}

/** How many families a helper has registered. */
export async function countOwnFamilies(permit: SeeOwnFamilies): Promise<number> {
  return db().registration.count({ where: registeredBy(permit) });
}

/**
 * One page of the families that a helper registered, latest first, or of those that match a search, most likely first. Families are
 * gone from it once they have been anonymised.
 */
export async function searchOwnFamilies(
  permit: SeeOwnFamilies,
  locale: Locale,
  { text, page }: { text: string; page: number },
): Promise<{ families: OwnFamily[]; all: number; total: number; page: number; pages: number }> {
  const all = await db().registration.findMany({
    where: registeredBy(permit),
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true, code: true, participants: { orderBy: { position: "asc" }, select: { name: true } } },
  });
  const found = findParties(
    text,
    all.map(({ id, code, participants }) => ({ id, code, phone: null, names: participants.map(({ name }) => name) })),
  );
  const pages = pagesOf(found.length, FAMILIES_ON_A_PAGE);
  const shownPage = Math.min(Math.max(1, page), pages);
  const shown = found.slice((shownPage - 1) * FAMILIES_ON_A_PAGE, shownPage * FAMILIES_ON_A_PAGE);
  const rows = await db().registration.findMany({
    where: { id: { in: shown.map(({ id }) => id) } },
    select: {
      ...{ id: true, status: true, createdAt: true, forumId: true },
      participants: { where: { position: 0 }, select: { spokenLanguage: true } },
    },
  });
  const [rowOf, forums] = [
    new Map(rows.map((row) => [row.id, row])),
    await listForumsById(locale, [...new Set(rows.map(({ forumId }) => forumId))]),
  ];
  return {
    families: shown.flatMap(({ id, code, names }) => {
      const row = rowOf.get(id);
      const forum = row && forums.get(row.forumId);
      if (!forum) return [];
      const { text: words, startsAt, endsAt } = forum;
      return [
        {
          ...{ id, code, names, status: row.status, registeredAt: row.createdAt },
          spokenLanguage: row.participants[0]?.spokenLanguage ?? "fi",
          forum: { title: words.title, locale: words.locale, startsAt, endsAt },
        },
      ];
    }),
    ...{ all: all.length, total: found.length, page: shownPage, pages },
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
export type PartyView = Omit<TicketView, "people" | "token" | "actedFor" | "arrivals"> & {
  people: Omit<TicketView["people"][number], "needs">[];
  photos: boolean;
  /** What was noted at the door, and by whom. */
  arrivals: (ArrivalView & { by: string | null })[];
  history: PartyEvent[];
  /** Null if it does not wait, or if no later party has a seat. */
  overtaken: Overtaken | null;
};

/** One party of the forum, in a page language; null if the forum has none with that id. */
export async function findParty(permit: SeePeople, locale: Locale, id: string): Promise<PartyView | null> {
  const { forumId } = permit.subject;
  if ((await db().registration.count({ where: { id, forumId, anonymisedAt: null } })) === 0) return null;
  const who = { byUser: { select: { name: true, email: true } }, byLink: { select: { holder: true } } } as const;
  const nameOf = ({
    byUser,
    byLink,
  }: {
    byUser: { name: string | null; email: string } | null;
    byLink: { holder: string } | null;
  }) => byUser?.name ?? byUser?.email ?? byLink?.holder ?? null;
  const [ticket, events, noted, overtaken] = await Promise.all([
    findTicketById(locale, id),
    db().registrationEvent.findMany({
      where: { registrationId: id },
      orderBy: { id: "asc" },
      include: who,
    }),
    db().arrival.findMany({ where: { registrationId: id }, select: { id: true, ...who } }),
    findOvertaken(id),
  ]);
  if (!ticket) return null;
  const { token: _, actedFor: __, people, arrivals, ...party } = ticket;
  const notedBy = new Map(noted.map((entry) => [entry.id, nameOf(entry)]));
  return {
    ...party,
    arrivals: arrivals.map((arrival) => ({ ...arrival, by: notedBy.get(arrival.id) ?? null })),
    people: people.map(({ needs: ___, ...person }) => person),
    photos: ticket.consents.some(({ kind, withdrawnAt }) => kind === "photos" && withdrawnAt === null),
    history: events.map((event) => ({
      id: String(event.id),
      ...{ kind: event.kind, status: event.status, at: event.at, reason: event.reason },
      by: nameOf(event),
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
