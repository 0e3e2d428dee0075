import "server-only";
import { createHash } from "node:crypto";
import { findForumAtWork } from "@/features/forums/queries";
import type { Locale } from "@/i18n/locales";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { db, type Tx } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import type { DoorSubject, KeepDoor } from "./policy";
import { type DoorSum, doorDay, doorHours, sumDoor } from "./rules";
import { type DoorList, type DoorParty, ENTRIES_ANSWERED, type LoggedEntry, MOST_ENTRIES } from "./schema";

/** The door of a forum as policies see it; null for a draft, which has none. */
export async function findDoorSubject(forumId: string, now = new Date()): Promise<DoorSubject | null> {
  const row = await db().forum.findUnique({
    where: { id: forumId, status: { not: "draft" } },
    select: { organisationId: true, startsAt: true, endsAt: true },
  });
  return row && { forumId, organisationId: row.organisationId, day: doorDay(row, now) };
}

/** The list of a forum's parties, as devices at its door hold it; cancelled parties too, because their people may come. */
export async function listDoorParties({ subject: { forumId } }: KeepDoor): Promise<DoorParty[]> {
  return db().$queryRaw<DoorParty[]>`
    SELECT r.code, r.status::text AS state,
      ARRAY(SELECT p.name FROM "Participant" p WHERE p."registrationId" = r.id ORDER BY p.position) AS people,
      CASE WHEN r."maySplit" THEN ARRAY(SELECT c.position FROM "Claim" c WHERE c."registrationId" = r.id AND c.kind = 'seats'
        AND c.position IS NOT NULL AND c.status <> 'held' ORDER BY c.position) ELSE ARRAY[]::int[] END AS unseated
    FROM "Registration" r WHERE r."forumId" = ${forumId}::uuid AND r."anonymisedAt" IS NULL ORDER BY r.arrival`;
}

/** The list with its version; null if the version is `known` to the device. */
export async function findDoorList(permit: KeepDoor, locale: Locale, known: string | null): Promise<DoorList | null> {
  const [forum, parties] = await Promise.all([
    findForumAtWork(locale, permit.subject.forumId),
    listDoorParties(permit),
  ]);
  if (!forum) return null;
  const list = {
    forum: {
      slug: forum.slug,
      title: forum.text.title,
      titleLocale: forum.text.locale,
      startsAt: forum.startsAt.toISOString(),
      endsAt: forum.endsAt.toISOString(),
      dayEndsAt: doorHours(forum).closesAt.toISOString(),
    },
    parties,
  };
  const version = createHash("sha256").update(JSON.stringify(list)).digest("base64url").slice(0, 22);
  return version === known ? null : { version, ...list };
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
