import "server-only";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { type Tx, transaction } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import type { KeepDoor } from "./policy";
import { type DoorAnswer, type Entry, EntrySchema, MOST_ENTRIES } from "./schema";
import { lockDoor } from "./writes";

type Judged = Pick<DoorAnswer, "accepted" | "refused">;

/**
 * Writes entries to the log of the permit's door and says of each what became of it. Each is judged alone: what is no
 * entry is refused and holds up nothing. An entry whose id is in the log already is accepted and not written again.
 */
export async function noteEntries(permit: KeepDoor, given: readonly unknown[], now = new Date()): Promise<Judged> {
  const refused: Judged["refused"] = [];
  const entries = new Map<string, Entry>();
  for (const one of given) {
    const parsed = EntrySchema.safeParse(one);
    if (!parsed.success) refused.push({ id: idOf(one), reason: "invalid" });
    else if (!entries.has(parsed.data.id)) entries.set(parsed.data.id, parsed.data);
  }
  if (entries.size === 0) return { accepted: [], refused };
  const judged = await transaction((tx) => noteWithin(tx, permit, [...entries.values()], now));
  return { accepted: judged.accepted, refused: [...refused, ...judged.refused] };
}

/** The id of something that is no entry, so that its device can tell which it was. */
function idOf(given: unknown): string | null {
  const id = typeof given === "object" && given !== null && "id" in given ? given.id : null;
  return typeof id === "string" ? id.slice(0, 64) : null;
}

/** Writes entries with ids of their own within a transaction. */
async function noteWithin(
  tx: Tx,
  { by, subject: { forumId } }: KeepDoor,
  entries: readonly Entry[],
  now: Date,
): Promise<Judged> {
  const door = await lockDoor(tx, forumId);
  const known = await tx.arrival.findMany({
    where: { forumId, id: { in: entries.map(({ id }) => id) } },
    select: { id: true },
  });
  const accepted = known.map(({ id }) => id);
  const fresh = entries.filter(({ id }) => !accepted.includes(id));
  const refuse = (reason: Judged["refused"][number]["reason"], of: readonly Entry[]) =>
    of.map(({ id }) => ({ id, reason }));
  if (door.over) return { accepted, refused: refuse("over", fresh) };
  if (door.last + fresh.length > MOST_ENTRIES) return { accepted, refused: refuse("full", fresh) };
  const parties = await tx.registration.findMany({
    where: { forumId, code: { in: fresh.flatMap((entry) => (entry.kind === "arrived" ? [entry.code] : [])) } },
    select: { id: true, code: true },
  });
  const byCode = new Map(parties.map(({ id, code }) => [code, id]));
  const isKnown = (entry: Entry) => entry.kind !== "arrived" || byCode.has(entry.code);
  const written = fresh.filter(isKnown);
  const who = { byUserId: by.kind === "user" ? by.id : null, byLinkId: by.kind === "link" ? by.id : null };
  await tx.arrival.createMany({
    data: written.map((entry, n) => ({
      ...{ forumId, seq: door.last + n + 1, receivedAt: now, ...who },
      ...rowOf(entry, byCode),
    })),
  });
  return {
    accepted: [...accepted, ...written.map(({ id }) => id)],
    refused: refuse(
      "unknown_code",
      fresh.filter((entry) => !isKnown(entry)),
    ),
  };
}

function rowOf(
  entry: Entry,
  byCode: ReadonlyMap<string, string>,
): Pick<
  Prisma.ArrivalCreateManyInput,
  "id" | "kind" | "at" | "registrationId" | "people" | "walkIns" | "spokenLanguage" | "entries"
> {
  const { id, kind } = entry;
  const row = { id, kind, at: new Date(entry.at), people: [] as number[], entries: [] as string[] };
  switch (entry.kind) {
    case "arrived":
      return { ...row, registrationId: byCode.get(entry.code) ?? null, people: [...new Set(entry.people)] };
    case "walk_in":
      return { ...row, walkIns: entry.people, spokenLanguage: entry.language satisfies SpokenLanguage | null };
    case "undone":
      return { ...row, entries: [...new Set(entry.entries)] };
  }
}
