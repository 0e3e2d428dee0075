import type { QueueOptions } from "@/platform/jobs/queue";

export const queues = {
  "forget-sign-ins": { retryLimit: 0, schedule: "53 * * * *" },
} as const satisfies Record<string, QueueOptions>;

declare module "@/platform/jobs/queue" {
  interface KnownQueues extends Readonly<typeof queues> {}
}
