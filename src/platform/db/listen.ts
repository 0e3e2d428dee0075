import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { log } from "@/platform/log";
import { foreignOptions, VISITORS } from "./connections";

/** Milliseconds between two checks of the connection, how long an answer may take, and the wait before reconnecting. */
const EVERY = 1_000;
const PATIENCE = 1_500;
const AGAIN_AFTER = 500;

interface Listener {
  channel: string;
  /** Called with the payload of each notification. */
  heard: (word: string) => void;
  /** Called when the connection is there. Notifications before that, or since the last connection was lost, were missed. */
  connected: () => void;
  /** Called about once a second while the connection lives. If it throws, the connection counts as lost. */
  beat: () => Promise<void>;
}

/**
 * Listens to a channel of PostgreSQL (LISTEN) on its own connection, as long as the process lives. It checks the
 * connection continually, because a line that is cut without notice looks the same as silence.
 */
export async function listen(listener: Listener): Promise<never> {
  let lost = false;
  for (;;) {
    const client = new pg.Client({
      ...foreignOptions({ ...VISITORS, connection: PATIENCE, answer: PATIENCE }, "omapolku-pages"),
    });
    try {
      await attend(client, listener, () => {
        if (lost) log().info("the database is heard again");
        lost = false;
      });
    } catch (error) {
      if (!lost) log().warn({ error: error instanceof Error ? error.message : "unknown" }, "the database is not heard");
      lost = true;
    }
    // Destroy it without saying goodbye: on a hanging line nobody would answer.
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    await sleep(AGAIN_AFTER, undefined, { ref: false });
  }
}

/** Listens until the connection is lost, then throws. */
async function attend(
  client: pg.Client,
  { channel, heard, connected, beat }: Listener,
  living: () => void,
): Promise<never> {
  const ended = new Promise<never>((_, reject) => {
    client.on("error", reject);
    client.once("end", () => reject(new Error("connection ended")));
  });
  // It may end while nobody waits for it.
  ended.catch(() => undefined);
  client.on("notification", ({ payload = "" }) => heard(payload));
  await client.connect();
  await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
  living();
  connected();
  for (;;) {
    await Promise.race([ended, client.query("SELECT 1")]);
    await Promise.race([ended, beat()]);
    await Promise.race([ended, sleep(EVERY, undefined, { ref: false })]);
  }
}
