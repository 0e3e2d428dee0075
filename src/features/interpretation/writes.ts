import "server-only";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
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

/**
 * Says in which languages a forum that is not published is held, and into which it is interpreted: all others are taken away.
 * What was said of a language before stays with it.
 */
export async function writeLanguages(
  tx: Tx,
  forumId: string,
  { main, interpreted }: { main: readonly SpokenLanguage[]; interpreted: readonly SpokenLanguage[] },
): Promise<void> {
  await tx.forumLanguage.deleteMany({ where: { forumId, language: { notIn: [...main, ...interpreted] } } });
  const before = new Map(
    (await tx.forumLanguage.findMany({ where: { forumId } })).map((row) => [row.language, row] as const),
  );
  for (const language of main) {
    const spoken = { main: true, state: "confirmed" } as const;
    await tx.forumLanguage.upsert({
      where: { forumId_language: { forumId, language } },
      create: { forumId, language, ...spoken },
      update: spoken,
    });
  }
  for (const language of interpreted) {
    if (before.get(language)?.main === false) continue;
    const asked = { main: false, state: "requested" } as const;
    await tx.forumLanguage.upsert({
      where: { forumId_language: { forumId, language } },
      create: { forumId, language, ...asked },
      update: asked,
    });
  }
}

/**
 * Gives a new forum the languages of another, with the number from which an interpreter is ordered, and until when one can be, as
 * `moved` says. Interpreters are asked anew: those of the other forum were booked, or looked for, for another time.
 */
export async function writeLanguagesCopy(
  tx: Tx,
  { from, to }: { from: string; to: string },
  moved: (at: Date) => Date,
): Promise<void> {
  const languages = await tx.forumLanguage.findMany({ where: { forumId: from } });
  await tx.forumLanguage.createMany({
    data: languages.map(({ language, main, threshold, deadlineAt }) => ({
      ...{ forumId: to, language, main, threshold },
      state: main ? "confirmed" : "requested",
      deadlineAt: deadlineAt && moved(deadlineAt),
    })),
  });
}
