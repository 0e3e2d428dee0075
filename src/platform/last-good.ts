import "server-only";
import { isUnavailable } from "@/platform/db/client";

/** Milliseconds that a public page waits for the database before it shows what it knew last. */
const PATIENCE = 2_000;
/** Views that are kept; those that were not read for the longest time give way. */
const MOST = 500;

interface Memory {
  known: Map<string, unknown>;
  reading: Map<string, Promise<unknown>>;
}

// Next.js bundles pages, route handlers and the start of the server apart: one memory for all of them.
const holder = globalThis as unknown as { omapolkuLastGood?: Memory };

function memory(): Memory {
  holder.omapolkuLastGood ??= { known: new Map(), reading: new Map() };
  return holder.omapolkuLastGood;
}

/** Reads and keeps what was read; while one is being read, anyone who asks for the same waits for that. */
function read<T>(key: string, load: () => Promise<T>): Promise<T> {
  const { known, reading } = memory();
  const running = reading.get(key) as Promise<T> | undefined;
  if (running) return running;
  const started = load()
    .then((value) => {
      known.delete(key);
      if (value !== null) known.set(key, value);
      const [oldest] = known.keys();
      if (known.size > MOST && oldest !== undefined) known.delete(oldest);
      return value;
    })
    .finally(() => reading.delete(key));
  reading.set(key, started);
  return started;
}

/**
 * Reads something public; where the database does not answer soon, gives what was read last, and says that it is not fresh.
 * What was never read before is waited for. Null is not kept: what is not there may be asked for under any name.
 */
export async function lastGood<T>(key: string, load: () => Promise<T>): Promise<{ value: T; fresh: boolean }> {
  const fresh = read(key, load).then((value) => ({ value, fresh: true }));
  const { known } = memory();
  if (!known.has(key)) return fresh;
  const old = () => ({ value: known.get(key) as T, fresh: false });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ value: T; fresh: boolean }>((resolve) => {
    timer = setTimeout(() => resolve(old()), PATIENCE);
  });
  return Promise.race([fresh, late])
    .catch((error: unknown) => {
      if (!isUnavailable(error)) throw error;
      return old();
    })
    .finally(() => clearTimeout(timer));
}
