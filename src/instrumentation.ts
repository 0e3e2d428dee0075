/** Runs once when a server process starts, before it answers: checks the settings and starts the worker. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("@/platform/env");
  const settings = env();
  const { listForumsByClock, rememberForums } = await import("@/features/forums/queries");
  const { PUBLIC_TAG, tagsOfChange } = await import("@/features/forums/cache-tags");
  const { followChanges } = await import("@/platform/page-renewal");
  const { listGroupsByClock, rememberGroups } = await import("@/features/groups/queries");
  const { tagsOfGroupChange } = await import("@/features/groups/cache-tags");
  const { listPostsByClock, rememberNews } = await import("@/features/news/queries");
  const { tagsOfPostChange } = await import("@/features/news/cache-tags");
  const { rememberPages } = await import("@/features/pages/queries");
  const { tagsOfPageChange } = await import("@/features/pages/cache-tags");
  followChanges({
    tagsOf: (word) => tagsOfGroupChange(word) ?? tagsOfPostChange(word) ?? tagsOfPageChange(word) ?? tagsOfChange(word),
    all: [PUBLIC_TAG],
    byClock: async (since, until) =>
      (
        await Promise.all([
          listForumsByClock(since, until),
          listGroupsByClock(since, until),
          listPostsByClock(since, until),
        ])
      ).flat(),
  });
  // Nobody waits for this. If the database is not there yet, pages read it when someone asks for them.
  Promise.all([rememberForums(), rememberGroups(), rememberNews(), rememberPages()]).catch(() => undefined);
  if (settings.WORKER !== "inside") return;
  const { startWorkerInside } = await import("./worker-inside");
  await startWorkerInside();
}
