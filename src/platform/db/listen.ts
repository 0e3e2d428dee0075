import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { log } from "@/platform/log";
import { foreignOptions, VISITORS } from "./connections";

/** Milliseconds between two questions whether the connection lives, how long an answer may take, and until it is tried anew. */
const EVERY = 1_000;
const PATIENCE = 1_500;
const AGAIN_AFTER = 500;

interface Listener {
  channel: string;
  /** What someone said in the channel. */
  heard: (word: string) => void;
  /** The connection is there: what was said before it, or since the last one was lost, nobody heard. */
  connected: () => void;
  /** Called about once a second while the connection lives. What it throws is a lost connection. */
  beat: () => Promise<void>;
}

/**
 * Listens to a channel of PostgreSQL (LISTEN) on a connection of its own, for as long as the process lives. It asks the server
 * for a sign of life all the time: a line that is cut without a word would otherwise be silence like any other.
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
    // Without a farewell: where the line hangs, nobody answers it.
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
  // It may end at an instant when nobody waits for it.
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
