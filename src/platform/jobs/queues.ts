import type { Queue } from "pg-boss";

/**
 * Every queue of the portal. Created with the migrations, so that a process that only sends needs no rights or order of
 * starting. Back-off: 30 s, doubled each time up to an hour, about a day in all. A worker that is killed in the middle of a
 * job falls silent: after 10 seconds without a heartbeat the job counts as failed and is tried again.
 */
export const QUEUES = {
  "deliver-message": {
    retryLimit: 30,
    retryDelay: 30,
    retryBackoff: true,
    retryDelayMax: 3600,
    notify: true,
    heartbeatSeconds: 10,
  },
  "anonymise-registrations": { retryLimit: 5, retryDelay: 60, retryBackoff: true },
  "expire-offers": { retryLimit: 0 },
  "send-reminders": { retryLimit: 0 },
  "queue-waiting-sms": { retryLimit: 0 },
  "forget-limits": { retryLimit: 0 },
  "forget-sign-ins": { retryLimit: 0 },
} as const satisfies Record<string, Omit<Queue, "name">>;

export type QueueName = keyof typeof QUEUES;

/** What runs by the clock: cron expressions, read in Helsinki time. */
export const SCHEDULES: Partial<Record<QueueName, string>> = {
  "anonymise-registrations": "17 3 * * *",
  "expire-offers": "* * * * *",
  "send-reminders": "*/10 * * * *",
  "queue-waiting-sms": "*/10 * * * *",
  "forget-limits": "43 * * * *",
  "forget-sign-ins": "53 * * * *",
};

/** The PostgreSQL schema that pg-boss keeps its tables in. */
export const JOBS_SCHEMA = "pgboss";
