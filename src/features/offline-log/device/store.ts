import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import type { LogAnswer, LogEntry, LogList } from "../schema";
import { makeKey, nameOfKey, type Sealed, sealValue, unsealValue } from "./sealing";

// What a device keeps of a log, such as a door's: docs/decisions/027. The databases are named after doors, which were the first logs.

interface KnownLog {
  name: string;
  /** When its day is over. */
  endsAt: string;
  /** Opened by somebody who is signed in, and not with a link. */
  signedIn?: boolean;
}

/** Which logs this device holds, and until when. */
interface IndexSchema extends DBSchema {
  doors: { key: string; value: KnownLog };
}

interface LogSchema extends DBSchema {
  /** The key that seals everything else. */
  key: { key: "key"; value: CryptoKey };
  list: { key: "list"; value: { version: string; sealed: Sealed } };
  cursor: { key: "cursor"; value: number };
  /** The server's log in batches, as it came. */
  log: { key: number; value: Sealed };
  /** What the server does not have yet, in the order in which it was noted. */
  queue: { key: number; value: Sealed };
  refused: { key: number; value: Sealed };
}

/** The list of a log, its entries, and why the server refuses one. */
export interface LogKind {
  List: LogList;
  Entry: LogEntry;
  Reason: string;
}

/** What the server answers about a kind of log. */
export type AnswerOf<Kind extends LogKind> = LogAnswer<Kind["List"], Kind["Entry"], Kind["Reason"]>;

/** An entry that the server did not take. */
interface RefusedEntry<Kind extends LogKind> {
  entry: Kind["Entry"];
  reason: Kind["Reason"];
}

export interface Queued<Kind extends LogKind> {
  /** Its number in this device's queue. */
  number: number;
  entry: Kind["Entry"];
}

/** Everything that the device holds of a log. */
export interface LogContents<Kind extends LogKind> {
  list: Kind["List"] | null;
  log: (Kind["Entry"] & { seq: number })[];
  queue: Queued<Kind>[];
  refused: (RefusedEntry<Kind> & { number: number })[];
}

/** The index of logs. */
const INDEX_VERSION = 1;
/** A log's own database. 2: people of a door's list have numbers. */
const LOG_VERSION = 2;
const INDEX = "omapolku-doors";
const databaseOf = (name: string) => `omapolku-door-${name}`;

function openIndex(): Promise<IDBPDatabase<IndexSchema>> {
  return openDB<IndexSchema>(INDEX, INDEX_VERSION, {
    upgrade: (index) => void index.createObjectStore("doors", { keyPath: "name" }),
  });
}

/** Whether the device holds a log whose day is over. */
export async function holdsEndedLog(logKey: string, now = new Date()): Promise<boolean> {
  const name = await nameOfKey(logKey);
  const index = await openIndex();
  try {
    const known = await index.get("doors", name);
    return known !== undefined && new Date(known.endsAt) <= now;
  } finally {
    index.close();
  }
}

/** For how long in milliseconds after its day a log's unsent entries wait for a network. */
const LONGEST_WAIT = 7 * 86_400_000;

/**
 * Deletes what the device holds of logs whose day is over. Every page of a log calls this when it opens. A log that still has
 * unsent entries waits for a week, until its own page is opened: only these entries are left. The log with the key `settled` does not
 * wait, because the server takes nothing more from it. Returns how many logs remain.
 */
export async function forgetEndedLogs(settled: string | null = null, now = new Date()): Promise<number> {
  const goes = settled === null ? null : await nameOfKey(settled);
  const index = await openIndex();
  try {
    for (const { name, endsAt } of await index.getAll("doors")) {
      const over = now.getTime() - new Date(endsAt).getTime();
      if (over < 0 || (over < LONGEST_WAIT && name !== goes && (await forgetNamesOf(name)) > 0)) continue;
      await deleteDB(databaseOf(name));
      await index.delete("doors", name);
    }
    return await index.count("doors");
  } finally {
    index.close();
  }
}

/** Forgets the names of a log, and returns how many entries of it are unsent. */
async function forgetNamesOf(name: string): Promise<number> {
  const database = await openLog(name);
  try {
    await clearNames(database);
    return await database.count("queue");
  } finally {
    database.close();
  }
}

/**
 * Forgets the names of the logs that somebody opened who was signed in, for when they sign out. Logs that a link opens stay
 * as they are.
 */
