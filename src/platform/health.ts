import "server-only";
import { db } from "@/platform/db/client";
import { HEARTBEAT_LOST_AFTER } from "@/platform/jobs/heartbeat";

export interface Health {
  /** The database answered. */
  database: boolean;
  /** A worker said not long ago that it lives. */
  worker: boolean;
}

/** Asks the database, which also knows when a worker was last heard of. */
export async function readHealth(): Promise<Health> {
  try {
    const beat = await db().workerHeartbeat.findUnique({ where: { id: 1 } });
    return { database: true, worker: beat !== null && Date.now() - beat.at.getTime() < HEARTBEAT_LOST_AFTER };
  } catch {
    return { database: false, worker: false };
  }
}
