import "server-only";
import pg from "pg";
import { env } from "@/platform/env";
import { HEARTBEAT_LOST_AFTER } from "@/platform/jobs/heartbeat";

export interface Health {
  /** The database answered. */
  database: boolean;
  /** A worker reported recently that it is alive. */
  worker: boolean;
}

/**
 * After this many milliseconds without an answer the database counts as silent, so that the health check answers within
 * a second.
 */
const PATIENCE = 800;

let asking: Promise<Health> | undefined;

/**
 * Checks the database, which also knows when a worker last reported. Opens its own connection, because those of the
 * pool may all be waiting. Simultaneous checks share one.
 */
export function checkHealth(): Promise<Health> {
  asking ??= ask().finally(() => {
    asking = undefined;
  });
  return asking;
}

async function ask(): Promise<Health> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL, application_name: "omapolku-health" });
  client.on("error", () => undefined);
  let timer: NodeJS.Timeout | undefined;
  try {
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("no answer")), PATIENCE);
    });
    const answer = client
      .connect()
      .then(() =>
        client.query<{ lost: boolean }>(
          `SELECT at < now() - make_interval(secs => $1) AS lost FROM "WorkerHeartbeat" WHERE id = 1`,
          [HEARTBEAT_LOST_AFTER / 1000],
        ),
      );
    const { rows } = await Promise.race([answer, silence]);
    return { database: true, worker: rows[0]?.lost === false };
  } catch {
    return { database: false, worker: false };
  } finally {
    clearTimeout(timer);
    // A server that hangs does not say goodbye either.
    void client.end().catch(() => undefined);
    setTimeout(() => client.connection.stream.destroy(), PATIENCE).unref();
  }
}
