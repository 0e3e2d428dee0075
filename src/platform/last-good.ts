import "server-only";
import { isUnavailable } from "@/platform/db/client";

/** How many milliseconds a public page waits for the database before it shows what it last knew. */
const PATIENCE = 2_000;
/** How many views are kept; the least recently read are dropped. */
const MOST = 500;

interface Memory {
  known: Map<string, unknown>;
  reading: Map<string, Promise<unknown>>;
}

// Next.js bundles pages, route handlers and the server's start separately, so they share memory here.
const holder = globalThis as unknown as { omapolkuLastGood?: Memory };

function memory(): Memory {
  holder.omapolkuLastGood ??= { known: new Map(), reading: new Map() };
  return holder.omapolkuLastGood;
}

/** Reads a value and keeps it. While it is being read, others who ask for it wait for the same read. */
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
 * Reads something public. If the database does not answer soon, returns the last value and says that it is not fresh.
 * If the value was never read before, returns `otherwise`, which is for what a page can do without; waits if there is none.
 * Does not keep null, because anybody can ask for things that do not exist, under any name.
 */
export async function lastGood<T>(
  key: string,
  load: () => Promise<T>,
  otherwise?: T,
): Promise<{ value: T; fresh: boolean }> {
  const fresh = read(key, load).then((value) => ({ value, fresh: true }));
  const { known } = memory();
  const last = known.has(key) ? (known.get(key) as T) : otherwise;
  if (last === undefined) return fresh;
  const old = () => ({ value: last, fresh: false });
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
