import "server-only";
import { recordAudit } from "@/features/audit/commands";
import { lockForum } from "@/features/forums/writes";
import { enqueueNotifications, notifyParties } from "@/features/notifications/commands";
import { closeCalls } from "@/features/notifications/writes";
import { isLocale } from "@/i18n/locales";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { type Tx, transaction } from "@/platform/db/client";
import type { DecideInterpretation } from "./policy";
import { DEFAULT_THRESHOLD } from "./rules";

/**
 * Checks the demand for the languages that a party has just asked for, in the same transaction. When the demand for a
 * language reaches its threshold, the language becomes requested and the forum's staff are told, once.
 */
export async function noteDemand(
  tx: Tx,
  forum: { id: string },
  languages: readonly SpokenLanguage[],
  now: Date,
): Promise<void> {
  if (languages.length === 0) return;
  const due = await tx.$queryRaw<{ language: string }[]>`
    SELECT p."spokenLanguage" AS language
    FROM "Participant" p
    JOIN "Registration" r ON r.id = p."registrationId"
    LEFT JOIN "ForumLanguage" l ON l."forumId" = r."forumId" AND l.language = p."spokenLanguage"
    WHERE r."forumId" = ${forum.id}::uuid AND r.status::text NOT IN ('cancelled', 'lapsed') AND p."needsInterpretation"
      AND p."spokenLanguage" = ANY(${[...languages]})
      AND l."alertedAt" IS NULL AND (l.language IS NULL OR (l.state = 'requested' AND NOT l.main))
    GROUP BY p."spokenLanguage", l.threshold
    HAVING COUNT(*) >= COALESCE(l.threshold, ${DEFAULT_THRESHOLD})`;
  for (const { language } of due) {
    await tx.forumLanguage.upsert({
      where: { forumId_language: { forumId: forum.id, language } },
      create: { forumId: forum.id, language, state: "requested", alertedAt: now },
      update: { alertedAt: now },
    });
    const { contactEmail, contactLocale } = await tx.forum.findUniqueOrThrow({
      where: { id: forum.id },
      select: { contactEmail: true, contactLocale: true },
    });
    await enqueueNotifications(tx, [
      {
        eventKey: `forum:${forum.id}:interpretation:${language}`,
        template: "staff_interpretation_demand",
        channel: "email",
        locale: contactLocale,
        recipient: contactEmail,
        forumId: forum.id,
        registrationId: null,
        language,
      },
    ]);
  }
}

/**
 * Staff decide about a language: an interpreter has been requested, is coming, or is not available; and the threshold
 * and deadline for ordering one. When it is confirmed or refused, the people who asked are told, in that language if
 * the portal speaks it, otherwise in their message language.
 */
export async function decideLanguage(
  permit: DecideInterpretation,
  command: {
    language: SpokenLanguage;
    state: "requested" | "confirmed" | "not_available";
    threshold: number | null;
    deadlineAt: Date | null;
  },
  now = new Date(),
): Promise<{ ok: true; slug: string } | { ok: false; reason: "not_found" | "forum_closed" }> {
  const { forumId } = permit.subject;
  const { language, state, threshold, deadlineAt } = command;
  return transaction(async (tx) => {
    // Lock the forum: a registration that asks for the language meanwhile is either told or sees the new state.
    const forum = await lockForum(tx, { id: forumId });
    if (!forum) return { ok: false, reason: "not_found" };
    if (forum.closedAt) return { ok: false, reason: "forum_closed" };
    const key = { forumId_language: { forumId, language } };
    const before = await tx.forumLanguage.findUnique({ where: key });
    await tx.forumLanguage.upsert({
      where: key,
      create: { forumId, language, state, threshold, deadlineAt },
      update: { state, threshold, deadlineAt },
    });
    await recordAudit(
      tx,
      permit.by,
      "language_decided",
      { kind: "forum", id: forumId },
      {
        language: [null, language],
        state: [before?.state ?? null, state],
        threshold: [before?.threshold ?? null, threshold],
        deadline: [before?.deadlineAt?.toISOString() ?? null, deadlineAt?.toISOString() ?? null],
      },
    );
    if (before?.state !== state) await closeCalls(tx, { forumId }, now);
    if (state === "requested" || before?.state === state) return { ok: true, slug: forum.slug };
    const parties = await tx.registration.findMany({
      where: {
        forumId,
        status: { notIn: ["cancelled", "lapsed"] },
        anonymisedAt: null,
        participants: { some: { spokenLanguage: language, needsInterpretation: true } },
      },
    });
    await notifyParties(
      tx,
      `interpretation_${state}`,
      parties.map((party) => ({
        party,
        event: `registration:${party.id}:${language}:${now.getTime()}`,
        language,
        ...(isLocale(language) && { locale: language }),
      })),
    );
    return { ok: true, slug: forum.slug };
  });
}
