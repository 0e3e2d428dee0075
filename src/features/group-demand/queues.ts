import type { QueueOptions } from "@/platform/jobs/queue";

export const queues = {
  /** Tells people of groups that they wanted, and forgets those who have been told. */
  "tell-group-wishes": { retryLimit: 0, schedule: "*/10 * * * *" },
  /** Forgets wishes that nothing has come of, and numbers that are of no use any more. */
  "forget-group-wishes": { retryLimit: 0, schedule: "48 3 * * *" },
} as const satisfies Record<string, QueueOptions>;

declare module "@/platform/jobs/queue" {
  interface KnownQueues extends Readonly<typeof queues> {}
}
