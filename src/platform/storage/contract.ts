/** What the portal keeps outside the database: pictures and files. Both kinds of storage pass the same tests. */
export interface Storage {
  /** Stores bytes under a key, in place of what was there. Readers see the old bytes or all of the new ones. */
  put(key: string, bytes: Uint8Array, type: string): Promise<void>;
  /** What is stored under a key, as a stream; null if there is nothing. */
  get(key: string): Promise<StoredBytes | null>;
  exists(key: string): Promise<boolean>;
  /** Removes what is stored under a key. Nothing there is no error. */
  delete(key: string): Promise<void>;
  /** All keys that begin with a prefix, in no certain order, each with the time at which it was stored. */
  list(prefix: string): AsyncIterable<{ key: string; at: Date }>;
}

export interface StoredBytes {
  body: ReadableStream<Uint8Array>;
  /** How many bytes the stream has. */
  length: number;
}

/**
 * Thrown if the storage does not answer, or refuses what should work: it is away, full, or its settings are wrong. What was
 * asked may work later.
 */
export class StorageAway extends Error {
  override name = "StorageAway";

  constructor(
    /** What happened, without names or addresses, e.g. `ENOSPC` or `503`. */
    readonly code: string,
  ) {
    super(`the storage failed: ${code}`);
  }
}

/** The keys that the portal makes. They need no escaping in addresses, and name no folder above the storage's own. */
const KEY = /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)*(\.[a-z0-9]+)?$/;
const LONGEST = 200;

/** The key itself. Throws for any that the portal does not make. */
export function checkedKey(key: string): string {
  if (key.length > LONGEST || !KEY.test(key)) throw new TypeError("not a key of the storage");
  return key;
}
