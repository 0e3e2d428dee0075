import "server-only";
import { IS_SEATED, PEOPLE_OF_PARTY } from "@/features/capacity/queries";
import type { ParticipantRole } from "@/features/capacity/schema";
import type { AGE_GROUPS } from "@/features/registration/schema";
import { db } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import type { ExportPeople } from "../policy";

/** How many people of one kind registered, and how many of them have a seat. */
interface PeopleCount<Kind> {
  kind: Kind;
  people: number;
  seated: number;
}

/** A forum's people as numbers, without anything by which somebody could be found. */
export interface ForumNumbers {
  all: Omit<PeopleCount<never>, "kind">;
  roles: PeopleCount<ParticipantRole>[];
  /** BCP 47. */
  languages: PeopleCount<string>[];
  ages: PeopleCount<(typeof AGE_GROUPS)[number]>[];
}

/** A forum's people in numbers, without cancelled parties, also after they have been anonymised. */
export async function getForumNumbers({ subject }: ExportPeople): Promise<ForumNumbers> {
  const by = <Kind>(kind: Prisma.Sql) =>
    db().$queryRaw<PeopleCount<Kind>[]>`
      SELECT ${kind} AS kind, COUNT(*)::int AS people, (COUNT(*) FILTER (WHERE ${IS_SEATED}))::int AS seated
      FROM "Registration" r CROSS JOIN LATERAL ${PEOPLE_OF_PARTY} p
      WHERE r."forumId" = ${subject.forumId}::uuid AND r.status <> 'cancelled' GROUP BY 1 ORDER BY 2 DESC, 1`;
  const [roles, languages, ages] = await Promise.all([
    by<ParticipantRole>(Prisma.sql`p.role::text`),
    by<string>(Prisma.sql`p."spokenLanguage"`),
    by<(typeof AGE_GROUPS)[number]>(Prisma.sql`p."ageGroup"::text`),
  ]);
  const sum = (of: "people" | "seated") => roles.reduce((total, row) => total + row[of], 0);
  return { all: { people: sum("people"), seated: sum("seated") }, roles, languages, ages };
}
