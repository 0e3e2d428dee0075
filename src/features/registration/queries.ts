import "server-only";
import type { OwnAccount } from "@/features/accounts/policy";
import type { ReadAudit } from "@/features/audit/policy";
import type { AuditKeys } from "@/features/audit/schema";
import { type AgeGroup, type ClaimKind, type ClaimStatus, endsWith, seatPositions } from "@/features/capacity/rules";
import type { ParticipantRole } from "@/features/capacity/schema";
import { type ForumView, findForum, listForumsById } from "@/features/forums/queries";
import { meetsOnline } from "@/features/forums/rules";
import { listInterpreterPromises, listPromisesByForum } from "@/features/interpretation/queries";
import type { InterpreterPromise } from "@/features/interpretation/rules";
import { IS_UNREACHABLE } from "@/features/notifications/queries";
import type { CallOutcome } from "@/features/notifications/schema";
import { isLocale, type Locale } from "@/i18n/locales";
import { isSpokenLanguage, type SpokenLanguage } from "@/i18n/spoken-languages";
import { db } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import { failureCode } from "@/platform/failure";
import { log } from "@/platform/log";
import { unseal } from "@/platform/security/sealing";
import { deriveToken, hashToken, looksLikeToken } from "@/platform/security/tokens";
import type { SeeGuardians, SeePhotoConsents, SeeUnreachable } from "./policy";
import { type AGE_GROUPS, type CONTACT_WAYS, NeedsSchema, needsContext, type OptionalConsent } from "./schema";

interface PersonView {
  name: string;
  role: ParticipantRole;
  age: (typeof AGE_GROUPS)[number];
  language: SpokenLanguage;
  interpretation: boolean;
  /** The forum's promise to this person; null if they need no interpreter. */
  promise: InterpreterPromise | null;
  seat: ClaimStatus;
  /** The sessions they chose, and their status there. */
  sessions: { id: string; status: ClaimStatus }[];
  needs: NeedsSchema;
}

interface ConsentView {
  kind: OptionalConsent | "privacy_notice";
  textVersion: string;
  locale: string;
  givenAt: Date;
  withdrawnAt: Date | null;
}

/** Places kept for the party until it answers. */
export interface OfferView {
  id: string;
  expiresAt: Date;
  /** What it contains: seats, tables (sessions) by id, childcare. */
  seats: boolean;
  sessionIds: string[];
  childcare: boolean;
  /** The names of the people for the seats, and for each table. */
  seatsFor: string[];
  tablesFor: Record<string, string[]>;
  /** Declining it would end the registration. */
  endsAll: boolean;
}

/** An entry of the door's log about a party. */
export interface ArrivalView {
  id: string;
  at: Date;
  people: number[];
  undone: boolean;
}

/** A registration as its own people see it. */
export interface TicketView {
  id: string;
  token: string;
  code: string;
  status: "confirmed" | "offered" | "waiting" | "lapsed" | "cancelled";
  /** Its position in the waiting list, counted from 1; null if it does not wait. */
  waitingPosition: number | null;
  childcare: { status: ClaimStatus | "none"; ages: number[] };
  offers: OfferView[];
  people: PersonView[];
  maySplit: boolean;
  phone: string | null;
  email: string | null;
  keepsScreenshot: boolean;
  /** Since when each address has refused messages permanently; null if it has not. */
  emailRefusedAt: Date | null;
  phoneRefusedAt: Date | null;
  /** Staff gave its places to others because it was unreachable. */
  released: boolean;
  /** When those who arrange the forum acted for the party, and the reason that they wrote. */
  actedFor: { at: Date; reason: string }[];
  /** When somebody called its number, and what came of it. */
  calls: { at: Date; outcome: CallOutcome }[];
  /** What was noted of its arrival at the door: when, the positions of the people who came, and whether it was undone. */
  arrivals: ArrivalView[];
  guardian: string | null;
  /** What they would like to ask, in any language. */
  question: string | null;
  /** The helper who registered them. */
  helper: string | null;
  messageLocale: Locale;
  contactWay: (typeof CONTACT_WAYS)[number];
  consents: ConsentView[];
  revision: number;
  createdAt: Date;
  /** Where the forum meets online, for people who hold a seat; null if it does not, they do not, or the link is unknown. */
  onlineUrl: string | null;
  forum: ForumView;
}

