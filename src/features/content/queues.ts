import type { QueueOptions } from "@/platform/jobs/queue";

export const queues = {
  "forget-text-drafts": { retryLimit: 0, schedule: "43 3 * * *" },
} as const satisfies Record<string, QueueOptions>;

declare module "@/platform/jobs/queue" {
  interface KnownQueues extends Readonly<typeof queues> {}
}
