import "server-only";
import { createHash } from "node:crypto";
import { toGivenLink } from "@/features/accounts/queries";
import { IS_SEATED } from "@/features/capacity/queries";
import type { ParticipantRole } from "@/features/capacity/schema";
import { findForumAtWork } from "@/features/forums/queries";
import { ENTRIES_ANSWERED } from "@/features/offline-log/schema";
import type { DoorSubject } from "@/features/registration/policy";
import type { Locale } from "@/i18n/locales";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { wholeDays } from "@/i18n/time";
import { db, type Tx } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import type { GiveDoorLink, KeepDoor, SeeAttendance } from "./policy";
import { type DoorSum, doorDay, sumDoor } from "./rules";
import { type DoorList, type DoorParty, type LoggedEntry, MOST_ENTRIES } from "./schema";

/** The door of a forum as policies see it; null for a draft, which has none. */
export async function findDoorSubject(forumId: string, now = new Date()): Promise<DoorSubject | null> {
  const row = await db().forum.findUnique({
    where: { id: forumId, status: { not: "draft" } },
    select: { organisationId: true, startsAt: true, endsAt: true },
  });
  return row && { forumId, organisationId: row.organisationId, day: doorDay(row, now) };
}

/** The list of a forum's parties, as devices at its door hold it; cancelled parties too, because their people may come. */
async function listDoorParties({ subject: { forumId } }: KeepDoor): Promise<DoorParty[]> {
  return db().$queryRaw<DoorParty[]>`
    SELECT r.code, r.status::text AS state,
      ARRAY(SELECT p.name FROM "Participant" p WHERE p."registrationId" = r.id ORDER BY p.position) AS people,
      ARRAY(SELECT p.number FROM "Participant" p WHERE p."registrationId" = r.id ORDER BY p.position) AS numbers,
      ARRAY(SELECT p.position FROM "Participant" p WHERE p."registrationId" = r.id AND r."maySplit" AND r.status = 'confirmed'
        AND NOT ${IS_SEATED} ORDER BY p.position) AS unseated
    FROM "Registration" r WHERE r."forumId" = ${forumId}::uuid AND r."anonymisedAt" IS NULL ORDER BY r.arrival`;
}

/**
 * The list with its version; null if the version is `known` to the device. Every phone asks once a second, so the version is
 * made without reading the list.
 */
export async function findDoorList(permit: KeepDoor, locale: Locale, known: string | null): Promise<DoorList | null> {
  const [found, state] = await Promise.all([findForumAtWork(locale, permit.subject.forumId), findListState(permit)]);
  if (!found) return null;
  const forum = {
    slug: found.slug,
    title: found.text.title,
    titleLocale: found.text.locale,
    startsAt: found.startsAt.toISOString(),
    endsAt: found.endsAt.toISOString(),
    dayEndsAt: wholeDays(found).until.toISOString(),
  };
  const version = createHash("sha256")
    .update(JSON.stringify([LIST_FORMAT, forum, state]))
    .digest("base64url")
    .slice(0, 22);
  if (version === known) return null;
  // Read after the version: what changes in between comes with the next poll.
  return { version, forum, parties: await listDoorParties(permit) };
}

/** Grows when devices need other things of a list than before. */
const LIST_FORMAT = 2;

/**
 * What changes with anything on the list: how many parties it has, and in which transactions PostgreSQL last wrote each of them (`xmin`),
 * and those claims that say who of a party has a seat. A time of the last change would not do: a transaction that takes long
 * writes an earlier one than devices have seen already.
 */
async function findListState({ subject: { forumId } }: KeepDoor): Promise<string> {
  const [row] = await db().$queryRaw<{ state: string }[]>`
    SELECT concat_ws(' ', count(*), sum(hashtextextended(r.id::text || r.xmin::text, 0)), (
      SELECT concat_ws(' ', count(*), sum(hashtextextended(c.id::text || c.xmin::text, 0)))
      FROM "Claim" c JOIN "Registration" party ON party.id = c."registrationId"
      WHERE c."forumId" = ${forumId}::uuid AND c.kind = 'seats' AND party."maySplit")) AS state
    FROM "Registration" r WHERE r."forumId" = ${forumId}::uuid AND r."anonymisedAt" IS NULL`;
  return row?.state ?? "";
}

type ArrivalRow = Prisma.ArrivalGetPayload<{ include: { registration: { select: { code: true } } } }>;

/** An entry as devices made it. */
function toEntry(row: ArrivalRow): LoggedEntry {
  const { id, seq } = row;
  const at = row.at.toISOString();
  switch (row.kind) {
    case "arrived":
      return {
        id,
        seq,
        at,
        kind: "arrived",
        code: row.registration?.code ?? "",
        people: row.people.length ? row.people : null,
      };
    case "walk_in":
      return {
        id,
        seq,
        at,
        kind: "walk_in",
        people: row.walkIns ?? 0,
        language: row.spokenLanguage as SpokenLanguage | null,
      };
    case "undone":
      return { id, seq, at, kind: "undone", entries: row.entries };
  }
}

