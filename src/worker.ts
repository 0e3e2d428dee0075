import "server-only";
import { JOBS } from "@/contributions/jobs";
import { LETTERS } from "@/contributions/letters";
import { QUEUES } from "@/contributions/queues";
import { runWorker, type Worker } from "@/platform/jobs/worker";

/** Starts the portal's worker with the queues, jobs and letters of all features. */
export function startWorker(): Promise<Worker> {
  return runWorker({ queues: QUEUES, handlers: JOBS, context: { letters: LETTERS } });
}
