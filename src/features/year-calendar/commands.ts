import "server-only";
import { v7 as uuid } from "uuid";
import { recordAudit } from "@/features/audit/commands";
import { finnishNameOf } from "@/i18n/municipalities";
import { type Tx, transaction } from "@/platform/db/client";
import type { KeepYearCalendar } from "./policy";
import type { OccasionSchema } from "./schema";

const columnsOf = ({ kind, firstDay, lastDay, municipalityKeys }: OccasionSchema) => ({
  ...{ kind, municipalityKeys },
  firstDay: new Date(firstDay),
  lastDay: new Date(lastDay),
});

const rowsOf = (occasionId: string, { names }: OccasionSchema) =>
  names.map(({ locale, name }) => ({ occasionId, language: locale, name }));

/** What the log tells of an occasion. */
interface Told {
  kind: string;
  firstDay: Date;
  lastDay: Date;
  municipalityKeys: readonly string[];
}

const day = (at: Date | undefined) => at?.toISOString().slice(0, 10) ?? null;
const places = (told: Told | null) => told?.municipalityKeys.map(finnishNameOf) ?? null;

async function logOccasion(
  tx: Tx,
  permit: KeepYearCalendar,
  action: "occasion_created" | "occasion_edited" | "occasion_deleted",
  id: string,
  { before, after, renamed = false }: { before: Told | null; after: Told | null; renamed?: boolean },
): Promise<void> {
  await recordAudit(
    tx,
    permit.by,
    action,
    { kind: "occasion", id },
    {
      occasionKind: [before?.kind ?? null, after?.kind ?? null],
      firstDay: [day(before?.firstDay), day(after?.firstDay)],
      lastDay: [day(before?.lastDay), day(after?.lastDay)],
      municipalities: [places(before), places(after)],
      details: [null, renamed ? ["name"] : null],
    },
  );
}

/** Writes an occasion into the year calendar. */
export async function createOccasion(
  permit: KeepYearCalendar,
  occasion: OccasionSchema,
): Promise<{ ok: true; id: string }> {
  const id = uuid();
  const after = columnsOf(occasion);
  return transaction(async (tx) => {
    await tx.occasion.create({ data: { id, ...after } });
    await tx.occasionName.createMany({ data: rowsOf(id, occasion) });
    await logOccasion(tx, permit, "occasion_created", id, { before: null, after });
    return { ok: true, id };
  });
}

type Refusal = { ok: false; reason: "not_found" | "overtaken" };

/** Locks an occasion's row at the revision that the user saw, or says why it cannot. */
async function holdSeen(tx: Tx, id: string, seen: number) {
  const { count } = await tx.occasion.updateMany({
    where: { id, revision: seen },
    data: { revision: { increment: 1 } },
  });
  const row = await tx.occasion.findUnique({ where: { id }, include: { names: true } });
  if (!row) return { ok: false as const, reason: "not_found" as const };
  return count === 1 ? { ok: true as const, row } : { ok: false as const, reason: "overtaken" as const };
}

/** Changes an occasion with its names. Refuses one that somebody else has changed since revision `seen`. */
export async function editOccasion(
  permit: KeepYearCalendar,
  { id, seen, occasion }: { id: string; seen: number; occasion: OccasionSchema },
): Promise<{ ok: true } | Refusal> {
  const after = columnsOf(occasion);
  return transaction(async (tx) => {
    const held = await holdSeen(tx, id, seen);
    if (!held.ok) return held;
    await tx.occasion.update({ where: { id }, data: after });
    await tx.occasionName.deleteMany({ where: { occasionId: id } });
    await tx.occasionName.createMany({ data: rowsOf(id, occasion) });
    const words = (names: readonly { language: string; name: string }[]) =>
      JSON.stringify(names.map(({ language, name }) => [language, name]).sort());
    const renamed = words(held.row.names) !== words(rowsOf(id, occasion));
    await logOccasion(tx, permit, "occasion_edited", id, { before: held.row, after, renamed });
    return { ok: true };
  });
}

/** Deletes an occasion. Refuses one that somebody else has changed since revision `seen`. */
export async function deleteOccasion(
  permit: KeepYearCalendar,
  { id, seen }: { id: string; seen: number },
): Promise<{ ok: true; year: number } | Refusal> {
  return transaction(async (tx) => {
    const held = await holdSeen(tx, id, seen);
    if (!held.ok) return held;
    await tx.occasion.delete({ where: { id } });
    await logOccasion(tx, permit, "occasion_deleted", id, { before: held.row, after: null });
    return { ok: true, year: held.row.firstDay.getUTCFullYear() };
  });
}