export async function forgetSignedInLogs(): Promise<void> {
  for (const { name } of await listSignedInLogs()) await forgetNamesOf(name);
}

/** How many entries are unsent of the logs that somebody opened who was signed in. */
export async function countUnsent(): Promise<number> {
  let unsent = 0;
  for (const { name } of await listSignedInLogs()) {
    const database = await openLog(name);
    unsent += await database.count("queue").finally(() => database.close());
  }
  return unsent;
}

async function listSignedInLogs(): Promise<KnownLog[]> {
  // Opening it would make it, on every device on which somebody signs out.
  if (!(await indexedDB.databases()).some(({ name }) => name === INDEX)) return [];
  const index = await openIndex();
  try {
    return (await index.getAll("doors")).filter(({ signedIn }) => signedIn);
  } finally {
    index.close();
  }
}

function openLog(name: string): Promise<IDBPDatabase<LogSchema>> {
  return openDB<LogSchema>(databaseOf(name), LOG_VERSION, {
    upgrade(database, before, _after, upgrading) {
      // The server sends the list again.
      if (before > 0) return void upgrading.objectStore("list").clear();
      for (const store of ["key", "list", "cursor"] as const) database.createObjectStore(store);
      for (const store of ["log", "queue", "refused"] as const)
        database.createObjectStore(store, { autoIncrement: true });
    },
    // Another tab deletes the database: the day is over.
    blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
  });
}

/** Removes everything but the queue, which holds codes or ids and no names. */
async function clearNames(database: IDBPDatabase<LogSchema>): Promise<void> {
  const stores = ["list", "cursor", "log", "refused"] as const;
  const writing = database.transaction(stores, "readwrite");
  for (const store of stores) await writing.objectStore(store).clear();
  await writing.done;
}

/** Merges the log's batches when there are this many, so that reading it stays quick. */
const MOST_BATCHES = 24;

/** The encrypted database of one log on this device. */
export class LogStore<Kind extends LogKind> {
  readonly #database: IDBPDatabase<LogSchema>;
  readonly #key: CryptoKey;

  private constructor(
    /** A name that is the same in every tab and does not give away the log's key. */
    readonly name: string,
    database: IDBPDatabase<LogSchema>,
    key: CryptoKey,
  ) {
    this.#database = database;
    this.#key = key;
  }

  /**
   * Opens the database of a log's key. A new one is made only if `page` says when the log's day is over; null if
   * there is none. Throws if the browser keeps nothing, e.g. in a private window.
   */
  static async open<Kind extends LogKind>(
    logKey: string,
    page: Omit<KnownLog, "name"> | null,
  ): Promise<LogStore<Kind> | null> {
    const name = await nameOfKey(logKey);
    const index = await openIndex();
    try {
      const known = await index.get("doors", name);
      if (!known && !page) return null;
      // Written before the log's own database, so that no database is ever without a date.
      if (page) await index.put("doors", { name, ...page });
    } finally {
      index.close();
    }
    const database = await openLog(name);
    const made = await makeKey();
    // Of two tabs that open a new database at once, one stores its key and both use it.
    const keys = database.transaction("key", "readwrite");
    const key = (await keys.store.get("key")) ?? made;
    if (key === made) await keys.store.put(made, "key");
    await keys.done;
    return new LogStore<Kind>(name, database, key);
  }

