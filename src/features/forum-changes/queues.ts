import type { QueueOptions } from "@/platform/jobs/queue";

export const queues = {
  /** After an interruption it continues where it stopped. If its worker is killed, it counts as failed after 10 seconds. */
  "announce-forum": { retryLimit: 10, retryDelay: 30, retryBackoff: true, notify: true, heartbeatSeconds: 10 },
  "send-reminders": { retryLimit: 0, schedule: "*/10 * * * *" },
} as const satisfies Record<string, QueueOptions>;

declare module "@/platform/jobs/queue" {
  interface KnownQueues extends Readonly<typeof queues> {}
}
