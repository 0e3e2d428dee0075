import type { QueueOptions } from "@/platform/jobs/queue";

export const queues = {
  "anonymise-registrations": { retryLimit: 5, retryDelay: 60, retryBackoff: true, schedule: "17 3 * * *" },
} as const satisfies Record<string, QueueOptions>;

declare module "@/platform/jobs/queue" {
  interface KnownQueues extends Readonly<typeof queues> {}
}
