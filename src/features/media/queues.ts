import type { QueueOptions } from "@/platform/jobs/queue";

export const queues = {
  /**
   * Makes the variants of one picture. One at a time, however many workers there are: decoding needs much memory. If the
   * storage is away, it tries again for about a day.
   */
  "encode-picture": {
    policy: "singleton",
    retryLimit: 40,
    retryDelay: 10,
    retryBackoff: true,
    retryDelayMax: 3600,
    expireInSeconds: 600,
    notify: true,
    heartbeatSeconds: 30,
  },
  /** Deletes what no text uses any more, and what is stored without a row. */
  "tidy-media": { retryLimit: 0, schedule: "41 3 * * *" },
} as const satisfies Record<string, QueueOptions>;

declare module "@/platform/jobs/queue" {
  interface KnownQueues extends Readonly<typeof queues> {}
}
