import type { QueueOptions } from "@/platform/jobs/queue";

export const queues = {
  "forget-group-notes": { retryLimit: 0, schedule: "33 4 * * *" },
} as const satisfies Record<string, QueueOptions>;

declare module "@/platform/jobs/queue" {
  interface KnownQueues extends Readonly<typeof queues> {}
}
