import "server-only";
import { PEOPLE_OF_PARTY } from "@/features/capacity/queries";
import { collator } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { db } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import type { SeePeople } from "../policy";
import { PHOTOS, type TicketView } from "../queries";

/** A party on the list for the door. */
export interface DoorParty {
  code: string;
  status: Exclude<TicketView["status"], "cancelled">;
  /** In the order of the party. */
  names: string[];
}

/** Everybody who may stand at a forum's door, by the first person's name as the language sorts it. Without cancelled parties. */
export async function listDoor(permit: SeePeople, locale: Locale): Promise<DoorParty[]> {
  const rows = await db().$queryRaw<DoorParty[]>`
    SELECT r.code, r.status::text,
      ARRAY(SELECT p.name FROM "Participant" p WHERE p."registrationId" = r.id ORDER BY p.position) AS names
    FROM "Registration" r
    WHERE r."forumId" = ${permit.subject.forumId}::uuid AND r.status <> 'cancelled' AND r."anonymisedAt" IS NULL`;
  const { compare } = collator(locale);
  return rows.sort((a, b) => compare(a.names[0] ?? "", b.names[0] ?? "") || compare(a.code, b.code));
}

/** A person with a seat at a table, as its host sees them. */
export interface TablePerson {
  sessionId: string;
  /** A name or an alias. */
  name: string;
  /** BCP 47. */
  spokenLanguage: string;
  interpretation: boolean;
  /** Their party agreed to be in photos. */
  photos: boolean;
}

/**
 * The people who have a seat at each session of a forum, by name as the language sorts it. As for seats, a child below 13 shares the
 * claim of its party's first adult.
 */
export async function listTablePeople(permit: SeePeople, locale: Locale): Promise<TablePerson[]> {
  const rows = await db().$queryRaw<TablePerson[]>`
    SELECT c."sessionId", p.name, p."spokenLanguage", p."needsInterpretation" AS interpretation, ${PHOTOS} AS photos
    FROM "Claim" c JOIN "Registration" r ON r.id = c."registrationId" CROSS JOIN LATERAL ${PEOPLE_OF_PARTY} p
    WHERE c."forumId" = ${permit.subject.forumId}::uuid AND c.kind = 'session' AND c.status = 'held'
      AND r."anonymisedAt" IS NULL AND c."sessionId" = ANY(p."sessionIds") AND ${holdsFor}`;
  const { compare } = collator(locale);
  return rows.sort((a, b) => compare(a.name, b.name));
}

/** SQL: whether the claim `c` is for the person `p` of the registration `r`. */
const holdsFor = Prisma.sql`(c.position IS NULL OR c.position = COALESCE((
  SELECT MIN(adult.position) FROM "Participant" adult
  WHERE p."ageGroup" = 'under_13' AND adult."registrationId" = r.id AND adult."ageGroup" = 'adult'
), p.position))`;
