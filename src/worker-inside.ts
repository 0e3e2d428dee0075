import "server-only";
import type { Worker } from "@/platform/jobs/worker";
import { log } from "@/platform/log";
import { startWorker } from "./worker";

const RETRY_AFTER = 5_000;

/**
 * Runs the worker in the server's process. If the database is not there yet, the server starts anyway and the worker
 * tries again.
 */
export async function startWorkerInside(): Promise<void> {
  let worker: Worker | undefined;
  const start = async () => {
    try {
      worker = await startWorker();
      log().info("worker started");
    } catch (error) {
      log().error({ error: error instanceof Error ? error.message : "unknown" }, "worker did not start");
      setTimeout(start, RETRY_AFTER).unref();
    }
  };
  await start();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void worker?.stop());
}
