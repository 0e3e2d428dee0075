import "server-only";
import { recordAudit } from "@/features/audit/commands";
import { transaction } from "@/platform/db/client";
import type { EnterTutorHours, SumTutorHours } from "./policy";
import { dayRefusal, keptSince } from "./rules";
import { MOST_ON_A_DAY, type TutorHoursSchema } from "./schema";

/**
 * Enters time that a tutor spent on their group. The same form sent again is entered once. Refuses a day to come and one
 * before last year, and more than there are hours in a day.
 */
export async function enterTutorHours(
  { by, subject: { groupId } }: EnterTutorHours,
  { day, minutes, work, form }: TutorHoursSchema,
  now = new Date(),
): Promise<{ ok: true } | { ok: false; reason: "day_ahead" | "day_old" | "day_full" }> {
  if (by.kind !== "user") throw new TypeError("only users enter hours");
  const reason = dayRefusal(day, now);
  if (reason) return { ok: false, reason };
  return transaction(async (tx) => {
    // One tutor after another window of theirs, so that both see the sum of the day.
    await tx.$queryRaw`SELECT FROM "User" WHERE id = ${by.id}::uuid FOR NO KEY UPDATE`;
    const own = { userId: by.id, day: new Date(day) };
    if ((await tx.tutorHours.count({ where: { form } })) > 0) return { ok: true };
    const { _sum } = await tx.tutorHours.aggregate({ where: own, _sum: { minutes: true } });
    if ((_sum.minutes ?? 0) + minutes > MOST_ON_A_DAY) return { ok: false, reason: "day_full" };
    await tx.tutorHours.create({ data: { ...own, groupId, minutes, work, form, createdAt: now } });
    return { ok: true };
  });
}

/** Removes an entry of one's own. Does nothing if it is gone already, or somebody else's. */
export async function removeTutorHours(
  { by, subject: { groupId } }: EnterTutorHours,
  { id }: { id: string },
): Promise<{ ok: true }> {
  await transaction((tx) => tx.tutorHours.deleteMany({ where: { id, groupId, userId: by.id ?? "" } }));
  return { ok: true };
}

/** Records that somebody exported the hours of an organisation's tutors. */
export async function noteHoursExport({ by, subject: { organisationId } }: SumTutorHours): Promise<void> {
  await transaction((tx) => recordAudit(tx, by, "tutor_hours_exported", { kind: "organisation", id: organisationId }));
}

/** Removes hours that have been kept long enough. */
export async function forgetTutorHours(now = new Date()): Promise<void> {
  await transaction((tx) => tx.tutorHours.deleteMany({ where: { day: { lt: new Date(keptSince(now)) } } }));
}
