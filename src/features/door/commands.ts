import "server-only";
import { v4 as uuid } from "uuid";
import type { Actor } from "@/features/access/schema";
import { writeAccessLink } from "@/features/accounts/writes";
import { recordAudit } from "@/features/audit/commands";
import { readEntries } from "@/features/offline-log/rules";
import type { Judged } from "@/features/offline-log/schema";
import { type RegisterCommand, type RegisterRefusal, registerAtDoor } from "@/features/registration/commands";
import type { RegisterAtDoor } from "@/features/registration/policy";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { type Tx, transaction } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import { hashToken } from "@/platform/security/tokens";
import type { GiveDoorLink, KeepDoor } from "./policy";
import { type DoorRefusal, type Entry, EntrySchema, MOST_ENTRIES } from "./schema";
import { freezeAgain, lockDoor } from "./writes";

/**
 * Writes entries to the log of the permit's door and says of each what became of it. Each is judged alone: what is no
 * entry is refused and holds up nothing. An entry whose id is in the log already is accepted and not written again.
 */
export async function noteEntries(
  permit: KeepDoor,
  given: readonly unknown[],
  now = new Date(),
): Promise<Judged<DoorRefusal>> {
  const { entries, refused } = readEntries(given, EntrySchema);
  if (entries.length === 0) return { accepted: [], refused };
  const judged = await transaction((tx) => noteWithin(tx, permit, entries, now));
  return { accepted: judged.accepted, refused: [...refused, ...judged.refused] };
}

/** Records that the list of a door was handed to a device that had none. */
export async function noteListTaken({ by, subject }: KeepDoor): Promise<void> {
  await transaction((tx) => recordAudit(tx, by, "door_list_taken", { kind: "forum", id: subject.forumId }));
}

/** What an entry needs to know of its party. */
const PARTY = { id: true, code: true, participants: { select: { number: true } } } as const;
type KnownParty = Prisma.RegistrationGetPayload<{ select: typeof PARTY }>;

/** Writes entries with ids of their own within a transaction. */
async function noteWithin(
  tx: Tx,
  { by, subject: { forumId } }: KeepDoor,
  entries: readonly Entry[],
  now: Date,
): Promise<Judged<DoorRefusal>> {
  const door = await lockDoor(tx, forumId);
  const known = await tx.arrival.findMany({
    where: { forumId, id: { in: entries.map(({ id }) => id) } },
    select: { id: true },
  });
  const accepted = known.map(({ id }) => id);
  const fresh = entries.filter(({ id }) => !accepted.includes(id));
  const refuse = (reason: DoorRefusal, of: readonly Entry[]) => of.map(({ id }) => ({ id, reason }));
  if (door.over) return { accepted, refused: refuse("over", fresh) };
  if (door.last + fresh.length > MOST_ENTRIES) return { accepted, refused: refuse("full", fresh) };
  const parties = await tx.registration.findMany({
    where: { forumId, code: { in: fresh.flatMap((entry) => (entry.kind === "arrived" ? [entry.code] : [])) } },
    select: PARTY,
  });
  const byCode = new Map(parties.map((party) => [party.code, party]));
  const isKnown = (entry: Entry) => entry.kind !== "arrived" || byCode.has(entry.code);
  const written = fresh.filter(isKnown);
  await tx.arrival.createMany({
    data: written.map((entry, n) => ({
      ...{ forumId, seq: door.last + n + 1, receivedAt: now, ...whoNotes(by) },
      ...rowOf(entry, byCode),
    })),
  });
  await freezeAgain(tx, forumId, now);
  return {
    accepted: [...accepted, ...written.map(({ id }) => id)],
    refused: refuse(
      "unknown_code",
      fresh.filter((entry) => !isKnown(entry)),
    ),
  };
}

/**
 * Registers people who stand at the door, if there is a seat for each, and notes at once that they have arrived. One
 * transaction: they have both or neither.
 */
export async function registerArrivals(
  permit: RegisterAtDoor,
  command: Pick<RegisterCommand, "submission" | "locale" | "registration"> & { reason: string },
  now = new Date(),
): Promise<{ ok: true; slug: string; code: string } | RegisterRefusal> {
  const {
    by,
    subject: { forumId },
  } = permit;
  const arrive = async (tx: Tx, registrationId: string) => {
    const { last } = await lockDoor(tx, forumId);
    const party = await tx.registration.findUniqueOrThrow({ where: { id: registrationId }, select: PARTY });
    const entry: Entry = { id: uuid(), at: now.toISOString(), kind: "arrived", code: party.code, people: null };
    await tx.arrival.create({
      data: {
        ...{ forumId, seq: last + 1, receivedAt: now, ...whoNotes(by) },
        ...rowOf(entry, new Map([[party.code, party]])),
      },
    });
  };
  const forum = await transaction((tx) => tx.forum.findUnique({ where: { id: forumId }, select: { slug: true } }));
  if (!forum) return { ok: false, reason: "not_found" };
  const result = await registerAtDoor(permit, { ...command, ...forum }, arrive, now);
  if (!result.ok) return result;
  const { code } = await transaction((tx) =>
    tx.registration.findUniqueOrThrow({ where: { tokenHash: hashToken(result.token) }, select: { code: true } }),
  );
  return { ok: true, code, ...forum };
}

/** Who notes an entry. */
const whoNotes = (by: Actor) => ({
  byUserId: by.kind === "user" ? by.id : null,
  byLinkId: by.kind === "link" ? by.id : null,
});

/** How long a door's link is kept. Its forum's day decides when it opens the door, also after the forum is moved. */
const LINK_KEPT_DAYS = 400;

/** Gives somebody a link to keep the permit's door on the forum's day. Returns the link's id and token. */
export async function giveDoorLink(
  { by, subject: { forumId } }: GiveDoorLink,
  { holder }: { holder: string },
  now = new Date(),
): Promise<{ id: string; token: string }> {
  return transaction(async (tx) => {
    const made = await writeAccessLink(tx, { kind: "door", holder, days: LINK_KEPT_DAYS, forumId }, now);
    const changes = { kind: [null, "door"], forum: [null, forumId] } as const;
    await recordAudit(tx, by, "link_created", { kind: "link", id: made.id }, changes);
    return made;
  });
}

function rowOf(
  entry: Entry,
  byCode: ReadonlyMap<string, KnownParty>,
): Pick<
  Prisma.ArrivalCreateManyInput,
  "id" | "kind" | "at" | "registrationId" | "people" | "walkIns" | "spokenLanguage" | "entries"
> {
  const { id, kind } = entry;
  const row = { id, kind, at: new Date(entry.at), people: [] as number[], entries: [] as string[] };
  switch (entry.kind) {
    case "arrived":
      return { ...row, ...arrivedOf(entry.people, byCode.get(entry.code)) };
    case "walk_in":
      return { ...row, walkIns: entry.people, spokenLanguage: entry.language satisfies SpokenLanguage | null };
    case "undone":
      return { ...row, entries: [...new Set(entry.entries)] };
  }
}

/** Who of a party arrived. Everybody is written down by number, so that nobody who joins the party later has arrived with them. */
function arrivedOf(numbers: readonly number[] | null, party: KnownParty | undefined) {
  const people = numbers ?? party?.participants.map(({ number }) => number) ?? [];
  return { registrationId: party?.id ?? null, people: [...new Set(people)] };
}
