import type { QueueOptions } from "@/platform/jobs/queue";

export const queues = {
  "forget-meeting-topics": { retryLimit: 0, schedule: "41 3 * * *" },
  /** Keeps the meetings of groups planned half a year ahead. */
  "plan-group-meetings": { retryLimit: 0, schedule: "27 3 * * *" },
} as const satisfies Record<string, QueueOptions>;

declare module "@/platform/jobs/queue" {
  interface KnownQueues extends Readonly<typeof queues> {}
}
