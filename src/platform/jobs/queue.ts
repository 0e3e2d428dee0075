import type { Queue } from "pg-boss";

/** How a queue treats its jobs (pg-boss), and when it gets one by itself: a cron expression, read in Helsinki time. */
export type QueueOptions = Omit<Queue, "name"> & { schedule?: string };

/**
 * The names of all queues. Each feature adds its own in its `queues.ts`, beside the options that the migrations create
 * them with; a process that only sends then needs no rights and no order of starting. Names never change: jobs wait there.
 */
// biome-ignore lint/suspicious/noEmptyInterface: features add to it
export interface KnownQueues {}

export type QueueName = keyof KnownQueues;

/** What the worker brings along for its jobs. A feature whose jobs need the work of features above it adds to it. */
// biome-ignore lint/suspicious/noEmptyInterface: features add to it
export interface JobContext {}

/** What the jobs of a feature's queues do; a thrown error puts the job back for later. */
export type JobHandlers<Queues> = { [Name in keyof Queues]: (data: unknown, context: JobContext) => Promise<void> };

/** The PostgreSQL schema that pg-boss keeps its tables in. */
export const JOBS_SCHEMA = "pgboss";
