import type { QueueOptions } from "@/platform/jobs/queue";

export const queues = {
  /** Retries a few times, because the group's row may be locked. */
  "note-refused-member": { retryLimit: 10, retryDelay: 10, retryBackoff: true, retryDelayMax: 600, notify: true },
  /** In the morning, so that those who are told can answer the same day. */
  "warn-of-unanswered": { retryLimit: 5, retryDelay: 60, retryBackoff: true, schedule: "23 8 * * *" },
} as const satisfies Record<string, QueueOptions>;

declare module "@/platform/jobs/queue" {
  interface KnownQueues extends Readonly<typeof queues> {}
}
