import "server-only";
import { PgBoss } from "pg-boss";
import { db } from "@/platform/db/client";
import { env } from "@/platform/env";
import { log } from "@/platform/log";
import { HEARTBEAT_EVERY } from "./heartbeat";
import { JOBS_SCHEMA, QUEUES, type QueueName, SCHEDULES } from "./queues";

/** What each queue's jobs do; a thrown error puts the job back for later. */
export type JobHandlers = { [Name in QueueName]: (data: unknown) => Promise<void> };

export interface Worker {
  /** Ends when the jobs under way are done. */
  stop(): Promise<void>;
}

/** Starts taking jobs off the queues. Any number of workers may run, in the server or beside it. */
export async function runWorker(handlers: JobHandlers): Promise<Worker> {
  const boss = new PgBoss({
    connectionString: env().DATABASE_URL,
    schema: JOBS_SCHEMA,
    max: 4,
    migrate: false,
    createSchema: false,
    useListenNotify: true,
    application_name: "omapolku-worker",
  });
  boss.on("error", (error) => log().error({ error: error.message }, "worker"));
  await boss.start();
  for (const name of Object.keys(QUEUES) as QueueName[]) {
    await boss.work(name, { batchSize: 1, localConcurrency: 3, pollingIntervalSeconds: 2 }, async ([job]) => {
      if (job) await handlers[name](job.data);
    });
  }
  for (const [name, cron] of Object.entries(SCHEDULES)) await boss.schedule(name, cron, {}, { tz: "Europe/Helsinki" });
  const beat = async () => {
    await db().$executeRaw`
      INSERT INTO "WorkerHeartbeat" (id, at) VALUES (1, now())
      ON CONFLICT (id) DO UPDATE SET at = now()`;
  };
  await beat();
  const timer = setInterval(() => {
    beat().catch((error: Error) => log().warn({ error: error.message }, "heartbeat"));
  }, HEARTBEAT_EVERY);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}
