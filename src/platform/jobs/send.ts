import "server-only";
import { fromPrisma, PgBoss } from "pg-boss";
import type { Tx } from "@/platform/db/client";
import { foreignOptions, VISITORS } from "@/platform/db/connections";
import { log } from "@/platform/log";
import { JOBS_SCHEMA, type QueueName } from "./queue";

const holder = globalThis as unknown as { omapolkuJobs?: Promise<PgBoss> };

/** This process's pg-boss for sending only: no polling, no supervision. */
async function sender(): Promise<PgBoss> {
  holder.omapolkuJobs ??= (async () => {
    const boss = new PgBoss({
      ...foreignOptions(VISITORS, "omapolku-jobs"),
      schema: JOBS_SCHEMA,
      max: 1,
      migrate: false,
      createSchema: false,
      supervise: false,
      schedule: false,
    });
    boss.on("error", (error) => log().error({ error: error.message }, "job sender"));
    return boss.start();
  })();
  holder.omapolkuJobs.catch(() => {
    delete holder.omapolkuJobs;
  });
  return holder.omapolkuJobs;
}

/**
 * Adds jobs to a queue within the caller's transaction: they exist if and only if it commits. With `startAfter`, nobody takes them
 * before then; with `first`, they are taken before all others of the queue that wait.
 */
export async function sendJobs(
  tx: Tx,
  queue: QueueName,
  data: readonly object[],
  { startAfter, first = false }: { startAfter?: Date; first?: boolean } = {},
): Promise<void> {
  if (data.length === 0) return;
  const boss = await sender();
  const db = fromPrisma(tx);
  const options = { ...(startAfter && { startAfter }), ...(first && { priority: 1 }) };
  const [only] = data;
  if (only && data.length === 1) await boss.send(queue, only, { db, ...options });
  else
    await boss.insert(
      queue,
      data.map((each) => ({ data: each, ...options })),
      { db },
    );
}

/** Stops the sender when a process or a test ends. */
export async function stopJobs(): Promise<void> {
  const boss = holder.omapolkuJobs;
  delete holder.omapolkuJobs;
  await (await boss)?.stop({ graceful: false });
}