/**
 * SQL: whether the party `r`, a row of "Registration", agreed to photos. A count rather than EXISTS, so that PostgreSQL
 * looks each party up instead of reading every consent.
 */
export const PHOTOS = Prisma.sql`(
  SELECT count(*) FROM "Consent" c WHERE c."registrationId" = r.id AND c.kind = 'photos' AND c."withdrawnAt" IS NULL) > 0`;

/** The guardians' contacts that a forum's young people gave for emergencies. */
export async function listGuardians(
  permit: SeeGuardians,
): Promise<{ code: string; names: string[]; contact: string; photos: boolean }[]> {
  const { forumId } = permit.subject;
  return db().$queryRaw`
    SELECT r.code, r."guardianContact" AS contact, ${PHOTOS} AS photos,
      ARRAY(SELECT p.name FROM "Participant" p WHERE p."registrationId" = r.id AND p."ageGroup" <> 'adult' ORDER BY p.position) AS names
    FROM "Registration" r
    WHERE r."forumId" = ${forumId}::uuid AND r."guardianContact" IS NOT NULL AND r.status <> 'cancelled' AND r."anonymisedAt" IS NULL
    ORDER BY r.code`;
}

/** A party that no message reaches. */
export interface UnreachableParty {
  id: string;
  code: string;
  names: string[];
  /** BCP 47 language to speak to them in. */
  spokenLanguage: string;
  status: TicketView["status"];
  /** E.164. It takes no messages, but may ring. */
  phone: string | null;
  email: string | null;
  /** The helper who registered them and may know how to reach them. */
  helper: string | null;
  /** Since when they are unreachable. */
  since: Date;
}

/** The parties of a forum whose addresses all refuse messages permanently, longest first. */
export async function listUnreachable(permit: SeeUnreachable): Promise<UnreachableParty[]> {
  const { forumId } = permit.subject;
  const found = await db().$queryRaw<{ id: string }[]>`
    SELECT r.id FROM "Registration" r
    WHERE r."forumId" = ${forumId}::uuid AND r.status <> 'cancelled' AND r."anonymisedAt" IS NULL AND ${IS_UNREACHABLE}`;
  const rows = await db().registration.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    include: {
      participants: { orderBy: { position: "asc" }, select: { name: true, spokenLanguage: true } },
      helperLink: { select: { holder: true } },
      helperUser: { select: { name: true, email: true } },
    },
  });
  return rows
    .map(({ participants, helperLink, helperUser, emailRefusedAt, phoneRefusedAt, ...row }) => ({
      id: row.id,
      code: row.code,
      names: participants.map(({ name }) => name),
      spokenLanguage: participants[0]?.spokenLanguage ?? "fi",
      status: row.status,
      phone: row.phone,
      email: row.email,
      helper: helperLink?.holder ?? helperUser?.name ?? helperUser?.email ?? null,
      since: new Date(Math.max(emailRefusedAt?.getTime() ?? 0, phoneRefusedAt?.getTime() ?? 0)),
    }))
    .sort((a, b) => a.since.getTime() - b.since.getTime());
}

/** Of the parties with a seat: how many agreed to be in photos, and the names of those that did not. */
export async function listPhotoConsents(
  permit: SeePhotoConsents,
): Promise<{ agreed: number; refused: { code: string; names: string[] }[] }> {
  const { forumId } = permit.subject;
  const rows = await db().$queryRaw<{ code: string; names: string[]; photos: boolean }[]>`
    SELECT r.code, ${PHOTOS} AS photos,
      ARRAY(SELECT p.name FROM "Participant" p WHERE p."registrationId" = r.id ORDER BY p.position) AS names
    FROM "Registration" r
    WHERE r."forumId" = ${forumId}::uuid AND r.status = 'confirmed' AND r."anonymisedAt" IS NULL
    ORDER BY r.code`;
  return {
    agreed: rows.reduce((sum, { photos, names }) => sum + (photos ? names.length : 0), 0),
    refused: rows.flatMap(({ code, names, photos }) => (photos ? [] : [{ code, names }])),
  };
}

/** A user's own registration, found by their verified address. */
export interface OwnRegistration {
  id: string;
  token: string;
  code: string;
  status: TicketView["status"];
  people: string[];
  forum: ForumView;
}

