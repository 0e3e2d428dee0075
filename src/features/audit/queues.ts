import type { QueueOptions } from "@/platform/jobs/queue";

export const queues = {
  "forget-audit-entries": { retryLimit: 0, schedule: "37 3 * * *" },
} as const satisfies Record<string, QueueOptions>;

declare module "@/platform/jobs/queue" {
  interface KnownQueues extends Readonly<typeof queues> {}
}
