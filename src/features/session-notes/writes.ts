import "server-only";
import type { Tx } from "@/platform/db/client";

/** Removes the notes of forums whose people are forgotten by now. */
export async function forgetSessionNotes(tx: Tx, now: Date): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "SessionNote" n USING "Session" s, "Forum" f
    WHERE s.id = n."sessionId" AND f.id = s."forumId" AND f."endsAt" + make_interval(days => f."retentionDays") < ${now}`;
}
