import "server-only";
import { type JobResult, PgBoss } from "pg-boss";
import { TIME_ZONE } from "@/i18n/time";
import { db, inBackground } from "@/platform/db/client";
import { foreignOptions, WORK } from "@/platform/db/connections";
import { failureCode } from "@/platform/failure";
import { log } from "@/platform/log";
import { HEARTBEAT_EVERY } from "./heartbeat";
import {
  JOBS_SCHEMA,
  type JobContext,
  type JobHandlers,
  type KnownQueues,
  type QueueName,
  type QueueOptions,
} from "./queue";

export interface Worker {
  /** Resolves when the running jobs are done. */
  stop(): Promise<void>;
}

/**
 * Takes a few jobs at a time, and more while many wait, so that a crowd that registers together gets its messages
 * within seconds. Each job of a batch succeeds or fails by itself. New jobs announce themselves; polling finds retries.
 */
const HOW_TO_WORK = {
  batchSize: 5,
  localConcurrency: 2,
  burstWhenBatchFull: true,
  perJobResults: true,
  pollingIntervalSeconds: 2,
  notifyPollingIntervalSeconds: 5,
} as const;

/** Runs one job. An error puts only this job back for later, with the error's code: its message may contain addresses. */
async function runJob(id: string, work: () => Promise<void>): Promise<JobResult> {
  try {
    await inBackground(work);
    return { id, status: "completed" };
  } catch (error) {
    return { id, status: "failed", output: { code: failureCode(error) } };
  }
}

/** All queues of the portal with their handlers and what these need. */
export interface Work {
  queues: Record<QueueName, QueueOptions>;
  handlers: JobHandlers<KnownQueues>;
  context: JobContext;
}

/** Starts taking jobs from the queues. Any number of workers may run, in the server or beside it. */
export async function runWorker({ queues, handlers, context }: Work): Promise<Worker> {
  const boss = new PgBoss({
    ...foreignOptions(WORK, "omapolku-worker"),
    schema: JOBS_SCHEMA,
    max: 4,
    migrate: false,
    createSchema: false,
    useListenNotify: true,
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
  });
  boss.on("error", (error) => log().error({ error: error.message }, "worker"));
  await boss.start();
  for (const name of Object.keys(queues) as QueueName[]) {
    await boss.work(name, HOW_TO_WORK, async (jobs) => {
      const results: JobResult[] = [];
      for (const { id, data } of jobs) results.push(await runJob(id, () => handlers[name](data, context)));
      return results;
    });
  }
  for (const [name, { schedule }] of Object.entries<QueueOptions>(queues))
    if (schedule) await boss.schedule(name, schedule, {}, { tz: TIME_ZONE });
  const beat = async () => {
    await db().$executeRaw`
      INSERT INTO "WorkerHeartbeat" (id, at) VALUES (1, now())
      ON CONFLICT (id) DO UPDATE SET at = now()`;
  };
  await inBackground(beat);
  const timer = setInterval(() => {
    inBackground(beat).catch((error: Error) => log().warn({ error: error.message }, "heartbeat"));
  }, HEARTBEAT_EVERY);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}
