import "server-only";
import type { Tx } from "@/platform/db/client";

// What commands of other features write of a forum's languages, each within the transaction of that command.

/** Moves the days until which interpreters can be ordered by so many milliseconds, as their forum is moved. */
export async function moveOrderDeadlines(tx: Tx, forumId: string, by: number): Promise<void> {
  if (by === 0) return;
  await tx.$executeRaw`
    UPDATE "ForumLanguage" SET "deadlineAt" = "deadlineAt" + make_interval(secs => ${by / 1000}::float8)
    WHERE "forumId" = ${forumId}::uuid`;
}

/**
 * Asks anew for the interpreters that had been confirmed: they were booked for another time. What is spoken on the spot stays.
 * Returns the languages.
 */
export async function askInterpretersAgain(tx: Tx, forumId: string): Promise<string[]> {
  const rows = await tx.forumLanguage.updateManyAndReturn({
    where: { forumId, main: false, state: "confirmed" },
    data: { state: "requested" },
    select: { language: true },
  });
  return rows.map(({ language }) => language);
}
