import "server-only";
import { ACCESS_NEEDS, DIETS, Needs, needsContext } from "@/features/registration/schema";
import { db } from "@/platform/db/client";
import { unseal } from "@/platform/security/sealing";
import { hashToken } from "@/platform/security/tokens";

/** How many people of a forum have which need. What caterers see: numbers and free remarks, never who. */
export interface NeedsCount {
  /** People who have a seat. */
  people: number;
  needs: { need: (typeof DIETS)[number] | (typeof ACCESS_NEEDS)[number]; people: number }[];
  notes: string[];
}

/** Whether the party of a link hears about later forums; null for a link that opens nothing. */
export async function hearsOfLaterForums(token: string): Promise<boolean | null> {
  if (!/^[\w-]{27}$/.test(token)) return null;
  const row = await db().registration.findUnique({
    where: { tokenHash: hashToken(token) },
    select: { consents: { where: { kind: "later_forums", withdrawnAt: null }, select: { id: true } } },
  });
  return row && row.consents.length > 0;
}

/** Counts the diet and access needs of those who have seats in a forum, under consents that have not been taken back. */
export async function countNeeds(forumId: string): Promise<NeedsCount> {
  const rows = await db().participant.findMany({
    where: { registration: { forumId, status: "confirmed" } },
    select: { registrationId: true, position: true, sealedNeeds: true },
  });
  const told = rows.flatMap(({ registrationId, position, sealedNeeds }) =>
    sealedNeeds ? [Needs.parse(unseal(sealedNeeds, needsContext(registrationId, position)))] : [],
  );
  const count = [...DIETS, ...ACCESS_NEEDS].map((need) => ({
    need,
    people: told.filter(({ diet, access }) => [...diet, ...access].includes(need)).length,
  }));
  return {
    people: rows.length,
    needs: count.filter(({ people }) => people > 0),
    // Sorted, so that their order tells nothing about whose they are.
    notes: told
      .map(({ note }) => note)
      .filter(Boolean)
      .sort(),
  };
}
