/** Runs once when a server process starts, before it answers: checks the settings and starts the worker. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("@/platform/env");
  const settings = env();
  const { listForumsByClock, rememberForums } = await import("@/features/forums/queries");
  const { PUBLIC_TAG, tagsOfChange } = await import("@/features/forums/cache-tags");
  const { followChanges } = await import("@/platform/page-renewal");
  followChanges({ tagsOf: tagsOfChange, all: [PUBLIC_TAG], byClock: listForumsByClock });
  // Nobody waits for this. If the database is not there yet, pages read it when someone asks for them.
  rememberForums().catch(() => undefined);
  if (settings.WORKER !== "inside") return;
  const { startWorkerInside } = await import("./worker-inside");
  await startWorkerInside();
}