/** The registrations with the account's address: coming forums first, soonest first, then past ones. */
export async function listOwnRegistrations(permit: OwnAccount, locale: Locale): Promise<OwnRegistration[]> {
  if (permit.by.kind !== "user") return [];
  const rows = await db().registration.findMany({
    where: { email: permit.by.email, anonymisedAt: null },
    include: { participants: { orderBy: { position: "asc" } } },
    orderBy: [{ forum: { startsAt: "asc" } }, { arrival: "asc" }],
  });
  const forums = await listForumsById(
    locale,
    rows.map(({ forumId }) => forumId),
  );
  const all = rows.flatMap((row) => {
    const forum = forums.get(row.forumId);
    return forum
      ? {
          id: row.id,
          token: deriveToken("registration", row.id, row.linkNumber),
          code: row.code,
          status: row.status,
          people: row.participants.map(({ name }) => name),
          forum,
        }
      : [];
  });
  const isOver = ({ forum, status }: OwnRegistration) => forum.state === "past" || status === "cancelled";
  return [...all.filter((each) => !isOver(each)), ...all.filter(isOver).reverse()];
}

/** The registration that a link's token opens, in a page language; null if the token opens none. */
export async function findTicket(locale: Locale, token: string): Promise<TicketView | null> {
  if (!looksLikeToken(token)) return null;
  return loadTicket(locale, { tokenHash: hashToken(token) });
}

/** The same by id, for composing messages. */
export async function findTicketById(locale: Locale, id: string): Promise<TicketView | null> {
  return loadTicket(locale, { id });
}

/** The contact of the forum whose registration formerly had this link; null if it never was such a link. */
export async function findRenewed(locale: Locale, token: string): Promise<ForumView["contact"] | null> {
  if (!looksLikeToken(token)) return null;
  const row = await db().registration.findFirst({
    where: { formerHashes: { has: hashToken(token) }, anonymisedAt: null },
    select: { forum: { select: { slug: true } } },
  });
  return row && ((await findForum(locale, row.forum.slug))?.contact ?? null);
}

const NO_NEEDS: NeedsSchema = { diet: [], access: [], note: "" };

/** A person's needs as they gave them; null if they do not open, e.g. because DATA_KEY has changed. Logs that. */
export function tryOpenNeeds(sealed: Uint8Array, registrationId: string, position: number): NeedsSchema | null {
  try {
    return NeedsSchema.parse(unseal(sealed, needsContext(registrationId, position)));
  } catch (error) {
    log().error({ registrationId, code: failureCode(error) }, "needs do not open: is DATA_KEY another?");
    return null;
  }
}

interface OfferedParty {
  participants: { name: string; ageGroup: AgeGroup; sessionIds: string[] }[];
  claims: {
    kind: ClaimKind;
    sessionId: string | null;
    position: number | null;
    status: ClaimStatus;
    offerId: string | null;
  }[];
}

function offerView(
  { id, expiresAt }: { id: string; expiresAt: Date },
  { participants, claims }: OfferedParty,
): OfferView {
  const positions = seatPositions(participants.map(({ ageGroup }) => ({ age: ageGroup })));
  const own = claims.filter(({ offerId }) => offerId === id);
  const sessionIds = [...new Set(own.flatMap(({ sessionId }) => sessionId ?? []))];
  const namesOf = (wanted: string | null) =>
    participants.flatMap(({ name, sessionIds: chosen }, n) =>
      own.some(
        ({ kind, sessionId, position }) =>
          kind !== "childcare" && sessionId === wanted && (position === null || position === positions[n]),
      ) &&
      (wanted === null || chosen.includes(wanted))
        ? [name]
        : [],
    );
  return {
    id,
    expiresAt,
    seats: own.some(({ kind }) => kind === "seats"),
    sessionIds,
    childcare: own.some(({ kind }) => kind === "childcare"),
    seatsFor: namesOf(null),
    tablesFor: Object.fromEntries(sessionIds.map((sessionId) => [sessionId, namesOf(sessionId)])),
    endsAll: endsWith(claims, id),
  };
}

/** What an offer contained that has been answered, has ended, or was given at once; null if nothing is left of it. */
export async function findOffer(id: string): Promise<OfferView | null> {
  const row = await db().offer.findUnique({
    where: { id },
    include: { registration: { include: { participants: { orderBy: { position: "asc" } }, claims: true } } },
  });
  const view = row && offerView(row, row.registration);
  return view && (view.seats || view.childcare || view.sessionIds.length > 0) ? view : null;
}

