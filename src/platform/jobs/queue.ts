import type { Queue } from "pg-boss";

/** How a queue treats its jobs (pg-boss), and its schedule: a cron expression in Helsinki time. */
export type QueueOptions = Omit<Queue, "name"> & { schedule?: string };

/**
 * The names of all queues. Each feature adds its own in its `queues.ts`, with the options with which migrations create
 * them, so that a process which only sends needs no extra rights and no start order. Names never change, because jobs
 * wait under them.
 */
// biome-ignore lint/suspicious/noEmptyInterface: features add to it
export interface KnownQueues {}

export type QueueName = keyof KnownQueues;

/** What the worker provides to its jobs. A feature whose jobs need features above it extends this. */
// biome-ignore lint/suspicious/noEmptyInterface: features add to it
export interface JobContext {}

/** What the jobs of a feature's queues do. A thrown error puts the job back for later. */
export type JobHandlers<Queues> = { [Name in keyof Queues]: (data: unknown, context: JobContext) => Promise<void> };

/** The PostgreSQL schema of pg-boss's tables. */
export const JOBS_SCHEMA = "pgboss";
