import "server-only";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import type { Tx } from "@/platform/db/client";

// Changes to a forum's languages by other features' commands, within their transactions.

/** Moves the deadlines for ordering interpreters by this many milliseconds, when their forum is moved. */
export async function moveOrderDeadlines(tx: Tx, forumId: string, by: number): Promise<void> {
  if (by === 0) return;
  await tx.$executeRaw`
    UPDATE "ForumLanguage" SET "deadlineAt" = "deadlineAt" + make_interval(secs => ${by / 1000}::float8)
    WHERE "forumId" = ${forumId}::uuid`;
}

/**
 * Requests confirmed interpreters again, because they were booked for another time. Languages that the forum is held in
 * stay. Returns the languages.
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
 * Sets the languages in which an unpublished forum is held and interpreted, and removes all others. A language that
 * stays keeps its state.
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
 * Gives forums made from another its languages. Interpreters are requested again; their deadlines move as `moved` says, by
 * the forum.
 */
export async function writeLanguagesCopies(
  tx: Tx,
  from: string,
  copies: readonly { id: string; moved: (at: Date) => Date }[],
): Promise<void> {
  const languages = await tx.forumLanguage.findMany({ where: { forumId: from } });
  await tx.forumLanguage.createMany({
    data: copies.flatMap(({ id, moved }) =>
      languages.map(({ language, main, threshold, deadlineAt }) => ({
        ...{ forumId: id, language, main, threshold },
        state: main ? ("confirmed" as const) : ("requested" as const),
        deadlineAt: deadlineAt && moved(deadlineAt),
      })),
    ),
  });
}
