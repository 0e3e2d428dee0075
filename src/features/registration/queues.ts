import type { QueueOptions } from "@/platform/jobs/queue";

export const queues = {
  "expire-offers": { retryLimit: 0, schedule: "* * * * *" },
} as const satisfies Record<string, QueueOptions>;

declare module "@/platform/jobs/queue" {
  interface KnownQueues extends Readonly<typeof queues> {}
}
