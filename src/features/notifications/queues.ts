import type { QueueOptions } from "@/platform/jobs/queue";

export const queues = {
  /**
   * Back-off: 30 s, doubled each time up to an hour, about a day in all. A worker that is killed in the middle of a job
   * falls silent: after 10 seconds without a heartbeat the job counts as failed and is tried again.
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
