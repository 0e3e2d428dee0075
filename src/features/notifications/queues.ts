import type { QueueOptions } from "@/platform/jobs/queue";

export const queues = {
  /**
   * Retries after 30 s, doubling up to an hour, for about a day in all. If a worker is killed during a job, the job
   * counts as failed after 10 seconds without a heartbeat and is tried again.
   */
  "deliver-message": {
    retryLimit: 30,
    retryDelay: 30,
    retryBackoff: true,
    retryDelayMax: 3600,
    notify: true,
    heartbeatSeconds: 10,
  },
  "queue-waiting-sms": { retryLimit: 0, schedule: "*/10 * * * *" },
} as const satisfies Record<string, QueueOptions>;

declare module "@/platform/jobs/queue" {
  interface KnownQueues extends Readonly<typeof queues> {}
}
