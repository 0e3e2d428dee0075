import type { QueueOptions } from "@/platform/jobs/queue";

export const queues = {
  /** Forgets what was written to groups long ago, and to groups whose people are forgotten. */
  "forget-group-messages": { retryLimit: 0, schedule: "4 4 * * *" },
} as const satisfies Record<string, QueueOptions>;

declare module "@/platform/jobs/queue" {
  interface KnownQueues extends Readonly<typeof queues> {}
}