  /** Everything, decrypted. */
  async read(): Promise<LogContents<Kind>> {
    const reading = this.#database.transaction(["list", "log", "queue", "refused"]);
    const numbered = async (store: "queue" | "refused") => {
      const [numbers, values] = await Promise.all([
        reading.objectStore(store).getAllKeys(),
        reading.objectStore(store).getAll(),
      ]);
      return values.map((sealed, n) => ({ number: numbers[n] ?? 0, sealed }));
    };
    const [list, log, queue, refused] = await Promise.all([
      reading.objectStore("list").get("list"),
      reading.objectStore("log").getAll(),
      numbered("queue"),
      numbered("refused"),
    ]);
    return {
      list: list ? await unsealValue<Kind["List"]>(this.#key, list.sealed) : null,
      log: (await Promise.all(log.map((batch) => unsealValue<LogContents<Kind>["log"]>(this.#key, batch)))).flat(),
      queue: await Promise.all(
        queue.map(async ({ number, sealed }) => ({
          number,
          entry: await unsealValue<Kind["Entry"]>(this.#key, sealed),
        })),
      ),
      refused: await Promise.all(
        refused.map(async ({ number, sealed }) => ({
          number,
          ...(await unsealValue<RefusedEntry<Kind>>(this.#key, sealed)),
        })),
      ),
    };
  }

  /** Writes entries to the queue. They are on the disk when this resolves. */
  async add(entries: readonly Kind["Entry"][]): Promise<void> {
    const sealed = await Promise.all(entries.map((entry) => sealValue(this.#key, entry)));
    const writing = this.#database.transaction("queue", "readwrite", { durability: "strict" });
    for (const one of sealed) await writing.store.add(one);
    await writing.done;
  }

  /** What the next request needs: the version of the list, the cursor, and at most `most` of the queue's oldest entries. */
  async pending(most: number): Promise<{ list: string | null; after: number; queue: Queued<Kind>[] }> {
    const reading = this.#database.transaction(["list", "cursor", "queue"]);
    const [list, after, numbers, values] = await Promise.all([
      reading.objectStore("list").get("list"),
      reading.objectStore("cursor").get("cursor"),
      // To IndexedDB, a count of 0 means all.
      most > 0 ? reading.objectStore("queue").getAllKeys(null, most) : [],
      most > 0 ? reading.objectStore("queue").getAll(null, most) : [],
    ]);
    const queue = await Promise.all(
      values.map(async (sealed, n) => ({
        number: numbers[n] ?? 0,
        entry: await unsealValue<Kind["Entry"]>(this.#key, sealed),
      })),
    );
    return { list: list?.version ?? null, after: after ?? 0, queue };
  }

  /**
   * Takes over an answer in one transaction, so that no entry is ever in neither the queue nor the log. Returns whether
   * anything has changed.
   */
  async take(answer: AnswerOf<Kind>, sent: readonly Queued<Kind>[]): Promise<boolean> {
    const inLog = new Set(answer.entries.map(({ id }) => id));
    // What was accepted, but comes only with a later page of the log, stays in the queue until then.
    const settled = (id: string) => inLog.has(id) || (!answer.more && answer.accepted.includes(id));
    const reasons = new Map(answer.refused.map(({ id, reason }) => [id, reason]));
    const done = sent.filter(({ entry }) => settled(entry.id) || reasons.has(entry.id));
    if (!answer.list && answer.entries.length === 0 && done.length === 0) return false;

    const batches = (await this.#database.count("log")) >= MOST_BATCHES ? await this.#database.getAll("log") : null;
    const before =
      batches && (await Promise.all(batches.map((batch) => unsealValue<LogContents<Kind>["log"]>(this.#key, batch))));
    const entries = [...(before?.flat() ?? []), ...answer.entries];
    const [list, log, refused] = await Promise.all([
      answer.list && sealValue(this.#key, answer.list),
      entries.length > 0 ? sealValue(this.#key, entries) : null,
      Promise.all(
        done.flatMap(({ entry }) => {
          const reason = reasons.get(entry.id);
          return reason ? [sealValue(this.#key, { entry, reason } satisfies RefusedEntry<Kind>)] : [];
        }),
      ),
    ]);
    const writing = this.#database.transaction(["list", "cursor", "log", "queue", "refused"], "readwrite", {
      durability: "strict",
    });
    if (answer.list && list)
      await writing.objectStore("list").put({ version: answer.list.version, sealed: list }, "list");
    if (before) await writing.objectStore("log").clear();
    if (log) await writing.objectStore("log").add(log);
    await writing.objectStore("cursor").put(answer.cursor, "cursor");
    for (const { number } of done) await writing.objectStore("queue").delete(number);
    for (const one of refused) await writing.objectStore("refused").add(one);
    await writing.done;
    return true;
  }

  /** Moves the oldest entry of the queue to its end, because the server cannot answer it. */
  async postpone({ number, entry }: Queued<Kind>): Promise<void> {
    const sealed = await sealValue(this.#key, entry);
    const writing = this.#database.transaction("queue", "readwrite");
    await writing.store.delete(number);
    await writing.store.add(sealed);
    await writing.done;
  }

  /** Removes a refused entry that somebody has seen. */
  async dismiss(number: number): Promise<void> {
    await this.#database.delete("refused", number);
  }

  /** Removes everything but the queue. */
  forgetNames(): Promise<void> {
    return clearNames(this.#database);
  }

  close(): void {
    this.#database.close();
  }
}
