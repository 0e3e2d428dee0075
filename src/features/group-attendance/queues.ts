import type { QueueOptions } from "@/platform/jobs/queue";

export const queues = {
  "forget-meeting-logs": { retryLimit: 0, schedule: "22 4 * * *" },
} as const satisfies Record<string, QueueOptions>;

declare module "@/platform/jobs/queue" {
  interface KnownQueues extends Readonly<typeof queues> {}
}