/** The entries of a door's log after the one with number `after`, oldest first, and whether there are more than `most`. */
export async function listEntries(
  { subject: { forumId } }: KeepDoor,
  { after, most = ENTRIES_ANSWERED }: { after: number; most?: number },
  client: Tx = db(),
): Promise<{ entries: LoggedEntry[]; more: boolean }> {
  const rows = await client.arrival.findMany({
    where: { forumId, seq: { gt: after } },
    orderBy: { seq: "asc" },
    take: most + 1,
    include: { registration: { select: { code: true } } },
  });
  return { entries: rows.slice(0, most).map(toEntry), more: rows.length > most };
}

/** Everything that the door page shows: the parties, the log's entries oldest first, and their sum. */
export interface DoorView {
  parties: DoorParty[];
  entries: LoggedEntry[];
  sum: DoorSum;
}

/** The door as it stands. */
export async function getDoor(permit: KeepDoor): Promise<DoorView> {
  const [parties, { entries }] = await Promise.all([
    listDoorParties(permit),
    listEntries(permit, { after: 0, most: MOST_ENTRIES }),
  ]);
  return { parties, entries, sum: sumDoor(parties, entries) };
}

/**
 * A link to the permit's door that was just made: its holder and its token. Null for any other link, and after a quarter
 * of an hour, when no page shows it any more.
 */
export async function findGivenDoorLink(
  { subject: { forumId } }: GiveDoorLink,
  id: string,
  now = new Date(),
): Promise<{ holder: string; token: string } | null> {
  const row = await db().accessLink.findUnique({ where: { id } });
  if (row?.kind !== "door" || row.forumId !== forumId) return null;
  const given = toGivenLink(row, now);
  return given && { holder: given.holder, token: given.token };
}

/** How many people of one role and spoken language were expected at a forum, and came. */
export interface AttendanceRow {
  /** Null for people who came without a registration. */
  role: ParticipantRole | null;
  /** Null if unknown. */
  spokenLanguage: string | null;
  /** People who held a seat. */
  expected: number;
  /** Those of them who came. */
  arrived: number;
  /** Others who came. */
  unexpected: number;
}

/** Sums the attendance from the log of a forum's door. Parties that were anonymised or erased are counted like all. */
export async function listAttendance(client: Tx, forumId: string): Promise<AttendanceRow[]> {
  return client.$queryRaw<AttendanceRow[]>`
    WITH person AS (
      SELECT p.role::text, p."spokenLanguage", here."at" IS NOT NULL AS here, ${IS_SEATED} AS seated
      FROM "Registration" r JOIN "Participant" p ON p."registrationId" = r.id
      LEFT JOIN "arrivedPeople"(${forumId}::uuid) here ON here."registrationId" = r.id AND here.position = p.position
      WHERE r."forumId" = ${forumId}::uuid
    ), walk_in AS (
      SELECT a."spokenLanguage", a."walkIns" FROM "Arrival" a WHERE a."forumId" = ${forumId}::uuid AND a.kind = 'walk_in'
        AND a.id NOT IN (SELECT unnest(u.entries) FROM "Arrival" u WHERE u."forumId" = ${forumId}::uuid AND u.kind = 'undone')
    )
    SELECT role, "spokenLanguage", count(*) FILTER (WHERE seated)::int AS expected,
      count(*) FILTER (WHERE seated AND here)::int AS arrived, count(*) FILTER (WHERE NOT seated AND here)::int AS unexpected
    FROM person WHERE seated OR here GROUP BY role, "spokenLanguage"
    UNION ALL
    SELECT NULL, "spokenLanguage", 0, 0, sum("walkIns")::int FROM walk_in GROUP BY "spokenLanguage"
    ORDER BY 2, 1`;
}

/** How many people came to a forum, and since when the numbers are fixed. */
export interface AttendanceView {
  /** Null while the numbers can change. */
  frozenAt: Date | null;
  rows: AttendanceRow[];
}

/** The attendance of the permit's forum; null if nobody has kept its door. */
export async function findAttendance({ subject: { forumId } }: SeeAttendance): Promise<AttendanceView | null> {
  const frozen = await db().attendance.findUnique({
    where: { forumId },
    include: { counts: { orderBy: [{ spokenLanguage: "asc" }, { role: "asc" }] } },
  });
  if (frozen) return { frozenAt: frozen.frozenAt, rows: frozen.counts };
  if ((await db().arrival.count({ where: { forumId } })) === 0) return null;
  return { frozenAt: null, rows: await listAttendance(db(), forumId) };
}

/** The forums whose people have been kept as long as they may, and the log of whose door still exists. */
export async function listDoorsToForget(now: Date): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT f.id FROM "Forum" f WHERE f."endsAt" + make_interval(days => f."retentionDays") < ${now}
      AND EXISTS (SELECT FROM "Arrival" a WHERE a."forumId" = f.id)`;
  return rows.map(({ id }) => id);
}