function ticketInclude(now: Date) {
  return {
    participants: { orderBy: { position: "asc" } },
    claims: true,
    offers: { where: { outcome: null, expiresAt: { gt: now } }, orderBy: { madeAt: "asc" } },
    consents: { orderBy: { givenAt: "asc" } },
    events: {
      where: { kind: { in: ["released", "acted_for"] } },
      select: { kind: true, at: true, reason: true },
      orderBy: { id: "asc" },
    },
    helperLink: { select: { holder: true } },
    helperUser: { select: { name: true, email: true } },
    arrivals: { orderBy: { seq: "asc" }, select: { id: true, at: true, people: true } },
    notifications: {
      where: { callTries: { some: {} } },
      select: { callTries: { select: { at: true, outcome: true } } },
    },
    forum: { select: { slug: true, onlineUrl: true } },
  } satisfies Prisma.RegistrationInclude;
}

/** The ids among entries of doors' logs that later ones undo. */
async function listUndone(rows: readonly { forumId: string; arrivals: { id: string }[] }[]): Promise<Set<string>> {
  const noted = rows.filter(({ arrivals }) => arrivals.length > 0);
  if (noted.length === 0) return new Set();
  const undoing = await db().arrival.findMany({
    where: {
      forumId: { in: noted.map(({ forumId }) => forumId) },
      kind: "undone",
      entries: { hasSome: noted.flatMap(({ arrivals }) => arrivals.map(({ id }) => id)) },
    },
    select: { entries: true },
  });
  return new Set(undoing.flatMap(({ entries }) => entries));
}

type TicketRow = Prisma.RegistrationGetPayload<{ include: ReturnType<typeof ticketInclude> }>;

/** How many registrations an export reads at once. */
const TICKETS_AT_ONCE = 200;

/**
 * Everything stored about the registrations with the account's address, in a few statements even for many. Leaves out
 * positions in waiting lists, which are nobody's data.
 */
export async function listOwnTickets(
  permit: OwnAccount,
  locale: Locale,
): Promise<Omit<TicketView, "waitingPosition">[]> {
  if (permit.by.kind !== "user") return [];
  const found: Omit<TicketView, "waitingPosition">[] = [];
  for (let after = 0; ; ) {
    const rows = await db().registration.findMany({
      where: { email: permit.by.email, anonymisedAt: null, arrival: { gt: after } },
      include: ticketInclude(new Date()),
      orderBy: { arrival: "asc" },
      take: TICKETS_AT_ONCE,
    });
    const ids = rows.map(({ forumId }) => forumId);
    const [forums, promises, undone] = await Promise.all([
      listForumsById(locale, ids),
      listPromisesByForum(ids),
      listUndone(rows),
    ]);
    for (const row of rows) {
      const forum = forums.get(row.forumId);
      const promised = promises.get(row.forumId);
      if (forum) found.push(ticketView(locale, row, forum, null, undone, (language) => promised?.(language) ?? null));
    }
    const last = rows.at(-1);
    if (!last || rows.length < TICKETS_AT_ONCE) return found;
    after = last.arrival;
  }
}

async function loadTicket(
  locale: Locale,
  where: { tokenHash: Buffer<ArrayBuffer> } | { id: string },
): Promise<TicketView | null> {
  const row = await db().registration.findUnique({ where, include: ticketInclude(new Date()) });
  // An anonymised registration is nobody's ticket any more.
  const forum = row && !row.anonymisedAt && (await findForum(locale, row.forum.slug));
  if (!forum) return null;
  const turn = Math.min(
    ...row.claims.filter(({ kind, status }) => kind === "seats" && status === "waiting").map((claim) => claim.turn),
  );
  const ahead =
    row.status === "waiting"
      ? await db().registration.count({
          where: {
            forumId: row.forumId,
            status: "waiting",
            claims: { some: { kind: "seats", status: "waiting", turn: { lt: turn } } },
          },
        })
      : null;
  const languages = row.participants.filter(({ needsInterpretation }) => needsInterpretation);
  const promises =
    languages.length > 0
      ? await listInterpreterPromises(
          row.forumId,
          languages.map(({ spokenLanguage }) => spokenLanguage).filter(isSpokenLanguage),
        )
      : new Map<SpokenLanguage, { promise: InterpreterPromise }>();
  return ticketView(
    locale,
    row,
    forum,
    ahead,
    await listUndone([row]),
    (language) => promises.get(language)?.promise ?? null,
  );
}

