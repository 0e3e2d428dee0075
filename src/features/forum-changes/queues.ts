import type { QueueOptions } from "@/platform/jobs/queue";

export const queues = {
  "send-reminders": { retryLimit: 0, schedule: "*/10 * * * *" },
} as const satisfies Record<string, QueueOptions>;

declare module "@/platform/jobs/queue" {
  interface KnownQueues extends Readonly<typeof queues> {}
}