/** Builds the view from a registration's rows. `ahead` is how many wait before it; null if it does not wait. */
function ticketView(
  locale: Locale,
  row: TicketRow,
  forum: ForumView,
  ahead: number | null,
  undone: ReadonlySet<string>,
  promiseOf: (language: SpokenLanguage) => InterpreterPromise | null,
): TicketView {
  const onlineUrl = row.status === "confirmed" && meetsOnline(forum) ? row.forum.onlineUrl : null;
  const positions = seatPositions(row.participants.map(({ ageGroup }) => ({ age: ageGroup })));
  const standing = (kind: "seats" | "session" | "childcare", position: number, sessionId: string | null = null) =>
    row.claims.find(
      (claim) =>
        claim.kind === kind &&
        claim.sessionId === sessionId &&
        (claim.position === null || claim.position === positions[position]),
    )?.status;
  return {
    id: row.id,
    token: deriveToken("registration", row.id, row.linkNumber),
    code: row.code,
    status: row.status,
    waitingPosition: ahead === null ? null : ahead + 1,
    childcare: { status: standing("childcare", 0) ?? "none", ages: row.childcareAges },
    offers: row.offers.map((offer) => offerView(offer, row)),
    people: row.participants.map((person) => {
      const language = isSpokenLanguage(person.spokenLanguage) ? person.spokenLanguage : "fi";
      return {
        name: person.name,
        role: person.role,
        age: person.ageGroup,
        language,
        interpretation: person.needsInterpretation,
        promise: person.needsInterpretation ? promiseOf(language) : null,
        seat: standing("seats", person.position) ?? "lapsed",
        sessions: person.sessionIds.flatMap((id) => {
          const status = standing("session", person.position, id);
          return status ? [{ id, status }] : [];
        }),
        // Needs that do not open are shown as none: tickets and mails work without them, and a change keeps them.
        needs: (person.sealedNeeds && tryOpenNeeds(person.sealedNeeds, row.id, person.position)) ?? NO_NEEDS,
      };
    }),
    maySplit: row.maySplit,
    phone: row.phone,
    email: row.email,
    keepsScreenshot: row.keepsScreenshot,
    emailRefusedAt: row.emailRefusedAt,
    phoneRefusedAt: row.phoneRefusedAt,
    released: row.status === "cancelled" && row.events.some(({ kind }) => kind === "released"),
    actedFor: row.events.flatMap(({ kind, at, reason }) =>
      kind === "acted_for" ? [{ at, reason: reason ?? "" }] : [],
    ),
    calls: row.notifications
      .flatMap(({ callTries }) => callTries)
      .sort((one, other) => one.at.getTime() - other.at.getTime()),
    arrivals: row.arrivals.map(({ id, at, people }) => ({
      ...{ id, at, undone: undone.has(id) },
      people: row.participants.flatMap(({ position, number }) =>
        people.length === 0 || people.includes(number) ? position : [],
      ),
    })),
    guardian: row.guardianContact,
    question: row.question,
    helper: row.helperLink?.holder ?? row.helperUser?.name ?? row.helperUser?.email ?? null,
    messageLocale: isLocale(row.messageLocale) ? row.messageLocale : locale,
    contactWay: row.contactWay,
    consents: row.consents.map(({ kind, textVersion, locale: language, givenAt, withdrawnAt }) => ({
      kind,
      textVersion,
      locale: language,
      givenAt,
      withdrawnAt,
    })),
    revision: row.revision,
    createdAt: row.createdAt,
    onlineUrl,
    // For these people the meeting link is the forum's address in letters, calendars and on slips.
    forum: onlineUrl ? { ...forum, address: onlineUrl } : forum,
  };
}

/** Whether a party ever had a seat. Only then can the forum be in its calendar. */
export async function everHadSeat(registrationId: string): Promise<boolean> {
  return (await db().registrationEvent.count({ where: { registrationId, status: "confirmed" } })) > 0;
}

/** The codes of registrations, by id. */
export async function listCodes(_permit: ReadAudit, { ids }: AuditKeys): Promise<Map<string, string>> {
  const rows = await db().registration.findMany({ where: { id: { in: ids } }, select: { id: true, code: true } });
  return new Map(rows.map(({ id, code }) => [id, code]));
}
